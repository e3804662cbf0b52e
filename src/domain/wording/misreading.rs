//! What somebody plays by: `You play as if the limit refund, Gold, were $200 instead of $150.`

use super::mutant;
use super::test::test;
use crate::domain::learner::belief::misreading::Misreading;
use crate::domain::learner::belief::perceived::Perceived;
use crate::domain::learner::belief::trial::Finding;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::mutants::change::test_at;
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::scenario::figures::of_quantity;

/// One misreading, after `as if: `.
pub fn misreading(policy: &Policy, reading: Misreading) -> String {
    let id = |rule: crate::domain::policy::rule::RuleId| policy.rules[rule.0].id.as_str();
    let asked = |at| test(policy, &Case::unknown(policy.facts.len()), test_at(policy, at));
    match reading {
        Misreading::Small(change) => mutant::change(policy, change),
        Misreading::LineAt { at, to, .. } => {
            format!("{} with “{}” at {} instead", id(at.rule), asked(at), figure(policy, test_at(policy, at).fact, to))
        }
        Misreading::FigureAt { fact, from, to, .. } => {
            let rules: Vec<String> = reading.rules(policy).into_iter().map(|rule| id(rule).to_owned()).collect();
            let [from, to] = [from, to].map(|q| figure(policy, fact, q));
            format!("{} with the line on “{}” at {to} instead of {from}", super::listed(&rules, "and"), policy.fact(fact).label)
        }
        Misreading::ValueMissed { at, value } => {
            let fact = policy.fact(test_at(policy, at).fact);
            let label = fact.names().get(value).map_or("", |n| n.label.as_str());
            format!("{} without “{}” in “{}”", id(at.rule), label, asked(at))
        }
        Misreading::Before(first, second) => format!("{} going before {}", id(first), id(second)),
    }
}

/// What was found, to the person it is about.
pub fn finding(policy: &Policy, finding: Finding<'_>) -> String {
    match finding {
        Finding::Open => "Not yet clear what you go by: several readings fit your answers.".to_owned(),
        Finding::ByThePolicy => "You go by the policy as it is written.".to_owned(),
        Finding::NoneOfThese => "Your answers differ from the policy in ways that no single misreading explains.".to_owned(),
        Finding::Misreads(suspect) => {
            let readings: Vec<String> = suspect.readings.iter().take(2).map(|r| misreading(policy, *r)).collect();
            format!("You play as if: {}.", super::listed(&readings, "or"))
        }
    }
}

/// Where somebody turns, and where the policy does.
pub fn perceived(policy: &Policy, fact: FactId, perceived: &Perceived) -> String {
    let [at, from, to, line] = [perceived.at, perceived.from, perceived.to, perceived.policy].map(|q| figure(policy, fact, q));
    format!("You turn at about {at} ({from} to {to}); the policy turns at {line}.")
}

fn figure(policy: &Policy, fact: FactId, q: Quantity) -> String {
    let unit = policy.fact(fact).number().map_or(crate::domain::policy::fact::Unit::Number, |n| n.unit);
    of_quantity(policy, unit, q)
}
