//! What the model wants done. The shell does it; what comes of it returns as a message.

use crate::domain::learner::profile::Profile;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;

/// Something to do outside.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Keep an answer for ever, and with it the place in the session.
    Append(Box<Attempt>, Box<Snapshot>),
    /// Keep the place in the session, in place of the last one kept.
    Keep(Box<Snapshot>),
    /// The session is played to its end: its place need not be kept.
    Close(uuid::Uuid),
    /// Keep a "what about when…?".
    Note(Box<Note>),
    /// Keep level and settings.
    Remember(Box<Profile>),
    /// Read every answer in the log.
    Recall,
    /// Look up what may come back: of every pack that was met, and of the one at this place on the shelf.
    Refresh(Box<Profile>, Option<usize>),
    /// Draw the coastline of the pack at this place on the shelf.
    Chart(usize),
    /// Read the trainee's answers at the pack at this place on the shelf, and say what they tell; with what takes the policy, too.
    Study(usize, bool),
    /// Work out which cases of the pack at this place on the shelf tell lines apart, for somebody with these own facts.
    Hunt(usize, Vec<(FactId, Value)>),
    /// Compare the pack at this place on the shelf with a draft of its policy; the number tells the answer from others.
    Compare(u64, usize, Box<Policy>),
    /// Stop, as the terminal's stop key does.
    Suspend,
    /// End the program.
    Quit,
}
