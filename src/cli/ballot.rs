//! `eoa ballot`: answer a ballot alone.

mod copies;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use self::copies::Copies;
use super::environment::Environment;
use super::play::Table;
use super::terminal::{as_lines, ended, theme};
use super::{Failure, Outcome};
use crate::domain::MAX_FILE_BYTES;
use crate::domain::room::alone::paper::Paper;
use crate::tui::alone::model::Model;
use crate::tui::alone::plain;
use crate::tui::alone::run::Answering;
use crate::tui::shell;

/// What `ballot` is asked.
#[derive(Args, Clone, Debug)]
pub(super) struct Arguments {
    /// The ballot that was sent to you.
    file: PathBuf,
    /// Somebody else answers on this machine: begin anew, and leave the other answers as they are.
    #[arg(long)]
    new: bool,
    /// Answer as lines of text, for a screen reader or a pipe.
    #[arg(long)]
    plain: bool,
}

/// Has somebody answer.
pub(super) fn run(arguments: &Arguments, table: &Table, environment: &Environment) -> Outcome {
    let paper = read(&arguments.file)?;
    let (mut copies, answers) = Copies::open(&arguments.file, &paper, arguments.new, environment)?;
    let (file, port) = (copies.shown(), &mut copies);
    let shown = if as_lines(arguments.plain || table.plain) {
        let model = Model::new(paper, answers, file, (80, 24));
        plain::run(model, port, io::stdin().lock(), &mut io::stdout().lock())
    } else {
        shell::show(theme(), move |size| Answering { model: Model::new(paper, answers, file, size), port })
    };
    ended(shown)
}

fn read(file: &Path) -> Result<Paper, Failure> {
    let unusable = |why: String| Failure::Unusable(format!("`{}` can't be used: {why}", file.display()));
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(file).and_then(|f| f.take(limit + 1).read_to_end(&mut bytes)).map_err(|error| unusable(error.to_string()))?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(unusable("it is too large to be a ballot".to_owned()));
    }
    Paper::read(&String::from_utf8_lossy(&bytes)).map_err(|unfit| unusable(unfit.to_string()))
}
