//! What is on the host's screen: a function of the model.

mod notes;
mod over;
mod own;

use std::ops::Range;

use ratatui::layout::Rect;

use super::keymap;
use super::model::{Model, Over};
use crate::domain::room::place::Phase;
use crate::domain::room::view::screen::Screen;
use crate::domain::room::view::table::Kind;
use crate::domain::session::Millis;
use crate::domain::wording::counted;
use crate::tui::page::{Page, say};
use crate::tui::rich::{Rich, Role};
use crate::tui::room::entrance::Entrance;
use crate::tui::room::{keys, table};
use crate::tui::sheet::Sheet;
use crate::tui::view::{Around, BETWEEN, bar, lay, overflowing, page_width};
use crate::tui::words::short;
use crate::tui::wrap::wrapped;

/// From this size on the way in stands beside everything.
const ROOMY: (u16, u16) = (108, 28);
/// Rows that are no part of a page's body.
const FRAME: usize = 8;

/// Said to the room before a case that somebody may rather not read.
const OFFER: &str = "Whoever would rather not may leave it out: look away, and don't vote. It costs nothing, and nobody sees it.";
const OFFER_BEFORE_THE_VOTE: &str = "Whoever would rather not may leave it out: look away, and don't vote. It costs nothing, and nobody sees it. The \
                                     case is shown here when the vote is open.";

const OFFER_ON_ONES_OWN: &str = "Whoever would rather not may leave it out: it costs nothing, and nobody sees it. Everyone opens it on a screen of \
                                 their own.";

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

/// Where each note stands in the list of them, and how many of its lines there is room for.
pub fn notes(model: &Model) -> (Vec<Range<usize>>, usize) {
    let places = notes::places(model, usize::from(page_width(model.size.0)));
    let lines = places.last().map_or(0, |place| place.end);
    (places, lines.saturating_sub(overflow(model)))
}

fn standing(model: &Model, width: usize) -> Vec<Rich> {
    let lobby = model.notice.iter().filter(|_| model.phase() == Phase::Lobby).map(|words| Rich::of(Role::Caution, words.clone()));
    let trouble = model.seen.trouble.iter().map(|words| Rich::of(Role::Wrong, "! ").push(Role::Caution, words.clone()));
    lobby.chain(trouble).flat_map(|line| wrapped(&line, width, 2)).collect()
}

fn page(model: &Model, width: usize) -> Page {
    match &model.over {
        Some(Over::Help { scroll }) => keys::help(&[keymap::MEETING], model, *scroll, width),
        Some(over) => over::page(model, over, width),
        None => meeting(model, width),
    }
}

/// The meeting itself.
fn meeting(model: &Model, width: usize) -> Page {
    let screen = &model.host().screen;
    let offer = model.is_warned().then_some(OFFER);
    let mut page = shared(screen, &model.entrance, model.size, width, model.now, offer);
    let room = page.aside.iter().map(Rich::width).max().map_or(width, |aside| width.saturating_sub(aside + BETWEEN.len()));
    let own = own::lines(model, room);
    // What the host asked to see, and decides on, comes first: below a case it would be out of sight on a small screen.
    if !own.is_empty() {
        page.body = own.into_iter().chain([Rich::new()]).chain(page.body).collect();
    }
    page.scroll = model.scroll;
    page
}

/// What everyone in the room may see, laid out for a screen of this size, as the projector shows it. Nobody presses a key there: a case
/// that comes with a warning is shown when it is voted on, and one that opens the meeting on everyone's own screen alone.
pub fn public(screen: &Screen, entrance: &Entrance, size: (u16, u16), width: usize, now: Millis) -> Page {
    let table = &screen.board.table;
    let is_before = table::case(table).is_some_and(|case| case.kind == Kind::Before);
    let offer = match screen.board.place.phase {
        Phase::Read => Some(OFFER_BEFORE_THE_VOTE),
        _ if is_before => Some(OFFER_ON_ONES_OWN),
        _ => None,
    };
    shared(screen, entrance, size, width, now, offer.filter(|_| table.touches_on().is_some()))
}

