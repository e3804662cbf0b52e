//! Saying it: what one would say to the customer now, and what the coach hears in it.

use super::session_title;
use crate::domain::phrases::coach::{Found, Heard, Start};
use crate::domain::session::saying::{Line, LineKind};
use crate::domain::wording::coached;
use crate::tui::craft::{self, Said, Say};
use crate::tui::model::Model;
use crate::tui::page::{Page, say as paragraph};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;
use crate::tui::wrap::wrapped;

/// Lines longer than this are hard to read.
const MEASURE: usize = 76;
/// Columns of the labels at the left.
const GUTTER: usize = 10;
/// Lines of one's own words that are shown: their end, where they are being written.
const LINES: usize = 6;
/// The row below the lines to choose from.
pub const OWN: &str = "In my own words…";

/// The page.
pub fn page(model: &Model, say: &Say, width: usize) -> Page {
    let width = width.min(MEASURE);
    let mut head = vec![Rich::new()];
    paragraph(&mut head, &question(), width);
    head.push(Rich::new());
    let body = match &say.said {
        Some(said) => coached(model, said, width),
        None => choices(&craft::lines(model), say.cursor, width),
    };
    Page { title: session_title(model), head, body, scroll: say.scroll, ..Page::default() }
}

/// What is asked.
pub fn question() -> Rich {
    Rich::of(Role::Strong, "Say it.").push(Role::Dim, " You know the answer now: what do you say to them?")
}

fn choices(lines: &[Line], cursor: usize, width: usize) -> Vec<Rich> {
    let mut rows = Vec::new();
    let words = lines.iter().map(|line| Rich::body(format!("“{}”", line.words))).chain([Rich::dim(OWN)]);
    for (i, line) in words.enumerate() {
        let sign = if i == cursor { Rich::of(Role::Accent, " ▸ ") } else { Rich::body("   ") };
        let number = format!("{}  ", i + 1);
        let mut parts = wrapped(&line, width.saturating_sub(6), 0).into_iter();
        rows.extend(parts.next().map(|first| sign.push(Role::Key, number).join(first)));
        rows.extend(parts.map(|part| Rich::body("      ").join(part)));
        rows.push(Rich::new());
    }
    rows
}

/// What the coach says of it: always with better words, never with a red mark alone.
fn coached(model: &Model, said: &Said, width: usize) -> Vec<Rich> {
    let Some((pack, round, _)) = craft::answered(model) else { return Vec::new() };
    let heard = pack.phrases.listen(&pack.policy, &round.full, &said.words);
    let mut rows: Vec<(&str, Rich)> = vec![("You say", Rich::of(Role::Strong, format!("“{}”", said.words)))];
    rows.push(("", verdict(said, &heard)));
    for found in &heard.found {
        rows.extend(remarks(found));
    }
    rows.extend(better(model, said, &heard));
    if pack.phrases.list.is_empty() {
        rows.push(("", Rich::dim("This pack has no phrases.toml: the coach knows only where a sentence starts.")));
    }
    rows.extend(gestures(pack, model));
    let mut lines = Vec::new();
    for (label, text) in rows {
        if !label.is_empty() && !lines.is_empty() {
            lines.push(Rich::new());
        }
        for (i, part) in wrapped(&text, width.saturating_sub(GUTTER), 0).into_iter().enumerate() {
            let label = if i == 0 { Rich::of(Role::Accent, label.to_owned()) } else { Rich::new() };
            lines.push(label.padded(GUTTER).join(part));
        }
    }
    lines
}

fn verdict(said: &Said, heard: &Heard<'_>) -> Rich {
    match &said.kind {
        Some(LineKind::Fits) => Rich::of(Role::Right, "✓ ").push(Role::Body, "These are the words of the rule that decides."),
        Some(LineKind::RatherNot) => Rich::of(Role::Wrong, "✗ ").push(Role::Body, "The rule would rather not have that said."),
        Some(LineKind::Elsewhere(id)) => Rich::of(Role::Wrong, "✗ ")
            .push(Role::Body, format!("These words belong to the case across the line ({id}): here they promise what isn't so.")),
        None if heard.is_accepted() => Rich::of(Role::Right, "✓ ").push(Role::Body, coached::start(heard.start)),
        None if heard.start == Start::Outcome => Rich::of(Role::Caution, "! ")
            .push(Role::Body, "It starts from what happens for them; one thing in it gets in the way."),
        None => Rich::of(Role::Caution, "! ").push(Role::Body, coached::start(heard.start)),
    }
}

fn remarks(found: &Found<'_>) -> Vec<(&'static str, Rich)> {
    let phrase = found.phrase;
    let mut rows = vec![(
        "Heard",
        Rich::of(Role::Caution, format!("“{}”", found.words)).push(Role::Dim, format!(": {}", phrase.severity.label())),
    )];
    rows.push(("", Rich::dim(format!("Why: {}", phrase.why))));
    rows.extend(phrase.better.iter().map(|better| ("", Rich::dim("Better: ").push(Role::Strong, format!("“{better}”")))));
    rows
}

/// The rule's own words, unless they were just said.
fn better(model: &Model, said: &Said, heard: &Heard<'_>) -> Option<(&'static str, Rich)> {
    let fits = craft::lines(model).into_iter().find(|line| line.kind == LineKind::Fits)?;
    let label = if said.kind.is_none() && heard.is_accepted() { "Or" } else { "Better" };
    (said.kind != Some(LineKind::Fits)).then(|| (label, Rich::of(Role::Strong, format!("“{}”", fits.words))))
}

/// What would go with it, if the policy has a menu.
fn gestures(pack: &Pack, model: &Model) -> Option<(&'static str, Rich)> {
    let fits = crate::tui::reveal::fitting(model);
    let (gesture, _) = fits.first()?;
    let line = Rich::body(gesture.label.to_string())
        .push(Role::Dim, format!(", {}; g in the reveal has the menu", craft::cost(&pack.policy, gesture)));
    Some(("With it", line))
}

/// Own words being written.
pub fn writing(text: &str, width: usize) -> Page {
    let mut body = vec![Rich::new(), question(), Rich::new()];
    let about =
        "As you would say it, in a sentence or two. Start from what happens for them. Leave names and numbers of customers out.";
    body.append(&mut wrapped(&Rich::dim(about), width.min(74), 0));
    // A blank that can't be a break holds the place of the cursor.
    let mut lines = wrapped(&Rich::body(format!("{text}\u{a0}")), width.min(76) - 2, 0);
    lines.drain(..lines.len().saturating_sub(LINES));
    let (column, row) = (lines.last().map_or(0, Rich::width) + 1, lines.len());
    let mut foot = vec![Rich::new()];
    foot.extend(lines.into_iter().map(|l| Rich::of(Role::Accent, "│ ").join(l)));
    foot.push(Rich::new());
    Page { title: super::title("say it"), body, foot, near: Some(0), cursor: Some((column, row)), ..Page::default() }
}

/// A line to choose, for plain lines.
pub fn rows(model: &Model) -> Vec<String> {
    let lines = craft::lines(model).into_iter().map(|line| format!("“{}”", line.words));
    lines.chain([words::capital(OWN.trim_end_matches('…'))]).collect()
}
