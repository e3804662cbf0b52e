//! Mere words: they change no answer, and cost nobody their progress.

use super::super::counterpart;
use super::{Pen, Versions, changed};
use crate::domain::policy::Policy;
use crate::domain::policy::Silence;
use crate::domain::policy::fact::Fact;
use crate::domain::policy::rule::{Duty, Rule, RuleId, RuleOutcome};
use crate::domain::text::Text;

pub(super) fn write(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    let (old, new) = (versions.old, versions.new);
    let mut write = |about: String, what: Option<String>| what.into_iter().for_each(|what| pen.write(&about, what));
    write("policy".to_owned(), of_policy(old, new));
    for fact in &new.facts {
        let before = old.facts.iter().find(|f| f.name == fact.name);
        write(fact.name.clone(), before.and_then(|before| of_fact(before, fact)));
    }
    for (at, rule) in new.rules.iter().enumerate() {
        let before = counterpart(new, old, RuleId(at)).map(|r| &old.rules[r.0]);
        write(rule.id.clone(), before.and_then(|before| of_rule(before, rule)));
    }
    for duty in &new.also {
        let before = old.also.iter().find(|d| d.id == duty.id || duty.was.contains(&d.id));
        write(duty.id.clone(), before.and_then(|before| of_duty(before, duty)));
    }
    for route in &new.routes {
        let before = old.routes.iter().find(|r| r.id == route.id);
        write(format!("routes.{}", route.id), before.and_then(|b| changed(&[("label", b.label != route.label)])));
    }
}

fn of_policy(old: &Policy, new: &Policy) -> Option<String> {
    let silence = |policy: &Policy| match &policy.silence {
        Silence::Act(words) => Some(words.clone()),
        Silence::Escalate(_) => None,
    };
    let (a, b) = (silence(old), silence(new));
    changed(&[
        ("title", old.title != new.title),
        ("owner", old.owner != new.owner),
        ("note", old.note != new.note),
        ("silence", a.is_some() && b.is_some() && a != b),
    ])
}

fn of_fact(before: &Fact, now: &Fact) -> Option<String> {
    let labels = |fact: &Fact| fact.names().iter().map(|n| (n.id.clone(), n.label.clone())).collect::<Vec<_>>();
    let (was, is) = (labels(before), labels(now));
    let relabelled = is.iter().any(|(id, label)| was.iter().any(|(i, l)| i == id && l != label));
    changed(&[("label", before.label != now.label), ("labels of values", relabelled), ("ask", before.ask != now.ask)])
}

fn of_rule(before: &Rule, now: &Rule) -> Option<String> {
    let told = |rule: &Rule| -> Option<Text> {
        match &rule.outcome {
            RuleOutcome::Act(words) | RuleOutcome::Decline(words) => Some(words.clone()),
            RuleOutcome::Escalate(_) => None,
        }
    };
    let (a, b) = (told(before), told(now));
    changed(&[
        ("title", before.title != now.title),
        ("text", before.text != now.text),
        ("why", before.why != now.why),
        ("what to do", a.is_some() && b.is_some() && a != b),
        ("say", before.say != now.say),
        ("avoid", before.avoid != now.avoid),
        ("source", before.source != now.source),
        ("note", before.note != now.note),
    ])
}

fn of_duty(before: &Duty, now: &Duty) -> Option<String> {
    changed(&[
        ("title", before.title != now.title),
        ("text", before.text != now.text),
        ("why", before.why != now.why),
        ("what to do", before.task != now.task),
        ("source", before.source != now.source),
        ("note", before.note != now.note),
    ])
}
