//! The terminal as a place to show a program on: whether there is one, its colours, and how the program on it ended.

use std::io::{self, IsTerminal};

use super::{DONE, Failure, Outcome};
use crate::tui::theme::Theme;

/// Whether a program is told as lines of text: somebody asked for it, or there is no terminal.
pub(super) fn as_lines(asked: bool) -> bool {
    asked || !io::stdout().is_terminal()
}

/// The colours that the terminal has, as its environment says.
pub(super) fn theme() -> Theme {
    Theme::detect(&|name| std::env::var(name).ok())
}

/// What comes of a program that was shown. Where whoever watched has gone, everything is kept, and nobody is left to be told.
pub(super) fn ended(shown: io::Result<()>) -> Outcome {
    match shown {
        Err(error) if !is_gone(&error) => Err(Failure::Unusable(format!("the terminal can't be used: {error}"))),
        _ => Ok(DONE),
    }
}

fn is_gone(error: &io::Error) -> bool {
    // EIO is what writing to a terminal that is gone gives.
    const EIO: i32 = 5;
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(EIO)
}
