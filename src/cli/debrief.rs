//! `eoa debrief`: what the lead takes away from a meeting, and the drafts that land in the pack's inbox.

mod inbox;
mod told;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

pub(super) use self::told::Told;
use super::environment::Environment;
use super::team::kept;
use super::{DONE, Failure, Outcome, written};
use crate::export::debrief::{Format, page};

/// What `debrief` is asked.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The meeting: its id, as much of its end as tells it from others, or its journal's file; the last one, if you don't say.
    session: Option<String>,
    #[command(flatten)]
    written: Written,
    /// Write it to a file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The pack it was played from, if it is not where it was: for the proposals and the drafts.
    #[arg(long, value_name = "PACK")]
    pack: Option<String>,
    /// Leave the pack's inbox as it is.
    #[arg(long)]
    no_drafts: bool,
}

/// How it is written; plain text, if nothing is said.
#[derive(Args, Clone, Copy, Debug)]
#[group(multiple = false)]
struct Written {
    /// One page of HTML with charts, to read anywhere and to print.
    #[arg(long)]
    html: bool,
    /// Markdown.
    #[arg(long)]
    markdown: bool,
    /// A table, a figure or a note a row.
    #[arg(long)]
    csv: bool,
    /// JSON, for other programs.
    #[arg(long)]
    json: bool,
}

impl Written {
    fn format(self) -> Format {
        match self {
            Self { html: true, .. } => Format::Html,
            Self { markdown: true, .. } => Format::Markdown,
            Self { csv: true, .. } => Format::Csv,
            Self { json: true, .. } => Format::Json,
            _ => Format::Text,
        }
    }
}

/// Writes the debrief, and its drafts.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let journal = journal(arguments.session.as_deref(), &environment.data.join("meetings"))?;
    let told = Told::of(&journal, arguments.pack.as_deref(), environment)?;
    let page = page(&told.debrief, arguments.written.format());
    written::page(&page, arguments.out.as_deref(), out)?;
    if !arguments.no_drafts {
        let sentences = told.drop_drafts();
        // On a terminal they stand below the page, and not above it.
        out.flush()?;
        for sentence in sentences {
            let _ = writeln!(io::stderr(), "eoa: {sentence}");
        }
    }
    Ok(DONE)
}

/// The journal of the meeting that is meant.
fn journal(session: Option<&str>, folder: &Path) -> Result<PathBuf, Failure> {
    let Some(name) = session else {
        let all = kept::all(folder);
        return all.last().map(|id| folder.join(format!("{id}.journal"))).ok_or_else(kept::none);
    };
    if Path::new(name).is_file() {
        return Ok(PathBuf::from(name));
    }
    let all = kept::all(folder);
    let meant: Vec<&String> = all.iter().filter(|id| *id == name || id.ends_with(name)).collect();
    match &meant[..] {
        [one] => Ok(folder.join(format!("{one}.journal"))),
        [] if all.is_empty() => Err(kept::none()),
        [] => Err(Failure::Unusable(format!("there is no meeting `{name}`; there are {}", listed(all.iter())))),
        _ => Err(Failure::Unusable(format!("`{name}` may be {}; say more of it", listed(meant.into_iter())))),
    }
}

fn listed<'a>(ids: impl Iterator<Item = &'a String>) -> String {
    ids.map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
}
