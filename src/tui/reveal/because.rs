//! What was asked, and the facts that decide.

use super::{Column, Context, Section};
use crate::domain::policy::case::Value;
use crate::domain::policy::condition::FactTest;
use crate::domain::policy::explanation::Reason;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::{Rule, RuleId};
use crate::tui::rich::{Rich, Role};
use crate::tui::{tests, words};

/// What was asked first, and whether it helped.
pub fn asked(context: &Context<'_>) -> Option<Section> {
    let missed = context.round.missing.iter().filter(|id| context.round.asked.iter().all(|a| a.fact != **id));
    let mut section = Section::new(if context.round.asked.is_empty() { "To ask" } else { "You asked" }, Column::Words);
    for asked in &context.round.asked {
        let fact = context.policy.fact(asked.fact);
        let answer = asked.value.map_or_else(|| "they don't know".to_owned(), |v| words::value(context.policy, fact, v));
        let helped = if asked.matters { ": it helped to settle the case" } else { ": it does not matter here" };
        section = section.item(Rich::body(format!("{}: {answer}", fact.label)).push(Role::Dim, helped));
    }
    for id in missed {
        let fact = context.policy.fact(*id);
        let ask = fact.ask.as_ref().map_or(String::new(), |ask| format!("  “{ask}”"));
        let lead = if context.round.asked.is_empty() { "" } else { "to ask: " };
        let line = Rich::of(Role::Caution, lead).push(Role::Body, fact.label.to_string()).push(Role::Dim, ask);
        section = section.item(line);
    }
    section.some()
}

/// The facts that force the answer.
pub fn because(context: &Context<'_>) -> Option<Section> {
    let explanation = &context.round.explanation;
    let mut section = Section::new("Because", Column::Words);
    for reason in &explanation.because {
        section = section.item(line(context, reason));
    }
    if explanation.ruling.kind.is_some_and(|k| k.is_grey()) {
        let line = Rich::of(Role::Caution, "Grey area: ")
            .push(Role::Body, "no rule speaks of this case. It counts in neither error rate.");
        section = section.text(line);
    }
    section.some()
}

fn line(context: &Context<'_>, reason: &Reason) -> Rich {
    let policy = context.policy;
    let fact = policy.fact(reason.fact);
    let value = words::value(policy, fact, reason.value);
    let line = Rich::body(format!("{}: ", fact.label)).push(Role::Strong, value.clone());
    let others = reason.rule.filter(|_| reason.holds).and_then(|rule| others(context, rule, reason));
    if let Some(others) = others {
        // A value that stands in a list is not said again: only what else is in it.
        return line.push(Role::Dim, format!(" (or {others})"));
    }
    let phrase = reason.rule.and_then(|rule| phrase(context, rule, reason)).unwrap_or_default();
    match (reason.holds, reason.rule) {
        (false, Some(rule)) => {
            let id = &policy.rules[rule.0].id;
            let needs = if phrase.is_empty() { String::new() } else { format!(": it needs {phrase}") };
            line.push(Role::Dim, format!("; {id} stays silent{needs}"))
        }
        (_, None) => {
            let others = if context.round.explanation.because.len() == 1 { "" } else { "with the others, " };
            line.push(Role::Dim, format!("; {others}it leaves no other answer"))
        }
        // A choice that equals its own test says nothing twice.
        _ if phrase.is_empty() || phrase == value || matches!(reason.value, Value::Flag(_)) => line,
        _ if phrase.starts_with('(') => line.push(Role::Dim, format!(" {phrase}")),
        // Members of a list beside members of a list: which are the case's has to be plain.
        _ if matches!(reason.value, Value::Set(_)) => line.push(Role::Dim, format!(" (it takes {phrase})")),
        _ => line.push(Role::Dim, format!(", {phrase}")),
    }
}

/// The rest of the list of values that would do.
fn others(context: &Context<'_>, rule: RuleId, reason: &Reason) -> Option<String> {
    let test = written(context.policy.rules.get(rule.0)?, reason.fact, &reason.test)?;
    tests::others(context.policy, test, reason.value)
}

/// The test in people's words. A fact that stands behind another's limit or sum is named with the test it stands behind.
fn phrase(context: &Context<'_>, rule: RuleId, reason: &Reason) -> Option<String> {
    let (policy, case) = (context.policy, &context.round.full);
    let rule = policy.rules.get(rule.0)?;
    if let Some(own) = written(rule, reason.fact, &reason.test) {
        return Some(tests::phrase(policy, case, own));
    }
    let (name, rest) = reason.test.split_once(' ')?;
    let behind = policy.fact_id(name)?;
    let test = written(rule, behind, rest)?;
    Some(format!("({}: {})", policy.fact(behind).label, tests::phrase(policy, case, test)))
}

/// The test as the policy holds it, found again by the words of the explanation.
fn written<'a>(rule: &'a Rule, fact: FactId, text: &str) -> Option<&'a FactTest> {
    let conditions = [rule.when.as_ref(), rule.unless.as_ref()];
    let mut tests = conditions.into_iter().flatten().flat_map(|c| c.any.iter()).flat_map(|c| c.tests.iter());
    tests.find(|t| t.fact == fact && t.text == text)
}
