//! What is on the table, as everyone in the room sees it.

use super::{reveal, votes};
use crate::domain::room::item::Sheet;
use crate::domain::room::place::Phase;
use crate::domain::room::view::table::{Board, Kind, Shown, Table};
use crate::domain::scenario::{Channel, Speaker};
use crate::domain::session::Millis;
use crate::domain::text::Text;
use crate::tui::columns::columns;
use crate::tui::page::say;
use crate::tui::rich::{Rich, Role};
use crate::tui::warning::caution;
use crate::tui::words::{self, capital};
use crate::tui::wrap::wrapped;

/// What somebody who is in already is told while others come in.
pub const IN_THE_LOBBY: &str = "You are in. The host starts when everyone is here; you need do nothing until then.";

/// Where the meeting stands, in a few words: `case 2 of 4  vote`.
pub fn heading(board: &Board) -> String {
    let phase = board.place.phase.label();
    match case(&board.table) {
        Some(shown) => format!("{}  {phase}", kind(shown)),
        None => phase.to_owned(),
    }
}

/// The case on the table.
pub fn case(table: &Table) -> Option<&Shown> {
    match table {
        Table::Read { case }
        | Table::Vote { case, .. }
        | Table::Split { case }
        | Table::Discuss { case }
        | Table::Swing { case, .. }
        | Table::Reveal { case, .. } => Some(case),
        Table::Lobby { .. } | Table::Talk { .. } | Table::Close => None,
    }
}

/// `case 2 of 4`.
pub fn kind(shown: &Shown) -> String {
    let what = match shown.kind {
        Kind::Case => "case",
        Kind::Before => "alone, before we start:",
        Kind::Twin => "twin",
    };
    format!("{what} {} of {}", shown.number, shown.of)
}

/// What is left of a timer, `1:05`; `time is up` once it is over, and nothing ends with it.
pub fn clock(timer: Option<Millis>, now: Millis) -> Option<String> {
    let left = timer? - now;
    if left <= 0 {
        return Some("time is up".to_owned());
    }
    let seconds = (left + 999) / 1000;
    Some(format!("{}:{:02} left", seconds / 60, seconds % 60))
}

/// The table with what comes before the case, where it is one that somebody may rather not read: what it touches on, and an offer.
pub fn unopened(board: &Board, offer: &'static str, width: usize) -> Vec<Rich> {
    match case(&board.table) {
        Some(shown) => warning(&shown.sheet, offer, width),
        None => lines(board, Vec::new(), width),
    }
}

/// What comes before a case that somebody may rather not read.
pub fn warning(sheet: &Sheet, offer: &'static str, width: usize) -> Vec<Rich> {
    let mut out = vec![title(sheet, width), Rich::new()];
    if let Some(what) = sheet.touches_on() {
        say(&mut out, &caution(what), width);
    }
    out.push(Rich::new());
    say(&mut out, &Rich::body(offer), width);
    out
}

/// A channel as people call it; one that a newer host knows as it is written.
fn channel(name: &Text) -> String {
    let known = Channel::ALL.into_iter().find(|(written, _)| *written == name.as_str());
    known.map_or_else(|| name.to_string(), |(_, channel)| words::channel(channel).to_owned())
}

fn title(sheet: &Sheet, width: usize) -> Rich {
    let title = Rich::of(Role::Strong, sheet.title.to_string());
    match &sheet.channel {
        Some(name) => title.with_right(Rich::dim(channel(name)), width),
        None => title,
    }
}

