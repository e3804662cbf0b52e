//! Two versions of a pack as the game shows them: the pack and a draft of it, or two packs.

use crate::domain::policy::date::Date;
use crate::domain::policy::region::cover::Budget;
use crate::domain::revision::{Report, Revision, Version};

/// Two versions, compared and told.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the policy is called.
    pub title: String,
    /// The version before, and the version after, as people tell them apart.
    pub names: [String; 2],
    /// What changes.
    pub report: Report,
}

/// A comparison, or why there is none yet.
#[derive(Clone, Debug)]
pub enum Compared {
    /// It is being made; the number tells its answer from that of an earlier one.
    Comparing(u64),
    /// Here it is.
    Told(Box<Comparison>),
    /// The policies are too large.
    TooLarge(String),
}

impl Comparison {
    /// Compares two versions by the rules of one day.
    ///
    /// # Errors
    /// They are too large to be compared exactly.
    pub fn of(old: Version<'_>, new: Version<'_>, as_of: Date, names: [String; 2]) -> Result<Self, String> {
        let budget = Budget::default();
        let told = Revision::of(old, new, as_of, &budget).and_then(|revision| revision.report(&budget));
        let report = told.map_err(|error| error.to_string())?;
        Ok(Self { title: new.policy.title.to_string(), names, report })
    }
}
