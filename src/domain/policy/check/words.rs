//! Conditions and lists of facts in words.

use crate::domain::policy::Policy;
use crate::domain::policy::condition::{Clause, Condition};
use crate::domain::policy::fact::FactId;

/// A condition as its tests, as written: `request exchange and item unknown`.
pub fn condition(policy: &Policy, condition: &Condition) -> String {
    let clauses: Vec<String> = condition.any.iter().map(|c| clause(policy, c)).collect();
    clauses.join(", or ")
}

fn clause(policy: &Policy, clause: &Clause) -> String {
    let tests: Vec<String> = clause.tests.iter().map(|t| format!("`{}` {}", policy.fact(t.fact).name, t.text)).collect();
    tests.join(" and ")
}

/// Facts by name: `` `item` and `amount` ``.
pub(super) fn facts(policy: &Policy, facts: &[FactId]) -> String {
    let names: Vec<String> = facts.iter().map(|f| format!("`{}`", policy.fact(*f).name)).collect();
    names.join(" and ")
}
