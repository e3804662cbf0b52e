//! The host's keys as data: the bar, the help page and the reading of a key press are derived from these tables.

use super::form::{WHO_FINDS_OUT, WHO_SETTLES};
use super::model::{Model, Over, Step};
use crate::domain::room::note::Note;
use crate::domain::room::place::Phase;
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Binding;
use crate::tui::keymap::row::{bind, c, k};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// On to what comes next.
    Next,
    /// Back to what was before.
    Back,
    /// Straight to the answer.
    Answer,
    /// Read a case that comes with a warning.
    Open,
    /// Leave this stop.
    LeaveStop,
    /// What is the host's alone, on or off.
    Own,
    /// "What about when…?"
    Question,
    /// A policy gap.
    Gap,
    /// An improvement.
    Improvement,
    /// Thanks.
    Thanks,
    /// Count hands.
    Hands,
    /// Seats at this keyboard vote.
    Keyboard,
    /// Whom the cursor is on votes at this keyboard, or changes their vote.
    Turn,
    /// The next at this keyboard.
    PassOn,
    /// Somebody takes a seat at this keyboard.
    Sit,
    /// How to come in.
    Door,
    /// What the meeting showed.
    Debrief,
    /// The agenda.
    Agenda,
    /// What was noted.
    Notes,
    /// Who is here.
    Seats,
    /// Say who takes the note that the cursor is on.
    Take,
    /// Show out whom the cursor is on.
    Remove,
    /// Let nobody new in, or do.
    Lock,
    /// Take the case out of scoring, or back in.
    Suspend,
    /// Start the timer, or give a minute more.
    Timer,
    /// Stop the timer.
    StopTimer,
    /// Choose; go on.
    Enter,
    /// Away with what lies over the meeting.
    Close,
    /// The next field.
    NextField,
    /// The field before.
    LastField,
    /// A vote on this keyboard.
    Vote(Answer),
    /// How sure it is.
    Sure(Certainty),
    /// Up.
    Up,
    /// Down.
    Down,
    /// Up a page.
    PageUp,
    /// Down a page.
    PageDown,
    /// The keys.
    Help,
    /// Leave?
    Leave,
    /// Leave at once.
    Quit,
    /// Stop the job.
    Stop,
}

/// One row of a table.
pub type Row = Binding<Action, Model>;

type When = fn(&Model) -> bool;

const ALWAYS: When = |_| true;
const VOTING: When = |m| m.open_ballot().is_some();
const UP: Row = bind(&[k(Code::Up)], "↑", Action::Up, "", "", ALWAYS);
const DOWN: Row = bind(&[k(Code::Down)], "↓", Action::Down, "", "", ALWAYS);
const PAGE_UP: Row = bind(&[k(Code::PageUp)], "PgUp", Action::PageUp, "", "", ALWAYS);
const PAGE_DOWN: Row = bind(&[k(Code::PageDown)], "PgDn", Action::PageDown, "", "Scroll, also with ↑ and ↓", ALWAYS);
const CLOSING: When = |m| m.phase() == Phase::Close;
const CLOSE: Row = bind(&[k(Code::Esc)], "Esc", Action::Close, "back", "Back to the meeting", ALWAYS);
const ENTER_CLOSES: Row = bind(&[k(Code::Enter)], "Enter", Action::Close, "", "", ALWAYS);

fn has_case(model: &Model) -> bool {
    model.host().item.is_some()
}

fn may_answer(model: &Model) -> bool {
    has_case(model) && model.phase() != Phase::Reveal
}

