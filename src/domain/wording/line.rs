//! Lines and their two sides: `Amount`, `up to $250`, `$251 or more`.

use super::region::choice;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::lines::measure::Measure;
use crate::domain::policy::analysis::lines::{Between, Side};
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::{FactId, Unit};
use crate::domain::policy::quantity::Quantity;
use crate::domain::scenario::figures::{of_quantity, of_value};

/// What a line is on: the fact's label, or the sum of two.
pub fn about(policy: &Policy, between: &Between) -> String {
    match between {
        Between::Number(measure, _) if measure.fact.is_none() => sum(policy, measure),
        _ => policy.fact(between.fact()).label.to_string(),
    }
}

/// What lies on a side: `up to 30 days`, `no Legal threat`, `Refund or Exchange`.
pub fn side(policy: &Policy, between: &Between, side: Side) -> String {
    let fact = policy.fact(between.fact());
    let unit = fact.number().map_or(Unit::Number, |n| n.unit);
    match (between, side) {
        (Between::Flag(_), Side::Here) => "no".to_owned(),
        (Between::Flag(_), Side::There) => "yes".to_owned(),
        (Between::Member(_, member), side) => {
            let label = fact.names().get(*member).map_or("", |n| n.label.as_str());
            if side == Side::Here { format!("no {label}") } else { label.to_owned() }
        }
        (Between::Values(_, class, _), Side::Here) | (Between::Values(_, _, class), Side::There) => {
            let full = if fact.names().len() >= 64 { u64::MAX } else { (1 << fact.names().len()) - 1 };
            choice(fact.names(), *class, full)
        }
        (Between::Number(_, last), Side::Here) => format!("up to {}", of_quantity(policy, unit, *last)),
        (Between::Number(measure, last), Side::There) => {
            let first = Quantity::from_millionths(last.millionths() + measure.step);
            format!("{} or more", of_quantity(policy, unit, first))
        }
    }
}

/// A sum that no fact is: `Amount minus Balance`.
fn sum(policy: &Policy, measure: &Measure) -> String {
    let term = |(at, (fact, coefficient)): (usize, &(FactId, i64))| {
        let word = match (at, *coefficient < 0) {
            (0, false) => "",
            (0, true) => "minus ",
            (_, false) => " plus ",
            (_, true) => " minus ",
        };
        let times = if coefficient.abs() > 1 { format!("{} × ", coefficient.abs()) } else { String::new() };
        format!("{word}{times}{}", policy.fact(*fact).label)
    };
    measure.terms.iter().enumerate().map(term).collect()
}

/// The facts in which one case differs from another: `Amount $251, with Press`.
pub fn differences(policy: &Policy, case: &Case, from: &Case, facts: &[FactId]) -> String {
    let said = |fact: &FactId| Some(value(policy, *fact, from.get(*fact), case.get(*fact)?));
    facts.iter().filter_map(said).collect::<Vec<_>>().join(", ")
}

/// A fact as it is now, where it was another: `Amount $251`, `with Press`.
pub fn value(policy: &Policy, fact: FactId, was: Option<Value>, is: Value) -> String {
    let of = policy.fact(fact);
    let named = |bits: u64| {
        let held = of.names().iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, n)| n.label.as_str());
        super::listed(&held.collect::<Vec<_>>(), "and")
    };
    match (was, is) {
        (Some(Value::Set(was)), Value::Set(is)) => match (is & !was, was & !is) {
            (added, 0) => format!("with “{}”", named(added)),
            (0, gone) => format!("without “{}”", named(gone)),
            (added, gone) => format!("with “{}”, without “{}”", named(added), named(gone)),
        },
        _ => format!("{}: {}", of.label, of_value(policy, of, is)),
    }
}
