//! The journals of meetings that were hosted here, and a person in them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::domain::person::attended::Attended;
use crate::domain::person::name::Name;
use crate::domain::person::without::Without;
use crate::domain::room::event::Event;
use crate::domain::session::Millis;
use crate::live::journal::{Journal, Unusable};

/// A meeting in which somebody stands.
pub(super) struct Meeting {
    /// Its journal.
    pub(super) path: PathBuf,
    /// What it tells of them.
    pub(super) attended: Attended,
}

/// The meetings of a folder in which they stand, and the journals that can't be read.
pub(super) fn of(folder: &Path, name: &Name) -> (Vec<Meeting>, Vec<PathBuf>) {
    let Ok(files) = fs::read_dir(folder) else { return (Vec::new(), Vec::new()) };
    let mut journals: Vec<PathBuf> = files.flatten().map(|file| file.path()).filter(|path| is_journal(path)).collect();
    journals.sort();
    let (mut meetings, mut unread) = (Vec::new(), Vec::new());
    for path in journals {
        match Journal::read(&path) {
            Ok(events) => meetings.extend(Attended::of(&events, name).map(|attended| Meeting { path, attended })),
            Err(_) => unread.push(path),
        }
    }
    (meetings, unread)
}

fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "journal")
}

/// A journal without somebody, ready to take the place of the one there is.
pub(super) struct Ready {
    /// The one that is ready, and the one that goes.
    pub(super) exchange: (PathBuf, PathBuf),
    /// Nobody else may have it meanwhile.
    pub(super) held: Journal,
}

/// Makes every meeting's journal without them ready; where one can't be, none is left behind.
pub(super) fn all_ready(meetings: &[Meeting], name: &Name, now: Millis) -> Result<Vec<Ready>, Failure> {
    let mut made: Vec<Ready> = Vec::new();
    for meeting in meetings {
        match ready(&meeting.path, name, now) {
            Ok(one) => made.extend(one),
            Err(failure) => {
                made.iter().for_each(|ready| drop(fs::remove_file(&ready.exchange.0)));
                return Err(failure);
            }
        }
    }
    Ok(made)
}

/// Makes a meeting's journal without them ready; none if nothing in it is theirs any more.
fn ready(path: &Path, name: &Name, now: Millis) -> Result<Option<Ready>, Failure> {
    let refused = |error: Unusable| {
        let why = match error {
            Unusable::Taken => "it is being hosted in another window. End it there, then run this again".to_owned(),
            other => other.to_string(),
        };
        Failure::Unusable(format!("nothing was erased: a meeting has that name in it (`{}`), and {why}.", path.display()))
    };
    let (held, _) = Journal::resume(path).map_err(refused)?;
    let events: Vec<Event> = Journal::read(path).map_err(refused)?;
    let Some(without) = Without::of(&events, name, now) else { return Ok(None) };
    let ready = path.with_extension("journal-ready");
    // One that was left behind by an erasure that came to nothing.
    let _ = fs::remove_file(&ready);
    Journal::write_whole(&ready, &without.events).map_err(refused)?;
    Ok(Some(Ready { exchange: (ready, path.to_path_buf()), held }))
}
