//! What is on a participant's screen: a function of the model.

use ratatui::layout::Rect;

use super::keymap;
use super::model::{Link, Model, Over};
use crate::domain::room::ballot::Vote;
use crate::domain::room::place::Phase;
use crate::domain::room::view::table::{Board, Table};
use crate::tui::page::{Page, say};
use crate::tui::reveal::verdict::{said, sure};
use crate::tui::rich::{Rich, Role};
use crate::tui::room::{keys, reveal, table};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Around, bar, lay, overflowing, page_width};
use crate::tui::warning::MAY_LEAVE_OUT;
use crate::tui::wrap::wrapped;

/// Said once the host has left at the end: nobody is missed.
pub const ENDED: &str = "The meeting has ended.";

/// The whole screen.
pub fn sheet(model: &Model) -> Sheet {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let width = usize::from(page_width(area.width));
    let bar = bar(keys::bar(&keymap::tables(model), model), width);
    let word = model.word.as_ref().map(|word| Rich::of(Role::Accent, word.clone()));
    lay(area, page(model, width), Around { standing: standing(model, width), word, bar })
}

/// How far one can scroll.
pub fn overflow(model: &Model) -> usize {
    let area = Rect::new(0, 0, model.size.0, model.size.1);
    let width = usize::from(page_width(area.width));
    overflowing(area, &page(model, width), standing(model, width).len())
}

fn standing(model: &Model, width: usize) -> Vec<Rich> {
    let words = match &model.link {
        Link::Coming | Link::On => return Vec::new(),
        Link::Away(_) if model.has_ended() => format!("{ENDED} q leaves."),
        Link::Away(why) => format!("{why}. Trying again; your seat and your votes are safe."),
        Link::Over(why) => format!("It is over: {why}. q leaves."),
    };
    wrapped(&Rich::of(Role::Caution, words), width, 2)
}

fn page(model: &Model, width: usize) -> Page {
    match &model.over {
        Some(Over::Help { scroll }) => keys::help(&[keymap::TABLE], model, *scroll, width),
        Some(Over::Asking(text)) => {
            writing("What about when…?", "A case the policy forgets. The host sees it, and not whose it is.", text, width)
        }
        Some(Over::Naming(text)) => writing(
            "Your name",
            "As others see it. Nothing, and it is your animal again. Nobody sees what you vote.",
            text,
            width,
        ),
        None => meeting(model, width),
    }
}

fn meeting(model: &Model, width: usize) -> Page {
    let Some(board) = &model.board else {
        let mut body = Vec::new();
        say(&mut body, &Rich::body(format!("Coming in at {}…", model.address)), width);
        return Page { title: (Rich::of(Role::Accent, "Escalate or act?"), Rich::new()), body, ..Page::default() };
    };
    let clock = table::clock(board.timer, model.now + model.ahead).map(|clock| format!("{clock}   ")).unwrap_or_default();
    let left = Rich::of(Role::Accent, "Meeting").push(Role::Dim, format!("  {}", table::heading(board)));
    let right = Rich::of(Role::Caution, clock).push(Role::Strong, model.name().to_owned());
    let mut foot = Vec::new();
    let asked = asked(model, board);
    if !asked.is_empty() {
        foot.push(Rich::new());
        foot.extend(wrapped(&Rich::of(Role::Strong, asked), width, 0));
    }
    foot.extend(state(model));
    let mut body = Vec::new();
    match &board.table {
        // How to come in is no matter for whoever is in.
        Table::Lobby { title } => {
            body.extend([Rich::of(Role::Strong, title.to_string()), Rich::new()]);
            say(&mut body, &Rich::body(table::IN_THE_LOBBY), width);
        }
        _ if model.is_warned() => body = table::unopened(board, MAY_LEAVE_OUT, width),
        _ => body = table::lines(board, own(model, board), width),
    }
    Page { title: (left, right), body, foot, scroll: model.scroll, ..Page::default() }
}

/// What is asked in this phase. Nobody is told to read what is not shown yet, nor asked what they do of it.
pub fn asked(model: &Model, board: &Board) -> &'static str {
    let phase = board.place.phase;
    if model.is_warned() && (model.ballot().is_some() || phase == Phase::Read) { "" } else { table::asked(phase) }
}

/// What one said oneself of the case whose answer is on the table.
pub fn own(model: &Model, board: &Board) -> Vec<Rich> {
    match &board.table {
        Table::Reveal { reveal, suspended, .. } => reveal::own(&model.said_here(), reveal, suspended.is_none()),
        _ => Vec::new(),
    }
}

/// What has become of one's vote.
fn state(model: &Model) -> Option<Rich> {
    model.ballot()?;
    if let Some(answer) = model.half {
        return Some(Rich::body(format!("You say {}. How sure are you? 1 unsure, 2 fairly sure, 3 sure", said(answer))));
    }
    Some(match model.vote() {
        None if model.is_warned() => return None,
        Some(vote) if model.is_warned() && model.is_kept() => {
            Rich::of(Role::Right, "✓ ").push(Role::Body, format!("{} It is kept.", voted(vote)))
        }
        None => Rich::dim("a act: yes   n act: no   e escalate"),
        Some(vote) if model.is_kept() => {
            Rich::of(Role::Right, "✓ ").push(Role::Body, format!("{} It is kept; you may change it.", voted(vote)))
        }
        Some(vote) => Rich::of(Role::Caution, "… ").push(Role::Body, format!("{} On its way.", voted(vote))),
    })
}

/// A vote in a sentence.
pub fn voted(vote: Vote) -> String {
    format!("You said {}, and are {}.", said(vote.answer), sure(vote.confidence))
}

/// A page on which a text is being written.
pub fn writing(title: &'static str, about: &'static str, text: &str, width: usize) -> Page {
    let mut body = vec![Rich::of(Role::Strong, title), Rich::new()];
    say(&mut body, &Rich::dim(about), width.min(78));
    // A blank that can't be a break holds the place of the cursor.
    let lines = wrapped(&Rich::body(format!("{text}\u{a0}")), width.min(78) - 2, 0);
    let (column, row) = (lines.last().map_or(0, Rich::width) + 1, lines.len());
    let mut foot = vec![Rich::new()];
    foot.extend(lines.into_iter().map(|line| Rich::of(Role::Accent, "│ ").join(line)));
    foot.push(Rich::new());
    Page {
        title: (Rich::of(Role::Accent, "Meeting"), Rich::new()),
        body,
        foot,
        near: Some(0),
        cursor: Some((column, row)),
        ..Page::default()
    }
}
