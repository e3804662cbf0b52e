//! What lies over the meeting: the way in, the agenda, people, notes, forms, and votes on this keyboard.

use super::notes;
use crate::domain::room::seat::SeatId;
use crate::domain::wording::counted;
use crate::tui::columns::columns;
use crate::tui::host::form::Form;
use crate::tui::host::model::{Model, Over, Step};
use crate::tui::page::{Page, say, window};
use crate::tui::rich::{Rich, Role};
use crate::tui::room::table;
use crate::tui::warning::MAY_LEAVE_OUT;
use crate::tui::wrap::wrapped;

/// Rows that are no part of a list.
const FRAME: usize = 8;
/// Lines of a text being written that are shown: its end.
const LINES: usize = 4;

/// The page.
pub fn page(model: &Model, over: &Over, width: usize) -> Page {
    let titled = |title: &'static str, body: Vec<Rich>| Page { title: bar(model, title), body, ..Page::default() };
    match over {
        Over::Help { .. } => Page::default(),
        Over::Door => {
            let rows = usize::from(model.size.1).saturating_sub(4);
            titled("come in", model.entrance.whole(&model.host().screen.code, width, rows))
        }
        Over::Agenda => titled("the agenda", agenda(model)),
        Over::Notes(going) => Page { title: bar(model, "noted"), ..notes::page(model, *going, width) },
        Over::Debrief { scroll } => Page { scroll: *scroll, ..titled("what we take away", debrief(model, width)) },
        Over::Seats { cursor } => titled("people", seats(model, *cursor)),
        Over::Remove { seat } => titled("people", remove(model, *seat, width)),
        Over::Leave => titled("leave", leave(model, width)),
        Over::Writing(form) => writing(model, form, width),
        Over::Turn { seat, step, .. } => turn(model, *seat, *step, width),
    }
}

fn bar(model: &Model, title: &'static str) -> (Rich, Rich) {
    let right =
        Rich::of(Role::Strong, model.host().screen.code.halves()).push(Role::Dim, format!("  {}", model.entrance.short()));
    (Rich::of(Role::Accent, title), right)
}

fn agenda(model: &Model) -> Vec<Rich> {
    let here = model.host().screen.board.place.stop;
    let line = |(at, line): (usize, &crate::domain::room::view::host::Line)| {
        let (sign, role) = match at.cmp(&here) {
            std::cmp::Ordering::Less => ("✓ ", Role::Dim),
            std::cmp::Ordering::Equal => ("▸ ", Role::Strong),
            std::cmp::Ordering::Greater => ("  ", Role::Body),
        };
        let minutes = if line.minutes > 0 { format!("{:>3} min  ", line.minutes) } else { " ".repeat(9) };
        Rich::of(role, sign).push(Role::Dim, minutes).push(role, line.title.to_string())
    };
    model.host().agenda.iter().enumerate().map(line).collect()
}

fn seats(model: &Model, cursor: usize) -> Vec<Rich> {
    let seats = &model.host().seats;
    let connected = usize::try_from(model.seen.connected).unwrap_or(usize::MAX);
    let locked = if model.host().screen.locked { ", and the room is locked" } else { "" };
    let mut out =
        vec![Rich::body(format!("{}, {connected} connected{locked}.", counted(seats.len(), "seat", "seats"))), Rich::new()];
    let shown = window(seats.len(), cursor, usize::from(model.size.1).saturating_sub(FRAME));
    for (row, sitting) in seats.iter().enumerate().skip(shown.start).take(shown.len()) {
        let place = match (sitting.keyboard, sitting.away) {
            (true, _) => "  at this keyboard",
            (false, true) => "  away",
            (false, false) => "",
        };
        let (sign, role) = if row == cursor { ("▸ ", Role::Cursor) } else { ("  ", Role::Body) };
        out.push(Rich::body(sign).push(role, sitting.name.to_string()).push(Role::Dim, place));
    }
    out
}

fn remove(model: &Model, seat: SeatId, width: usize) -> Vec<Rich> {
    let mut out = vec![Rich::of(Role::Strong, format!("Show {} out?", model.name(seat))), Rich::new()];
    say(&mut out, &Rich::body("They can't come in again with the same device. Votes in closed votes stay."), width);
    out.extend([Rich::new(), yes_or_no()]);
    out
}

