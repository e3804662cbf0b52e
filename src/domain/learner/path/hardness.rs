//! How hard a case is: how many facts decide it together, and how many rules compete for it.

use super::pool::Playable;
use crate::domain::session::pack::PackView;

/// Facts that decide together from which on a case is hard.
const FACTS: usize = 3;
/// Rules that hold at once from which on a case is hard.
const CLAUSES: usize = 2;

/// How hard a case is; the harder one is the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hardness {
    /// Rules that hold at once, winners and overruled.
    pub clauses: usize,
    /// Facts that only together force the answer.
    pub facts: usize,
}

impl Hardness {
    /// Of a case that can be played.
    pub fn of(pack: &PackView<'_>, case: &Playable) -> Self {
        let Ok(explanation) = pack.judge.explain(&case.case) else { return Self::default() };
        let ruling = &explanation.ruling;
        Self { clauses: ruling.rules.len() + ruling.overruled.len(), facts: explanation.because.len() }
    }

    /// At least three facts interact, or two clauses compete; all else is routine.
    pub fn is_hard(self) -> bool {
        self.facts >= FACTS || self.clauses >= CLAUSES
    }
}
