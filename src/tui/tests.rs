//! A rule's test in people's words, with the limits of this case filled in: `at most €150`.

use super::boundary::form;
use super::words;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::condition::{Comparison, FactTest, NumberTest, Operand, SetTest, Test};
use crate::domain::policy::evaluate;
use crate::domain::policy::fact::{Fact, Unit};

/// The test as a phrase.
pub fn phrase(policy: &Policy, case: &Case, test: &FactTest) -> String {
    let fact = policy.fact(test.fact);
    match &test.test {
        Test::Number(parts) => {
            let unit = fact.number().map_or(Unit::Number, |n| n.unit);
            let parts: Vec<String> = parts.iter().map(|p| number(policy, case, unit, p)).collect();
            parts.join(", or ")
        }
        Test::Flag(on) => if *on { "yes" } else { "no" }.to_owned(),
        Test::Choice(bits) => choice(fact, *bits),
        Test::Set(set) => members(fact, set),
    }
}

fn number(policy: &Policy, case: &Case, unit: Unit, test: &NumberTest) -> String {
    let side = |operand: Operand| match operand {
        Operand::Number(q) => words::quantity(policy, unit, q),
        Operand::Limit(id) => match evaluate::limit(policy, case, id) {
            Some(q) => words::quantity(policy, unit, q),
            None => format!("the {} limit", policy.limits[id.0].name.replace('_', " ")),
        },
        Operand::Fact(id) => {
            let label = policy.fact(id).label.to_string();
            match form::number(policy, case, id) {
                Some(q) => format!("{label} ({})", words::quantity(policy, unit, q)),
                None => label,
            }
        }
    };
    match test {
        NumberTest::Between(low, high) => format!("from {} to {}", side(*low), side(*high)),
        NumberTest::Compare(comparison, right) => {
            let word = match comparison {
                Comparison::Less => "less than",
                Comparison::AtMost => "at most",
                Comparison::Equal => "exactly",
                Comparison::NotEqual => "anything but",
                Comparison::AtLeast => "at least",
                Comparison::More => "more than",
            };
            format!("{word} {}", side(*right))
        }
    }
}

/// As many values as are named; more are counted.
const NAMED: u32 = 3;

/// What else would do, where a test is a list that a value stands in; none where it is no such list, or nothing else is in it.
pub fn others(policy: &Policy, test: &FactTest, value: Value) -> Option<String> {
    let fact = policy.fact(test.fact);
    let others = match (&test.test, value) {
        // Nearly all of them: said by what is left out.
        (Test::Choice(bits), _) if left_out(fact, *bits).is_some() => 0,
        (Test::Choice(bits), Value::Choice(own)) => bits & !(1 << own),
        (Test::Set(SetTest { any, all: 0, none: 0, at_least: None, empty: false }), Value::Set(own)) if own & !any == 0 => {
            any & !own
        }
        _ => 0,
    };
    match others.count_ones() {
        0 => None,
        1..=NAMED => Some(words::members(fact, others, " or ")),
        more => Some(format!("one of {more} others")),
    }
}

fn choice(fact: &Fact, bits: u64) -> String {
    match left_out(fact, bits) {
        Some(other) => format!("anything but {}", words::members(fact, other, " or ")),
        None => words::members(fact, bits, " or "),
    }
}

/// The one choice that is not among these, where there are others and all of them are.
fn left_out(fact: &Fact, bits: u64) -> Option<u64> {
    let all = fact.names().len();
    let others = (0..all).map(|i| 1 << i).filter(|bit| bits & bit == 0).fold(0u64, |others, bit| others | bit);
    (all > 2 && others.count_ones() == 1).then_some(others)
}

fn members(fact: &Fact, set: &SetTest) -> String {
    let mut parts = Vec::new();
    let mut part = |bits: u64, before: &str, between: &str| {
        if bits != 0 {
            parts.push(format!("{before}{}", words::members(fact, bits, between)));
        }
    };
    part(set.any, "", " or ");
    part(set.all, "all of ", ", ");
    part(set.none, "none of ", ", ");
    if let Some((least, of)) = set.at_least {
        parts.push(format!("at least {least} of {}", words::members(fact, of, ", ")));
    }
    if set.empty {
        parts.push("none".to_owned());
    }
    parts.join("; ")
}
