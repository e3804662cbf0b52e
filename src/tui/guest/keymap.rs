//! A participant's keys as data.

use super::model::{Model, Over};
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Binding;
use crate::tui::keymap::row::{bind, c, k};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Choose one of the three.
    Answer(Answer),
    /// How sure.
    Sure(Certainty),
    /// Read a case that comes with a warning.
    Open,
    /// "What about when…?"
    Ask,
    /// Another name.
    Name,
    /// Say what is written.
    Enter,
    /// Away with what lies over the table, or with half a vote.
    Close,
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
    /// Leave; the seat stays.
    Quit,
    /// Stop the job.
    Stop,
}

/// One row of a table.
pub type Row = Binding<Action, Model>;

type When = fn(&Model) -> bool;

const ALWAYS: When = |_| true;
const VOTING: When = |m| m.ballot().is_some() && !m.is_warned();
const HALF: When = |m| m.ballot().is_some() && m.half.is_some();
const SEATED: When = |m| m.own.is_some();
const UP: Row = bind(&[k(Code::Up)], "↑", Action::Up, "", "", ALWAYS);
const DOWN: Row = bind(&[k(Code::Down)], "↓", Action::Down, "", "", ALWAYS);
const PAGE_UP: Row = bind(&[k(Code::PageUp)], "PgUp", Action::PageUp, "", "", ALWAYS);
const PAGE_DOWN: Row = bind(&[k(Code::PageDown), c(' ')], "PgDn", Action::PageDown, "", "Scroll, also with ↑ and ↓", ALWAYS);

/// The table.
pub const TABLE: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Open, "read the case", "Read a case that comes with a warning", Model::is_warned),
    bind(&[c('a')], "a", Action::Answer(Answer::Yes), "yes", "Act: do it yourself", VOTING),
    bind(&[c('n')], "n", Action::Answer(Answer::No), "no", "Act: say no, or not yet, yourself", VOTING),
    bind(&[c('e')], "e", Action::Answer(Answer::Escalate), "escalate", "Escalate: hand it over", VOTING),
    bind(&[c('1')], "1", Action::Sure(Certainty::Unsure), "unsure", "You are not sure", HALF),
    bind(&[c('2')], "2", Action::Sure(Certainty::Fairly), "fairly sure", "You are fairly sure", HALF),
    bind(&[c('3')], "3", Action::Sure(Certainty::Sure), "sure", "You are sure", HALF),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "", "", HALF),
    bind(&[c('w')], "w", Action::Ask, "what about when…", "Ask the host “what about when…?”", SEATED),
    bind(&[c('m')], "m", Action::Name, "name", "Be called by a name of your own, or by your animal again", SEATED),
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    bind(&[c('?')], "?", Action::Help, "keys", "These keys", ALWAYS),
    bind(&[c('q')], "q", Action::Quit, "leave", "Leave; your seat and your votes stay", ALWAYS),
];

const READING: &[Row] =
    &[bind(&[k(Code::Esc), k(Code::Enter)], "Esc", Action::Close, "back", "", ALWAYS), UP, DOWN, PAGE_UP, PAGE_DOWN];
const WRITING: &[Row] = &[
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "be called that", "", |m| matches!(m.over, Some(Over::Naming(_)))),
    bind(&[k(Code::Enter)], "Enter", Action::Enter, "ask it", "", |m| !matches!(m.over, Some(Over::Naming(_)))),
    bind(&[k(Code::Esc)], "Esc", Action::Close, "throw it away", "", ALWAYS),
];
const EVERYWHERE: &[Row] = &[
    bind(&[Key::ctrl('c')], "Ctrl-C", Action::Quit, "", "", ALWAYS),
    bind(&[Key::ctrl('z')], "Ctrl-Z", Action::Stop, "", "", ALWAYS),
];

/// The tables of what is on the screen.
pub fn tables(model: &Model) -> [&'static [Row]; 2] {
    let own = match &model.over {
        None => TABLE,
        Some(Over::Help { .. }) => READING,
        Some(Over::Asking(_) | Over::Naming(_)) => WRITING,
    };
    [own, EVERYWHERE]
}
