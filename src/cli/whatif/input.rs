//! What the command line wants moved.

use crate::cli::Failure;
use crate::domain::policy::Policy;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::whatif::knob::{self, Knob, even_step};
use crate::domain::policy::whatif::sound::sound;

use super::range::ends;

/// The most points a sweep has.
const MOST_POINTS: i64 = 500;
/// How many steps a sweep takes where the step is not given.
const STEPS: i64 = 8;

/// A number that is moved.
pub(super) struct Change {
    pub(super) knob: Knob,
    pub(super) to: Quantity,
}

/// A number that is moved step by step.
pub(super) struct Sweep {
    pub(super) knob: Knob,
    pub(super) points: Vec<Quantity>,
}

/// Reads `--set`s; the last word on a number holds.
pub(super) fn changes(policy: &Policy, written: &[String]) -> Result<Vec<Change>, Failure> {
    let mut changes: Vec<Change> = Vec::new();
    for text in written {
        let change = change(policy, text).map_err(|why| Failure::Unusable(format!("--set: {why}")))?;
        changes.retain(|c| c.knob != change.knob);
        changes.push(change);
    }
    Ok(changes)
}

fn change(policy: &Policy, text: &str) -> Result<Change, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| format!("`{text}` moves nothing; write NAME=NUMBER"))?;
    let knob = knob::find(policy, name.trim())?;
    let to = knob.read(policy, value.trim())?;
    Ok(Change { knob, to })
}

/// Reads `--sweep`.
pub(super) fn sweep(policy: &Policy, text: &str) -> Result<Sweep, Failure> {
    read_sweep(policy, text).map_err(|why| Failure::Unusable(format!("--sweep: {why}")))
}

fn read_sweep(policy: &Policy, text: &str) -> Result<Sweep, String> {
    let (name, range) = text.split_once('=').ok_or_else(|| format!("`{text}` moves nothing; write NAME=FROM..TO"))?;
    let knob = knob::find(policy, name.trim())?;
    let (range, step) = match range.split_once(':') {
        Some((range, step)) => (range, Some(step)),
        None => (range, None),
    };
    let (from, to) = ends(range)?;
    if to < from {
        return Err(format!("`{range}` goes backwards; write the smaller number first"));
    }
    for end in [from, to] {
        knob.read(policy, &end.to_string())?;
    }
    let width = to.millionths() - from.millionths();
    let step = match step {
        Some(text) => {
            Quantity::parse(text).ok().filter(|q| *q > Quantity::ZERO).ok_or("a step is a number above 0")?.millionths()
        }
        None => even_step(width / STEPS, knob.step(policy).millionths()),
    };
    if width / step >= MOST_POINTS {
        return Err(format!("that is more than {MOST_POINTS} steps; take larger ones, as in {from}..{to}:{}", larger(width)));
    }
    let mut points: Vec<Quantity> = (0..=width / step).map(|n| Quantity::from_millionths(from.millionths() + n * step)).collect();
    if points.last() != Some(&to) {
        points.push(to);
    }
    points.iter().try_for_each(|q| knob.read(policy, &q.to_string()).map(drop))?;
    Ok(Sweep { knob, points })
}

fn larger(width: i64) -> Quantity {
    Quantity::from_millionths(even_step(width / STEPS, Quantity::SCALE))
}

/// The policy as it is, then with everything set (if anything is), then at each point of the sweep. Each must be one that could
/// stand in a file.
pub(super) fn versions(policy: &Policy, changes: &[Change], sweep: Option<&Sweep>) -> Result<Vec<Policy>, Failure> {
    let moves = |but: Option<&Knob>| -> Vec<(&Knob, Quantity)> {
        changes.iter().filter(|c| Some(&c.knob) != but).map(|c| (&c.knob, c.to)).collect()
    };
    let mut versions = vec![policy.clone()];
    if !changes.is_empty() {
        let set = knob::turned(policy, &moves(None));
        sound(&set).map_err(|why| Failure::Unusable(format!("--set: {why}")))?;
        versions.push(set);
    }
    if let Some(sweep) = sweep {
        let others = moves(Some(&sweep.knob));
        for value in &sweep.points {
            let swept = knob::turned(policy, &[&others[..], &[(&sweep.knob, *value)]].concat());
            sound(&swept).map_err(|why| Failure::Unusable(format!("--sweep: with `{}` at {value}, {why}", sweep.knob.name)))?;
            versions.push(swept);
        }
    }
    Ok(versions)
}
