//! Which facts of a case stand before a reader, and in what order.

use super::figures;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::{Fact, FactId};
use crate::domain::policy::quantity::Quantity;

/// These facts, each in the order given; but those that say nothing (0, none, no) last.
pub fn telling_first(policy: &Policy, case: &Case, facts: impl Iterator<Item = FactId>) -> Vec<FactId> {
    let (mut said, empty): (Vec<FactId>, Vec<FactId>) =
        facts.partition(|id| says_something(policy.fact(*id), figures::value(policy, *id, case)));
    said.extend(empty);
    said
}

/// Whether a fact is a number at 0 or a set with nothing in it: a mere no may be what decides.
pub fn is_nothing(policy: &Policy, id: FactId, case: &Case) -> bool {
    let value = figures::value(policy, id, case);
    !says_something(policy.fact(id), value) && !matches!(value, Some(Value::Flag(_)))
}

/// Whether a value tells a reader more than that there is nothing to tell: a number above nothing, a set with a member, a yes.
///
/// A choice always does: which of its values would mean nothing only its author knows.
pub fn says_something(fact: &Fact, value: Option<Value>) -> bool {
    match value {
        Some(Value::Number(q)) => q != Quantity::ZERO || fact.number().is_some_and(|n| n.min < Quantity::ZERO),
        Some(Value::Flag(flag)) => flag,
        Some(Value::Set(members)) => members != 0,
        Some(Value::Choice(_)) | None => true,
    }
}
