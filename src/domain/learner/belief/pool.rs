//! Cases that tell misreadings apart: told ones, their neighbours across a line, and cases between where a line runs and where it
//! might be remembered.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::misreading::Misreading;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::analysis::lines::Between;
use crate::domain::policy::analysis::mutants::change::{Change, compared, test_at};
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;

/// Cases that a pool holds at the most.
pub const LARGEST: usize = 3000;

/// A pool of cases over a policy: told cases first, then their twins, then those of the coastline, then cases between. Each once,
/// at most [`LARGEST`]. Whether a case can occur is left to who reads it.
pub fn pool(policy: &Policy, day: Date, coastline: &Coastline, told: &[Case]) -> Vec<Case> {
    let mut seen: HashSet<Case, BuildHasherDefault<DefaultHasher>> = HashSet::default();
    let mut pool: Vec<Case> = Vec::new();
    let mut add = |case: Case| {
        if pool.len() < LARGEST && seen.insert(case.clone()) {
            pool.push(case);
        }
    };
    told.iter().cloned().for_each(&mut add);
    let shown: Vec<&Case> = coastline.facets.iter().flat_map(|facet| &facet.twins).collect();
    for line in &coastline.lines {
        told.iter().filter(|case| line.between.is_near(policy, case)).for_each(|case| {
            line.between.across(policy, case).into_iter().for_each(|(_, twin)| add(twin));
        });
    }
    shown.iter().for_each(|case| add((*case).clone()));
    let between = remembered(policy, day);
    for facet in &coastline.facets {
        let Between::Number(..) = coastline.lines[facet.line].between else { continue };
        for (_, value) in between.iter().filter(|(fact, _)| *fact == facet.moved) {
            facet.twins.iter().for_each(|twin| add(twin.with(facet.moved, Some(Value::Number(*value)))));
        }
    }
    pool
}

/// The values on both sides of each place where a line runs or might be remembered.
pub(super) fn remembered(policy: &Policy, day: Date) -> Vec<(FactId, Quantity)> {
    let line = |reading: Misreading| match reading {
        Misreading::LineAt { at, to, .. } => Some((test_at(policy, at).fact, to)),
        Misreading::FigureAt { fact, to, .. } => Some((fact, to)),
        Misreading::Small(Change::LimitMoved { limit, to, .. }) => compared(policy, limit).map(|fact| (fact, to)),
        _ => None,
    };
    let mut values: Vec<(FactId, Quantity)> = Vec::new();
    for (fact, at) in Misreading::all(policy, day).into_iter().filter_map(line) {
        let Some(number) = policy.fact(fact).number() else { continue };
        let step = number.step.millionths();
        for value in [at.millionths() - step, at.millionths(), at.millionths() + step].map(Quantity::from_millionths) {
            if (number.min..=number.max).contains(&value) && !values.contains(&(fact, value)) {
                values.push((fact, value));
            }
        }
    }
    values
}
