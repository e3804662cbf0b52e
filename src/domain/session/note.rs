//! Notes from play: "what about when…?", a gap in the policy, a dispute about a case; what was said, given and confessed after a
//! reveal. Appended, never changed: an answer is in the log before its reveal, so what comes after stands beside it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Millis;
use super::attempt::PolicyStamp;
use super::hash;
use crate::domain::text::Text;

/// A note somebody took while playing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Sorts by time; appending it twice is appending it once.
    pub id: Uuid,
    /// Whose.
    pub trainee: String,
    /// What it is about.
    pub kind: NoteKind,
    /// The pack's name.
    pub pack: String,
    /// The policy as it was.
    pub policy: PolicyStamp,
    /// The scenario on the table, if any.
    pub scenario: Option<String>,
    /// The clause it is about, if any.
    pub rule: Option<String>,
    /// In their words.
    pub text: String,
    /// The answer it was said about, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Uuid>,
    /// When, in milliseconds since 1970.
    pub time: Millis,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// "What about when…?"
    WhatAboutWhen,
    /// The policy says nothing.
    Gap,
    /// The policy says something, and somebody thinks otherwise.
    Dispute,
    /// What they would say to the customer.
    Said,
    /// What they would offer beside the remedy: the gesture's id.
    Gesture,
    /// After a miss: they could not tell where the line is.
    CouldNotTell,
    /// After a miss: they were not sure they may.
    NotSureIMay,
}

/// What a note hangs on.
#[derive(Clone, Debug)]
pub struct About {
    /// The pack's name.
    pub pack: String,
    /// The policy as it is.
    pub policy: PolicyStamp,
    /// The scenario on the table, if any.
    pub scenario: Option<String>,
    /// The clause, if any.
    pub rule: Option<String>,
    /// The answer, if any.
    pub attempt: Option<Uuid>,
}

impl Note {
    /// A note taken now. Its words make its id unlike another's of the same moment.
    pub fn take(trainee: &Text, kind: NoteKind, about: About, words: &Text, now: Millis) -> Self {
        let About { pack, policy, scenario, rule, attempt } = about;
        let about = attempt.map_or([0; 16], Uuid::into_bytes);
        let id = hash::id(now, &[trainee.as_bytes(), pack.as_bytes(), words.as_bytes(), &about, format!("{kind:?}").as_bytes()]);
        Self { id, trainee: trainee.to_string(), kind, pack, policy, scenario, rule, text: words.to_string(), attempt, time: now }
    }
}
