//! The line in somebody's head: which misreading they play by, and where they turn.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::domain::learner::belief::given::{Given, Lately, lately};
use crate::domain::learner::belief::misreading::Misreading;
use crate::domain::learner::belief::pool::pool;
use crate::domain::learner::belief::suspects::Suspects;
use crate::domain::learner::belief::trial::{ENOUGH, Finding, Trial};
use crate::domain::learner::belief::turnings::{Turning, Turnings};
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::case::Case;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;
use crate::domain::session::attempt::Attempt;

/// So many of the last answers are held against the policy: what was believed long ago has been explained since.
pub const LATELY: usize = 60;

/// What somebody plays by, as far as their last answers tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Mind {
    /// Answers it was told from.
    pub answers: usize,
    /// Answers left out beside these: the policy decides their cases otherwise now.
    pub outdated: usize,
    /// Which reading explains them.
    pub found: Found,
    /// Where they turn, line by line: elsewhere than the policy first.
    pub turnings: Vec<Turning>,
}

/// Which reading of the policy explains the answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Too few answers to tell.
    TooFew {
        /// How many more it takes, at the least.
        more: usize,
    },
    /// The policy has too many rules for its misreadings to be gone through.
    TooLarge,
    /// Several readings fit.
    Open {
        /// How likely it is that they play by the policy as it is.
        by_the_policy: f64,
        /// The likeliest misreadings, which answer every case alike; none where the policy has none.
        readings: Vec<Misreading>,
        /// How likely it is that they play by these.
        likely: f64,
        /// How likely it is that no single reading explains their answers.
        none_of_these: f64,
    },
    /// They play by the policy.
    ByThePolicy {
        /// How likely that is.
        likely: f64,
    },
    /// They play by one of these, which answer every case alike.
    Misreads {
        /// The misreadings.
        readings: Vec<Misreading>,
        /// How likely that is.
        likely: f64,
    },
    /// They misread this rule, and which of several ways it is can't be told.
    MisreadsRule {
        /// The rule.
        rule: RuleId,
        /// The ways, the likeliest first.
        readings: Vec<Misreading>,
        /// How likely it is that it is one of these.
        likely: f64,
    },
    /// They err in ways that no single misreading explains.
    NoneOfThese {
        /// How likely that is.
        likely: f64,
    },
}

impl Found {
    /// What a trial has come to.
    pub fn of(trial: &Trial<'_>, policy: &Policy) -> Self {
        if trial.answers() < ENOUGH {
            return Self::TooFew { more: ENOUGH - trial.answers() };
        }
        let beliefs = trial.beliefs();
        let likely = beliefs.iter().copied().fold(0.0, f64::max);
        match trial.finding() {
            Finding::Open => {
                if let Some((rule, suspects, likely)) = trial.about(policy) {
                    let readings = suspects.iter().filter_map(|suspect| suspect.readings.first().copied()).collect();
                    return Self::MisreadsRule { rule, readings, likely };
                }
                let (readings, likely) = trial.likeliest().map_or((Vec::new(), 0.0), |(s, likely)| (s.readings.clone(), likely));
                let [by_the_policy, none_of_these] = [beliefs.first(), beliefs.last()].map(|b| b.copied().unwrap_or_default());
                Self::Open { by_the_policy, readings, likely, none_of_these }
            }
            Finding::ByThePolicy => Self::ByThePolicy { likely },
            Finding::NoneOfThese => Self::NoneOfThese { likely },
            Finding::Misreads(suspect) => Self::Misreads { readings: suspect.readings.clone(), likely },
        }
    }
}

impl Mind {
    pub(super) fn of(own: &[&Attempt], engine: &Engine, coastline: &Coastline, scenarios: &[Scenario]) -> Self {
        let Lately { given, outdated } = lately(own.iter().copied(), engine, scenarios, LATELY);
        let found = found(&given, engine, coastline, scenarios);
        Self { outdated, ..Self::told(engine.policy(), given.len(), found, Turnings::of(engine, &given).told()) }
    }

    /// From so many answers. Who misreads one line seems to turn elsewhere on others too, wherever a case stands on both: of a named
    /// misreading only its own line is told, beside those on which they turn as the policy does.
    pub fn told(policy: &Policy, answers: usize, found: Found, mut turnings: Vec<Turning>) -> Self {
        if let Found::Misreads { readings, .. } = &found {
            turnings.retain(|turning| turning.fits() || readings.iter().any(|reading| reading.moves(policy, turning.fact)));
        }
        Self { answers, outdated: 0, found, turnings }
    }
}

/// Which reading explains some answers. The cases answered come first into the pool, so that each of them tells.
fn found(lately: &[Given], engine: &Engine, coastline: &Coastline, scenarios: &[Scenario]) -> Found {
    if lately.len() < ENOUGH {
        return Found::TooFew { more: ENOUGH - lately.len() };
    }
    let (policy, day) = (engine.policy(), engine.day());
    if Suspects::are_too_many(policy, day) {
        return Found::TooLarge;
    }
    let told: Vec<Case> = lately.iter().map(|g| g.case.clone()).chain(scenarios.iter().map(Scenario::told)).collect();
    let pool = pool(policy, day, coastline, &told);
    let places: HashMap<&Case, usize, BuildHasherDefault<DefaultHasher>> =
        pool.iter().enumerate().map(|(at, case)| (case, at)).collect();
    let suspects = Suspects::of(policy, day, &pool);
    let mut trial = Trial::new(&suspects);
    for given in lately {
        if let Some(place) = places.get(&given.case) {
            trial.answered(*place, given.answer);
        }
    }
    Found::of(&trial, policy)
}
