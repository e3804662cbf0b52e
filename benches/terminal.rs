//! What a person at the terminal feels: the game, a bare ratatui program and `vim --clean` in pseudo-terminals of 120 by 40, one
//! key press after another, interleaved, so that whatever else the machine does happens to all three. Prints medians, and ratios
//! beside the limits. `benches/figures` builds everything as it is shipped and runs this.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench speaks to whoever runs it, and stops where it can't measure"
)]

#[cfg(unix)]
#[path = "support/lines.rs"]
mod lines;
#[cfg(unix)]
#[path = "support/seat.rs"]
mod seat;
#[cfg(unix)]
#[path = "support/terminal.rs"]
mod terminal;

use std::process::ExitCode;

#[cfg(unix)]
fn main() -> ExitCode {
    terminal::run()
}

#[cfg(not(unix))]
fn main() -> ExitCode {
    println!("terminal: measured on Unix only.");
    ExitCode::SUCCESS
}
