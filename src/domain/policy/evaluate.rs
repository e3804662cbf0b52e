//! Conditions read directly on a case, three-valued: for words on the screen, never for deciding.

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
    policy.limits[limit.0].values.get(cell(policy, case, limit)?).copied()
}

/// Which figure of a limit a case goes by, as a place in its `values`; none where the case leaves that open.
pub fn cell(policy: &Policy, case: &Case, limit: super::limit::LimitId) -> Option<usize> {
    let mut place = 0;
    for fact in &policy.limits[limit.0].by {
        let Value::Choice(value) = case.get(*fact)? else { return None };
        place = place * policy.fact(*fact).names().len() + value;
    }
    Some(place)
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

/// The least and the most a limit can be, whatever the unknown choices behind it are.
fn ends(policy: &Policy, case: &Case, id: super::limit::LimitId) -> Option<(Quantity, Quantity)> {
    if let Some(value) = limit(policy, case, id) {
        return Some((value, value));
    }
    let limit = &policy.limits[id.0];
    let fits = |place: usize| {
        let mut rest = place;
        limit.by.iter().rev().all(|fact| {
            let count = policy.fact(*fact).names().len().max(1);
            let value = rest % count;
            rest /= count;
            case.get(*fact).is_none_or(|known| known == Value::Choice(value))
        })
    };
    let mut values = limit.values.iter().enumerate().filter(|(place, _)| fits(*place)).map(|(_, value)| *value);
    let first = values.next()?;
    Some(values.fold((first, first), |(least, most), value| (least.min(value), most.max(value))))
}

/// Whether a comparison holds; what a limit rests on may be unknown where it makes no difference.
fn compare(policy: &Policy, case: &Case, left: Quantity, test: &NumberTest) -> Option<bool> {
    let right = |operand: &Operand| match operand {
        Operand::Number(q) => Some((*q, *q)),
        Operand::Limit(l) => ends(policy, case, *l),
        Operand::Fact(f) => number(policy, case, *f).map(|q| (q, q)),
    };
    let same = |(least, most): (Quantity, Quantity), holds: &dyn Fn(Quantity) -> bool| {
        let (one, other) = (holds(least), holds(most));
        (one == other).then_some(one)
    };
    match test {
        NumberTest::Between(low, high) => {
            let above = right(low).and_then(|ends| same(ends, &|low| left >= low));
            let below = right(high).and_then(|ends| same(ends, &|high| left <= high));
            all([above, below].into_iter())
        }
        NumberTest::Compare(comparison, operand) => {
            let ends = right(operand)?;
            // Between its ends a limit may well be what it is not at either.
            let equal = if ends.0 == ends.1 { Some(left == ends.0) } else { (left < ends.0 || left > ends.1).then_some(false) };
            match comparison {
                Comparison::Less => same(ends, &|right| left < right),
                Comparison::AtMost => same(ends, &|right| left <= right),
                Comparison::Equal => equal,
                Comparison::NotEqual => equal.map(|e| !e),
                Comparison::AtLeast => same(ends, &|right| left >= right),
                Comparison::More => same(ends, &|right| left > right),
            }
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
