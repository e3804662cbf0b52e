//! Yours now, and theirs: what you do first, what is still yours, whom to reach and whom to tell.

use super::clause::route_lines;
use super::{Column, Context, Section};
use crate::domain::policy::rule::RuleOutcome;
use crate::tui::rich::{Rich, Role};

/// What is yours to do.
pub fn yours(context: &Context<'_>) -> Option<Section> {
    let (policy, ruling) = (context.policy, &context.round.explanation.ruling);
    let mut section = Section::new("Yours now", Column::Words);
    for id in &ruling.rules {
        let rule = &policy.rules[id.0];
        if let (RuleOutcome::Act(what) | RuleOutcome::Decline(what), true) = (&rule.outcome, Some(id) == ruling.rules.first()) {
            section = section.item(Rich::of(Role::Strong, what.to_string()));
        }
        for first in &rule.first {
            section = section.item(Rich::body(first.to_string()));
        }
    }
    for id in &ruling.still {
        let rule = &policy.rules[id.0];
        if let RuleOutcome::Act(what) = &rule.outcome {
            let line = Rich::of(Role::Strong, "Still yours: ")
                .push(Role::Body, what.to_string())
                .push(Role::Dim, format!(" ({})", rule.id));
            section = section.item(line);
        }
    }
    if section.blocks.is_empty() && ruling.route.is_some() {
        section = section.item(Rich::body("Hand it over, and tell the customer who has it now."));
    }
    for duty in ruling.also.iter().filter_map(|i| policy.also.get(*i)) {
        section = section.item(
            Rich::of(Role::Strong, "Also: ").push(Role::Body, duty.task.to_string()).push(Role::Dim, format!(" ({})", duty.id)),
        );
    }
    section.some()
}

/// What is theirs, and how they come to know.
pub fn theirs(context: &Context<'_>) -> Option<Section> {
    let (policy, ruling) = (context.policy, &context.round.explanation.ruling);
    let mut section = Section::new("Theirs", Column::Words);
    for line in ruling.route.map_or(Vec::new(), |route| route_lines(policy, route)) {
        section = section.text(line);
    }
    for id in ruling.notify.iter().filter(|id| Some(**id) != ruling.route) {
        let route = policy.route(*id);
        let line = Rich::dim("Tell afterwards: ")
            .push(Role::Strong, route.label.to_string())
            .push(Role::Dim, format!(", {}", route.reach));
        section = section.text(line);
    }
    section.some()
}
