//! The packs as the game has them: ready to play, or broken with everything that is wrong with them.

use std::sync::Arc;

use crate::domain::diagnostic::Diagnostic;
use crate::domain::phrases::Phrases;
use crate::domain::policy::Policy;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;
use crate::domain::session::attempt::PolicyStamp;
use crate::domain::session::pack::PackView;

/// A file's text, to show a mistake in its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// As the diagnostics name it.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// A pack that can be played.
#[derive(Clone, Debug)]
pub struct Pack {
    /// As the log and the command line name it.
    pub name: String,
    /// Its policy.
    pub policy: Policy,
    /// Of the policy's text.
    pub policy_hash: String,
    /// The policy, compiled for the day it is played.
    pub engine: Engine,
    /// What its coach listens for.
    pub phrases: Phrases,
    /// What can be played.
    pub scenarios: Vec<Scenario>,
    /// What is wrong with the scenarios that were left out.
    pub findings: Findings,
}

/// What is wrong, and the files it is wrong in.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// All of it.
    pub diagnostics: Vec<Diagnostic>,
    /// The files named there.
    pub sources: Vec<Source>,
    /// Scenarios left out because of it.
    pub left_out: usize,
}

/// A pack that can't be played.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Its name.
    pub name: String,
    /// Why.
    pub findings: Findings,
}

/// A pack, or what is left of it.
#[derive(Clone, Debug)]
pub enum Slot {
    /// It can be played.
    Ready(Arc<Pack>),
    /// It can't.
    Broken(Broken),
}

/// All packs, in the order they are shown.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// Ready and broken.
    pub slots: Vec<Slot>,
}

impl Shelf {
    /// A pack that can be played, by its place.
    pub fn pack(&self, place: usize) -> Option<&Pack> {
        match self.slots.get(place)? {
            Slot::Ready(pack) => Some(pack),
            Slot::Broken(_) => None,
        }
    }

    /// The place of the first pack that can be played.
    pub fn first(&self) -> Option<usize> {
        self.slots.iter().position(|slot| matches!(slot, Slot::Ready(_)))
    }

    /// The place of a pack that can be played, by its name or its policy's id.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| matches!(slot, Slot::Ready(p) if p.name == name || p.policy.id == name))
    }
}

impl Slot {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Ready(pack) => &pack.name,
            Self::Broken(broken) => &broken.name,
        }
    }

    /// What is wrong with it, or with part of it.
    pub fn findings(&self) -> &Findings {
        match self {
            Self::Ready(pack) => &pack.findings,
            Self::Broken(broken) => &broken.findings,
        }
    }
}

impl Pack {
    /// As a session sees it.
    pub fn view(&self) -> PackView<'_> {
        PackView {
            name: &self.name,
            policy: &self.policy,
            policy_hash: &self.policy_hash,
            judge: &self.engine,
            scenarios: &self.scenarios,
        }
    }

    /// Which policy judges.
    pub fn stamp(&self) -> PolicyStamp {
        PolicyStamp { id: self.policy.id.clone(), version: self.policy.version.to_string(), hash: self.policy_hash.clone() }
    }

    /// Who speaks, in that order: the rules in force, then silence (none); at the end the rules that are not in force.
    pub fn voices(&self) -> Vec<Option<RuleId>> {
        let ranked = self.engine.ranked();
        let others = (0..self.policy.rules.len()).map(RuleId).filter(|id| !ranked.contains(id));
        ranked.iter().copied().map(Some).chain([None]).chain(others.map(Some)).collect()
    }

    /// Topics with how many cases each, in the order they first occur.
    pub fn topics(&self) -> Vec<(&str, usize)> {
        let mut topics: Vec<(&str, usize)> = Vec::new();
        for topic in self.scenarios.iter().flat_map(|s| s.topics.iter()) {
            match topics.iter_mut().find(|(name, _)| *name == topic.as_str()) {
                Some((_, count)) => *count += 1,
                None => topics.push((topic, 1)),
            }
        }
        topics
    }
}
