//! Which rules are misread, and by how many who are sure of it.

use super::clause::ENOUGH;
use super::wilson::Rate;
use crate::domain::policy::rule::Rule;
use crate::domain::session::answer::{Certainty, Wrong};
use crate::domain::session::attempt::Attempt;

/// The share from which a rule is misread, whatever chance did.
const MISREAD: f64 = 0.25;

/// Answers to the cases a rule decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Misperception {
    /// On the other side of the line: asked where one may act, or acted where one must ask.
    pub wrong: Rate,
    /// Wrong and sure.
    pub sure: Rate,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Too few answers: ask more people.
    AskMore,
    /// More than a quarter read it wrongly, whatever chance did.
    Misread,
    /// Nothing to see.
    Fine,
}

impl Misperception {
    /// Folds answers to the cases a rule of a policy decides, one person's or many's, under its id or one it had before.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, policy: &str, rule: &Rule) -> Self {
        let none = Rate { count: 0, of: 0 };
        let mut found = Self { wrong: none, sure: none };
        for attempt in attempts {
            if attempt.policy.id != policy || !attempt.is_rated() || !attempt.decider().is_some_and(|id| rule.is_called(id)) {
                continue;
            }
            let wrong = matches!(attempt.judgement().wrong(), Some(Wrong::OverEscalation | Wrong::OverReach));
            for (rate, counts) in [(&mut found.wrong, wrong), (&mut found.sure, wrong && attempt.confidence == Certainty::Sure)] {
                rate.of = rate.of.saturating_add(1);
                rate.count += u32::from(counts);
            }
        }
        found
    }

    /// What to do about it.
    pub fn reading(self) -> Reading {
        match self.wrong.interval() {
            Some(_) if self.wrong.of < ENOUGH => Reading::AskMore,
            None => Reading::AskMore,
            Some(range) if range.low > MISREAD => Reading::Misread,
            Some(_) => Reading::Fine,
        }
    }
}
