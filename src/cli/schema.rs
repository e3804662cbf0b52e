//! `eoa schema`: the shape of the files, for editors.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::{DONE, Outcome};
use crate::domain::schema;

/// What `schema` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which file's schema.
    #[arg(value_enum)]
    of: Kind,
}

/// The files a team writes.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// policy.toml
    Policy,
    /// A scenario
    Scenario,
    /// phrases.toml
    Phrases,
}

/// Prints the schema.
pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> Outcome {
    let schema = match arguments.of {
        Kind::Policy => schema::policy::schema(),
        Kind::Scenario => schema::scenario::schema(),
        Kind::Phrases => schema::phrases::schema(),
    };
    serde_json::to_writer_pretty(&mut *out, &schema).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(DONE)
}
