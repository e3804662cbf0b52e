//! The rows of the settings screen.

use super::model::Model;
use crate::domain::policy::fact::{FactId, FactKind};

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// An own fact of the pack: the trainee's level.
    Own(FactId),
    /// Ask for the deciding fact or the route after each answer.
    SecondTaps,
    /// What an explanation begins with.
    Comfort,
}

/// All rows, from the top.
pub fn rows(model: &Model, pack: usize) -> Vec<Setting> {
    let policy = model.shelf.as_ref().and_then(|s| s.pack(pack)).map(|p| &p.policy);
    let facts = policy.map_or(&[][..], |p| &p.facts).iter().enumerate();
    let own = facts.filter(|(_, f)| f.own && matches!(f.kind, FactKind::Choice(_))).map(|(i, _)| Setting::Own(FactId(i)));
    own.chain([Setting::SecondTaps, Setting::Comfort]).collect()
}
