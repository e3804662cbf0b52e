//! A scenario as it is dealt to one trainee, and what the policy decides about it.

use super::hash::case_hash;
use super::pack::{Own, PackView};
use super::round::Moved;
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::{Change, Ruling};
use crate::domain::scenario::Scenario;

/// A scenario's case as dealt, decided but not explained: dealing looks at every scenario of a pack, showing at one.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::domain) struct Dealt {
    /// Before anything is asked.
    pub case: Case,
    /// With every answer the customer could give.
    pub full: Case,
    /// Of the full case; its verdict is known.
    pub ruling: Ruling,
}

impl Dealt {
    /// The trainee's own facts in place of the scenario's, unless that makes a case which can't occur or can't be decided.
    pub(in crate::domain) fn of(pack: &PackView<'_>, scenario: usize, own: &Own) -> Option<Self> {
        let told = pack.scenarios.get(scenario)?;
        let mut theirs = told.case.clone();
        for (fact, value) in own {
            theirs.set(*fact, Some(*value));
        }
        Self::of_case(pack, told, theirs).or_else(|| Self::of_case(pack, told, told.case.clone()))
    }

    /// The same with facts moved, everything that could be asked being known, and what that changed; none if one of them is there
    /// already.
    pub(in crate::domain) fn moved(pack: &PackView<'_>, scenario: usize, to: &[Moved], own: &Own) -> Option<(Self, Vec<Change>)> {
        let dealt = Self::of(pack, scenario, own)?;
        if to.is_empty() {
            return Some((dealt, Vec::new()));
        }
        let change = |(fact, to): &Moved| {
            let from = dealt.full.get(*fact).filter(|from| from != to)?;
            Some(Change { fact: *fact, from, to: *to })
        };
        let changes: Vec<Change> = to.iter().map(change).collect::<Option<_>>()?;
        let case = changes.iter().fold(dealt.full, |case, change| case.with(change.fact, Some(change.to)));
        let moved = Self::of_case(pack, pack.scenarios.get(scenario)?, case)?;
        Some((moved, changes))
    }

    /// A case of a scenario; none if it can't be played under this policy.
    pub(in crate::domain) fn of_case(pack: &PackView<'_>, told: &Scenario, case: Case) -> Option<Self> {
        let full = told.answered(&case);
        let ruling = pack.judge.decide(&full).ok().filter(|ruling| ruling.verdict.is_some())?;
        Some(Self { case, full, ruling })
    }

    /// Of the case, whatever is asked.
    pub(in crate::domain) fn hash(&self, pack: &PackView<'_>) -> String {
        case_hash(pack.policy, &self.case, &self.full)
    }
}
