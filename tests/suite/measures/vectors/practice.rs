//! Vectors of practice: curves, knowledge, grades, the allowance.

use escalate_or_act::domain::learner::measures::allowance::{Ledger, Spent};
use escalate_or_act::domain::learner::measures::curve::PowerLaw;
use escalate_or_act::domain::learner::measures::knowledge::Tracing;
use escalate_or_act::domain::learner::memory::grade::{Grade, Shown};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::session::answer::Certainty;
use serde_json::Value as Json;

use super::{close, named, number, numbers, same};

pub fn check(family: &str, key: &str, expected: &Json) -> bool {
    match family {
        "powerlaw" => power_law(expected),
        "bkt" => knowledge(expected),
        "grade" => close(f64::from(grade(key).number()), number(expected), 0.0),
        "ledger" => ledger(expected),
        _ => return false,
    }
    true
}

fn power_law(expected: &Json) {
    let law = PowerLaw::of(&[0.50, 0.36, 0.29, 0.25, 0.22, 0.20]).unwrap();
    same(law.a, &expected["a"]);
    same(law.b, &expected["b"]);
    same(law.fit, &expected["R2"]);
    same(law.at(10.0), &expected["pred10"]);
    same(law.reaches(0.10).unwrap(), &expected["n_to_10pct"]);
}

/// Rows of: right, known when it was given, known after; to the six decimals they are written with.
fn knowledge(expected: &Json) {
    let tracing = Tracing::default();
    let mut known = tracing.known;
    for row in expected.as_array().unwrap() {
        let [right, when, after] = numbers(row)[..] else { panic!("{row}") };
        let step = tracing.step(known, right > 0.5);
        close(step.when, when, 5e-7);
        close(step.after, after, 5e-7);
        known = step.after;
    }
}

/// `grade (right, certainty, pace, helped, in part, seen before, was sure)`
fn grade(key: &str) -> Grade {
    let [right, certainty, pace, helped, in_part, seen_before, was_sure] = named(key)[..] else { panic!("{key}") };
    let yes = |figure: Option<f64>| figure == Some(1.0);
    Grade::of(&Shown {
        right: yes(right),
        certainty: Certainty::try_from(certainty.unwrap() as u8).unwrap(),
        pace,
        helped: yes(helped),
        in_part: yes(in_part),
        seen_before: yes(seen_before),
        was_sure: yes(was_sure),
    })
}

/// Rows of: cents given, what becomes of it, cents left; of a month's 15,000 with at most 5,000 a case.
fn ledger(expected: &Json) {
    let cents = |n: f64| Quantity::from_millionths(n as i64 * 10_000);
    let mut ledger = Ledger::with_given(cents(15_000.0), cents(5_000.0), Quantity::ZERO);
    for row in expected.as_array().unwrap() {
        let said = match ledger.spend(cents(number(&row[0]))) {
            Spent::Act => "ACT",
            Spent::AskCase => "ASK:per-case",
            Spent::AskAllowance => "ASK:allowance",
            Spent::Invalid => "INVALID",
        };
        assert_eq!((said, ledger.left()), (row[1].as_str().unwrap(), cents(number(&row[2]))), "{row}");
    }
}
