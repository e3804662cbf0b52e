//! What a condition asks, whatever the order of limits and however it is spelled.

use crate::domain::policy::Policy;
use crate::domain::policy::condition::{Condition, NumberTest, Operand, Test};

/// Equal where two conditions over the same facts ask the same, limits by their names.
pub(super) fn of(policy: &Policy, condition: Option<&Condition>) -> Option<Vec<Vec<String>>> {
    let clause = |c: &crate::domain::policy::condition::Clause| c.tests.iter().map(|t| test(policy, t.fact.0, &t.test)).collect();
    condition.map(|c| c.any.iter().map(clause).collect())
}

fn test(policy: &Policy, fact: usize, test: &Test) -> String {
    match test {
        Test::Number(tests) => {
            let tests: Vec<String> = tests.iter().map(|t| number(policy, t)).collect();
            format!("{fact} {}", tests.join(" or "))
        }
        other => format!("{fact} {other:?}"),
    }
}

fn number(policy: &Policy, test: &NumberTest) -> String {
    let side = |operand: &Operand| match operand {
        Operand::Limit(limit) => format!("limits.{}", policy.limits[limit.0].name),
        Operand::Number(q) => q.to_string(),
        Operand::Fact(fact) => format!("fact {}", fact.0),
    };
    match test {
        NumberTest::Compare(comparison, right) => format!("{comparison:?} {}", side(right)),
        NumberTest::Between(low, high) => format!("{} to {}", side(low), side(high)),
    }
}
