//! Whose progress a new version touches, by the answers in the log.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::cli::answers;
use crate::cli::environment::Environment;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::diff::Side;
use crate::domain::revision::Revision;
use crate::domain::revision::lines::Lines;
use crate::domain::revision::seen::turned;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facts::value_from_json;

/// What the log says of the trainees.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Those who answered cases that are different now, or at lines that are no longer where they were, by name.
    pub(super) touched: Vec<Touched>,
    /// How many trainees have answered cases of this policy.
    pub(super) trainees: usize,
    /// Why the log could not be read.
    pub(super) trouble: Option<String>,
}

/// A trainee who answered cases that are different now, or at lines that are no longer where they were.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) trainee: String,
    /// How many different cases of this policy they have answered.
    pub(super) answered: usize,
    /// Of these, how many turn; the scenarios they were told by.
    pub(super) turned: usize,
    pub(super) scenarios: BTreeSet<String>,
    /// Lines at which they answered that moved or are gone.
    pub(super) lines: usize,
}

/// Reads the log, if there is one, and holds every answered case against both versions.
pub(super) fn progress(revision: &Revision<'_>, lines: &Lines, environment: &Environment) -> Progress {
    match answers::everybody(environment) {
        Err(trouble) => Progress { trouble: Some(trouble), ..Progress::default() },
        Ok(attempts) => Survey { revision, gone: lines.gone(), known: HashMap::new() }.of(&attempts),
    }
}

struct Survey<'s> {
    revision: &'s Revision<'s>,
    /// Facets of the version before that are no longer where they were.
    gone: HashSet<usize>,
    /// By the facts and the facet as the log has them: many have answered the same case.
    known: HashMap<String, Touches>,
}

/// What becomes of an answer.
#[derive(Clone, Copy)]
struct Touches {
    /// Its case turns.
    turns: bool,
    /// The line it stood at, by the place of its facet, moved or is gone.
    line: Option<usize>,
}

impl Survey<'_> {
    fn of(mut self, attempts: &[Attempt]) -> Progress {
        let ids = [self.revision.old.policy.id.as_str(), self.revision.new.policy.id.as_str()];
        let mut answered: BTreeMap<&str, BTreeMap<&str, &Attempt>> = BTreeMap::new();
        for attempt in attempts.iter().filter(|a| ids.contains(&a.policy.id.as_str())) {
            answered.entry(&attempt.trainee).or_default().insert(&attempt.case_hash, attempt);
        }
        let mut touched = Vec::new();
        for (trainee, cases) in &answered {
            let mut one = Touched { trainee: (*trainee).to_owned(), answered: cases.len(), ..Touched::default() };
            let mut lines = HashSet::new();
            for attempt in cases.values() {
                let touches = self.touches(attempt);
                if touches.turns {
                    one.turned += 1;
                    one.scenarios.insert(attempt.scenario.clone());
                }
                lines.extend(touches.line);
            }
            one.lines = lines.len();
            if one.turned + one.lines > 0 {
                touched.push(one);
            }
        }
        Progress { touched, trainees: answered.len(), trouble: None }
    }

    fn touches(&mut self, attempt: &Attempt) -> Touches {
        let key = serde_json::to_string(&(&attempt.facts, &attempt.facet)).unwrap_or_default();
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let case = case(self.revision.old.policy, attempt);
        let (was, now) = self.revision.seen(Side::Old, &case);
        let facet = attempt.facet.as_ref().and_then(|facet| self.revision.answered_at(facet, &case));
        let touches = Touches { turns: turned(was, now).is_some(), line: facet.filter(|at| self.gone.contains(at)) };
        self.known.insert(key, touches);
        touches
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
