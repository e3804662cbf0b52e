//! The log in SQLite: write-ahead journal, synchronous in full, one writing connection.

mod chain;
mod erase;
mod error;
mod head;
mod open;
mod own;
mod read;
mod verify;
mod write;

use std::future::Future;
use std::path::{Path, PathBuf};

use sqlx::SqliteConnection;
use tokio::runtime::Runtime;
use uuid::Uuid;

use self::error::trouble;
use self::verify::Progress;
use super::entry::{Entry, PolicyText};
use super::erasure::{Beside, Erased, Person, Step};
use super::log::{Log, Verified, Whose};
use super::trouble::{StoreTrouble, TroubleKind};
use crate::domain::learner::profile::Profile;
use crate::domain::person::own::Kept;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;

/// An open log. Everything waits: it lives in the store's thread.
pub struct SqliteLog {
    runtime: Runtime,
    connection: SqliteConnection,
    folder: PathBuf,
    read_only: bool,
    progress: Progress,
}

impl SqliteLog {
    /// Opens the log of a folder, making both if they aren't there and bringing an older log up to date. Where the folder
    /// can't be written but holds a log, that is opened for reading.
    pub fn open(folder: &Path) -> Result<Self, StoreTrouble> {
        open::open(folder)
    }

    /// Erases a person out of a folder's log, and with it what `beside` names: all of it or, where this is an error, nothing. Nobody
    /// else may have the log open. `told` hears of every step when it is done.
    pub fn erase(
        folder: &Path,
        person: &Person,
        beside: Beside,
        now: Millis,
        told: &mut dyn FnMut(Step),
    ) -> Result<Erased, StoreTrouble> {
        erase::erase(folder, person, beside, now, told)
    }

    /// Finishes an erasure that was stopped, if there is one; opening the log does it, too.
    pub fn finish_erasing(folder: &Path) -> Result<(), StoreTrouble> {
        open::in_runtime(folder, erase::go_on)
    }

    fn run<T>(&mut self, work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>) -> Result<T, StoreTrouble> {
        let connection = &mut self.connection;
        wait(&self.runtime, work(connection)).map_err(|e| trouble(&e, &self.folder))
    }

    fn write<T>(&mut self, work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>) -> Result<T, StoreTrouble> {
        if self.read_only {
            return Err(StoreTrouble::new(TroubleKind::ReadOnly, &self.folder));
        }
        self.run(work)
    }
}

fn wait<T>(runtime: &Runtime, work: impl Future<Output = T>) -> T {
    runtime.block_on(work)
}

impl Log for SqliteLog {
    fn append(&mut self, entries: &[Entry], session: Option<&Snapshot>) -> Result<(), StoreTrouble> {
        let end = self.write(async |c| write::append(c, entries, session).await)?;
        // The rows are safe already. A head that lags behind is still true, so failing to write it is no failure.
        if let Some(end) = end {
            let _ = head::advance(&self.folder, &end);
        }
        Ok(())
    }

    fn attempts(&mut self, whose: &Whose) -> Result<Vec<Attempt>, StoreTrouble> {
        self.run(async |c| read::attempts(c, whose).await)
    }

    fn trainees(&mut self) -> Result<Vec<String>, StoreTrouble> {
        self.run(async |c| own::trainees(c).await)
    }

    fn kept(&mut self, person: &Person) -> Result<Kept, StoreTrouble> {
        self.run(async |c| own::kept(c, person).await)
    }

    fn notes(&mut self, trainee: &str) -> Result<Vec<Note>, StoreTrouble> {
        self.run(async |c| read::notes(c, trainee).await)
    }

    fn policy(&mut self, hash: &str) -> Result<Option<PolicyText>, StoreTrouble> {
        self.run(async |c| read::policy(c, hash).await)
    }

    fn unfinished(&mut self, trainee: &str) -> Result<Vec<Snapshot>, StoreTrouble> {
        self.run(async |c| read::unfinished(c, trainee).await)
    }

    fn finish(&mut self, session: Uuid, now: Millis) -> Result<(), StoreTrouble> {
        self.write(async |c| write::finish(c, session, now).await)
    }

    fn profile(&mut self, trainee: &str) -> Result<Profile, StoreTrouble> {
        self.run(async |c| read::profile(c, trainee).await)
    }

    fn save_profile(&mut self, trainee: &str, profile: &Profile) -> Result<(), StoreTrouble> {
        self.write(async |c| write::profile(c, trainee, profile).await)
    }

    fn verify(&mut self) -> Result<Verified, StoreTrouble> {
        let mut progress = std::mem::take(&mut self.progress);
        let done = self.run(async |c| verify::some_more(c, &mut progress).await);
        self.progress = progress;
        if !done? {
            return Ok(Verified::More);
        }
        Ok(Verified::Done(verify::findings(&self.progress, &self.folder)))
    }

    fn read_only(&self) -> bool {
        self.read_only
    }

    fn hurry(&mut self) {
        let _ = self.run(async |c| sqlx::query("PRAGMA busy_timeout = 200").execute(&mut *c).await.map(drop));
    }
}

impl Drop for SqliteLog {
    /// Leaves one whole file behind: who copies it has everything, and a read-only folder shows everything.
    fn drop(&mut self) {
        if !self.read_only {
            self.hurry();
            let _ = self.run(async |c| sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *c).await.map(drop));
        }
    }
}
