//! What goes beside an answer: whom to tell, what to do first, what a wrong answer costs.

use super::super::counterpart;
use super::{Pen, Versions, changed, shape};
use crate::domain::policy::Policy;
use crate::domain::policy::fact::{Fact, NumberFact};
use crate::domain::policy::route::{Route, RouteId};
use crate::domain::policy::rule::{Duty, Rule, RuleId};

pub(super) fn write(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    let (old, new) = (versions.old, versions.new);
    for (at, rule) in new.rules.iter().enumerate() {
        if let Some(before) = counterpart(new, old, RuleId(at))
            && let Some(what) = of_rule(old, &old.rules[before.0], new, rule)
        {
            pen.write(&rule.id, what);
        }
    }
    duties(versions, pen);
    routes(old, new, pen);
    for fact in &new.facts {
        if let Some(before) = old.facts.iter().find(|f| f.name == fact.name)
            && let Some(what) = of_fact(before, fact)
        {
            pen.write(&fact.name, what);
        }
    }
    of_policy(old, new, pen);
}

fn of_rule(old: &Policy, before: &Rule, new: &Policy, now: &Rule) -> Option<String> {
    let is = |rules: &[RuleId]| rules.iter().map(|r| new.rules[r.0].id.as_str()).collect::<Vec<_>>();
    // A rule that only has another name is the same rule.
    let name = |rule: &RuleId| counterpart(old, new, *rule).map_or(old.rules[rule.0].id.as_str(), |r| new.rules[r.0].id.as_str());
    let was = |rules: &[RuleId]| rules.iter().map(name).collect::<Vec<_>>();
    changed(&[
        ("notify", ids(old, &before.notify) != ids(new, &now.notify)),
        ("first", before.first != now.first),
        ("still", was(&before.still) != is(&now.still)),
        ("stakes", before.stakes != now.stakes),
        ("basis", before.basis != now.basis),
    ])
}

fn ids(policy: &Policy, routes: &[RouteId]) -> Vec<String> {
    routes.iter().map(|r| policy.route(*r).id.clone()).collect()
}

fn duties(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    let same = |a: &Duty, b: &Duty| a.id == b.id || a.was.contains(&b.id) || b.was.contains(&a.id);
    for (now, own) in versions.after.also.iter().zip(&versions.new.also) {
        let Some(at) = versions.before.also.iter().position(|d| same(d, now)) else {
            pen.write(&now.id, "new duty");
            continue;
        };
        let (before, was) = (&versions.before.also[at], &versions.old.also[at]);
        let condition = |a, b| shape::of(versions.before, a) != shape::of(versions.after, b);
        let what = changed(&[
            ("when", condition(before.when.as_ref(), now.when.as_ref())),
            ("unless", condition(before.unless.as_ref(), now.unless.as_ref())),
            ("notify", ids(versions.old, &was.notify) != ids(versions.new, &own.notify)),
            ("basis", was.basis != own.basis),
            ("days in force", (was.from, was.until) != (own.from, own.until)),
        ]);
        if let Some(what) = what {
            pen.write(&now.id, what);
        }
    }
    for gone in versions.old.also.iter().filter(|d| !versions.new.also.iter().any(|n| same(d, n))) {
        pen.write(&gone.id, "duty gone");
    }
}

fn routes(old: &Policy, new: &Policy, pen: &mut Pen<'_>) {
    for route in &new.routes {
        match old.routes.iter().find(|r| r.id == route.id) {
            None => pen.write(format!("routes.{}", route.id), "new route"),
            Some(before) => {
                if let Some(what) = of_route(old, before, new, route) {
                    pen.write(format!("routes.{}", route.id), what);
                }
            }
        }
    }
    for gone in old.routes.iter().filter(|r| !new.routes.iter().any(|n| n.id == r.id)) {
        pen.write(format!("routes.{}", gone.id), "route gone");
    }
}

fn of_route(old: &Policy, before: &Route, new: &Policy, now: &Route) -> Option<String> {
    let backup = |policy: &Policy, route: &Route| route.backup.map(|b| policy.route(b).id.clone());
    changed(&[
        ("urgency", before.urgency != now.urgency),
        ("reach", before.reach != now.reach),
        ("hours", before.hours != now.hours),
        ("phrase", before.phrase != now.phrase),
        ("backup", backup(old, before) != backup(new, now)),
    ])
}

fn of_fact(before: &Fact, now: &Fact) -> Option<String> {
    // A twentieth of the range, unless it was said: that follows the range, and is no edit of its own.
    let near = |n: &NumberFact| Some(n.near_twentieths).filter(|near| *near != n.max.millionths() - n.min.millionths());
    let number = |fact: &Fact| fact.number().map(|n| (near(n), n.riskier));
    let both = number(before).zip(number(now));
    changed(&[
        ("fixed", before.fixed != now.fixed),
        ("own", before.own != now.own),
        ("hidden", before.hidden != now.hidden),
        ("near", both.is_some_and(|(a, b)| a.0 != b.0)),
        ("riskier", both.is_some_and(|(a, b)| a.1 != b.1)),
        ("usually", usually(before) != usually(now)),
    ])
}

/// What a scenario means that gives nothing, as files write it.
fn usually(fact: &Fact) -> Option<String> {
    fact.usually.map(|value| crate::domain::session::facts::value_to_json(fact, value).to_string())
}

fn of_policy(old: &Policy, new: &Policy, pen: &mut Pen<'_>) {
    let stake = |policy: &Policy| policy.at_stake.iter().map(|f| policy.fact(*f).name.clone()).collect::<Vec<_>>();
    let allowance = |p: &Policy| p.allowance.map(|a| (p.fact(a.counter).name.clone(), p.fact(a.adds).name.clone()));
    let gestures = |p: &Policy| p.gestures.iter().map(|g| (g.id.clone(), g.cost)).collect::<Vec<_>>();
    let what = changed(&[
        ("currency", old.currency != new.currency),
        ("at_stake", stake(old) != stake(new)),
        ("mastery", old.mastery != new.mastery),
        ("allowance", allowance(old) != allowance(new)),
        ("gestures", gestures(old) != gestures(new)),
    ]);
    if let Some(what) = what {
        pen.write("policy", what);
    }
}
