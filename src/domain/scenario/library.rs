//! A pack as the game plays it: one policy and its scenarios.

use std::collections::BTreeMap;

use super::Scenario;
use super::source::ScenarioSource;
use crate::domain::diagnostic::Diagnostic;
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

/// Scenarios whose id an earlier file has: their places, and what to say about them.
pub fn duplicate_ids(scenarios: &[ScenarioSource]) -> (Vec<usize>, Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let (mut repeated, mut diagnostics) = (Vec::new(), Vec::new());
    for (at, source) in scenarios.iter().enumerate() {
        let Some(scenario) = &source.scenario else { continue };
        if let Some(other) = first.get(scenario.id.as_str()) {
            repeated.push(at);
            let message = format!("`{}` is the id of {other} too", scenario.id);
            let place = source.places.id.clone();
            diagnostics.push(
                Diagnostic::error("scenario::duplicate-id", &scenario.file, place, message)
                    .help("rename one of the two files, and its id"),
            );
        } else {
            first.insert(&scenario.id, &scenario.file);
        }
    }
    (repeated, diagnostics)
}