/// The meeting.
pub const MEETING: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Open, "read the case", "Read a case that comes with a warning", Model::is_warned),
    bind(&[c('s')], "s", Action::LeaveStop, "leave it out", "", |m| m.is_warned() && m.host().next.is_some()),
    bind(
        &[k(Code::Enter), k(Code::Right), c(' ')],
        "Enter",
        Action::Next,
        "on",
        "On to what comes next; closes an open vote",
        |m| m.host().next.is_some() && !m.is_warned(),
    ),
    bind(
        &[c('d'), k(Code::Enter)],
        "d",
        Action::Debrief,
        "what we take away",
        "What the meeting showed: written down, and kept",
        CLOSING,
    ),
    bind(&[k(Code::Left), k(Code::Backspace)], "←", Action::Back, "", "Back; a closed vote stays closed", |m| {
        m.host().back.is_some()
    }),
    bind(
        &[k(Code::Tab)],
        "Tab",
        Action::Own,
        "for you",
        "Show or hide what is yours alone: the split, the advice, the answer",
        ALWAYS,
    ),
    bind(&[c('h')], "h", Action::Hands, "hands", "Type how many hands were raised", VOTING),
    bind(
        &[c('k')],
        "k",
        Action::Keyboard,
        "vote here",
        "Seats at this keyboard vote, one after the other; k again: change it",
        |m| m.open_ballot().is_some() && m.waiting().next().is_some(),
    ),
    bind(&[c('k')], "k", Action::Keyboard, "change votes", "", |m| m.open_ballot().is_some() && m.at_keyboard().next().is_some()),
    bind(&[c('w')], "w", Action::Question, "what about when…", "Note a “what about when…?”", ALWAYS),
    bind(&[c('g')], "g", Action::Gap, "gap", "Note where the policy is silent, or reads two ways", ALWAYS),
    bind(&[c('x')], "x", Action::Improvement, "", "Note an improvement", ALWAYS),
    bind(&[c('y')], "y", Action::Thanks, "", "Note thanks", ALWAYS),
    bind(&[c('v')], "v", Action::Answer, "answer", "Straight to the answer", may_answer),
    bind(&[c('s')], "s", Action::LeaveStop, "", "Skip what is left of this stop", |m| m.host().next.is_some()),
    bind(&[c('t')], "t", Action::Timer, "", "Start a timer of a minute, or give a minute more; nothing ends with it", ALWAYS),
    bind(&[c('z')], "z", Action::StopTimer, "", "Stop the timer", |m| m.host().screen.board.timer.is_some()),
    bind(&[c('c')], "c", Action::Door, "code", "How to come in, large: the code, the address, what a camera reads", ALWAYS),
    bind(&[c('o')], "o", Action::Agenda, "", "The agenda", ALWAYS),
    bind(&[c('n')], "n", Action::Notes, "noted", "", CLOSING),
    bind(&[c('n')], "n", Action::Notes, "", "What was noted; Enter there says who finds out, or who settles it", ALWAYS),
    bind(&[c('p')], "p", Action::Seats, "people", "Who is here; show somebody out", ALWAYS),
    bind(&[c('a')], "a", Action::Sit, "", "Somebody takes a seat at this keyboard, without a network", ALWAYS),
    bind(&[c('l')], "l", Action::Lock, "", "Let nobody new in, or do again", ALWAYS),
    bind(&[c('u')], "u", Action::Suspend, "", "Take this case out of scoring, with a reason; or back in", has_case),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    bind(&[c('?')], "?", Action::Help, "keys", "These keys", ALWAYS),
    bind(&[c('q')], "q", Action::Leave, "leave", "Leave; the meeting can be gone on with", ALWAYS),
];

