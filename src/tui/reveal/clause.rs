//! The clause that decides, its reason, whose line it is, and who would have spoken otherwise.

use super::{Column, Context, Section};
use crate::domain::policy::route::RouteId;
use crate::domain::policy::rule::{Basis, RuleId, RuleOutcome};
use crate::domain::policy::{Policy, Silence};
use crate::tui::rich::{Rich, Role};
use crate::tui::words;

/// The section.
pub fn clause(context: &Context<'_>) -> Option<Section> {
    let ruling = &context.round.explanation.ruling;
    let Some(decider) = ruling.rules.first() else { return silence(context) };
    let rule = &context.policy.rules[decider.0];
    let basis = match rule.basis {
        Basis::Law => "the law's line",
        Basis::House => "the house's line",
    };
    let mut section = Section::new("The clause", Column::Words)
        .text(
            Rich::of(Role::Accent, rule.id.clone())
                .push(Role::Strong, format!("  {}", rule.title))
                .push(Role::Dim, format!(" · {basis}")),
        )
        .text(Rich::body(rule.text.to_string()))
        .text(Rich::dim(format!("Why: {}", rule.why)));
    if ruling.rules.len() > 1 {
        section = section.text(Rich::dim("It says the same as ").join(named(context, &ruling.rules[1..])));
    }
    for id in &ruling.overruled {
        section = section.text(overruled(context, *id, &rule.id));
    }
    Some(section)
}

fn silence(context: &Context<'_>) -> Option<Section> {
    let line = match &context.policy.silence {
        Silence::Act(words) => {
            Rich::of(Role::Strong, "Where no rule speaks, judge for yourself. ").push(Role::Body, words.to_string())
        }
        Silence::Escalate(route) => Rich::of(Role::Strong, "Where no rule speaks, ask: ")
            .push(Role::Body, format!("{}.", context.policy.route(*route).label)),
    };
    Some(Section::new("The clause", Column::Words).text(line))
}

fn overruled(context: &Context<'_>, id: RuleId, decider: &str) -> Rich {
    let rule = &context.policy.rules[id.0];
    let would = match &rule.outcome {
        RuleOutcome::Act(_) => "would have let you act",
        RuleOutcome::Decline(_) => "would have had you say no",
        RuleOutcome::Escalate(_) => "would have had you hand it over",
    };
    Rich::dim(format!("{} {would}; {decider} speaks first.", rule.id))
}

fn named(context: &Context<'_>, rules: &[RuleId]) -> Rich {
    let names: Vec<String> = rules.iter().map(|r| context.policy.rules[r.0].id.clone()).collect();
    Rich::dim(format!("{}.", names.join(", ")))
}

/// What kind of line it is, for the rule page.
pub fn kind_words(outcome: &RuleOutcome) -> &'static str {
    match outcome {
        RuleOutcome::Escalate(_) => "red line: hand it over",
        RuleOutcome::Decline(_) => "stop line: say no, or not yet, yourself",
        RuleOutcome::Act(_) => "green light: settle it yourself",
    }
}

/// A route in one line: who, how soon, with which words, where, and who else.
pub fn route_lines(policy: &Policy, id: RouteId) -> Vec<Rich> {
    let route = policy.route(id);
    let mut lines = vec![
        Rich::of(Role::Strong, route.label.to_string())
            .push(Role::Body, "  ")
            .push(Role::Urgency(route.urgency), words::urgency(route.urgency)),
    ];
    if let Some(phrase) = &route.phrase {
        lines.push(Rich::dim("Say   ").push(Role::Strong, format!("“{phrase}”")));
    }
    let hours = route.hours.as_ref().map_or(String::new(), |h| format!("  {h}"));
    lines.push(Rich::dim("Reach ").push(Role::Body, route.reach.to_string()).push(Role::Dim, hours));
    if let Some(backup) = route.backup {
        let backup = policy.route(backup);
        lines.push(Rich::dim("Else  ").push(Role::Body, format!("{}, {}", backup.label, backup.reach)));
    }
    lines
}
