//! What only people can tell: the answer from above, the words, the trap, and what really happened.

use super::{Column, Context, Section};
use crate::domain::policy::Gesture;
use crate::domain::policy::explanation::Kind;
use crate::domain::policy::rule::Basis;
use crate::domain::session::saying::Fit;
use crate::tui::craft;
use crate::tui::rich::{Rich, Role};
use crate::tui::words;

/// The sections, in order.
pub fn sections(context: &Context<'_>, fitting: &[(&Gesture, Fit)]) -> Vec<Section> {
    [above(context), say(context), beside(context, fitting), trap(context), outcome(context), source(context)]
        .into_iter()
        .flatten()
        .collect()
}

/// On a stop line: what the person above would have said.
fn above(context: &Context<'_>) -> Option<Section> {
    let ruling = &context.round.explanation.ruling;
    if ruling.kind != Some(Kind::Decline) {
        return None;
    }
    let rule = &context.policy.rules[ruling.rules.first()?.0];
    let who = match rule.basis {
        Basis::Law => "The law draws this line: nobody in the house can move it.".to_owned(),
        Basis::House => {
            format!("The house drew this line: {} may redraw it for everybody, nobody may for one case.", context.policy.owner)
        }
    };
    let line = Rich::body("The same no. ").push(Role::Body, who);
    Some(Section::new("From above", Column::Words).text(line))
}

fn say(context: &Context<'_>) -> Option<Section> {
    let rules = context.round.explanation.ruling.rules.iter().map(|r| &context.policy.rules[r.0]);
    let mut section = Section::new("Say", Column::Words);
    for rule in rules.take(1) {
        if let Some(say) = &rule.say {
            section = section.text(Rich::of(Role::Strong, format!("“{say}”")));
        }
        if let Some(avoid) = &rule.avoid {
            section = section.text(Rich::dim(format!("Rather not: “{avoid}”")));
        }
    }
    section.some()
}

fn trap(context: &Context<'_>) -> Option<Section> {
    let trap = context.scenario.teach.trap.as_ref().filter(|_| context.round.is_told())?;
    let text = words::filled(context.policy, trap, &context.round.full);
    Some(Section::new("The trap", Column::Words).text(Rich::body(text)))
}

fn outcome(context: &Context<'_>) -> Option<Section> {
    let outcome = context.scenario.teach.outcome.as_ref().filter(|_| context.round.is_told())?;
    let text = words::filled(context.policy, outcome, &context.round.full);
    Some(Section::new("In truth", Column::Words).text(Rich::body(text)))
}

fn source(context: &Context<'_>) -> Option<Section> {
    let source = &context.scenario.source;
    let text = format!("Drawn from {}: {}", words::source(source.kind), source.reference);
    Some(Section::new("Source", Column::Words).text(Rich::dim(text)))
}

/// How many gestures the reveal names; the menu has all.
const NAMED: usize = 3;

/// What may go with it: of the gestures that fit, those that cost least.
fn beside(context: &Context<'_>, fitting: &[(&Gesture, Fit)]) -> Option<Section> {
    let mut section = Section::new("With it", Column::Words);
    for (gesture, _) in fitting.iter().take(NAMED) {
        let cost = craft::cost(context.policy, gesture);
        section = section.item(Rich::body(gesture.label.to_string()).push(Role::Dim, format!(", {cost}")));
    }
    section.some()
}
