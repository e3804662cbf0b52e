//! `eoa data export`: everything that is kept of a person, as a text for people or as JSON.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::found;
use crate::cli::environment::Environment;
use crate::cli::play::clock;
use crate::cli::written::unwritable;
use crate::cli::{DONE, Failure, Outcome};
use crate::domain::person::own::Own;
use crate::export::own::page;
use crate::store::rescue::aside::SetAside;
use crate::store::{folder, trainee};

/// What `data export` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose; yours, by your login name, if you don't say.
    #[arg(long, value_name = "NAME")]
    trainee: Option<String>,
    /// Write JSON: every answer as the log keeps it, and the policies' texts.
    #[arg(long)]
    json: bool,
    /// Write it to a new file, which only you can read.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes it down.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let found = found::find(&trainee::name(arguments.trainee.as_deref()), environment)?;
    let own = Own {
        name: found.name,
        written: clock::read().map_err(Failure::Unusable)?.now(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        kept: found.kept,
        meetings: found.meetings.into_iter().map(|meeting| meeting.attended).collect(),
        unread_meetings: found.unread.len(),
        nobodys: found.set_aside.iter().map(|file| file.nobodys() + file.perhaps()).sum(),
        set_aside: found.set_aside.iter().flat_map(SetAside::theirs).collect(),
    };
    let text = if arguments.json { format!("{:#}\n", own.json()) } else { page(&own) };
    match &arguments.out {
        None => out.write_all(text.as_bytes())?,
        Some(path) => {
            let written = folder::create_private(path).and_then(|mut file| file.write_all(text.as_bytes()));
            written.map_err(|error| unwritable(path, &error))?;
        }
    }
    Ok(DONE)
}
