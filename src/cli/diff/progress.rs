//! Whose progress a new version touches, by the answers in the log.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Engines;
use super::turns::seen;
use crate::cli::environment::Environment;
use crate::cli::pack::Version;
use crate::cli::seen::turned;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::{Diff, Side};
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facts::value_from_json;
use crate::store::folder::LOG;
use crate::store::handle::Store;
use crate::store::log::Whose;

/// What the log says of the trainees.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Those who answered cases that are different now, by name.
    pub(super) touched: Vec<Touched>,
    /// How many trainees have answered cases of this policy.
    pub(super) trainees: usize,
    /// Why the log could not be read.
    pub(super) trouble: Option<String>,
}

/// A trainee who answered cases that are different now.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) trainee: String,
    /// How many different cases of this policy they have answered.
    pub(super) answered: usize,
    /// Of these, how many turn; the scenarios they were told by.
    pub(super) turned: usize,
    pub(super) scenarios: BTreeSet<String>,
}

/// Reads the log, if there is one, and holds every answered case against both versions.
pub(super) fn progress(diff: &Diff, engines: &Engines, old: &Version, new: &Version, environment: &Environment) -> Progress {
    if !environment.data.join(LOG).is_file() {
        return Progress::default();
    }
    match attempts(environment) {
        Err(trouble) => Progress { trouble: Some(trouble), ..Progress::default() },
        Ok(attempts) => Survey { diff, engines, old, new, turned: HashMap::new() }.of(&attempts),
    }
}

fn attempts(environment: &Environment) -> Result<Vec<Attempt>, String> {
    let store = Store::start(environment.data.clone(), |_| {}).map_err(|error| error.to_string())?;
    let read = store.wait(|keeper| keeper.attempts(&Whose::Everybody));
    store.close();
    match read {
        Some(Ok(attempts)) => Ok(attempts),
        Some(Err(trouble)) => Err(trouble.to_string()),
        None => Err("the log could not be opened".to_owned()),
    }
}

struct Survey<'s> {
    diff: &'s Diff,
    engines: &'s Engines,
    old: &'s Version,
    new: &'s Version,
    /// By the facts as the log has them, whether the case turns: many have answered the same one.
    turned: HashMap<String, bool>,
}

impl Survey<'_> {
    fn of(mut self, attempts: &[Attempt]) -> Progress {
        let ids = [self.old.policy.id.as_str(), self.new.policy.id.as_str()];
        let mut answered: BTreeMap<&str, BTreeMap<&str, &Attempt>> = BTreeMap::new();
        for attempt in attempts.iter().filter(|a| ids.contains(&a.policy.id.as_str())) {
            answered.entry(&attempt.trainee).or_default().insert(&attempt.case_hash, attempt);
        }
        let mut touched = Vec::new();
        for (trainee, cases) in &answered {
            let mut one = Touched { trainee: (*trainee).to_owned(), answered: cases.len(), ..Touched::default() };
            for attempt in cases.values().filter(|a| self.turns(a)).collect::<Vec<_>>() {
                one.turned += 1;
                one.scenarios.insert(attempt.scenario.clone());
            }
            if one.turned > 0 {
                touched.push(one);
            }
        }
        Progress { touched, trainees: answered.len(), trouble: None }
    }

    fn turns(&mut self, attempt: &Attempt) -> bool {
        let facts = serde_json::to_string(&attempt.facts).unwrap_or_default();
        if let Some(known) = self.turned.get(&facts) {
            return *known;
        }
        let case = case(&self.old.policy, attempt);
        let (was, now) = seen(self.diff, self.engines, self.old, self.new, Side::Old, &case);
        let turns = turned(was, now).is_some();
        self.turned.insert(facts, turns);
        turns
    }
}

/// The case of an attempt, as far as this version knows its facts.
fn case(policy: &Policy, attempt: &Attempt) -> Case {
    let mut case = Case::unknown(policy.facts.len());
    for (name, json) in &attempt.facts {
        if let Some(id) = policy.fact_id(name).filter(|id| !policy.fact(*id).is_computed()) {
            case.set(id, value_from_json(policy.fact(id), json));
        }
    }
    case
}
