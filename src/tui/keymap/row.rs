//! How a row of a table is written, in the game's tables and in those of a meeting's programs.

use super::Binding;
use crate::tui::key::{Code, Key};

/// A letter's key.
pub const fn c(letter: char) -> Key {
    Key::char(letter)
}

/// A key that is no letter.
pub const fn k(code: Code) -> Key {
    Key::plain(code)
}

/// A row: its keys and how people write them, what they ask for, the words for the bar and the help, and when.
pub const fn bind<A: Copy, M>(
    keys: &'static [Key],
    shown: &'static str,
    action: A,
    bar: &'static str,
    help: &'static str,
    when: fn(&M) -> bool,
) -> Binding<A, M> {
    Binding { keys, shown, action, bar, help, when }
}
