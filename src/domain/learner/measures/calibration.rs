//! Whether somebody is as often right as they are sure.

use super::told::Told;
use super::wilson::Rate;
use crate::domain::session::answer::Certainty;
use crate::domain::session::attempt::Attempt;

/// Answers below which nothing is said of confidence.
pub const ENOUGH: u32 = 10;

/// The probability a level stands for: the middle of its range (worse than 2 in 3, up to 4 in 5, better).
pub fn stands_for(certainty: Certainty) -> f64 {
    match certainty {
        Certainty::Unsure => 0.5,
        Certainty::Fairly => 0.735,
        Certainty::Sure => 0.9,
    }
}

/// How often right at each level of certainty: unsure, fairly sure, sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Right, of the answers at that level.
    pub levels: [Rate; 3],
}

/// The Brier score taken apart (A. H. Murphy, 1973): `score = reliability - resolution + uncertainty`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Murphy {
    /// The Brier score.
    pub score: f64,
    /// How far each level is from how often it was right: 0 is perfect.
    pub reliability: f64,
    /// How far the levels are apart in how often they were right: more is better.
    pub resolution: f64,
    /// What lies in the cases, not the person.
    pub uncertainty: f64,
}

/// Mean certainty beside the share right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    /// What the levels chosen stand for, on average.
    pub certainty: f64,
    /// The share right.
    pub right: Rate,
}

/// What can be said of somebody's confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// More often sure than right.
    Over,
    /// More often right than sure.
    Under,
    /// As far as so many answers can tell, as sure as right.
    Fits,
}

impl Calibration {
    /// Of the attempts that enter rates.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Self {
        let mut levels = [Rate { count: 0, of: 0 }; 3];
        for attempt in attempts.into_iter().filter(|a| a.is_rated()) {
            let level = &mut levels[usize::from(attempt.confidence.level() - 1)];
            level.of = level.of.saturating_add(1);
            level.count += u32::from(attempt.judgement().is_right());
        }
        Self { levels }
    }

    /// All answers.
    pub fn right(self) -> Rate {
        let sum = |of: &dyn Fn(Rate) -> u32| self.levels.iter().fold(0, |sum: u32, rate| sum.saturating_add(of(*rate)));
        Rate { count: sum(&|r| r.count), of: sum(&|r| r.of) }
    }

    /// Certainty and accuracy; none without an answer.
    pub fn confidence(self) -> Option<Confidence> {
        let right = self.right();
        right.share()?;
        Some(Confidence { certainty: self.mean(|level, _| level), right })
    }

    /// The parts of the Brier score; none without an answer.
    pub fn murphy(self) -> Option<Murphy> {
        let base = self.right().share()?;
        let brier = |level: f64, right: f64| right * (1.0 - level).powi(2) + (1.0 - right) * level * level;
        Some(Murphy {
            score: self.mean(brier),
            reliability: self.mean(|level, right| (level - right).powi(2)),
            resolution: self.mean(|_, right| (right - base).powi(2)),
            uncertainty: base * (1.0 - base),
        })
    }

    /// How far the levels are from how often they were right, on average; none without an answer.
    pub fn expected_error(self) -> Option<f64> {
        self.right().share().map(|_| self.mean(|level, right| (level - right).abs()))
    }

    /// The mean over all answers of something their level and its share right have in common.
    fn mean(self, of: impl Fn(f64, f64) -> f64) -> f64 {
        let levels = Certainty::ALL.into_iter().zip(self.levels);
        let each = levels.filter_map(|(c, rate)| Some(f64::from(rate.of) * of(stands_for(c), rate.share()?)));
        each.sum::<f64>() / f64::from(self.right().of.max(1))
    }
}

impl Confidence {
    /// Certainty beyond accuracy: above 0 is over-confidence.
    pub fn excess(self) -> f64 {
        self.certainty - self.right.share().unwrap_or(self.certainty)
    }

    /// Claims over- or under-confidence only where the certainty lies outside the range of the true share right.
    pub fn told(self) -> Told<Sureness> {
        let Some(range) = self.right.interval().filter(|_| self.right.of >= ENOUGH) else {
            return Told::TooFew { more: ENOUGH.saturating_sub(self.right.of).max(1) };
        };
        Told::Figure(match self.certainty {
            certainty if certainty > range.high => Sureness::Over,
            certainty if certainty < range.low => Sureness::Under,
            _ => Sureness::Fits,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Calibration, Sureness};
    use crate::domain::learner::measures::told::Told;
    use crate::domain::learner::measures::wilson::Rate;

    fn told(levels: [(u32, u32); 3]) -> Option<Told<Sureness>> {
        let levels = levels.map(|(count, of)| Rate { count, of });
        Calibration { levels }.confidence().map(super::Confidence::told)
    }

    #[test]
    fn confidence_is_judged_only_where_chance_would_hardly_make_it() {
        assert_eq!(told([(0, 0), (0, 0), (10, 20)]), Some(Told::Figure(Sureness::Over)));
        assert_eq!(told([(20, 20), (0, 0), (0, 0)]), Some(Told::Figure(Sureness::Under)));
        assert_eq!(told([(0, 0), (0, 0), (10, 10)]), Some(Told::Figure(Sureness::Fits)), "ten of ten is not too modest at 90 %");
        assert_eq!(told([(0, 0), (0, 0), (0, 9)]), Some(Told::TooFew { more: 1 }));
        assert_eq!(told([(0, 0); 3]), None);
    }
}
