//! How errors become fewer with practice.

use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::curve::{self, PowerLaw};
use crate::domain::learner::measures::told::Told;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::session::attempt::Attempt;

/// Tries that are shown at the most.
const MOST: usize = 12;

/// Errors at the first, second, ... try at a rule, over all rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    /// The tries that enough rules have had, from the first.
    pub tries: Vec<Rate>,
    /// The curve through them; none before there are four, or where one had no error.
    pub law: Option<PowerLaw>,
    /// Rules met at all.
    pub rules: u32,
}

impl Learning {
    pub(super) fn of(own: &[&Attempt]) -> Self {
        let errors = curve::errors(own.iter().copied());
        let seen: Vec<Rate> = errors.iter().copied().take_while(|rate| rate.of >= ENOUGH).take(MOST).collect();
        Self { law: curve::of(&errors, ENOUGH), rules: errors.first().map_or(0, |first| first.of), tries: seen }
    }

    /// The share of errors at the first try, and at the last one shown; there must be two tries.
    pub fn told(&self) -> Told<[Rate; 2]> {
        match self.tries.as_slice() {
            [first, .., last] => Told::Figure([*first, *last]),
            _ => Told::TooFew { more: ENOUGH.saturating_sub(self.rules).max(1) },
        }
    }
}
