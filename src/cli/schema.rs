//! `eoa schema`: to come.

use std::io::Write;

use clap::Args;

use super::{DONE, Outcome};

/// What `schema` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

pub(super) fn run(_arguments: &Arguments, _out: &mut dyn Write) -> Outcome {
    Ok(DONE)
}
