//! What the game asks of the world outside: a few verbs of the domain. The command line implements them with packs and a log.

use std::fmt;
use std::sync::Arc;

use super::message::Reply;
use crate::domain::learner::profile::Profile;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;

/// The outside. No call blocks for long; answers come by [`Port::replies`], after the waker was used.
pub trait Port {
    /// Called once the first frame is drawn: read the packs, open the log, and wake the loop when there is an answer.
    fn open(&mut self, waker: Waker);
    /// What has been answered since the last call.
    fn replies(&mut self) -> Vec<Reply>;
    /// Waits until there is a reply; for plain lines, which have nothing else to wait for.
    fn wait(&mut self);
    /// Keep an answer for ever, and with it the place in the session. Always answered by [`Reply::Appended`], whatever becomes of it.
    fn append(&mut self, attempt: Attempt, place: Snapshot);
    /// Keep the place in the session.
    fn keep(&mut self, snapshot: Snapshot);
    /// The session was played to its end.
    fn close(&mut self, session: uuid::Uuid);
    /// Keep a "what about when…?".
    fn note(&mut self, note: Note);
    /// Keep level and settings.
    fn remember(&mut self, profile: Profile);
    /// Read every answer in the log, whoever gave it; answered by [`Reply::Recalled`].
    fn recall(&mut self);
    /// Look up what may come back to the trainee, by their level: of every pack they met a line of, and of the one at this place
    /// on the shelf; answered by [`Reply::Refreshed`].
    fn refresh(&mut self, profile: Profile, wanted: Option<usize>);
    /// Draw the coastline of the pack at this place on the shelf; answered by [`Reply::Charted`].
    fn chart(&mut self, place: usize);
    /// Read the trainee's answers at the pack at this place on the shelf; answered by [`Reply::Studied`], in parts: the figures, and if
    /// it is to go deeper, what takes the policy.
    fn study(&mut self, place: usize, deeper: bool);
    /// Work out which cases of the pack at this place tell lines apart; answered by [`Reply::Grounds`].
    fn hunt(&mut self, place: usize, own: Vec<(FactId, Value)>);
    /// Compare the pack at this place on the shelf with a draft of its policy; answered by [`Reply::Compared`] with this number.
    fn compare(&mut self, number: u64, place: usize, draft: Policy);
    /// Milliseconds since 1970.
    fn now(&self) -> Millis;
    /// Saves what can be saved and ends; sentences for the person, to be shown once the terminal is back.
    fn finish(&mut self) -> Vec<String>;
}

/// Wakes the loop, from any thread.
#[derive(Clone)]
pub struct Waker(Arc<dyn Fn() + Send + Sync>);

impl Waker {
    /// A waker that does this.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(wake))
    }

    /// Wakes the loop: there are replies.
    pub fn wake(&self) {
        (self.0)();
    }
}

impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waker")
    }
}
