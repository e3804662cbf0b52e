//! Conditions read directly on a case, three-valued: for words on the screen, never for the boundary.

use super::Policy;
use super::case::{Case, Value};
use super::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, SetTest, Test};
use super::fact::FactId;
use super::quantity::Quantity;

/// A number fact's value, computed facts included; none if it rests on an unknown one.
pub fn number(policy: &Policy, case: &Case, fact: FactId) -> Option<Quantity> {
    match policy.fact(fact).number().and_then(|n| n.is.as_ref()) {
        None => match case.get(fact)? {
            Value::Number(q) => Some(q),
            _ => None,
        },
        Some(formula) => {
            let terms = formula.terms.iter().map(|(f, sign)| number(policy, case, *f).map(|q| sign * q.millionths()));
            let sum = terms.sum::<Option<i64>>()?;
            Some(Quantity::from_millionths(sum + formula.constant.millionths()))
        }
    }
}

/// The value of a limit in a case; none if a choice behind it is unknown.
pub fn limit(policy: &Policy, case: &Case, limit: super::limit::LimitId) -> Option<Quantity> {
    let limit = &policy.limits[limit.0];
    let mut place = 0;
    for fact in &limit.by {
        let Value::Choice(value) = case.get(*fact)? else { return None };
        place = place * policy.fact(*fact).names().len() + value;
    }
    limit.values.get(place).copied()
}

/// Whether a condition holds; none if that rests on unknown facts.
pub fn condition(policy: &Policy, case: &Case, condition: &Condition) -> Option<bool> {
    any(condition.any.iter().map(|c| clause(policy, case, c)))
}

/// Whether all tests of a table hold.
pub fn clause(policy: &Policy, case: &Case, clause: &Clause) -> Option<bool> {
    all(clause.tests.iter().map(|t| test(policy, case, t)))
}

/// Whether one test holds.
pub fn test(policy: &Policy, case: &Case, test: &FactTest) -> Option<bool> {
    match &test.test {
        Test::Number(tests) => {
            let left = number(policy, case, test.fact)?;
            any(tests.iter().map(|t| compare(policy, case, left, t)))
        }
        Test::Flag(wanted) => match case.get(test.fact)? {
            Value::Flag(flag) => Some(flag == *wanted),
            _ => None,
        },
        Test::Choice(values) => match case.get(test.fact)? {
            Value::Choice(value) => Some(values >> value & 1 == 1),
            _ => None,
        },
        Test::Set(wanted) => match case.get(test.fact)? {
            Value::Set(members) => Some(set(members, wanted)),
            _ => None,
        },
    }
}

fn set(members: u64, wanted: &SetTest) -> bool {
    (wanted.any == 0 || members & wanted.any != 0)
        && members & wanted.all == wanted.all
        && members & wanted.none == 0
        && wanted.at_least.is_none_or(|(least, of)| (members & of).count_ones() >= least)
        && (!wanted.empty || members == 0)
}

fn compare(policy: &Policy, case: &Case, left: Quantity, test: &NumberTest) -> Option<bool> {
    let value = |operand: &Operand| match operand {
        Operand::Number(q) => Some(*q),
        Operand::Limit(l) => limit(policy, case, *l),
        Operand::Fact(f) => number(policy, case, *f),
    };
    match test {
        NumberTest::Between(low, high) => all([value(low).map(|l| left >= l), value(high).map(|h| left <= h)].into_iter()),
        NumberTest::Compare(comparison, right) => {
            let right = value(right)?;
            Some(match comparison {
                Comparison::Less => left < right,
                Comparison::AtMost => left <= right,
                Comparison::Equal => left == right,
                Comparison::NotEqual => left != right,
                Comparison::AtLeast => left >= right,
                Comparison::More => left > right,
            })
        }
    }
}

fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut unknown = false;
    for part in parts {
        match part {
            Some(true) => return Some(true),
            Some(false) => {}
            None => unknown = true,
        }
    }
    if unknown { None } else { Some(false) }
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(parts.map(|p| p.map(|b| !b))).map(|b| !b)
}
