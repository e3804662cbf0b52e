//! The misreadings that can be told apart by some cases: those that answer all of them alike are one suspect.

use std::collections::BTreeMap;

use super::misreading::Misreading;
use super::verdicts::{Row, Verdicts};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::explanation::Verdict;

/// What somebody might play by.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect {
    /// Ways to misread the policy that answer all cases of the pool alike.
    pub readings: Vec<Misreading>,
    /// Their answers, case by case.
    pub row: Row,
}

/// The policy as it is, and every suspect that differs from it somewhere in the pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspects {
    /// The policy's own answers.
    pub policy: Row,
    /// In the order of the file.
    pub suspects: Vec<Suspect>,
}

/// More misreadings than these are not gone through: a policy of so many rules would take minutes.
const MOST: usize = 4000;

impl Suspects {
    /// Whether a policy can be misread in too many ways to go through them.
    pub fn are_too_many(policy: &Policy, day: Date) -> bool {
        Misreading::all(policy, day).len() > MOST
    }

    /// Tries every misreading on a pool of cases.
    pub fn of(policy: &Policy, day: Date, pool: &[Case]) -> Self {
        let verdicts = Verdicts::of(policy, day, pool);
        let own = verdicts.own();
        let mut suspects: Vec<Suspect> = Vec::new();
        let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        for reading in Misreading::all(policy, day) {
            let row = verdicts.misread(reading);
            if row == own {
                continue;
            }
            let place = *places.entry(row.iter().map(|v| code(*v)).collect()).or_insert(suspects.len());
            match suspects.get_mut(place) {
                Some(same) => same.readings.push(reading),
                None => suspects.push(Suspect { readings: vec![reading], row }),
            }
        }
        // Of ways that answer alike the first is told: the whole line, before one end of it.
        for suspect in &mut suspects {
            suspect.readings.sort_by_key(|reading| !matches!(reading, Misreading::FigureAt { .. }));
        }
        Self { policy: own, suspects }
    }

    /// Those alone that so many cases tell from the policy: nobody can be named for what fewer tell, if one slip must not decide.
    pub fn told_by(mut self, least: usize) -> Self {
        let Self { policy, suspects } = &mut self;
        suspects.retain(|suspect| suspect.row.iter().zip(&*policy).filter(|(theirs, own)| theirs != own).count() >= least);
        self
    }
}

fn code(verdict: Option<Verdict>) -> u8 {
    match verdict {
        None => 0,
        Some(Verdict::Yes) => 1,
        Some(Verdict::No) => 2,
        Some(Verdict::Escalate) => 3,
        Some(Verdict::Either) => 4,
    }
}
