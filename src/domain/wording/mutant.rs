//! Small changes to a policy: `Without R-6`, `R-6 without “Item: faulty”`, `limit refund, Gold: $200 as $201`.

use super::test::test;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::mutants::change::{Change, Place, compared, test_at};
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::{FactId, Unit};
use crate::domain::policy::limit::{Limit, LimitId};
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::figures::of_quantity;

/// A small change, as one would get the policy wrong.
pub fn change(policy: &Policy, change: Change) -> String {
    let id = |rule: RuleId| policy.rules[rule.0].id.as_str();
    match change {
        Change::RuleDropped(rule) => format!("{} forgotten", id(rule)),
        Change::ExceptionDropped(rule, clause) => {
            let several = policy.rules[rule.0].unless.as_ref().is_some_and(|c| c.any.len() > 1);
            if several {
                format!("{} without its exception {}", id(rule), clause + 1)
            } else {
                format!("{} without its exception", id(rule))
            }
        }
        Change::ConditionDropped(at) => format!("{} without “{}”{}", id(at.rule), asked(policy, at), place(policy, at)),
        Change::LineMoved { at, upper, up, .. } => {
            let end = if upper { ", its upper end" } else { "" };
            let way = if up { "a step higher" } else { "a step lower" };
            format!("{} with “{}” {way}{end}{}", id(at.rule), asked(policy, at), place(policy, at))
        }
        Change::LimitMoved { limit, value, to } => {
            let (of, unit) = (&policy.limits[limit.0], unit(policy, limit));
            let [from, to] = [of.values[value], to].map(|q| of_quantity(policy, unit, q));
            format!("limit {}{}: {to} instead of {from}", of.name, choices(policy, of, value))
        }
    }
}

fn asked(policy: &Policy, at: Place) -> String {
    test(policy, &Case::unknown(policy.facts.len()), test_at(policy, at)).to_string()
}

/// Which table of a list, and whether of the exceptions.
fn place(policy: &Policy, at: Place) -> String {
    let rule = &policy.rules[at.rule.0];
    let part = if at.exception { &rule.unless } else { &rule.when };
    let several = part.as_ref().is_some_and(|c| c.any.len() > 1);
    match (at.exception, several) {
        (false, false) => String::new(),
        (false, true) => format!(" in its case {}", at.clause + 1),
        (true, false) => " in its exception".to_owned(),
        (true, true) => format!(" in its exception {}", at.clause + 1),
    }
}

/// The choices under which a limit has a value.
fn choices(policy: &Policy, limit: &Limit, value: usize) -> String {
    let label = |fact: FactId, at: usize| policy.fact(fact).names().get(at).map_or("", |n| n.label.as_str());
    match limit.by.as_slice() {
        [only] => format!(", {}", label(*only, value)),
        [first, second] => {
            let columns = policy.fact(*second).names().len().max(1);
            format!(", {} and {}", label(*first, value / columns), label(*second, value % columns))
        }
        _ => String::new(),
    }
}

/// The unit of the facts that are compared with a limit.
fn unit(policy: &Policy, limit: LimitId) -> Unit {
    compared(policy, limit).and_then(|fact| policy.fact(fact).number()).map_or(Unit::Number, |n| n.unit)
}
