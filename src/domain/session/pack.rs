//! What a session is played from, lent for each call: the session keeps none of it.

use super::attempt::PolicyStamp;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::lines::{Line, crossed};
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::{Engine, Impossible};
use crate::domain::policy::explanation::{Explanation, Ruling};
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::Scenario;

/// All a session wants of the engine.
pub trait Judge {
    /// What the policy says about a case.
    fn decide(&self, case: &Case) -> Result<Ruling, Impossible>;

    /// What the policy says about a case, and its boundary.
    fn explain(&self, case: &Case) -> Result<Explanation, Impossible>;

    /// The lines between two cases that differ in one base fact.
    fn crossed(&self, here: &Case, there: &Case) -> Vec<Line>;
}

impl Judge for Engine {
    fn decide(&self, case: &Case) -> Result<Ruling, Impossible> {
        Self::decide(self, case)
    }

    fn explain(&self, case: &Case) -> Result<Explanation, Impossible> {
        Self::explain(self, case)
    }

    fn crossed(&self, here: &Case, there: &Case) -> Vec<Line> {
        crossed(&self.lines(), here, there).cloned().collect()
    }
}

/// A pack as a session sees it.
#[derive(Clone, Copy)]
pub struct PackView<'a> {
    /// The pack's name, as the log writes it.
    pub name: &'a str,
    /// Its policy.
    pub policy: &'a Policy,
    /// The hash of the policy's text: [`text_hash`](super::hash::text_hash).
    pub policy_hash: &'a str,
    /// The policy, compiled.
    pub judge: &'a dyn Judge,
    /// Its scenarios; a session speaks of them by their place here.
    pub scenarios: &'a [Scenario],
}

impl PackView<'_> {
    /// The place of a scenario.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.scenarios.iter().position(|s| s.id == id)
    }

    /// Which policy judges, as the log writes it.
    pub fn stamp(&self) -> PolicyStamp {
        let policy = self.policy;
        PolicyStamp { id: policy.id.clone(), version: policy.version.to_string(), hash: self.policy_hash.to_owned() }
    }
}

/// The trainee's own facts: `(fact, value)` from their profile.
pub type Own = [(FactId, Value)];
