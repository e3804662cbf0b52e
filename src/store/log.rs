//! What a store must be able to do, in the domain's words. Whoever calls it may have to wait; nobody but the store's thread does.

use uuid::Uuid;

use super::entry::{Entry, PolicyText};
use super::erasure::Person;
use super::trouble::StoreTrouble;
use crate::domain::learner::profile::Profile;
use crate::domain::person::own::Kept;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;

/// An append-only log, and the little beside it that may change.
pub trait Log {
    /// Appends everything or nothing, and where a session now stands with it. When it returns `Ok`, a cut of the power loses
    /// none of it. What is there already is left as it is.
    fn append(&mut self, entries: &[Entry], session: Option<&Snapshot>) -> Result<(), StoreTrouble>;

    /// Attempts, oldest first.
    fn attempts(&mut self, whose: &Whose) -> Result<Vec<Attempt>, StoreTrouble>;

    /// Everybody of whom anything is kept, by name, as it is written there.
    fn trainees(&mut self) -> Result<Vec<String>, StoreTrouble>;

    /// Everything that is kept of a person.
    fn kept(&mut self, person: &Person) -> Result<Kept, StoreTrouble>;

    /// Notes of a trainee, oldest first.
    fn notes(&mut self, trainee: &str) -> Result<Vec<Note>, StoreTrouble>;

    /// The policy's text of that hash.
    fn policy(&mut self, hash: &str) -> Result<Option<PolicyText>, StoreTrouble>;

    /// Sessions of a trainee that were not finished, the last played first.
    fn unfinished(&mut self, trainee: &str) -> Result<Vec<Snapshot>, StoreTrouble>;

    /// A session is over: it will not be offered again.
    fn finish(&mut self, session: Uuid, now: Millis) -> Result<(), StoreTrouble>;

    /// The trainee's profile; an empty one, if none was saved.
    fn profile(&mut self, trainee: &str) -> Result<Profile, StoreTrouble>;

    /// Saves the trainee's profile in place of the one before.
    fn save_profile(&mut self, trainee: &str, profile: &Profile) -> Result<(), StoreTrouble>;

    /// Compares some more of the log with what was written. Called until it is done.
    fn verify(&mut self) -> Result<Verified, StoreTrouble>;

    /// Whether it can be read only.
    fn read_only(&self) -> bool;

    /// From now on nobody is made to wait long: the program is leaving.
    fn hurry(&mut self);
}

/// Whose attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A trainee's, by name.
    Trainee(String),
    /// A session's.
    Session(Uuid),
    /// Everybody's.
    Everybody,
}

impl Whose {
    /// Whether this attempt is among them.
    pub fn includes(&self, attempt: &Attempt) -> bool {
        match self {
            Self::Trainee(name) => attempt.trainee == *name,
            Self::Session(id) => attempt.session == *id,
            Self::Everybody => true,
        }
    }
}

/// How far the log has been compared with what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// There is more to look at.
    More,
    /// All of it; what was found, if anything.
    Done(Vec<StoreTrouble>),
}
