//! Whether a policy with numbers moved could stand in a file: no test may be one that never holds.

use super::super::Policy;
use super::super::condition::{Comparison, NumberTest, Operand, Test};
use super::super::fact::Fact;
use crate::domain::scenario::figures::of_quantity;

/// Holds every number that rules name against the other end of its range, and against its fact.
///
/// # Errors
/// A test that no value can meet, in one sentence.
pub fn sound(policy: &Policy) -> Result<(), String> {
    for rule in &policy.rules {
        for test in rule.tests() {
            let Test::Number(numbers) = &test.test else { continue };
            if let Some(why) = numbers.iter().find_map(|number| never_holds(policy, policy.fact(test.fact), number)) {
                return Err(format!("`{}` in {} could never hold: {why}", policy.fact(test.fact).name, rule.id));
            }
        }
    }
    Ok(())
}

/// Why no value of a fact can meet a test.
fn never_holds(policy: &Policy, fact: &Fact, test: &NumberTest) -> Option<String> {
    let number = fact.number()?;
    if test.can_hold(number) {
        return None;
    }
    let figure = |value| of_quantity(policy, number.unit, value);
    match test {
        NumberTest::Between(Operand::Number(low), Operand::Number(high)) => {
            Some(format!("its range would go from {} to {}", figure(*low), figure(*high)))
        }
        NumberTest::Compare(Comparison::Less, Operand::Number(end)) => Some(format!("nothing is less than {}", figure(*end))),
        NumberTest::Compare(_, Operand::Number(end)) => Some(format!("nothing is more than {}", figure(*end))),
        _ => None,
    }
}
