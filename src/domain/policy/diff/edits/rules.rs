//! Who decides what: limits, rules, silence, and what can't occur.

use super::super::{Side, counterpart};
use super::{Pen, Versions, changed, shape};
use crate::domain::policy::Policy;
use crate::domain::policy::Silence;
use crate::domain::policy::date::Date;
use crate::domain::policy::limit::Limit;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::{Rule, RuleId, RuleOutcome};

pub(super) fn write(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    limits(versions, pen);
    for (at, rule) in versions.after.rules.iter().enumerate() {
        match counterpart(versions.after, versions.before, RuleId(at)) {
            Some(before) => both(versions, &versions.before.rules[before.0], rule, pen),
            None => pen.write(&rule.id, format!("new rule: {}", outcome(versions.new, rule))),
        }
    }
    for (at, rule) in versions.before.rules.iter().enumerate() {
        if counterpart(versions.before, versions.after, RuleId(at)).is_none() {
            pen.write(&rule.id, format!("gone: it said to {}", outcome(versions.old, rule)));
        }
    }
    let (was, is) = (silence(versions.old), silence(versions.new));
    if was != is {
        pen.write("silence", format!("{was}, now {is}"));
    }
    never(versions, pen);
}

fn both(versions: &Versions<'_>, before: &Rule, now: &Rule, pen: &mut Pen<'_>) {
    if before.id != now.id {
        pen.write(&now.id, format!("renamed, was {}", before.id));
    }
    let (was, is) = (outcome(versions.old, before), outcome(versions.new, now));
    if was != is {
        pen.write(&now.id, format!("{was}, now {is}"));
    }
    let condition = |a, b| shape::of(versions.before, a) != shape::of(versions.after, b);
    let moved = changed(&[
        ("when", condition(before.when.as_ref(), now.when.as_ref())),
        ("unless", condition(before.unless.as_ref(), now.unless.as_ref())),
    ]);
    if let Some(moved) = moved {
        pen.write(&now.id, format!("its {moved} changed"));
    }
    if before.otherwise != now.otherwise {
        pen.write(&now.id, if now.otherwise { "now only where no ordinary rule speaks" } else { "no longer a fallback" });
    }
    if (before.from, before.until) != (now.from, now.until) {
        pen.write(&now.id, format!("{}, now {}", days(before), days(now)));
    }
}

/// What a rule decides, without its words.
fn outcome(policy: &Policy, rule: &Rule) -> String {
    match &rule.outcome {
        RuleOutcome::Act(_) => "act, yes".to_owned(),
        RuleOutcome::Decline(_) => "act, no".to_owned(),
        RuleOutcome::Escalate(route) => format!("escalate to `{}`", policy.route(*route).id),
    }
}

fn silence(policy: &Policy) -> String {
    match &policy.silence {
        Silence::Escalate(route) => format!("escalate to `{}`", policy.route(*route).id),
        Silence::Act(_) => "act by judgement".to_owned(),
    }
}

fn days(rule: &Rule) -> String {
    let day = |word: &str, date: Option<Date>| date.map(|d| format!("{word} {d}"));
    let days: Vec<String> = day("from", rule.from).into_iter().chain(day("until", rule.until)).collect();
    if days.is_empty() { "always in force".to_owned() } else { format!("in force {}", days.join(" ")) }
}

fn limits(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    let find = |policy: &'_ Policy, name: &str| policy.limits.iter().position(|l| l.name == name);
    for limit in &versions.new.limits {
        let about = format!("limits.{}", limit.name);
        let Some(before) = find(versions.old, &limit.name).map(|at| &versions.old.limits[at]) else {
            pen.write(about, "new limit");
            continue;
        };
        let by = |policy: &Policy, l: &Limit| l.by.iter().map(|f| policy.fact(*f).name.clone()).collect::<Vec<_>>();
        let (was, is) = (by(versions.old, before), by(versions.new, limit));
        if was != is {
            let words = |by: &[String]| if by.is_empty() { "one number".to_owned() } else { format!("by {}", by.join(" and ")) };
            pen.write(&about, format!("{}, now {}", words(&was), words(&is)));
            continue;
        }
        let earlier = before.cells(versions.old);
        for (name, value) in limit.cells(versions.new) {
            let was: Option<Quantity> = earlier.iter().find(|c| c.0 == name).map(|c| c.1);
            match was {
                Some(was) if was == value => {}
                Some(was) => pen.write(name, format!("{was}, now {value}")),
                None => pen.write(name, format!("new: {value}")),
            }
        }
    }
    for limit in versions.old.limits.iter().filter(|l| find(versions.new, &l.name).is_none()) {
        pen.write(format!("limits.{}", limit.name), "gone");
    }
}

fn never(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    let shapes = |lifted: &Policy, own: &Policy| {
        lifted.never[..own.never.len()].iter().map(|c| shape::of(lifted, Some(c))).collect::<Vec<_>>()
    };
    let (was, is) = (shapes(versions.before, versions.old), shapes(versions.after, versions.new));
    type Shapes = [Option<Vec<Vec<String>>>];
    let missing = |a: &Shapes, b: &Shapes| a.iter().filter(|s| !b.contains(s)).count();
    for (side, count) in [(Side::New, missing(&is, &was)), (Side::Old, missing(&was, &is))] {
        let what = if side == Side::New { "new" } else { "gone" };
        match count {
            0 => {}
            1 => pen.write("never", format!("one combination {what}")),
            n => pen.write("never", format!("{n} combinations {what}")),
        }
    }
}
