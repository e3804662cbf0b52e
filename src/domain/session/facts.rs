//! Facts as the log writes them: the same shapes as `explain --facts` reads.

use serde_json::{Map, Number, Value as Json};

use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::{Fact, FactKind};
use crate::domain::policy::quantity::Quantity;

/// The base facts of a case by name, in order of declaration; unknown is `null`.
pub fn to_json(policy: &Policy, case: &Case) -> Map<String, Json> {
    case.iter()
        .filter(|(id, _)| !policy.fact(*id).is_computed())
        .map(|(id, value)| {
            let fact = policy.fact(id);
            (fact.name.clone(), value.map_or(Json::Null, |v| value_to_json(fact, v)))
        })
        .collect()
}

/// The case behind logged facts; what the policy no longer knows, or knows otherwise, is unknown.
pub fn from_json(policy: &Policy, facts: &Map<String, Json>) -> Case {
    let mut case = Case::unknown(policy.facts.len());
    for (name, value) in facts {
        if let Some(id) = policy.fact_id(name) {
            case.set(id, value_from_json(policy.fact(id), value));
        }
    }
    case
}

/// One value: an exact number, `true`, a choice's id, or a list of members.
pub fn value_to_json(fact: &Fact, value: Value) -> Json {
    let id = |i: usize| fact.names().get(i).map_or(String::new(), |n| n.id.clone());
    match value {
        Value::Number(q) => q.to_string().parse::<Number>().map_or(Json::Null, Json::Number),
        Value::Flag(b) => Json::Bool(b),
        Value::Choice(i) => Json::String(id(i)),
        Value::Set(bits) => {
            (0..fact.names().len().min(64)).filter(|i| bits & (1 << i) != 0).map(|i| Json::String(id(i))).collect()
        }
    }
}

/// The value behind logged JSON, if it is one of this fact's.
pub fn value_from_json(fact: &Fact, json: &Json) -> Option<Value> {
    let place = |id: &Json| fact.names().iter().position(|n| Some(n.id.as_str()) == id.as_str());
    match (&fact.kind, json) {
        (FactKind::Number(n), Json::Number(text)) => {
            let q = Quantity::parse(&text.to_string()).ok()?;
            (n.min..=n.max).contains(&q).then_some(Value::Number(q))
        }
        (FactKind::Flag, Json::Bool(b)) => Some(Value::Flag(*b)),
        (FactKind::Choice(_), Json::String(_)) => place(json).map(Value::Choice),
        (FactKind::Set(_), Json::Array(members)) => {
            members.iter().try_fold(0u64, |bits, m| place(m).map(|i| bits | (1 << i))).map(Value::Set)
        }
        _ => None,
    }
}