/// The table; with the answer, first what one said oneself.
pub fn lines(board: &Board, own: Vec<Rich>, width: usize) -> Vec<Rich> {
    let mut out = Vec::new();
    match &board.table {
        Table::Lobby { title } => {
            out.push(Rich::of(Role::Strong, title.to_string()));
            let how = "Open the address on your phone or laptop, and type the code. You are called by an animal, and nobody sees what \
                       you vote.";
            say(&mut out, &Rich::body(how), width);
        }
        Table::Talk { title, words } => {
            out.extend([Rich::of(Role::Strong, title.to_string()), Rich::new()]);
            say(&mut out, &Rich::body(words.to_string()), width);
        }
        Table::Read { case } | Table::Vote { case, .. } | Table::Split { case } | Table::Discuss { case } => {
            out.extend(sheet(&case.sheet, width));
        }
        Table::Swing { case, votes } => {
            out.push(Rich::of(Role::Strong, case.sheet.title.to_string()));
            out.push(Rich::new());
            out.extend(votes::lines(votes, width));
            if votes.first.is_some() && votes.second.is_none() {
                out.push(Rich::dim(votes::untold(votes, "the second time")));
            }
        }
        Table::Reveal { case, reveal, votes, suspended } => {
            out.push(Rich::of(Role::Strong, case.sheet.title.to_string()));
            out.extend(own.iter().flat_map(|line| wrapped(line, width, 2)));
            match suspended {
                Some(why) => out.extend(suspended_lines(why, width)),
                None => out.extend(reveal::lines(reveal, width)),
            }
            out.push(Rich::new());
            out.extend(votes::lines(votes, width));
            if suspended.is_some() {
                out.push(Rich::new());
                out.push(Rich::dim("What the policy says of it as it stands:"));
                out.extend(reveal::lines(reveal, width));
            }
        }
        Table::Close => {
            out.push(Rich::of(Role::Strong, "That was it. Thank you."));
            out.push(Rich::body("The votes and the questions are kept; who voted what is told nobody."));
        }
    }
    out
}

fn suspended_lines(why: &Text, width: usize) -> Vec<Rich> {
    wrapped(&Rich::of(Role::Caution, "This case does not count: ").push(Role::Body, why.to_string()), width, 2)
}

/// A case to be read.
pub fn sheet(sheet: &Sheet, width: usize) -> Vec<Rich> {
    let mut out = vec![title(sheet, width)];
    if let Some(warning) = &sheet.warning {
        say(&mut out, &Rich::of(Role::Caution, format!("! {warning}")), width);
    }
    if let Some(change) = &sheet.twin {
        out.push(Rich::new());
        let line = Rich::of(Role::Accent, "The same, but: ")
            .push(Role::Strong, format!("{}: {}.", change.label, change.value))
            .push(Role::Body, " Where the story says otherwise, this line counts.");
        say(&mut out, &line, width);
    }
    out.push(Rich::new());
    say(&mut out, &Rich::body(sheet.story.trim().to_owned()), width);
    for line in &sheet.speech {
        let who = format!("{}  ", capital(&line.who));
        let text = line.text.trim();
        // A note was said by nobody.
        let said = if line.who.as_str() == Speaker::Note.name() { text.to_owned() } else { format!("“{text}”") };
        out.extend(wrapped(&Rich::of(Role::Accent, who).push(Role::Body, said), width, 2));
    }
    out.push(Rich::new());
    let label = sheet.facts.iter().map(|known| columns(&known.label)).max().unwrap_or(0).min(width / 2);
    for known in &sheet.facts {
        // Also a label too wide for its column stands apart from its value.
        let line = Rich::dim(known.label.to_string()).padded(label).push(Role::Body, format!("  {}", known.value));
        out.extend(wrapped(&line, width, label + 2));
    }
    if !sheet.nothing.is_empty() {
        let names: Vec<&str> = sheet.nothing.iter().map(|name| name.as_str()).collect();
        out.extend(wrapped(&Rich::dim(format!("At 0 or none: {}", names.join(", "))), width, 2));
    }
    out
}

/// What is asked of people in a phase.
pub fn asked(phase: Phase) -> &'static str {
    match phase {
        Phase::Vote => "What do you do? Alone first, and nobody sees your name.",
        Phase::VoteAgain => "Once more. Change your mind for a reason, not for company.",
        Phase::Alone => "Alone this time: no talking until everyone has voted.",
        Phase::Read => "Read it, or listen. The vote comes next.",
        Phase::Split => "The vote is closed.",
        Phase::Discuss => "Find someone who chose differently. Convince them with a fact, not a rank.",
        Phase::Swing => "This is how the votes moved.",
        Phase::Reveal => "Give me the sentence you would use.",
        Phase::Lobby | Phase::Talk | Phase::Close => "",
    }
}
