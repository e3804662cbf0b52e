//! Agreement beyond chance where votes are missing, or where classes are ordered (K. Krippendorff, 2011).

/// How far apart two classes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The same or not.
    Nominal,
    /// In order.
    Ordinal,
    /// In order and evenly spaced.
    Interval,
}

/// Disagreement seen and expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Krippendorff {
    /// Votes that can be compared with another on the same case, by class.
    pub votes: Vec<f64>,
    /// Disagreement seen.
    pub observed: f64,
    /// Disagreement by chance.
    pub expected: f64,
}

impl Krippendorff {
    /// From votes as classes `0..classes`, a row a case, however many votes each had. Cases with fewer than two votes, and votes
    /// for no such class, are left out; none where nothing is left.
    pub fn of(rows: &[Vec<usize>], classes: usize, scale: Scale) -> Option<Self> {
        let mut together = vec![vec![0.0; classes]; classes];
        for row in rows {
            let votes: Vec<usize> = row.iter().copied().filter(|v| *v < classes).collect();
            for (i, a) in votes.iter().enumerate() {
                for (j, b) in votes.iter().enumerate() {
                    if i != j {
                        together[*a][*b] += 1.0 / (votes.len() - 1) as f64;
                    }
                }
            }
        }
        let votes: Vec<f64> = together.iter().map(|row| row.iter().sum()).collect();
        let all: f64 = votes.iter().sum();
        if all < 1.5 {
            return None;
        }
        let pairs = || (0..classes).flat_map(|a| (0..classes).map(move |b| (a, b)));
        let apart = |(a, b): (usize, usize)| distance(&votes, scale, a, b);
        let observed = pairs().map(|(a, b)| together[a][b] * apart((a, b))).sum::<f64>() / all;
        let expected = pairs().map(|(a, b)| votes[a] * votes[b] * apart((a, b))).sum::<f64>() / (all * (all - 1.0));
        Some(Self { votes, observed, expected })
    }

    /// α: 1 is one mind, 0 what chance would make; none where all votes were for one class.
    pub fn alpha(&self) -> Option<f64> {
        (self.expected > 0.0).then(|| 1.0 - self.observed / self.expected)
    }
}

/// The squared distance of two classes.
fn distance(votes: &[f64], scale: Scale, a: usize, b: usize) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    match scale {
        Scale::Nominal if a == b => 0.0,
        Scale::Nominal => 1.0,
        Scale::Ordinal => (votes[low..=high].iter().sum::<f64>() - (votes[low] + votes[high]) / 2.0).powi(2),
        Scale::Interval => ((high - low) as f64).powi(2),
    }
}
