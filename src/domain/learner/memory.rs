//! What somebody remembers of each place where the answer turns, and when they are about to forget it.
//!
//! A fold over the log and nothing else: whatever stands here can be computed again from the attempts and the policy.

pub mod forgetting;
pub mod grade;
pub mod meaning;
pub mod place;
pub mod queue;
pub mod syllabus;
pub mod trace;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use uuid::Uuid;

use self::place::{Names, Place};
use self::trace::Trace;
use crate::domain::policy::Policy;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;

/// Places by name. The hashing has no seed: nothing here is left to chance.
type Traces = HashMap<Place, Trace, BuildHasherDefault<DefaultHasher>>;

/// A trainee's memory of one policy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    traces: Traces,
}

impl Memory {
    /// Folds a trainee's attempts at this policy, whatever its version and in whatever order they come.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, policy: &Policy) -> Self {
        let mut own: Vec<&Attempt> = attempts.into_iter().filter(|a| a.policy.id == policy.id).collect();
        // Ids sort by time, and break ties alike on every machine.
        own.sort_by_key(|a| (a.time, a.id));
        own.dedup_by_key(|a| a.id);
        let (names, critical) = (Names::of(policy), critical(policy));
        let mut memory = Self::default();
        // One place is written over again and again, and copied only where it is new.
        let mut here = Place::Rule(String::new());
        for attempt in own {
            memory.meet(attempt, &names, &critical, &mut here);
        }
        memory
    }

    /// One answer more, given after all the others.
    pub fn learn(&mut self, attempt: &Attempt, policy: &Policy) {
        self.meet(attempt, &Names::of(policy), &critical(policy), &mut Place::Rule(String::new()));
    }

    fn meet(&mut self, attempt: &Attempt, names: &Names<'_>, critical: &[&str], here: &mut Place) {
        if !here.meet(attempt, names) {
            return;
        }
        if let Some(trace) = self.traces.get_mut(here) {
            trace.meet(attempt);
            return;
        }
        let is_critical = here.rules().any(|id| critical.contains(&id));
        if let Some(trace) = Trace::begun(attempt, is_critical) {
            self.traces.insert(here.clone(), trace);
        }
    }

    /// What is remembered of a place; none where it was never met.
    pub fn trace(&self, place: &Place) -> Option<&Trace> {
        self.traces.get(place)
    }

    /// How many places were met.
    pub fn len(&self) -> usize {
        self.traces.len()
    }

    /// Whether nothing was met.
    pub fn is_empty(&self) -> bool {
        self.traces.is_empty()
    }

    /// Places missed and sure in a sitting and not put right there since: they come back in it. The first missed comes first.
    pub fn again(&self, session: Uuid) -> Vec<&Place> {
        let missed = |trace: &Trace| trace.sure_miss.filter(|m| m.session == session && !m.put_right).map(|m| m.time);
        let mut again: Vec<(Millis, &Place)> = self.traces.iter().filter_map(|(p, t)| Some((missed(t)?, p))).collect();
        again.sort_unstable();
        again.into_iter().map(|(_, place)| place).collect()
    }
}

/// The rules at which somebody may be harmed.
fn critical(policy: &Policy) -> Vec<&str> {
    policy.rules.iter().filter(|r| syllabus::is_critical(r)).map(|r| r.id.as_str()).collect()
}