/// The same; with an offer in place of a case that somebody may rather not read.
fn shared(
    screen: &Screen,
    entrance: &Entrance,
    size: (u16, u16),
    width: usize,
    now: Millis,
    offer: Option<&'static str>,
) -> Page {
    let board = &screen.board;
    let roomy = size.0 >= ROOMY.0 && size.1 >= ROOMY.1;
    let aside =
        if roomy { entrance.aside(&screen.code, screen.locked, usize::from(size.1).saturating_sub(FRAME)) } else { Vec::new() };
    let room = aside.iter().map(Rich::width).max().map_or(width, |aside| width.saturating_sub(aside + BETWEEN.len()));
    let mut body = match offer {
        Some(offer) => table::unopened(board, offer, room),
        None => table::lines(board, Vec::new(), room),
    };
    if board.place.phase == Phase::Lobby {
        body.extend(lobby(screen, entrance, room));
    }
    let left = Rich::of(Role::Accent, short(&screen.title).to_owned()).push(Role::Dim, format!("  {}", table::heading(board)));
    // Where the way in stands beside everything, it says so itself.
    let locked = if screen.locked && !roomy { "locked  " } else { "" };
    let right = Rich::of(Role::Caution, locked)
        .push(Role::Strong, screen.code.halves())
        .push(Role::Dim, format!("  {}", entrance.short()));
    Page { title: (left, right), body, aside, foot: foot(screen, offer.is_some(), now, width), ..Page::default() }
}

fn lobby(screen: &Screen, entrance: &Entrance, width: usize) -> Vec<Rich> {
    let mut lines = vec![Rich::new()];
    say(&mut lines, &Rich::dim(format!("In a terminal: eoa join {} {}", entrance.short(), screen.code)), width);
    let people = usize::try_from(screen.people - screen.away).unwrap_or(usize::MAX);
    let here = Rich::of(Role::Strong, counted(people, "person is here", "people are here")).push(Role::Dim, away(screen));
    lines.extend([Rich::new(), here]);
    let names: Vec<&str> = screen.names.iter().map(|name| name.as_str()).collect();
    say(&mut lines, &Rich::body(names.join(" · ")), width);
    lines
}

/// How many left, and may come back: nobody waits for them.
fn away(screen: &Screen) -> String {
    if screen.away == 0 { String::new() } else { format!(", {} away", screen.away) }
}

/// What is asked, how many of those who are here have voted, and the timer, if one runs.
fn foot(screen: &Screen, is_unopened: bool, now: Millis, width: usize) -> Vec<Rich> {
    let phase = screen.board.place.phase;
    let mut state = Rich::new();
    if let Some(voted) = screen.voted {
        let (all, away) = (voted + screen.missing, away(screen));
        state = state.push(Role::Strong, format!("{voted} of {all} have voted")).push(Role::Dim, away);
    } else if phase.turn().is_some() {
        state = state.push(Role::Dim, "This vote is closed");
    }
    if let Some(clock) = table::clock(screen.board.timer, now) {
        let gap = if state.width() > 0 { "   " } else { "" };
        state = state.push(Role::Body, gap).push(Role::Caution, clock);
    }
    // Nobody is told to read what is not shown yet.
    let asked = if is_unopened && phase == Phase::Read { "" } else { table::asked(phase) };
    let asked = Rich::of(Role::Strong, asked);
    if asked.width() == 0 && state.width() == 0 {
        return Vec::new();
    }
    let mut lines = vec![Rich::new()];
    if asked.width() + state.width() + 2 <= width {
        lines.push(asked.with_right(state, width));
    } else {
        lines.extend(wrapped(&asked, width, 0));
        lines.push(state);
    }
    lines
}
