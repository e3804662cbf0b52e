//! The scenarios whose answer the new version turns.

use super::Engines;
use crate::cli::pack::Version;
use crate::cli::seen::{Seen, decided, turned};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::{Diff, Side};
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::Scenario;

/// A scenario that turns.
pub(super) struct Turn {
    pub(super) id: String,
    pub(super) was: Seen,
    pub(super) now: Seen,
}

/// The scenarios of both packs that turn; one that stands in both is taken from the new pack.
pub(super) fn turns(diff: &Diff, engines: &Engines, old: &Version, new: &Version) -> Vec<Turn> {
    let turn = |side: Side, scenario: &Scenario| {
        let (was, now) = seen(diff, engines, old, new, side, &scenario.case);
        turned(was, now).map(|(was, now)| Turn { id: scenario.id.clone(), was, now })
    };
    let gone = old.scenarios.iter().filter(|s| !new.scenarios.iter().any(|n| n.id == s.id));
    let after = new.scenarios.iter().filter_map(|s| turn(Side::New, s));
    after.chain(gone.filter_map(|s| turn(Side::Old, s))).collect()
}

/// What both versions make of a case of one of them.
pub(super) fn seen(diff: &Diff, engines: &Engines, old: &Version, new: &Version, side: Side, case: &Case) -> (Seen, Seen) {
    let (own, other) = match side {
        Side::Old => ((&old.policy, &engines.old), (&new.policy, &engines.new)),
        Side::New => ((&new.policy, &engines.new), (&old.policy, &engines.old)),
    };
    let here = decided(own.0, own.1, case);
    let there = match across(diff, side, own.0, other.0, case) {
        Some(case) => decided(other.0, other.1, &case),
        None => Seen::Unknown,
    };
    if side == Side::Old { (here, there) } else { (there, here) }
}

/// A case of one version as the other one reads it. What only the other asks, or asks in another way, is what scenarios usually
/// mean, as long as this one says nothing unusual of it.
pub(super) fn across(diff: &Diff, from: Side, own: &Policy, other: &Policy, case: &Case) -> Option<Case> {
    let mut read = diff.common.lower(from.other(), other, &diff.common.raise(from, case))?;
    for (at, fact) in other.facts.iter().enumerate() {
        let id = FactId(at);
        let shared = diff.common.own(from, diff.common.shared(from.other(), id)).is_some();
        let usual = own.fact_id(&fact.name).is_none_or(|f| case.get(f) == own.fact(f).usually);
        if !shared && usual {
            read.set(id, fact.usually);
        }
    }
    Some(read)
}
