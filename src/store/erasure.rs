//! Erasing a person: out of the log, and out of the files beside it, all or nothing.
//!
//! Several files can't change at one stroke, so a note of what is about to be done is put beside the log first; the log's own commit
//! then decides. Whoever opens the log next and finds the note finishes the work if the erasure is in the log, and drops it if not:
//!
//! 1. [`Step::Noted`]: the files that will take others' places are ready, and `erasing.json` says so. No name stands in it.
//! 2. [`Step::Deleted`], [`Step::Chained`]: within one transaction of the log, with the triggers lifted that keep it append-only: the rows
//!    go, those after them are numbered and chained anew, and one row says that there was an erasure, and of how much.
//! 3. [`Step::Committed`]: from here on they are gone.
//! 4. [`Step::Exchanged`]: files that held something of them were overwritten, and what was made ready stands in their places.
//! 5. [`Step::Rebuilt`]: the log was written anew, so that nothing is left where rows once were; its journal is empty.
//! 6. [`Step::Finished`]: the head tells the new end, and the note is gone.
//!
//! What a disk or a backup of it keeps of overwritten files is beyond a program.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::create_private;
use super::trouble::StoreTrouble;
use crate::domain::person::name::Name;

/// The note, in the log's folder.
const NOTE: &str = "erasing.json";

/// Where an erasure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What is about to be done is noted.
    Noted,
    /// The rows are deleted, and nothing is decided yet.
    Deleted,
    /// The rows after them are chained anew, and nothing is decided yet.
    Chained,
    /// It is decided.
    Committed,
    /// The files beside the log are exchanged or gone.
    Exchanged,
    /// The log is written anew.
    Rebuilt,
    /// It is done.
    Finished,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Noted, Self::Deleted, Self::Chained, Self::Committed, Self::Exchanged, Self::Rebuilt, Self::Finished];
}

/// What is to happen to the files beside the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Files that take another's place: theirs, and that of the file that goes.
    pub exchange: Vec<(PathBuf, PathBuf)>,
    /// Files that go.
    pub wipe: Vec<PathBuf>,
}

/// What went out of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Answers.
    pub attempts: u64,
    /// Notes.
    pub notes: u64,
    /// Sittings.
    pub sessions: u64,
    /// Notes of others out of which the name was taken.
    pub named: u64,
    /// Why the files beside the log, or what the log's file still held, could not be cleared yet: the next start does it.
    pub unfinished: Option<StoreTrouble>,
}

/// Who is to be erased.
#[derive(Clone, Debug)]
pub struct Person {
    /// As the log writes the name: one way, or several that are shown alike.
    pub trainees: Vec<String>,
    /// As it is looked for in what others wrote.
    pub name: Name,
}

/// The note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Noted {
    /// The erasure's id in the log.
    pub id: String,
    pub beside: Beside,
}

impl Noted {
    /// Whether an erasure was begun in this folder and is not finished.
    pub fn is_there(folder: &Path) -> bool {
        folder.join(NOTE).exists()
    }

    /// Puts it beside the log, safe on the disk when it returns.
    pub fn put(&self, folder: &Path) -> io::Result<()> {
        let text = serde_json::to_vec(self)?;
        let mut file = create_private(&folder.join(NOTE))?;
        file.write_all(&text).and_then(|()| file.sync_all())?;
        sync_folder(folder)
    }

    /// Reads it. None if it can't be read: then the power went while it was written, and nothing was decided.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let text = fs::read(folder.join(NOTE))?;
        Ok(serde_json::from_slice(&text).ok())
    }

    /// Exchanges and wipes what it names; what is done already is done.
    pub fn carry_out(&self) -> io::Result<()> {
        for (ready, place) in self.beside.exchange.iter().filter(|(ready, _)| ready.exists()) {
            overwrite(place)?;
            fs::rename(ready, place)?;
            sync_folder(place.parent().unwrap_or(place))?;
        }
        self.beside.wipe.iter().try_for_each(|path| wipe(path))
    }

    /// Drops what was made ready: nothing was decided.
    pub fn drop_ready(&self) -> io::Result<()> {
        self.beside.exchange.iter().try_for_each(|(ready, _)| wipe(ready))
    }

    /// Takes it away.
    pub fn done(folder: &Path) -> io::Result<()> {
        wipe(&folder.join(NOTE))?;
        sync_folder(folder)
    }
}

/// Overwrites a file, and takes it away. One that isn't there is gone already.
fn wipe(path: &Path) -> io::Result<()> {
    overwrite(path)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Writes zeros over all that a file holds.
fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = match OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        opened => opened?,
    };
    let size = file.metadata()?.len();
    io::copy(&mut io::repeat(0).take(size), &mut file)?;
    file.sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::tempdir;

    use super::{Beside, Noted};

    #[test]
    fn what_is_carried_out_twice_is_carried_out_once() {
        let folder = tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("old"), "Ada's").unwrap();
        fs::write(at("new"), "nobody's").unwrap();
        fs::write(at("left"), "Ada's too").unwrap();
        let beside = Beside { exchange: vec![(at("new"), at("old"))], wipe: vec![at("left"), at("never there")] };
        let noted = Noted { id: "1".to_owned(), beside };
        noted.put(folder.path()).unwrap();
        assert_eq!(Noted::read(folder.path()).unwrap().as_ref(), Some(&noted));
        for _ in 0..2 {
            noted.carry_out().unwrap();
            assert_eq!(fs::read_to_string(at("old")).unwrap(), "nobody's");
            assert!(!at("new").exists() && !at("left").exists());
        }
        Noted::done(folder.path()).unwrap();
        Noted::done(folder.path()).unwrap();
        assert!(!Noted::is_there(folder.path()));
    }

    #[test]
    fn a_note_cut_short_decides_nothing() {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join(super::NOTE), "{\"id\":\"1\",\"bes").unwrap();
        assert_eq!(Noted::read(folder.path()).unwrap(), None);
    }
}
