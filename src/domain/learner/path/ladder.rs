//! Levels of a team, where its policy has them in an order: an own choice whose limits never fall from one value to the next.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::limit::Limit;
use crate::domain::session::pack::Own;

/// A step up that somebody may confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    /// The own fact.
    pub fact: FactId,
    /// The level they are at.
    pub from: usize,
    /// The next one.
    pub to: usize,
}

/// The own fact whose values are levels in order; none where no own choice raises a limit.
pub fn ladder(policy: &Policy) -> Option<FactId> {
    let own = |fact: &FactId| {
        let fact = policy.fact(*fact);
        fact.own && matches!(&fact.kind, FactKind::Choice(values) if values.len() > 1)
    };
    (0..policy.facts.len()).map(FactId).filter(own).find(|fact| {
        let limits: Vec<&Limit> = policy.limits.iter().filter(|limit| limit.by.contains(fact)).collect();
        let rows = limits.iter().flat_map(|limit| rows(policy, limit, *fact)).collect::<Vec<_>>();
        let rises = rows.iter().any(|row| row.first() < row.last());
        rises && rows.iter().all(|row| row.is_sorted())
    })
}

/// A limit's values along one of its choices, the other held.
fn rows(policy: &Policy, limit: &Limit, fact: FactId) -> Vec<Vec<i64>> {
    let columns = limit.by.get(1).map_or(1, |second| policy.fact(*second).names().len().max(1));
    let value = |at: usize| limit.values.get(at).map_or(0, |q| q.millionths());
    let count = policy.fact(fact).names().len();
    if limit.by.first() == Some(&fact) {
        return (0..columns).map(|j| (0..count).map(|i| value(i * columns + j)).collect()).collect();
    }
    let first = limit.by.first().map_or(0, |first| policy.fact(*first).names().len());
    (0..first).map(|i| (0..count).map(|j| value(i * columns + j)).collect()).collect()
}

/// The place of somebody's level on the ladder, from 0; none where it isn't set, or the policy has no levels.
pub fn level(policy: &Policy, own: &Own) -> Option<usize> {
    let fact = ladder(policy)?;
    own.iter().find(|(id, _)| *id == fact).and_then(|(_, value)| match value {
        Value::Choice(at) => Some(*at),
        _ => None,
    })
}

/// The step above somebody's level; none at the top, or where no level is set.
pub fn raise(policy: &Policy, own: &Own) -> Option<Raise> {
    let (fact, from) = (ladder(policy)?, level(policy, own)?);
    let to = from + 1;
    (to < policy.fact(fact).names().len()).then_some(Raise { fact, from, to })
}
