//! What would flip it, and what did not matter.

use super::{Column, Context, Section};
use crate::domain::policy::explanation::Flip;
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::panel::says_something;
use crate::tui::rich::{Rich, Role};
use crate::tui::{facts, words};

/// The least changes that turn the answer.
pub fn flips(context: &Context<'_>) -> Option<Section> {
    let explanation = &context.round.explanation;
    let mut section = Section::new("It flips if", Column::Line);
    for flip in &explanation.flips {
        section = section.item(line(context, flip, ""));
    }
    for flip in &explanation.flips_if {
        section = section.item(line(context, flip, "had it been "));
    }
    section.some()
}

fn line(context: &Context<'_>, flip: &Flip, before: &str) -> Rich {
    let policy = context.policy;
    let changes: Vec<String> = flip.changes.iter().map(|c| words::change(policy, c)).collect();
    let rule = flip.rules.first().map(|r| &policy.rules[r.0]);
    let route = rule.and_then(|r| r.outcome.route()).map(|route| policy.route(route));
    let line = Rich::dim(before.to_owned())
        .push(Role::Body, changes.join(", and "))
        .push(Role::Dim, " → ")
        .push(Role::Side(flip.verdict), words::verdict(Some(flip.verdict)));
    let whom = route.map_or(String::new(), |r| format!(", {}, {}", r.label, r.urgency.how_soon()));
    let id = rule.map_or(String::new(), |r| format!(" ({})", r.id));
    line.push(Role::Dim, format!("{whom}{id}"))
}

/// What may be anything without turning it, what decides together with others apart; what says nothing comes last, in one.
pub fn no_matter(context: &Context<'_>) -> Option<Section> {
    let (policy, case) = (context.policy, &context.round.full);
    let decides: Vec<FactId> = context.round.explanation.because.iter().flat_map(|r| facts::parts(policy, r.fact)).collect();
    let idle = context.round.explanation.no_matter.iter().filter(|id| case.get(**id).is_some() && !decides.contains(id));
    let (said, empty): (Vec<FactId>, Vec<FactId>) = idle.partition(|id| says_something(policy.fact(**id), case.get(**id)));
    let mut labels: Vec<String> = said
        .into_iter()
        .map(|id| {
            let value = case.get(id).map(|v| words::value(policy, policy.fact(id), v)).unwrap_or_default();
            format!("{} ({value})", policy.fact(id).label)
        })
        .collect();
    if !empty.is_empty() {
        let names: Vec<&str> = empty.iter().map(|id| policy.fact(*id).label.as_str()).collect();
        labels.push(format!("at 0 or none: {}", names.join(", ")));
    }
    let section = Section::new("No matter", Column::Line);
    if labels.is_empty() { None } else { Some(section.text(Rich::body(labels.join(" · ")))) }
}
