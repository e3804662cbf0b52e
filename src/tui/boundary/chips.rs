//! Choices, sets and flags: each other value, and what it would make of the answer.

use super::line::{Ground, ground};
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::text::Text;

/// One value of a fact, or one member of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// For people.
    pub label: Text,
    /// The case has it.
    pub on: bool,
    /// What the answer would be with it chosen (or, in a set, switched).
    pub ground: Ground,
}

/// A fact's chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chips {
    /// The fact.
    pub fact: FactId,
    /// In the order of the policy.
    pub chips: Vec<Chip>,
}

/// The chips of a choice, set or flag; none for numbers and for what is not known.
pub fn chips(engine: &Engine, policy: &Policy, case: &Case, id: FactId) -> Option<Chips> {
    let fact = policy.fact(id);
    let now = case.get(id)?;
    let with = |value: Value| ground(engine, &case.with(id, Some(value)));
    let chips = match (&fact.kind, now) {
        (FactKind::Flag, Value::Flag(on)) => {
            let chip =
                |value: bool, label: &str| Chip { label: Text::clean(label), on: on == value, ground: with(Value::Flag(value)) };
            vec![chip(true, "yes"), chip(false, "no")]
        }
        (FactKind::Choice(names), Value::Choice(chosen)) => {
            let chip = |i: usize| Chip { label: names[i].label.clone(), on: i == chosen, ground: with(Value::Choice(i)) };
            (0..names.len()).map(chip).collect()
        }
        (FactKind::Set(names), Value::Set(bits)) => {
            let chip = |i: usize| Chip {
                label: names[i].label.clone(),
                on: bits & (1 << i) != 0,
                ground: with(Value::Set(bits ^ (1 << i))),
            };
            (0..names.len().min(64)).map(chip).collect()
        }
        _ => return None,
    };
    Some(Chips { fact: id, chips })
}
