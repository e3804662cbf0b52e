//! Notes from play: "what about when…?", a gap in the policy, a dispute about a case. Appended, never changed.

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
}

impl Note {
    /// A note taken now. Its words make its id unlike another's of the same moment.
    pub fn take(trainee: &Text, kind: NoteKind, about: About, words: &Text, now: Millis) -> Self {
        let About { pack, policy, scenario, rule } = about;
        let id = hash::id(now, &[trainee.as_bytes(), pack.as_bytes(), words.as_bytes()]);
        Self { id, trainee: trainee.to_string(), kind, pack, policy, scenario, rule, text: words.to_string(), time: now }
    }
}
