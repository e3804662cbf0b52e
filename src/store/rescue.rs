//! The rescue file: what could not be saved, as JSON Lines, until a later start takes it in.

pub mod aside;

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::folder::{create_private, is_ours};
use crate::domain::session::snapshot::Snapshot;

const PREFIX: &str = "escalate-or-act-rescue-";
const SUFFIX: &str = ".jsonl";
/// Of files that were read in part.
const SET_ASIDE: &str = ".partly-read";

/// A rescue file beyond this isn't ours: years of answers are smaller.
const LARGEST: u64 = 64 << 20;

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Entry(Entry),
    Session(Snapshot),
}

/// What a rescue file held.
#[derive(Debug, Default)]
pub struct Rescued {
    /// In the order they were to be saved.
    pub entries: Vec<Entry>,
    /// Where the last session stood.
    pub session: Option<Snapshot>,
    /// Lines that can't be read.
    pub unread: usize,
}

/// Writes everything into a new file in the first folder that takes it, safe on the disk when it returns.
pub fn write(folders: &[PathBuf], entries: &[Entry], session: Option<&Snapshot>, name: &str) -> io::Result<PathBuf> {
    let mut refused = io::Error::new(io::ErrorKind::NotFound, "no folder to write to");
    for folder in folders {
        let path = folder.join(format!("{PREFIX}{name}{SUFFIX}"));
        match write_to(&path, entries, session) {
            Ok(()) => return Ok(path),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

fn write_to(path: &Path, entries: &[Entry], session: Option<&Snapshot>) -> io::Result<()> {
    let mut text = Vec::new();
    let lines = entries.iter().cloned().map(Line::Entry).chain(session.cloned().map(Line::Session));
    for line in lines {
        serde_json::to_writer(&mut text, &line)?;
        text.push(b'\n');
    }
    let mut file = create_private(path)?;
    let written = file.write_all(&text).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file would be taken in by half.
        let _ = fs::remove_file(path);
    }
    written
}

/// This user's rescue files in these folders.
pub fn find(folders: &[PathBuf]) -> Vec<PathBuf> {
    of_kind(folders, SUFFIX)
}

fn of_kind(folders: &[PathBuf], suffix: &str) -> Vec<PathBuf> {
    let rescue = |path: &PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        name.starts_with(PREFIX) && name.ends_with(suffix) && is_ours(path)
    };
    let mut found: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|files| files.filter_map(|f| Some(f.ok()?.path())).filter(rescue).collect::<Vec<_>>())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Reads a rescue file; lines that can't be read are counted.
pub fn read(path: &Path) -> io::Result<Rescued> {
    let mut rescued = Rescued::default();
    for line in BufReader::new(File::open(path)?.take(LARGEST)).split(b'\n') {
        let line = line?;
        // As it was written: the log makes things safe when they are read.
        match serde_json::from_slice(&line) {
            Ok(Line::Entry(entry)) if entry.is_whole() => rescued.entries.push(entry),
            Ok(Line::Session(snapshot)) => rescued.session = Some(snapshot),
            Err(_) if line.is_empty() => {}
            Ok(Line::Entry(_)) | Err(_) => rescued.unread += 1,
        }
    }
    Ok(rescued)
}

/// Puts a file out of the way that was taken in: deleted, if all of it was, else renamed.
pub fn done(path: &Path, rescued: &Rescued) -> io::Result<()> {
    if rescued.unread == 0 { fs::remove_file(path) } else { fs::rename(path, path.with_extension(&SET_ASIDE[1..])) }
}
