//! A scenario as it is dealt to one trainee, and what the policy decides about it.

use super::hash::case_hash;
use super::pack::{Own, PackView};
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::Ruling;
use crate::domain::scenario::Scenario;

/// A scenario's case as dealt, decided but not explained: dealing looks at every scenario of a pack, showing at one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dealt {
    /// Before anything is asked.
    pub case: Case,
    /// With every answer the customer could give.
    pub full: Case,
    /// Of the full case; its verdict is known.
    pub ruling: Ruling,
}

impl Dealt {
    /// The trainee's own facts in place of the scenario's, unless that makes a case which can't occur or can't be decided.
    pub(super) fn of(pack: &PackView<'_>, scenario: usize, own: &Own) -> Option<Self> {
        let told = pack.scenarios.get(scenario)?;
        let mut theirs = told.case.clone();
        for (fact, value) in own {
            theirs.set(*fact, Some(*value));
        }
        Self::of_case(pack, told, theirs).or_else(|| Self::of_case(pack, told, told.case.clone()))
    }

    /// A case of a scenario; none if it can't be played under this policy.
    pub(super) fn of_case(pack: &PackView<'_>, told: &Scenario, case: Case) -> Option<Self> {
        let full = told.answered(&case);
        let ruling = pack.judge.decide(&full).ok().filter(|ruling| ruling.verdict.is_some())?;
        Some(Self { case, full, ruling })
    }

    /// Of the case, whatever is asked.
    pub(super) fn hash(&self, pack: &PackView<'_>) -> String {
        case_hash(pack.policy, &self.case, &self.full)
    }
}
