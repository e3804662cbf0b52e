//! What a policy declares: what scenarios, conditions and the command line may name.

use std::ops::Range;

use crate::domain::policy::Policy;
use crate::domain::policy::fact::{Fact, FactId};
use crate::domain::policy::limit::Limit;

/// The names of a policy, and what is behind them where it could be read.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Facts in the order of the file; a [`FactId`] is a place in this list.
    pub facts: Vec<Declared<Fact>>,
    /// Limits in the order of the file.
    pub(crate) limits: Vec<Declared<PlacedLimit>>,
    /// Ids of rules.
    pub rules: Vec<String>,
    /// Ids of routes.
    pub routes: Vec<String>,
    /// A declaration may be missing because its statement could not be read: an unknown name proves nothing.
    pub incomplete: bool,
    /// The same for rules alone: an id is broken or given twice, so another may be the one that is missing.
    pub rules_incomplete: bool,
}

/// A name, and what it stands for unless that is broken.
#[derive(Clone, Debug)]
pub struct Declared<T> {
    /// As files write it.
    pub name: String,
    /// Where it is declared.
    pub span: Range<usize>,
    /// None where the declaration has mistakes: it is known, and nothing more can be said about it.
    pub value: Option<T>,
}

/// A limit, and where each of its values stands.
#[derive(Clone, Debug)]
pub(crate) struct PlacedLimit {
    pub(crate) limit: Limit,
    pub(crate) spans: Vec<Range<usize>>,
}

/// A fact looked up by name.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'v> {
    /// It is there.
    Found(FactId, &'v Fact),
    /// It is declared, or may be, but what it is can't be told.
    Broken,
    /// There is no such fact.
    Unknown,
}

impl Vocabulary {
    /// All of a valid policy.
    pub fn of(policy: &Policy) -> Self {
        let fact = |f: &Fact| Declared { name: f.name.clone(), span: 0..0, value: Some(f.clone()) };
        let limit = |l: &Limit| {
            let placed = PlacedLimit { limit: l.clone(), spans: vec![0..0; l.values.len()] };
            Declared { name: l.name.clone(), span: 0..0, value: Some(placed) }
        };
        Self {
            facts: policy.facts.iter().map(fact).collect(),
            limits: policy.limits.iter().map(limit).collect(),
            rules: policy.rules.iter().map(|r| r.id.clone()).collect(),
            routes: policy.routes.iter().map(|r| r.id.clone()).collect(),
            incomplete: false,
            rules_incomplete: false,
        }
    }

    /// What a name stands for.
    pub fn fact(&self, name: &str) -> Lookup<'_> {
        look_up(&self.facts, self.incomplete, name)
    }

    /// The names of the facts, in order.
    pub fn fact_names(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().map(|f| f.name.as_str())
    }
}

/// What a name stands for among these declarations.
pub(crate) fn look_up<'v>(facts: &'v [Declared<Fact>], incomplete: bool, name: &str) -> Lookup<'v> {
    match facts.iter().position(|f| f.name == name) {
        Some(at) => facts[at].value.as_ref().map_or(Lookup::Broken, |fact| Lookup::Found(FactId(at), fact)),
        None if incomplete => Lookup::Broken,
        None => Lookup::Unknown,
    }
}
