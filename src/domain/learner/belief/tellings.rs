//! Cases that can be told to find a line: scenarios as they are, and with one fact moved to where readings of the policy differ.
//! Never typed text: a figure that moves is told by the story itself, or stands above it as what differs.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::pool::remembered;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::Scenario;
use crate::domain::session::round::Moved;

/// Cases told at the most.
const LARGEST: usize = 1500;

/// Facts moved at the most: more would be another story, and tell hardly more readings apart.
pub const MOVES: usize = 1;

/// A scenario, as it is told or with facts moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Its place in the pack.
    pub scenario: usize,
    /// What is moved, and where to.
    pub moved: Vec<Moved>,
    /// How many of these the story itself does not tell.
    pub beside: usize,
    /// The case.
    pub case: Case,
}

/// Everything that can be told of these scenarios to somebody with these own facts: first all as they are, then moved. Cases that
/// have to be asked about first, those with a warning, and those that can't occur are left out.
pub fn tellings(engine: &Engine, scenarios: &[Scenario], own: &[(FactId, Value)]) -> Vec<Telling> {
    let told: Vec<Telling> = scenarios.iter().enumerate().filter_map(|(at, told)| as_told(engine, at, told, own)).collect();
    let mut seen: HashSet<(usize, Case), BuildHasherDefault<DefaultHasher>> =
        told.iter().map(|telling| (telling.scenario, telling.case.clone())).collect();
    let (values, lines) = (remembered(engine.policy(), engine.day()), engine.lines());
    let mut moved: Vec<(usize, Telling)> = Vec::new();
    for telling in &told {
        let numbers = values.iter().map(|(fact, q)| (*fact, Value::Number(*q)));
        let across = lines.iter().flat_map(|line| line.between.across(engine.policy(), &telling.case));
        let across = across.filter_map(|(fact, case)| Some((fact, case.get(fact)?)));
        let next = numbers.chain(across).filter_map(|to| move_to(engine, &scenarios[telling.scenario], telling, to));
        moved.extend(next.filter(|next| seen.insert((next.scenario, next.case.clone()))).enumerate());
    }
    // Those that read right come first, and of these each story's in turn, so that every story has its share.
    moved.sort_by_key(|(nth, telling)| (telling.beside, *nth));
    moved.truncate(LARGEST.saturating_sub(told.len()));
    told.into_iter().chain(moved.into_iter().map(|(_, telling)| telling)).collect()
}

/// The scenario as it is told, with the trainee's own facts where that can occur.
fn as_told(engine: &Engine, place: usize, told: &Scenario, own: &[(FactId, Value)]) -> Option<Telling> {
    if told.ask || told.warning.is_some() {
        return None;
    }
    let decided = |case: &Case| engine.decide(case).is_ok_and(|ruling| ruling.verdict.is_some());
    let theirs = own.iter().fold(told.case.clone(), |case, (fact, value)| case.with(*fact, Some(*value)));
    let case = Some(theirs).filter(&decided).or_else(|| Some(told.case.clone()).filter(&decided))?;
    Some(Telling { scenario: place, moved: Vec::new(), beside: 0, case })
}

/// The same with one fact moved; none where it is there already, is not known, or where that can't occur.
pub fn move_to(engine: &Engine, told: &Scenario, telling: &Telling, (fact, to): Moved) -> Option<Telling> {
    let from = telling.case.get(fact).filter(|from| *from != to && telling.moved.len() < MOVES);
    let case = from.map(|_| telling.case.with(fact, Some(to)))?;
    engine.decide(&case).ok()?.verdict?;
    let moved = telling.moved.iter().copied().chain([(fact, to)]).collect();
    let beside = telling.beside + usize::from(!told.tells(engine.policy(), fact));
    Some(Telling { moved, beside, case, ..*telling })
}
