//! The trainee's profile: their own level, policy by policy, and how they like the game.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::session::facts;

/// What is kept about a trainee beside their attempts. Unknown keys of later versions are ignored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// By policy id, then by fact: values of the facts that are the trainee's `own`, as `explain --json` writes them.
    pub own: BTreeMap<String, BTreeMap<String, serde_json::Value>>,
    /// How they like the game.
    pub settings: Settings,
}

/// How a trainee likes the game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Ask for the deciding fact or the route after each answer.
    pub second_taps: bool,
    /// Things may move.
    pub motion: bool,
    /// What an explanation begins with.
    pub comfort: Comfort,
}

/// What somebody is most at ease with: it orders the explanation, and never touches a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comfort {
    /// The facts that decide, then the clause.
    #[default]
    JudgementFirst,
    /// The clause and what to do, then the facts.
    RulesFirst,
}

impl Profile {
    /// The own facts that fit this policy; what the policy no longer knows is left out.
    pub fn own_facts(&self, policy: &Policy) -> Vec<(FactId, Value)> {
        let Some(own) = self.own.get(&policy.id) else { return Vec::new() };
        own.iter()
            .filter_map(|(name, json)| {
                let id = policy.fact_id(name)?;
                let fact = policy.fact(id);
                Some((id, facts::value_from_json(fact, json).filter(|_| fact.own)?))
            })
            .collect()
    }

    /// Sets an own fact of a policy, or forgets it.
    pub fn set_own(&mut self, policy: &Policy, fact: FactId, value: Option<Value>) {
        let name = policy.fact(fact).name.clone();
        let own = self.own.entry(policy.id.clone()).or_default();
        match value {
            Some(value) => {
                own.insert(name, facts::value_to_json(policy.fact(fact), value));
            }
            None => {
                own.remove(&name);
            }
        }
    }
}
