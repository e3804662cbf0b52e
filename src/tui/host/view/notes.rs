//! The list of what was noted: each note with who takes it, as far as it is for somebody to take.

use std::ops::Range;

use crate::domain::room::note::Note;
use crate::domain::room::view::host::Written;
use crate::domain::wording::debrief::untaken;
use crate::tui::host::form::{WHO_FINDS_OUT, WHO_SETTLES};
use crate::tui::host::model::{Going, Model};
use crate::tui::page::{Page, say};
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// Where each note stands among the lines of the list.
pub fn places(model: &Model, width: usize) -> Vec<Range<usize>> {
    let mut from = 0;
    let place = |written: &Written| {
        let place = from..from + lines(written, false, width).len();
        from = place.end;
        place
    };
    model.host().notes.iter().map(place).collect()
}

/// The list, without its title.
pub fn page(model: &Model, going: Going, width: usize) -> Page {
    let notes = &model.host().notes;
    if notes.is_empty() {
        return Page { body: vec![Rich::dim("Nothing yet: w, g, x and y note something.")], ..Page::default() };
    }
    let mut head = Vec::new();
    if let Some(words) = untaken(model.untaken()) {
        say(&mut head, &Rich::dim(words), width);
        head.push(Rich::new());
    }
    let body = notes.iter().enumerate().flat_map(|(at, written)| lines(written, at == going.cursor, width)).collect();
    Page { head, body, scroll: going.scroll, ..Page::default() }
}

/// What was noted, as a paragraph.
pub fn told(written: &Written) -> Rich {
    tell(written, Role::Accent)
}

fn tell(written: &Written, role: Role) -> Rich {
    let line = match &written.note {
        Note::WhatAboutWhen { text, .. } => Rich::of(role, "What about when:").push(Role::Body, format!(" {text}")),
        Note::Improvement { text } => Rich::of(role, "Improve:").push(Role::Body, format!(" {text}")),
        Note::Thanks { text } => Rich::of(role, "Thanks:").push(Role::Body, format!(" {text}")),
        Note::Gap { readings: [one, other], votes: [for_one, for_other], interim, .. } => {
            let until = if interim.is_empty() { String::new() } else { format!("; until settled: {interim}") };
            Rich::of(role, "Gap:").push(Role::Body, format!(" {one} ({for_one}), or {other} ({for_other}){until}"))
        }
    };
    line.push(Role::Dim, if written.asked { "  (from the room)" } else { "" })
}

fn lines(written: &Written, is_chosen: bool, width: usize) -> Vec<Rich> {
    let (sign, role) = if is_chosen { ("▸ ", Role::Cursor) } else { ("  ", Role::Accent) };
    let mut lines = wrapped(&Rich::body(sign).join(tell(written, role)), width, 4);
    if let Some(owner) = written.note.owner() {
        let label = if matches!(written.note, Note::Gap { .. }) { WHO_SETTLES } else { WHO_FINDS_OUT };
        let line = Rich::dim("    ").push(Role::Dim, label).push(Role::Dim, ": ");
        let line =
            if owner.is_empty() { line.push(Role::Caution, "nobody yet") } else { line.push(Role::Body, owner.to_string()) };
        lines.extend(wrapped(&line, width, 6));
    }
    lines
}
