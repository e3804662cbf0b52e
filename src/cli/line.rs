//! `eoa line`: about ten cases that find out where somebody takes the line to be.

use clap::Args;

use super::Outcome;
use super::environment::Environment;
use super::play::{self, Table};
use crate::tui::wishes::{First, Wishes};

/// What `line` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// A pack: a policy's id or a folder; the first one, if you don't say.
    pack: Option<String>,
    #[command(flatten)]
    table: Table,
}

/// Opens the game where a line is looked for.
pub(super) fn run(arguments: &Arguments, environment: &Environment) -> Outcome {
    let wishes = Wishes { first: First::Line, ..Wishes::default() };
    play::open(arguments.pack.as_deref(), &arguments.table, environment.today, wishes, environment)
}
