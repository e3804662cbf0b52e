//! Random edits of a random policy: what a team does to one between two versions.

use escalate_or_act::domain::policy::fact::{FactKind, Named, NumberFact};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::route::RouteId;
use escalate_or_act::domain::policy::rule::{RuleId, RuleOutcome};
use escalate_or_act::domain::policy::{Policy, Silence};
use escalate_or_act::domain::text::Text;

use super::random::{Dice, condition, policy as random_policy};

/// The same policy after one to three edits.
pub fn edited(dice: &mut Dice, policy: &Policy) -> Policy {
    let mut edited = policy.clone();
    for _ in 0..1 + dice.below(3) {
        edit(dice, &mut edited);
    }
    edited
}

fn edit(dice: &mut Dice, policy: &mut Policy) {
    let at = dice.below(policy.rules.len());
    match dice.below(9) {
        0 if policy.rules.len() > 1 => drop_rule(policy, at),
        1 => insert_rule(dice, policy),
        2 => swap_rules(dice, policy),
        3 => policy.rules[at].outcome = outcome(dice),
        4 => policy.rules[at].when = Some(condition(dice, policy)),
        5 => policy.rules[at].unless = dice.chance(60).then(|| condition(dice, policy)),
        6 => policy.limits[0].values = policy.limits[0].values.iter().map(|_| some_figure(dice)).collect(),
        7 => policy.rules[at].otherwise ^= true,
        _ if dice.chance(50) => {
            policy.silence =
                if dice.chance(50) { Silence::Escalate(RouteId(dice.below(3))) } else { Silence::Act(Text::clean("Judge")) };
        }
        _ => policy.never = if dice.chance(50) { vec![condition(dice, policy)] } else { Vec::new() },
    }
}

fn some_figure(dice: &mut Dice) -> Quantity {
    Quantity::from_millionths(dice.below(9) as i64 * Quantity::SCALE / 2)
}

fn outcome(dice: &mut Dice) -> RuleOutcome {
    match dice.below(3) {
        0 => RuleOutcome::Escalate(RouteId(dice.below(3))),
        1 => RuleOutcome::Decline(Text::clean("No")),
        _ => RuleOutcome::Act(Text::clean("Yes")),
    }
}

fn drop_rule(policy: &mut Policy, at: usize) {
    policy.rules.remove(at);
    for rule in &mut policy.rules {
        rule.still.retain(|r| r.0 != at);
        rule.still.iter_mut().filter(|r| r.0 > at).for_each(|r| r.0 -= 1);
    }
}

fn insert_rule(dice: &mut Dice, policy: &mut Policy) {
    let mut rule = policy.rules[dice.below(policy.rules.len())].clone();
    rule.id = format!("N-{}", policy.rules.len());
    rule.when = Some(condition(dice, policy));
    rule.outcome = outcome(dice);
    rule.still = Vec::new();
    policy.rules.push(rule);
}

fn swap_rules(dice: &mut Dice, policy: &mut Policy) {
    let (a, b) = (dice.below(policy.rules.len()), dice.below(policy.rules.len()));
    policy.rules.swap(a, b);
    for still in policy.rules.iter_mut().flat_map(|r| &mut r.still) {
        let place = if still.0 == a {
            b
        } else if still.0 == b {
            a
        } else {
            still.0
        };
        *still = RuleId(place);
    }
}

/// The same policy with other facts too: one that is new, a range or list of values that grew, an order that changed.
pub fn with_other_facts(dice: &mut Dice, policy: &Policy) -> Policy {
    let mut other = policy.clone();
    for fact in &mut other.facts {
        match &mut fact.kind {
            FactKind::Number(number) if number.is.is_none() && dice.chance(40) => stretch(dice, number),
            FactKind::Choice(names) if dice.chance(40) => names.push(fresh("w")),
            FactKind::Set(names) if names.len() < 3 && dice.chance(40) => names.push(fresh("w")),
            _ => {}
        }
    }
    for limit in &mut other.limits {
        let count = limit.by.iter().map(|f| other.facts[f.0].names().len()).product::<usize>();
        limit.values = (0..count).map(|_| some_figure(dice)).collect();
    }
    if dice.chance(30) {
        let mut extra = other.facts[0].clone();
        extra.name = "extra".to_owned();
        extra.kind = FactKind::Flag;
        other.facts.push(extra);
    }
    edited(dice, &other)
}

fn fresh(id: &str) -> Named {
    Named { id: id.to_owned(), label: Text::clean(id) }
}

fn stretch(dice: &mut Dice, number: &mut NumberFact) {
    let step = number.step.millionths();
    number.max = Quantity::from_millionths(number.max.millionths() + step * (1 + dice.below(2) as i64));
    if dice.chance(30) && step % 2 == 0 {
        number.step = Quantity::from_millionths(step / 2);
    }
}

/// Two unrelated policies over the same facts.
pub fn stranger(dice: &mut Dice, policy: &Policy) -> Policy {
    let mut other = random_policy(dice);
    other.facts.clone_from(&policy.facts);
    other.limits.clone_from(&policy.limits);
    other.never = Vec::new();
    other.also = Vec::new();
    let count = other.rules.len();
    for at in 0..count {
        other.rules[at].when = Some(condition(dice, policy));
        other.rules[at].unless = dice.chance(30).then(|| condition(dice, policy));
    }
    other
}
