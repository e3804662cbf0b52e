//! What lies over a screen, and what works on every one.

use super::rows::{ALL_THE_TIME, BACK, DOWN, PAGE_DOWN, PAGE_UP, UP, enter};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::row::{bind, c, k};
use crate::tui::keymap::when::can_note;
use crate::tui::keymap::{Action, Table};

/// The help overlay.
pub const HELP: Table =
    &[&[BACK, bind(&[c('?'), c('q'), k(Code::Enter)], "?", Action::Back, "", "", ALL_THE_TIME), UP, DOWN, PAGE_UP, PAGE_DOWN]];

/// A note being written: letters go into it before any table is read.
pub const NOTE: Table = &[&[enter("keep it", ""), bind(&[k(Code::Esc)], "Esc", Action::Back, "throw it away", "", ALL_THE_TIME)]];

/// Leave?
pub const LEAVE: Table = &[&[
    bind(&[c('y'), c('q'), k(Code::Enter)], "y", Action::Quit, "leave", "", ALL_THE_TIME),
    bind(&[c('n'), k(Code::Esc)], "n", Action::Back, "stay", "", ALL_THE_TIME),
]];

/// On every screen.
pub const GLOBAL: Table = &[&[
    bind(&[c('w')], "w", Action::Note, "what about when…", "Note a \"what about when…?\" for the policy's keepers", can_note),
    bind(&[c('?'), c('h')], "?", Action::Help, "keys", "These keys", ALL_THE_TIME),
    bind(&[c('q')], "q", Action::Leave, "leave", "Leave (asks first; a session goes on where it stopped)", ALL_THE_TIME),
]];

/// On every screen and over every overlay.
pub const ALWAYS: Table = &[&[
    bind(&[Key::ctrl('c')], "Ctrl-C", Action::Quit, "", "Leave at once; everything is kept", ALL_THE_TIME),
    bind(&[Key::ctrl('z')], "Ctrl-Z", Action::Suspend, "", "", ALL_THE_TIME),
]];