fn debrief(model: &Model, width: usize) -> Vec<Rich> {
    let Some(written) = &model.debrief else { return Vec::new() };
    let kept = written.kept.iter().flat_map(|words| wrapped(&Rich::of(Role::Accent, words.clone()), width, 2));
    let lines = written.lines.iter().flat_map(|line| wrapped(&Rich::body(line.to_string()), width, 4));
    kept.chain([Rich::new()]).chain(lines).collect()
}

fn leave(model: &Model, width: usize) -> Vec<Rich> {
    let mut out = vec![Rich::of(Role::Strong, "Leave the meeting?"), Rich::new()];
    for words in model.debrief.iter().flat_map(|written| &written.kept) {
        say(&mut out, &Rich::body(words.clone()), width);
    }
    let words =
        "Everything is kept. `eoa team --resume` goes on where you are now, and people are back in their seats by themselves.";
    say(&mut out, &Rich::body(words), width);
    out.extend([Rich::new(), yes_or_no()]);
    out
}

fn yes_or_no() -> Rich {
    Rich::of(Role::Key, "   y").push(Role::Body, "  yes").push(Role::Key, "      n").push(Role::Body, "  no")
}

fn writing(model: &Model, form: &Form, width: usize) -> Page {
    let (title, about) = form.about.words();
    let mut body = vec![Rich::of(Role::Strong, title), Rich::new()];
    say(&mut body, &Rich::dim(about), width.min(78));
    if let Some(written) = model.host().notes.iter().find(|written| form.about.note() == Some(written.seq)) {
        body.push(Rich::new());
        say(&mut body, &notes::told(written), width.min(78));
    }
    let labels = form.about.labels();
    let wide = labels.iter().map(|label| columns(label)).max().unwrap_or(0) + 2;
    let mut foot = vec![Rich::new()];
    let mut cursor = None;
    for (at, (label, text)) in labels.iter().zip(&form.texts).enumerate() {
        // A blank that can't be a break holds the place of the cursor.
        let mut lines = wrapped(&Rich::body(format!("{text}\u{a0}")), width.min(78).saturating_sub(wide + 2), 0);
        lines.drain(..lines.len().saturating_sub(LINES));
        let role = if at == form.at { Role::Accent } else { Role::Dim };
        if at == form.at {
            let end = lines.last().map_or(0, Rich::width);
            cursor = Some((wide + 1 + end, foot.len() + lines.len() - 1));
        }
        for (row, line) in lines.into_iter().enumerate() {
            let label = if row == 0 { *label } else { "" };
            foot.push(Rich::of(role, label).padded(wide).push(role, "│ ").join(line));
        }
    }
    foot.push(Rich::new());
    Page { title: bar(model, form.about.title()), body, foot, near: Some(0), cursor, ..Page::default() }
}

fn turn(model: &Model, seat: SeatId, step: Step, width: usize) -> Page {
    let name = model.name(seat).to_owned();
    let (title, body, ask) = match step {
        Step::Pass => {
            let mut body = vec![Rich::of(Role::Strong, format!("{name}, it is your turn.")), Rich::new()];
            say(&mut body, &Rich::body("Take the keyboard. Everyone else looks away. Enter, when it is you."), width);
            ("pass the keyboard", body, Rich::new())
        }
        Step::Warned => {
            let case = table::case(&model.host().screen.board.table);
            let body = case.map(|case| table::warning(&case.sheet, MAY_LEAVE_OUT, width)).unwrap_or_default();
            ("your vote", body, Rich::new())
        }
        Step::Answer => {
            let case = table::case(&model.host().screen.board.table);
            let body = case.map(|case| table::sheet(&case.sheet, width)).unwrap_or_default();
            ("your vote", body, question("What do you do?", [("a", "act: yes"), ("n", "act: no"), ("e", "escalate")]))
        }
        // What was chosen is not on the screen: whoever looks up sees nothing.
        Step::Sure(_) => {
            ("your vote", Vec::new(), question("How sure are you?", [("1", "unsure"), ("2", "fairly sure"), ("3", "sure")]))
        }
    };
    let foot = if ask.width() > 0 { vec![Rich::new(), Rich::of(Role::Strong, name), ask] } else { Vec::new() };
    Page { title: bar(model, title), body, foot, scroll: model.scroll, ..Page::default() }
}

fn question(words: &'static str, keys: [(&'static str, &'static str); 3]) -> Rich {
    keys.into_iter().fold(Rich::of(Role::Strong, words), |line, (key, label)| {
        line.push(Role::Key, format!("   {key}")).push(Role::Body, format!("  {label}"))
    })
}
