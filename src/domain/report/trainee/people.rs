//! Who has answers in a log.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;

/// Somebody with answers. In the order of their names: there is no ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As the log has it.
    pub name: String,
    /// Answers, on every occasion.
    pub cases: u32,
    /// When the last one was given.
    pub last: Millis,
    /// The packs they were given at.
    pub packs: BTreeSet<String>,
}

/// Everybody in a log, each answer counted once.
pub fn people<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Vec<Person> {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    for attempt in attempts {
        let person = people.entry(&attempt.trainee).or_insert_with(|| Person {
            name: attempt.trainee.clone(),
            cases: 0,
            last: attempt.time,
            packs: BTreeSet::new(),
        });
        person.cases = person.cases.saturating_add(1);
        person.last = person.last.max(attempt.time);
        if !person.packs.contains(&attempt.pack) {
            person.packs.insert(attempt.pack.clone());
        }
    }
    people.into_values().collect()
}
