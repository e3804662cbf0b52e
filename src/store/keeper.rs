//! The keeper of the log: opens it when it is first wanted, and keeps in memory, in order, what could not be written yet.

use std::path::PathBuf;

use uuid::Uuid;

use super::entry::{Entry, PolicyText};
use super::erasure::Person;
use super::log::{Log, Verified, Whose};
use super::rescue;
use super::trouble::{StoreTrouble, TroubleKind};
use crate::domain::learner::profile::Profile;
use crate::domain::person::own::Kept;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;

/// Opens the log.
pub type Opener = Box<dyn FnMut() -> Result<Box<dyn Log>, StoreTrouble> + Send>;

/// Holds the log, or what will go into it.
pub struct Keeper {
    open: Opener,
    folders: Vec<PathBuf>,
    log: Option<Box<dyn Log>>,
    unsaved: Vec<Entry>,
    place: Option<Snapshot>,
    /// Rescue files were looked for.
    looked: bool,
    checked: bool,
    notices: Vec<StoreTrouble>,
}

/// What came of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Entries that are still in memory only.
    pub unsaved: usize,
    /// Why. A standing notice as long as it is there.
    pub trouble: Option<StoreTrouble>,
}

/// What came of leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// All of it is in the log.
    Saved,
    /// So many entries are in this file; the next start takes them in.
    Rescued(usize, PathBuf),
    /// So many entries are nowhere.
    Lost(usize, StoreTrouble),
}

impl Keeper {
    /// Keeps a log that `open` opens; rescue files are looked for and left in these folders.
    pub fn new(open: Opener, folders: Vec<PathBuf>) -> Self {
        Self { open, folders, log: None, unsaved: Vec::new(), place: None, looked: false, checked: false, notices: Vec::new() }
    }

    /// Appends, after whatever still waits. Nothing is lost if it fails: it waits for the next time.
    pub fn append(&mut self, entries: Vec<Entry>, session: Option<Snapshot>) -> Written {
        self.unsaved.extend(entries);
        self.place = session.or(self.place.take());
        self.retry()
    }

    /// Tries again to write what waits.
    pub fn retry(&mut self) -> Written {
        let trouble = self.flush().err();
        Written { unsaved: self.unsaved.len(), trouble }
    }

    /// Attempts, oldest first, those that wait to be written among them.
    pub fn attempts(&mut self, whose: &Whose) -> Result<Vec<Attempt>, StoreTrouble> {
        let mut attempts = self.log()?.attempts(whose)?;
        attempts.extend(self.unsaved.iter().filter_map(Entry::attempt).filter(|a| whose.includes(a)).cloned());
        Ok(attempts)
    }

    /// Everybody of whom anything is kept, by name, as it is written there.
    pub fn trainees(&mut self) -> Result<Vec<String>, StoreTrouble> {
        self.log()?.trainees()
    }

    /// Everything that is kept of a person in the log.
    pub fn kept(&mut self, person: &Person) -> Result<Kept, StoreTrouble> {
        self.log()?.kept(person)
    }

    /// Notes of a trainee, oldest first.
    pub fn notes(&mut self, trainee: &str) -> Result<Vec<Note>, StoreTrouble> {
        self.log()?.notes(trainee)
    }

    /// The policy's text of that hash.
    pub fn policy(&mut self, hash: &str) -> Result<Option<PolicyText>, StoreTrouble> {
        self.log()?.policy(hash)
    }

    /// Sessions of a trainee that were not finished, the last played first.
    pub fn unfinished(&mut self, trainee: &str) -> Result<Vec<Snapshot>, StoreTrouble> {
        self.log()?.unfinished(trainee)
    }

    /// A session is over. What waits is written first.
    pub fn finish(&mut self, session: Uuid, now: Millis) -> Written {
        let trouble = self.flush().and_then(|()| self.log()?.finish(session, now)).err();
        Written { unsaved: self.unsaved.len(), trouble }
    }

