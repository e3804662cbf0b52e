//! The scenarios whose answer the new version turns.

use super::Revision;
use super::seen::{Seen, decided, turned};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::{Common, Side};
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::Scenario;

/// A scenario that turns.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Which.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What the version before makes of it.
    pub was: Seen,
    /// What the new one does.
    pub now: Seen,
}

/// The scenarios of both packs that turn; one that stands in both is taken from the new pack.
pub(super) fn turns(revision: &Revision<'_>) -> Vec<Turn> {
    let turn = |side: Side, scenario: &Scenario| {
        let (was, now) = revision.seen(side, &scenario.case);
        let (id, title) = (scenario.id.clone(), scenario.title.to_string());
        turned(was, now).map(|(was, now)| Turn { id, title, was, now })
    };
    let (old, new) = (revision.old.scenarios, revision.new.scenarios);
    let gone = old.iter().filter(|s| !new.iter().any(|n| n.id == s.id));
    let after = new.iter().filter_map(|s| turn(Side::New, s));
    after.chain(gone.filter_map(|s| turn(Side::Old, s))).collect()
}

impl Revision<'_> {
    /// What both versions make of a case of one of them.
    pub fn seen(&self, side: Side, case: &Case) -> (Seen, Seen) {
        let here = decided(self.version(side).policy, self.engine(side), case);
        let there = match self.across(side, case) {
            Some(case) => decided(self.version(side.other()).policy, self.engine(side.other()), &case),
            None => Seen::Unknown,
        };
        if side == Side::Old { (here, there) } else { (there, here) }
    }

    fn across(&self, from: Side, case: &Case) -> Option<Case> {
        across(&self.diff.common, from, [self.version(from).policy, self.version(from.other()).policy], case)
    }
}

/// A case of one version (the first of the two policies) as the other one reads it; none where a value of it is unknown there.
/// What only the other asks, or asks in another way, is what scenarios usually mean, as long as this one says nothing unusual of
/// it.
pub fn across(common: &Common, from: Side, [own, other]: [&Policy; 2], case: &Case) -> Option<Case> {
    let mut read = common.lower(from.other(), other, &common.raise(from, case))?;
    for (at, fact) in other.facts.iter().enumerate() {
        let id = FactId(at);
        let shared = common.own(from, common.shared(from.other(), id)).is_some();
        let usual = own.fact_id(&fact.name).is_none_or(|f| case.get(f) == own.fact(f).usually);
        if !shared && usual {
            read.set(id, fact.usually);
        }
    }
    Some(read)
}
