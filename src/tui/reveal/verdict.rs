//! The verdict in one line, with the name of being wrong.

use super::context;
use crate::domain::policy::explanation::Verdict;
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::model::Model;
use crate::tui::rich::{Rich, Role};
use crate::tui::words;

/// The verdict, and the marks for the right edge.
pub fn verdict_line(model: &Model) -> Option<(Rich, Rich)> {
    let context = context(model)?;
    let (outcome, ruling) = (context.outcome, &context.round.explanation.ruling);
    let right = outcome.judgement.is_right();
    let role = if right { Role::Right } else { Role::Wrong };
    let mark = Rich::of(role, if right { "✓ " } else { "✗ " });
    let line = you_said(mark, outcome.answer, outcome.certainty).push(Role::Body, ". ");
    let line = match (outcome.settled, outcome.judgement.wrong()) {
        (_, None) if outcome.grey => line.push(Role::Strong, "Right").push(Role::Body, ", in a grey area."),
        (_, None) => line.push(Role::Strong, "Right."),
        (false, Some(wrong)) => line
            .push(Role::Strong, "Too soon: ")
            .push(Role::Body, "ask first. With the answer it is ")
            .push(ruling.verdict.map_or(Role::Strong, Role::Side), loud(ruling.verdict))
            .push(Role::Body, "; without it, ")
            .push(role, format!("{}.", wrong.label())),
        (true, Some(_)) if outcome.grey => line
            .push(Role::Body, "It is ")
            .push(ruling.verdict.map_or(Role::Strong, Role::Side), loud(ruling.verdict))
            .push(Role::Body, ": a ")
            .push(Role::Caution, "grey area")
            .push(Role::Body, ", no rule speaks."),
        (true, Some(wrong)) => line
            .push(Role::Body, "It is ")
            .push(ruling.verdict.map_or(Role::Strong, Role::Side), loud(ruling.verdict))
            .push(Role::Body, ": ")
            .push(role, format!("{}.", wrong.label())),
    };
    let marks = format!("{}{} marks", if outcome.marks > 0 { "+" } else { "" }, outcome.marks).replace('-', "−");
    let marks = marks.replace("+1 marks", "+1 mark");
    Some((line, Rich::of(role, marks)))
}

/// `✓ You said escalate, and were sure`, after whatever mark: the sentence goes on.
pub fn you_said(mark: Rich, answer: Answer, certainty: Certainty) -> Rich {
    mark.push(Role::Body, "You said ")
        .push(Role::Side(side(answer)), said(answer))
        .push(Role::Body, format!(", and were {}", sure(certainty)))
}

/// The side of the line an answer stands on.
fn side(answer: Answer) -> Verdict {
    match answer {
        Answer::Yes => Verdict::Yes,
        Answer::No => Verdict::No,
        Answer::Escalate => Verdict::Escalate,
    }
}

/// An answer within a sentence.
pub fn said(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "act: yes",
        Answer::No => "act: no",
        Answer::Escalate => "escalate",
    }
}

/// A certainty within a sentence.
pub fn sure(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Unsure => "unsure",
        Certainty::Fairly => "fairly sure",
        Certainty::Sure => "sure",
    }
}

/// The verdict as the eye should find it.
fn loud(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Yes) => "ACT, yes",
        Some(Verdict::No) => "ACT, no",
        Some(Verdict::Escalate) => "ESCALATE",
        Some(Verdict::Either) => "ACT, your judgement",
        None => words::verdict(None),
    }
}