    /// The trainee's profile.
    pub fn profile(&mut self, trainee: &str) -> Result<Profile, StoreTrouble> {
        self.log()?.profile(trainee)
    }

    /// Saves the trainee's profile.
    pub fn save_profile(&mut self, trainee: &str, profile: &Profile) -> Result<(), StoreTrouble> {
        self.log()?.save_profile(trainee, profile)
    }

    /// Whether there is more of the log to compare with what was written. Findings become notices.
    pub(super) fn check_some_more(&mut self) -> bool {
        let Some(log) = self.log.as_mut().filter(|log| !self.checked && !log.read_only()) else { return false };
        match log.verify() {
            Ok(Verified::More) => return true,
            Ok(Verified::Done(found)) => self.notices.extend(found),
            Err(trouble) => self.notices.push(trouble),
        }
        self.checked = true;
        false
    }

    /// What is to be said once and stays true.
    pub(super) fn take_notices(&mut self) -> Vec<StoreTrouble> {
        std::mem::take(&mut self.notices)
    }

    /// Leaves: writes what waits, into a rescue file if need be.
    pub(super) fn leave(&mut self) -> Farewell {
        if let Some(log) = self.log.as_mut().filter(|_| !self.unsaved.is_empty()) {
            log.hurry();
        }
        let Err(trouble) = self.flush() else { return Farewell::Saved };
        let count = self.unsaved.len();
        if count == 0 {
            // Where a session stood is no loss: its answers tell.
            return Farewell::Saved;
        }
        let first = self.unsaved.iter().find_map(Entry::attempt).map(|a| a.id.to_string());
        let name = first.unwrap_or_else(|| std::process::id().to_string());
        match rescue::write(&self.folders, &self.unsaved, self.place.as_ref(), &name) {
            Ok(path) => Farewell::Rescued(count, path),
            Err(_) => Farewell::Lost(count, trouble),
        }
    }

    fn flush(&mut self) -> Result<(), StoreTrouble> {
        if self.unsaved.is_empty() && self.place.is_none() {
            return Ok(());
        }
        let (unsaved, place) = (std::mem::take(&mut self.unsaved), self.place.take());
        let written = self.log().and_then(|log| log.append(&unsaved, place.as_ref()));
        if let Err(trouble) = written {
            // Nothing was appended meanwhile: this thread is the only one.
            self.unsaved = unsaved;
            self.place = place;
            self.forget(&trouble);
            return Err(trouble);
        }
        Ok(())
    }

    /// After some troubles only opening it anew can help.
    fn forget(&mut self, trouble: &StoreTrouble) {
        if !matches!(trouble.kind, TroubleKind::Locked | TroubleKind::Full) {
            self.log = None;
        }
    }

    fn log(&mut self) -> Result<&mut Box<dyn Log>, StoreTrouble> {
        let log = match self.log.take() {
            Some(log) => log,
            None => self.open_anew()?,
        };
        Ok(self.log.insert(log))
    }

    fn open_anew(&mut self) -> Result<Box<dyn Log>, StoreTrouble> {
        let mut log = (self.open)()?;
        if !self.looked && !log.read_only() {
            self.looked = true;
            self.take_in(log.as_mut());
        }
        Ok(log)
    }

    /// Takes in what an earlier session had to leave in rescue files. A file goes only once all of it is in the log.
    fn take_in(&mut self, log: &mut dyn Log) {
        for path in rescue::find(&self.folders) {
            let Ok(rescued) = rescue::read(&path) else { continue };
            if let Err(trouble) = log.append(&rescued.entries, rescued.session.as_ref()) {
                self.notices.push(trouble);
                continue;
            }
            if rescued.unread > 0 {
                let folder = path.parent().unwrap_or(&path);
                self.notices.push(StoreTrouble::new(TroubleKind::RescueUnread, folder));
            }
            let _ = rescue::done(&path, &rescued);
        }
    }
}
