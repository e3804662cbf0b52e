//! The line in one's head.

use super::{Beyond, OfRule, Part};
use crate::domain::learner::belief::turnings::Turning;
use crate::domain::policy::Policy;
use crate::domain::policy::fact::Unit;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::{Rule, RuleId};
use crate::domain::report::chart::{Chart, Turn};
use crate::domain::report::trainee::mind::{Found, Mind};
use crate::domain::scenario::figures::of_quantity;
use crate::domain::wording::judgement::percent;
use crate::domain::wording::misreading::{misreading, perceived};
use crate::domain::wording::{counted, listed};

/// Lines drawn at the most.
const LINES: usize = 6;
/// What is less likely is not said beside what is.
const WORTH_SAYING: f64 = 0.01;

pub(super) fn line(policy: &Policy, beyond: Beyond<'_>) -> Part {
    match beyond {
        Beyond::Awaited => empty().sentence("Being worked out…"),
        Beyond::Known(deeper) => of_mind(policy, &deeper.mind),
    }
}

fn empty() -> Part {
    Part::new(
        "The line in your head",
        "Which reading of the policy your latest answers fit, and where you turn from one answer to the other.",
    )
}

/// What somebody plays by, where they turn, and the rules that mend it.
pub fn of_mind(policy: &Policy, mind: &Mind) -> Part {
    let mut part = empty();
    part.drawn.push((None, found(policy, &mind.found)));
    part.rules = mends(policy, &mind.found);
    if mind.outdated > 0 {
        let answers = counted(mind.outdated, "answer is", "answers are");
        part = part.sentence(format!("{answers} left out: the policy decides these cases otherwise now than when you met them."));
    }
    for turning in mind.turnings.iter().take(LINES) {
        part = part.chart(Chart::Turn(turn(policy, turning)), on_fact(policy, turning));
    }
    match mind.turnings.len() {
        0 => part.sentence("Where you turn on a number: too few answers along any one line to tell."),
        n if n > LINES => part.sentence(format!("{} more lines where you turn as the policy does, or nearly.", n - LINES)),
        _ => part,
    }
}

/// `Amount: you turn at about €95 (€60 to €130); the policy turns at €150.`
fn on_fact(policy: &Policy, turning: &Turning) -> String {
    let said = perceived(policy, turning.fact, &turning.perceived);
    let said = said.strip_prefix("You").map_or(said.clone(), |rest| format!("you{rest}"));
    format!("{}: {said}", policy.fact(turning.fact).label)
}

/// Which reading explains the answers, and how likely that is.
pub fn found(policy: &Policy, found: &Found) -> String {
    let said = match found {
        Found::TooFew { more } => return format!("Too few answers to tell what you go by: {more} more, at the least."),
        Found::TooLarge => return "The policy has too many rules for its misreadings to be gone through one by one.".to_owned(),
        Found::Open { .. } => "Not yet clear what you go by: several readings fit your answers.".to_owned(),
        Found::ByThePolicy { .. } => "You go by the policy as it is written.".to_owned(),
        Found::NoneOfThese { .. } => {
            "None of these: your answers differ from the policy in ways that no single misreading explains.".to_owned()
        }
        Found::Misreads { readings, .. } => {
            let said: Vec<String> = readings.iter().take(2).map(|r| misreading(policy, *r)).collect();
            format!("You play as if: {}.", listed(&said, "or"))
        }
        Found::MisreadsRule { rule, readings, .. } => {
            let said: Vec<String> = readings.iter().take(2).map(|r| misreading(policy, *r)).collect();
            let id = policy.rules.get(rule.0).map_or("", |rule| rule.id.as_str());
            format!("You read {id} otherwise than it is written: perhaps as if: {}.", listed(&said, "or"))
        }
    };
    format!("{said} {}", likely(policy, found))
}

/// How likely it is; nothing where too little is known.
fn likely(policy: &Policy, found: &Found) -> String {
    // Nothing is certain after a handful of answers, whatever rounding says.
    let chance = |likely: f64| percent(likely.min(0.99));
    match found {
        Found::TooFew { .. } | Found::TooLarge => String::new(),
        Found::Open { by_the_policy, readings, likely, none_of_these } => {
            let policy_itself = format!("The policy as it is written is {} likely", chance(*by_the_policy));
            // What would be said with 0 % is no reading that fits.
            let reading = readings.first().filter(|_| *likely >= WORTH_SAYING);
            let reading = reading.map(|reading| format!("as if: {}, {}", misreading(policy, *reading), chance(*likely)));
            let none = format!("mistakes that no single misreading explains, {}", chance(*none_of_these));
            let none = Some(none).filter(|_| *none_of_these >= WORTH_SAYING);
            let said: Vec<String> = std::iter::once(policy_itself).chain(reading).chain(none).collect();
            format!("{}.", said.join("; "))
        }
        Found::ByThePolicy { likely }
        | Found::Misreads { likely, .. }
        | Found::MisreadsRule { likely, .. }
        | Found::NoneOfThese { likely } => {
            format!("That is {} likely, by these answers.", chance(*likely))
        }
    }
}

/// The rules that a misreading misreads, each with the sentence that mends it.
pub fn mends(policy: &Policy, found: &Found) -> Vec<OfRule> {
    let mut rules: Vec<RuleId> = match found {
        Found::Misreads { readings, .. } => readings.iter().take(2).flat_map(|reading| reading.rules(policy)).collect(),
        Found::MisreadsRule { rule, .. } => vec![*rule],
        _ => return Vec::new(),
    };
    rules.sort();
    rules.dedup();
    let of_rule = |rule: &Rule| OfRule {
        id: rule.id.clone(),
        title: rule.title.to_string(),
        says: rule.text.to_string(),
        mend: Some(rule.why.to_string()),
    };
    rules.iter().filter_map(|rule| policy.rules.get(rule.0)).map(of_rule).collect()
}

/// A number line with the policy's place and one's own on it, from a little below both to a little above.
pub fn turn(policy: &Policy, turning: &Turning) -> Turn {
    let fact = policy.fact(turning.fact);
    let number = fact.number();
    let found = turning.perceived;
    let values = [found.at, found.from, found.to, found.policy].map(Quantity::millionths);
    let (least, most) = (values.into_iter().min().unwrap_or_default(), values.into_iter().max().unwrap_or_default());
    let margin = (most - least) / 4;
    let (min, max) = number.map_or((least, most), |n| (n.min.millionths(), n.max.millionths()));
    let step = number.map_or(1, |n| n.step.millionths().max(1));
    let on_grid = |value: i64| min + (value - min) / step * step;
    let low = on_grid(least.saturating_sub(margin).max(min));
    let high = on_grid(most.saturating_add(margin.max(step)).min(max));
    let place = |q: Quantity| (q.millionths() - low) as f64 / (high - low).max(1) as f64;
    let figure = |q: Quantity| of_quantity(policy, number.map_or(Unit::Number, |n| n.unit), q);
    Turn {
        label: fact.label.to_string(),
        ends: [low, high].map(|at| figure(Quantity::from_millionths(at))),
        policy: (place(found.policy), figure(found.policy)),
        own: (place(found.at), figure(found.at)),
        range: [place(found.from), place(found.to)],
    }
}
