//! A clause in full.

use super::title;
use crate::domain::policy::condition::{Clause, Condition};
use crate::domain::policy::rule::{Basis, RuleId, RuleOutcome};
use crate::domain::policy::{Policy, case::Case};
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::reveal::clause::{kind_words, route_lines};
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;
use crate::tui::{tests, words};

/// Columns of the labels at the left.
const GUTTER: usize = 13;

/// The page.
pub fn page(model: &Model, place: usize, id: RuleId, scroll: usize, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Page::default() };
    let policy = &pack.policy;
    let Some(rule) = policy.rules.get(id.0) else { return Page::default() };
    let unknown = Case::unknown(policy.facts.len());
    let case = model.playing().and_then(|(_, s)| s.round()).map_or(&unknown, |r| &r.known);
    let mut body = Vec::new();
    let mut add = |label: &str, lines: Vec<Rich>| labelled(&mut body, label, &lines, width);
    add("", vec![Rich::of(Role::Strong, rule.text.to_string())]);
    add("Why", vec![Rich::body(rule.why.to_string())]);
    match &rule.outcome {
        RuleOutcome::Escalate(route) => add("Hand it to", route_lines(policy, *route)),
        RuleOutcome::Decline(what) => add("Say no", vec![Rich::body(what.to_string())]),
        RuleOutcome::Act(what) => add("Do it", vec![Rich::body(what.to_string())]),
    }
    add("First", rule.first.iter().map(|f| Rich::dim("· ").push(Role::Body, f.to_string())).collect());
    let still = rule.still.iter().filter_map(|r| policy.rules.get(r.0)).map(|r| Rich::body(format!("{}  {}", r.id, r.title)));
    add("Still yours", still.collect());
    add("Tell", rule.notify.iter().map(|r| Rich::body(policy.route(*r).label.to_string())).collect());
    add("When", rule.when.as_ref().map_or_else(|| vec![Rich::body("always")], |c| condition(policy, case, c)));
    add("Unless", rule.unless.as_ref().map_or_else(Vec::new, |c| condition(policy, case, c)));
    add("Say", rule.say.iter().map(|s| Rich::body(format!("“{s}”"))).collect());
    add("Rather not", rule.avoid.iter().map(|s| Rich::dim(format!("“{s}”"))).collect());
    let basis = match rule.basis {
        Basis::Law => "The law's: nobody in the house can move it.".to_owned(),
        Basis::House => format!("The house's own: {} can move it.", policy.owner),
    };
    let source = rule.source.as_ref().map(|s| Rich::dim(s.to_string()));
    add("Whose line", std::iter::once(Rich::body(basis)).chain(source).collect());
    add("Stakes", vec![Rich::body(rule.stakes.name())]);
    let kind = if rule.otherwise { "fallback: speaks where no other rule does" } else { kind_words(&rule.outcome) };
    let name = Rich::of(Role::Accent, rule.id.clone()).push(Role::Strong, format!("  {}", rule.title));
    let head = vec![Rich::new(), name.push(Role::Dim, format!("  {kind}")), Rich::new()];
    Page { title: title("rule"), head, body, scroll, ..Page::default() }
}

fn labelled(body: &mut Vec<Rich>, label: &str, lines: &[Rich], width: usize) {
    for (i, line) in lines.iter().enumerate() {
        let hang = if line.text().starts_with('·') { 2 } else { 0 };
        for (j, text) in wrapped(line, width.min(92).saturating_sub(GUTTER), hang).into_iter().enumerate() {
            let label = if i + j == 0 { label } else { "" };
            body.push(Rich::dim(label.to_owned()).padded(GUTTER).join(text));
        }
    }
    if !lines.is_empty() {
        body.push(Rich::new());
    }
}

/// A condition as lines: all tests of a clause, clauses joined by "or".
fn condition(policy: &Policy, case: &Case, condition: &Condition) -> Vec<Rich> {
    let clause = |clause: &Clause| -> Vec<Rich> {
        let line = |t: &crate::domain::policy::condition::FactTest| {
            let now = words::known(policy, t.fact, case);
            let line = Rich::dim("· ").push(Role::Body, format!("{}: ", policy.fact(t.fact).label));
            let line = line.push(Role::Strong, tests::phrase(policy, case, t));
            if case.get(t.fact).is_some() { line.push(Role::Dim, format!("  here {now}")) } else { line }
        };
        clause.tests.iter().map(line).collect()
    };
    let mut lines = Vec::new();
    for (i, any) in condition.any.iter().enumerate() {
        if i > 0 {
            lines.push(Rich::dim("or"));
        }
        lines.extend(clause(any));
    }
    lines
}
