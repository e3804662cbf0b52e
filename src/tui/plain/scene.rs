//! What a scene says, as sentences.

use std::io::{self, Write};

use super::options::covered;
use super::{case, drawn, path, summary};
use crate::domain::wording::counted;
use crate::tui::model::{Model, Screen, Stage};
use crate::tui::refresh::{self, Refreshing};
use crate::tui::rich::Rich;
use crate::tui::shelf::Slot;
use crate::tui::{screens, view};

/// Tells what is on the screen.
pub fn tell(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    if let Some(notice) = &model.notice {
        writeln!(out, "Notice: {notice}")?;
    }
    if covered(model) {
        return page(model, out);
    }
    match model.screen() {
        Some(Screen::Home { .. }) => home(model, out),
        Some(Screen::Refresh(at)) => refresher(model, at, out),
        Some(Screen::Case(Stage::Warned)) => page(model, out),
        Some(Screen::Case(stage)) => case::case(model, *stage, out),
        Some(Screen::Story { .. }) => case::case(model, Stage::Decide, out),
        Some(Screen::Reveal { .. }) => case::reveal(model, out),
        Some(Screen::Map(map)) => drawn::map(model, map, out),
        Some(Screen::Coast(at)) => drawn::coast(model, at, out),
        Some(Screen::Path(on)) => path::tell(model, on, out),
        Some(Screen::Progress { pack, .. }) => spoken(screens::progress::sentences(model, *pack), out),
        Some(Screen::Found(found)) => spoken(screens::found::sentences(model, found), out),
        Some(Screen::Summary { .. }) => summary::summary(model, out),
        Some(Screen::Topics { .. }) => writeln!(out, "Practise one topic."),
        Some(Screen::Settings { .. }) => writeln!(out, "Settings. Choosing one changes it."),
        Some(Screen::Library { .. }) => writeln!(out, "The library."),
        Some(Screen::WhatIf(what)) => drawn::what_if(model, what, out),
        Some(Screen::Told(at)) => case::turned(model, at, out),
        Some(Screen::LookUp { .. }) => look_up(model, out),
        Some(Screen::Say(say)) if say.said.is_none() => writeln!(out, "{}", screens::say::question().text()),
        Some(Screen::Gestures { told, .. }) => gestures(model, told.as_deref(), out),
        Some(
            Screen::Findings { .. }
            | Screen::Rule { .. }
            | Screen::Diff(_)
            | Screen::Hunting { .. }
            | Screen::Say(_)
            | Screen::Month { .. },
        )
        | None => page(model, out),
    }
}

/// A page as it is drawn, without its rules and bars.
pub(super) fn page(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let page = view::page(model, usize::from(super::WIDTH) - 2);
    for line in page.head.iter().chain(&page.body) {
        let text = line.text();
        if !text.trim().is_empty() {
            writeln!(out, "{}", text.trim())?;
        }
    }
    Ok(())
}

/// Sentences, a line each.
fn spoken(sentences: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
    sentences.iter().try_for_each(|sentence| writeln!(out, "{sentence}"))
}

/// What is looked up: a heading, for the rules are the options.
fn look_up(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}.", screens::look_up::heading(model).text().replacen("  ", ": ", 1))?;
    writeln!(out, "Which of them decides is yours to see. Choose one to read it in full.")
}

/// The menu: what came of the last gesture, for the others are the options.
fn gestures(model: &Model, told: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    month(model, out)?;
    writeln!(out, "{}", told.unwrap_or("What may go with the remedy?"))
}

/// What is given and left, in a month with an allowance.
pub(super) fn month(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    match screens::month::line(model, 0) {
        Some(line) => writeln!(out, "{}.", sentence(&line)),
        None => Ok(()),
    }
}

fn home(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Escalate or act?")?;
    writeln!(out, "A case comes in. Is it yours to settle, or somebody else's? You decide; the team's own policy answers.")?;
    let place = if model.wishes.log.is_empty() { "on this machine" } else { &model.wishes.log };
    writeln!(out, "Your answers are kept in {place}, and nowhere else. For learning, not for appraisal. Speed is never score.")?;
    for (place, slot) in model.shelf.iter().flat_map(|shelf| shelf.slots.iter().enumerate()) {
        let due = model.refreshers.of.get(&place).map_or(0, |refresher| refresher.due.len());
        if let (Slot::Ready(pack), 1..) = (slot, due) {
            writeln!(out, "{}: {due} due.", pack.policy.title)?;
        }
    }
    Ok(())
}

/// A refresher that is about to be played.
fn refresher(model: &Model, at: &Refreshing, out: &mut dyn Write) -> io::Result<()> {
    let title = model.shelf.as_ref().and_then(|s| s.pack(at.pack)).map_or("", |p| p.policy.title.as_str());
    let minutes = counted(usize::try_from(at.wish.minutes).unwrap_or(usize::MAX), "minute", "minutes");
    writeln!(out, "Refresher. {title}. At most {minutes}.")?;
    let Some(refresher) = model.refreshers.of.get(&at.pack) else {
        return writeln!(out, "{}", screens::refresh::waiting(model));
    };
    let told = refresh::told(refresher, at, model.wishes.zone);
    writeln!(out, "{}{}", told.headline, if told.headline.ends_with('.') { "" } else { "." })?;
    for (many, why) in &told.reasons {
        writeln!(out, "{many}: {why}.")?;
    }
    for line in told.fresh.iter().chain(&told.red).chain(&told.rest) {
        writeln!(out, "{line}")?;
    }
    if told.mixed {
        writeln!(out, "Mix: {}.", refresh::mix(at.wish.mix))?;
    }
    if !told.pace.is_empty() {
        writeln!(out, "Reckoned with {}", told.pace)?;
    }
    Ok(())
}

/// A line without the signs that only a drawing needs.
pub(super) fn sentence(rich: &Rich) -> String {
    let text = rich.text().replace('\u{a0}', " ");
    let text = text.trim().trim_start_matches("· ");
    let said = SAID.into_iter().fold(text.to_owned(), |text, (drawn, said)| text.replace(drawn, said));
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Signs of the drawing, and what is said for them.
const SAID: [(&str, &str); 10] = [
    // An urgency is a letter and a mark beside its word, for eyes that don't tell colours apart.
    ("  F ·  ", ", "),
    ("  G o  ", ", "),
    ("  A !  ", ", "),
    ("  R !!  ", ", "),
    ("  B !!!  ", ", "),
    ("  ● ", ": "),
    ("  ○ ", "; "),
    ("  · ", "; "),
    (" → ", " would make it "),
    ("▸", "here "),
];
