//! What can happen to the model.

use uuid::Uuid;

use super::chart::Chart;
use super::comparison::Comparison;
use super::key::Input;
use super::shelf::Shelf;
use super::study::Studied;
use crate::domain::learner::belief::hunt::Grounds;
use crate::domain::learner::profile::Profile;
use crate::domain::learner::refresh::Refresher;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::snapshot::Snapshot;

/// Something happened.
#[derive(Debug)]
pub enum Message {
    /// A person pressed a key, or pasted.
    Input(Input),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// The outside answered.
    Reply(Reply),
    /// The program is asked to end: a signal, or the terminal is gone.
    Quit,
}

/// What the outside answers, in its own time.
#[derive(Debug)]
pub enum Reply {
    /// The packs are read.
    Shelf(Box<Shelf>),
    /// What the store knows about the trainee.
    Known(Box<Known>),
    /// Every answer in the log, oldest first; or why it can't be read, in a sentence.
    Recalled(Result<Vec<Attempt>, String>),
    /// The coastline of the pack at this place on the shelf, or why there is none.
    Charted(usize, Result<Box<Chart>, String>),
    /// What may come back, by the place of its pack on the shelf; or why it can't be told, in a sentence.
    Refreshed(Result<Vec<(usize, Refresher)>, String>),
    /// What the trainee's answers tell at the pack at this place on the shelf; it comes in parts.
    Studied(usize, Studied),
    /// What lines are looked for by, of the pack at this place on the shelf, for these own facts; or why not, in a sentence.
    Grounds(usize, Vec<(FactId, Value)>, Result<Box<Grounds>, String>),
    /// The comparison of that number, or why there is none.
    Compared(u64, Result<Box<Comparison>, String>),
    /// This attempt is durable, or can't be for the moment; a standing notice says so.
    Appended(Uuid),
    /// Something is wrong with the log, in a sentence; none once it is right again.
    Notice(Option<String>),
}

/// What the store knows about the trainee.
#[derive(Debug, Default)]
pub struct Known {
    /// Level and settings.
    pub profile: Profile,
    /// The session that was not played to its end, with its answers.
    pub unfinished: Option<(Snapshot, Vec<Attempt>)>,
}
