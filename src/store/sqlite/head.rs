//! How far the log was written, kept apart from it: SQLite itself does not notice when its last commits are gone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::chain::Link;
use crate::store::folder::{HEAD, create_private};

/// What is kept: the last link that was written, and what was found missing before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The last link written.
    pub end: Link,
    /// Answers found missing so far; stays, so that nobody overlooks it.
    pub missing: i64,
}

/// Reads the head; an empty one, if there is none or it can't be read.
pub(super) fn read(folder: &Path) -> Head {
    let text = fs::read_to_string(folder.join(HEAD)).unwrap_or_default();
    let mut words = text.split_whitespace();
    let number = |word: Option<&str>| word.and_then(|w| w.parse().ok()).unwrap_or(0);
    let seq = number(words.next());
    let hash = words.next().unwrap_or_default().to_owned();
    Head { end: Link { seq, hash }, missing: number(words.next()) }
}

/// Moves the head on after a commit. A head that lags behind is still true, so it needs no sync.
pub(super) fn advance(folder: &Path, end: &Link) -> io::Result<()> {
    put(folder, &Head { end: end.clone(), ..read(folder) })
}

/// Writes the head over the one before: always of one length, so that one call writes all of it, and without a new file, which
/// the next answer's sync would have to wait for.
pub(super) fn put(folder: &Path, head: &Head) -> io::Result<()> {
    let path = folder.join(HEAD);
    let mut file = match OpenOptions::new().write(true).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => create_private(&path)?,
        opened => opened?,
    };
    file.write_all(format!("{:<20} {:<64} {:<20}\n", head.end.seq, head.end.hash, head.missing).as_bytes())
}
