//! Phrases: what a team would rather not say, what it says instead, and the coach who listens for both.

pub mod coach;
pub mod source;
mod spoken;
mod start;

use super::policy::condition::Condition;
use super::text::Text;

/// The phrases of a pack, in the order of their file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phrases {
    /// All of them.
    pub list: Vec<Phrase>,
}

/// Something better not said.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// The words, in every way they are said.
    pub avoid: Vec<Text>,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is wrong; everywhere, if absent.
    pub when: Option<Condition>,
    /// What to say instead.
    pub better: Vec<Text>,
    /// Why.
    pub why: Text,
    /// Where it comes from.
    pub source: Option<Text>,
}

/// How much a phrase matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Never said.
    Ban,
    /// There is a better way to say it.
    Swap,
    /// Wrong only where the facts say so.
    Context,
}

impl Severity {
    /// All of them, as files write them.
    pub const ALL: [(&'static str, Self); 3] = [("ban", Self::Ban), ("swap", Self::Swap), ("context", Self::Context)];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ban => "never said here",
            Self::Swap => "there is a better way to say it",
            Self::Context => "not in a case like this",
        }
    }
}