const READING: &[Row] = &[CLOSE, ENTER_CLOSES, UP, DOWN, PAGE_UP, PAGE_DOWN];
const SEATS: &[Row] = &[
    bind(&[c('d'), k(Code::Delete)], "d", Action::Remove, "show out", "Show out whom the cursor is on", |m| {
        !m.host().seats.is_empty()
    }),
    bind(
        &[k(Code::Enter)],
        "Enter",
        Action::Turn,
        "vote here",
        "Whom the cursor is on votes here, or changes their vote",
        may_vote_here,
    ),
    bind(&[c('a')], "a", Action::Sit, "seat here", "Somebody takes a seat at this keyboard", ALWAYS),
    bind(&[c('l')], "l", Action::Lock, "lock", "Let nobody new in, or do again", ALWAYS),
    CLOSE,
    ENTER_CLOSES,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
];
const NOTES: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Take, WHO_FINDS_OUT, "", |m| {
        matches!(m.note().map(|written| &written.note), Some(Note::WhatAboutWhen { .. }))
    }),
    bind(&[k(Code::Enter)], "Enter", Action::Take, WHO_SETTLES, "", |m| {
        matches!(m.note().map(|written| &written.note), Some(Note::Gap { .. }))
    }),
    CLOSE,
    // Among notes Enter goes into one: where it leads to none it had better lead nowhere than out of the list.
    bind(&[k(Code::Enter)], "Enter", Action::Close, "", "", |m| m.host().notes.is_empty()),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
];
const SURE: &[Row] = &[
    bind(&[c('y')], "y", Action::Enter, "yes", "", ALWAYS),
    bind(&[c('n'), k(Code::Esc)], "n", Action::Close, "no", "", ALWAYS),
];
const WRITING: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "keep it", "", |m| !goes_on(m)),
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "go on", "", goes_on),
    bind(&[k(Code::Tab), k(Code::Down)], "Tab", Action::NextField, "next field", "", many_fields),
    bind(&[k(Code::BackTab), k(Code::Up)], "↑", Action::LastField, "", "", many_fields),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "throw it away", "", ALWAYS),
];
const PASS: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "it is me", "", ALWAYS),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "back", "", ALWAYS),
];
const WARNED: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "read the case", "", ALWAYS),
    bind(&[c('s')], "s", Action::PassOn, "leave it out", "", ALWAYS),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "back", "", ALWAYS),
];
const VOTE: &[Row] = &[
    bind(&[c('a')], "a", Action::Vote(Answer::Yes), "act: yes", "", ALWAYS),
    bind(&[c('n')], "n", Action::Vote(Answer::No), "act: no", "", ALWAYS),
    bind(&[c('e')], "e", Action::Vote(Answer::Escalate), "escalate", "", ALWAYS),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "pass", "", ALWAYS),
    UP,
    DOWN,
];
const HOW_SURE: &[Row] = &[
    bind(&[c('1')], "1", Action::Sure(Certainty::Unsure), "unsure", "", ALWAYS),
    bind(&[c('2')], "2", Action::Sure(Certainty::Fairly), "fairly sure", "", ALWAYS),
    bind(&[c('3')], "3", Action::Sure(Certainty::Sure), "sure", "", ALWAYS),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "pass", "", ALWAYS),
];
const EVERYWHERE: &[Row] = &[
    bind(&[Key::ctrl('c')], "Ctrl-C", Action::Quit, "", "", ALWAYS),
    bind(&[Key::ctrl('z')], "Ctrl-Z", Action::Stop, "", "", ALWAYS),
];

fn many_fields(model: &Model) -> bool {
    matches!(&model.over, Some(Over::Writing(form)) if form.texts.len() > 1)
}

/// Below the field that is written in there is another one.
fn goes_on(model: &Model) -> bool {
    matches!(&model.over, Some(Over::Writing(form)) if form.at + 1 < form.texts.len())
}

fn may_vote_here(model: &Model) -> bool {
    let Some(Over::Seats { cursor }) = model.over else { return false };
    model.open_ballot().is_some() && model.host().seats.get(cursor).is_some_and(|sitting| sitting.keyboard)
}

/// The tables of what is on the screen.
pub fn tables(model: &Model) -> [&'static [Row]; 2] {
    let own = match &model.over {
        None => MEETING,
        Some(Over::Help { .. } | Over::Door | Over::Agenda | Over::Debrief { .. }) => READING,
        Some(Over::Notes(_)) => NOTES,
        Some(Over::Seats { .. }) => SEATS,
        Some(Over::Remove { .. } | Over::Leave) => SURE,
        Some(Over::Writing(_)) => WRITING,
        Some(Over::Turn { step: Step::Pass, .. }) => PASS,
        Some(Over::Turn { step: Step::Warned, .. }) => WARNED,
        Some(Over::Turn { step: Step::Answer, .. }) => VOTE,
        Some(Over::Turn { step: Step::Sure(_), .. }) => HOW_SURE,
    };
    [own, EVERYWHERE]
}
