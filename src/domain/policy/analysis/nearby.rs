//! Of the cases that people know, the one a box is nearest to: a finding is best shown beside a story that was told.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::compile::Geometry;
use super::super::compile::layout::Layout;
use super::super::fact::{Fact, FactId};
use super::super::region::space::{Bounds, Space};
use super::witness;

/// A case of a box with its numbers in `bounds`, as near as it can be to the known case that fits the box best.
///
/// None if the box holds no point.
pub fn case_near(policy: &Policy, geometry: &Geometry, words: &[u64], bounds: &Bounds, known: &[Case]) -> Option<Case> {
    let like = most_alike(policy, &geometry.space, &geometry.layout, words, known);
    witness::case_in(policy, &geometry.space, &geometry.layout, words, bounds, like)
}

/// The first of the known cases with the fewest facts outside a box, each fact looked at by itself.
pub fn most_alike<'c>(policy: &Policy, space: &Space, layout: &Layout, words: &[u64], known: &'c [Case]) -> Option<&'c Case> {
    known
        .iter()
        .min_by_key(|case| case.iter().filter(|(fact, value)| !allows(policy, space, layout, words, *fact, *value)).count())
}

/// Whether a box allows a base fact this value, as far as its own dimensions tell.
pub fn allows(policy: &Policy, space: &Space, layout: &Layout, words: &[u64], fact: FactId, value: Option<Value>) -> bool {
    let mut own = layout.dimensions(fact);
    match value {
        _ if policy.fact(fact).is_computed() => true,
        None => own.all(|d| space.whole[d] == words[d]),
        Some(Value::Number(q)) => own.all(|d| {
            let (low, high) = space.axes[d].values(words[d]);
            (low..=high).contains(&q.millionths())
        }),
        Some(Value::Flag(flag)) => own.all(|d| words[d] >> u32::from(flag) & 1 == 1),
        Some(Value::Choice(at)) => own.all(|d| words[d] >> at & 1 == 1),
        Some(Value::Set(members)) => own.enumerate().all(|(m, d)| words[d] >> (members >> m & 1) & 1 == 1),
    }
}

/// The base facts in which two cases differ.
pub fn differing(policy: &Policy, a: &Case, b: &Case) -> Vec<FactId> {
    let base = policy.facts.iter().enumerate().filter(|(_, fact): &(usize, &Fact)| !fact.is_computed());
    base.map(|(i, _)| FactId(i)).filter(|f| a.get(*f) != b.get(*f)).collect()
}
