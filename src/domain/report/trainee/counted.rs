//! How many answers of which kind, and when.

use std::collections::BTreeSet;

use crate::domain::learner::measures::wilson::Rate;
use crate::domain::session::Millis;
use crate::domain::session::attempt::{Attempt, Mode};

/// Answers, sorted by what they are good for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// Those that enter every rate: right, of all.
    pub rated: Rate,
    /// Where no rule speaks: as the policy has it, of all.
    pub grey: Rate,
    /// Twins, right after an explanation: right, of all.
    pub twins: Rate,
    /// Everything else: replays and the like.
    pub others: Rate,
    /// Days with an answer, as their clock had them.
    pub days: u32,
    /// When the first was given.
    pub first: Option<Millis>,
    /// When the last was.
    pub last: Option<Millis>,
}

impl Counted {
    pub(super) fn of(own: &[&Attempt]) -> Self {
        let none = Rate { count: 0, of: 0 };
        let (mut rated, mut grey, mut twins, mut others) = (none, none, none, none);
        let mut days: BTreeSet<i64> = BTreeSet::new();
        for attempt in own {
            let rate = match attempt.mode {
                _ if attempt.is_rated() => &mut rated,
                Mode::Twin => &mut twins,
                _ if attempt.verdict.is_grey() => &mut grey,
                _ => &mut others,
            };
            rate.of = rate.of.saturating_add(1);
            rate.count += u32::from(attempt.judgement().is_right());
            days.insert(attempt.day());
        }
        Self {
            rated,
            grey,
            twins,
            others,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
            first: own.first().map(|a| a.time),
            last: own.last().map(|a| a.time),
        }
    }

    /// All answers.
    pub fn answers(&self) -> u32 {
        [self.rated, self.grey, self.twins, self.others].iter().fold(0, |sum: u32, rate| sum.saturating_add(rate.of))
    }
}
