//! `eoa data`: what is kept of a person, written down for them or erased.

mod aside;
mod erase;
mod export;
mod found;
mod meetings;

use std::io::Write;

use clap::{Args, Subcommand};

use super::Outcome;
use super::environment::Environment;

/// What `data` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write down everything that is kept of a person, for that person.
    Export(export::Arguments),
    /// Erase everything that is kept of a person: answers, notes, sittings, settings, and their part in meetings.
    Erase(erase::Arguments),
}

/// Writes down, or erases.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    match &arguments.what {
        What::Export(arguments) => export::run(arguments, environment, out),
        What::Erase(arguments) => erase::run(arguments, environment, out),
    }
}
