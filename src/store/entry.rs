//! What is appended to the log.

use serde::{Deserialize, Serialize};

use crate::domain::session::attempt::Attempt;
use crate::domain::session::hash::text_hash;
use crate::domain::session::note::Note;

/// One thing for the log. Appending it twice is appending it once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// An answer to a case.
    Attempt(Box<Attempt>),
    /// A note from play.
    Note(Note),
    /// The text of a policy that attempts refer to by its hash.
    Policy(PolicyText),
}

/// A policy's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyText {
    /// Of the text.
    pub hash: String,
    /// The policy's id.
    pub id: String,
    /// As the team counts them.
    pub version: String,
    /// The file, byte by byte.
    pub text: String,
}

impl PolicyText {
    /// The text with its hash.
    pub fn new(id: &str, version: &str, text: &str) -> Self {
        Self { hash: text_hash(text), id: id.to_owned(), version: version.to_owned(), text: text.to_owned() }
    }
}

impl Entry {
    /// Whether it can be what was written: a policy's text must have its hash.
    pub fn is_whole(&self) -> bool {
        !matches!(self, Self::Policy(policy) if policy.hash != text_hash(&policy.text))
    }

    /// The attempt in it.
    pub fn attempt(&self) -> Option<&Attempt> {
        match self {
            Self::Attempt(attempt) => Some(attempt),
            _ => None,
        }
    }
}

impl From<Attempt> for Entry {
    fn from(attempt: Attempt) -> Self {
        Self::Attempt(Box::new(attempt))
    }
}

impl From<Note> for Entry {
    fn from(note: Note) -> Self {
        Self::Note(note)
    }
}

impl From<PolicyText> for Entry {
    fn from(text: PolicyText) -> Self {
        Self::Policy(text)
    }
}
