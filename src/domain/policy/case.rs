//! A case: what is known, fact by fact. What is not known is unknown, never false.

use super::fact::FactId;
use super::quantity::Quantity;

/// A known value of a base fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Of a number fact.
    Number(Quantity),
    /// Of a flag.
    Flag(bool),
    /// Of a choice: place in its list of values.
    Choice(usize),
    /// Of a set: bit `i` is member `i` of its list.
    Set(u64),
}

/// Facts by id. `None` is unknown; computed facts are always `None` and never read from here.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Case {
    values: Vec<Option<Value>>,
}

impl Case {
    /// A case of a policy with so many facts, all unknown.
    pub fn unknown(facts: usize) -> Self {
        Self { values: vec![None; facts] }
    }

    /// The value of a fact, if known.
    pub fn get(&self, fact: FactId) -> Option<Value> {
        self.values.get(fact.0).copied().flatten()
    }

    /// Sets or forgets a fact.
    pub fn set(&mut self, fact: FactId, value: Option<Value>) {
        if let Some(slot) = self.values.get_mut(fact.0) {
            *slot = value;
        }
    }

    /// Forgets every fact.
    pub fn forget(&mut self) {
        self.values.fill(None);
    }

    /// The same case with one fact changed.
    #[must_use]
    pub fn with(&self, fact: FactId, value: Option<Value>) -> Self {
        let mut changed = self.clone();
        changed.set(fact, value);
        changed
    }

    /// Facts and what is known of them, in order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, Option<Value>)> + '_ {
        self.values.iter().enumerate().map(|(i, v)| (FactId(i), *v))
    }
}
