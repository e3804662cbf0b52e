//! The list of notes: the cursor goes from note to note, line by line through one that is longer than the screen, and stays in sight.

use std::ops::Range;

use crate::tui::host::form::{About, Form};
use crate::tui::host::keymap::Action;
use crate::tui::host::model::{Going, Model, Over};
use crate::tui::host::view;

/// Who takes the note that the cursor is on?
pub fn take(model: &mut Model) {
    if let Some(form) = model.note().and_then(Form::taking) {
        model.over = Some(Over::Writing(form));
    }
}

/// Where what was written leads back to: to its note in the list, if it was about who takes one.
pub fn back(model: &Model, about: About) -> Option<Over> {
    let note = about.note()?;
    let cursor = model.host().notes.iter().position(|written| written.seq == note)?;
    Some(Over::Notes(Going { cursor, scroll: 0 }))
}

/// Where a key leads in the list.
pub fn gone(model: &Model, going: Going, action: Action) -> Going {
    let (places, rows) = view::notes(model);
    let Going { cursor, scroll } = going;
    let last = places.len().saturating_sub(1);
    let Some(here) = places.get(cursor) else { return going };
    let most = places.last().map_or(0, |place| place.end.saturating_sub(rows));
    let holding = |line: usize| places.iter().position(|place| place.end > line).unwrap_or(last);
    match action {
        Action::Up if here.start < scroll => Going { cursor, scroll: scroll - 1 },
        Action::Up => Going { cursor: cursor.saturating_sub(1), scroll },
        Action::Down if here.end > scroll + rows => Going { cursor, scroll: scroll + 1 },
        Action::Down => Going { cursor: (cursor + 1).min(last), scroll },
        Action::PageUp if scroll <= rows => Going { cursor: 0, scroll: 0 },
        Action::PageUp => {
            let to = scroll - rows;
            let whole = places.iter().position(|place| (to..scroll).contains(&place.start));
            Going { cursor: whole.unwrap_or_else(|| holding(to)), scroll: to }
        }
        _ if scroll + rows >= most => Going { cursor: last, scroll: most },
        _ => Going { cursor: holding(scroll + rows), scroll: scroll + rows },
    }
}

/// Whatever happens, and however the screen changes its size, the note that the cursor is on stays in sight.
pub fn checked(model: &mut Model) {
    let Some(Over::Notes(going)) = model.over else { return };
    let (places, rows) = view::notes(model);
    let cursor = going.cursor.min(places.len().saturating_sub(1));
    let scroll = places.get(cursor).map_or(0, |place| seen(place, going.scroll, rows));
    model.over = Some(Over::Notes(Going { cursor, scroll }));
}

/// The lines to scroll off so that a place is seen: as much of it as there is room for, with as little change as will do.
fn seen(place: &Range<usize>, scroll: usize, rows: usize) -> usize {
    let end = place.end.saturating_sub(rows);
    scroll.clamp(place.start.min(end), place.start.max(end))
}
