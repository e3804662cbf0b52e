//! Agreement of several people beyond chance, where each case had the same number of votes (J. L. Fleiss, 1971).

/// How far people agree over a set of cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Fleiss {
    /// The share of pairs of voters who agree, case by case.
    pub cases: Vec<f64>,
    /// Their mean.
    pub agreement: f64,
    /// The share of all votes each class has.
    pub shares: Vec<f64>,
    /// The agreement chance alone would make.
    pub by_chance: f64,
}

impl Fleiss {
    /// From votes by class, a row a case. None unless every case has the same classes and the same number of votes, two or more.
    pub fn of(rows: &[Vec<u32>]) -> Option<Self> {
        let first = rows.first()?;
        let votes = |row: &[u32]| row.iter().map(|v| u64::from(*v)).sum::<u64>();
        let n = votes(first);
        if n < 2 || rows.iter().any(|row| row.len() != first.len() || votes(row) != n) {
            return None;
        }
        let n = n as f64;
        let alike = |row: &Vec<u32>| (row.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() - n) / (n * (n - 1.0));
        let cases: Vec<f64> = rows.iter().map(alike).collect();
        let all = n * rows.len() as f64;
        let share = |class: usize| rows.iter().map(|row| f64::from(row[class])).sum::<f64>() / all;
        let shares: Vec<f64> = (0..first.len()).map(share).collect();
        Some(Self {
            agreement: cases.iter().sum::<f64>() / cases.len() as f64,
            by_chance: shares.iter().map(|p| p * p).sum(),
            cases,
            shares,
        })
    }

    /// κ: 1 is one mind on every case, 0 what chance would make. None where everybody always chose the same class: nothing tells
    /// agreement from habit.
    pub fn kappa(&self) -> Option<f64> {
        let one_class = self.shares.iter().filter(|p| **p > 0.0).count() < 2;
        (!one_class).then(|| (self.agreement - self.by_chance) / (1.0 - self.by_chance))
    }
}
