//! A pack as the game plays it: one policy and its scenarios.

use super::Scenario;
use crate::domain::policy::Policy;

/// A policy with its scenarios, in order of their files.
#[derive(Clone, Debug)]
pub struct Library {
    /// The authority.
    pub policy: Policy,
    /// The cases.
    pub scenarios: Vec<Scenario>,
}

impl Library {
    /// The scenario of that id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|s| s.id == id)
    }
}
