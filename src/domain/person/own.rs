//! Everything that is kept of a person, to be handed to them.

use serde::Serialize;
use serde_json::Value as Json;

use super::attended::Attended;
use crate::domain::learner::profile::Profile;
use crate::domain::session::Millis;
use crate::domain::session::attempt::{Attempt, PolicyStamp};
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;
use crate::domain::text::Text;

/// Stands in every file about a person.
pub const NOT_FOR_APPRAISAL: &str =
    "Kept for learning, and handed to the person it is about: it is not for appraisal, and nobody may be judged at work by it.";

/// What the log keeps of a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Their answers, oldest first.
    pub attempts: Vec<Attempt>,
    /// Their notes, oldest first.
    pub notes: Vec<Note>,
    /// Their sittings, the last played first.
    pub sittings: Vec<Sitting>,
    /// What they set, once for each spelling of their name under which they did.
    pub profiles: Vec<Profile>,
    /// The policies that judged them.
    pub policies: Vec<Judge>,
    /// What is kept under their name and can't be read, as it stands.
    pub unreadable: Vec<String>,
    /// Notes of others in which they are named.
    pub named: usize,
}

/// A sitting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sitting {
    /// When it was saved last.
    pub saved: Millis,
    /// When it was over; none if it can be gone on with.
    pub finished: Option<Millis>,
    /// Where it stands.
    pub snapshot: Snapshot,
}

/// A policy that judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judge {
    /// Which.
    #[serde(flatten)]
    pub stamp: PolicyStamp,
    /// Its text, where the log has it.
    pub text: Option<String>,
}

impl Kept {
    /// Whether nothing at all is theirs.
    pub fn is_empty(&self) -> bool {
        let Self { attempts, notes, sittings, profiles, unreadable, .. } = self;
        attempts.is_empty() && notes.is_empty() && sittings.is_empty() && profiles.is_empty() && unreadable.is_empty()
    }

    /// The policies that are named in it, each once, in the order in which they came.
    pub fn stamps(&self) -> Vec<PolicyStamp> {
        let played = self.attempts.iter().map(|attempt| &attempt.policy);
        let all =
            played.chain(self.notes.iter().map(|note| &note.policy)).chain(self.sittings.iter().map(|s| &s.snapshot.policy));
        let mut stamps: Vec<PolicyStamp> = Vec::new();
        for stamp in all {
            if !stamps.contains(stamp) {
                stamps.push(stamp.clone());
            }
        }
        stamps
    }
}

/// Everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Whose.
    pub name: Text,
    /// When it was written down.
    pub written: Millis,
    /// The program's version.
    pub program: String,
    /// What the log keeps.
    pub kept: Kept,
    /// Meetings that were hosted here, as far as they can tell.
    pub meetings: Vec<Attended>,
    /// Meetings hosted here whose journals can't be read.
    pub unread_meetings: usize,
    /// What they could not save and nobody can read any more: lines of files that were set aside, as they stand.
    pub set_aside: Vec<String>,
    /// Lines beside these that don't say whose they are.
    pub nobodys: usize,
}

impl Own {
    /// For other programs: one object.
    pub fn json(&self) -> Json {
        let kept = &self.kept;
        serde_json::json!({
            "format": 1,
            "not_for_appraisal": NOT_FOR_APPRAISAL,
            "trainee": self.name,
            "written": self.written,
            "program": self.program,
            "attempts": kept.attempts,
            "notes": kept.notes,
            "sittings": kept.sittings,
            "profile": kept.profiles.first(),
            "profiles_of_other_spellings": kept.profiles.get(1..).unwrap_or_default(),
            "policies": kept.policies,
            "meetings": self.meetings,
            "unreadable": kept.unreadable,
            "set_aside": self.set_aside,
            "not_in_here": {
                "notes_of_others_that_name_you": kept.named,
                "meetings_that_cannot_be_read": self.unread_meetings,
                "lines_that_do_not_say_whose_they_are": self.nobodys,
            },
        })
    }
}
