//! Cases that can be told to find a line: scenarios as they are, and with facts moved to where readings of the policy differ.
//! Never typed text: a figure that moves is told by the story itself, or stands above it as what differs.

mod further;

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::misreading::Misreading;
use super::pool::remembered;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::Scenario;
use crate::domain::session::round::Moved;

/// Facts moved at the most: more would be another story.
pub const MOVES: usize = 3;

/// Verdicts that are worked out for stories with one fact moved, about.
const WORK: usize = 10_000_000;
/// Stories that are moved, however large the policy is.
const FEW: usize = 20;

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

/// What is told of the scenarios to somebody with these own facts: first all as they are, then moved, as far as that tells more of
/// the policy's readings apart. Cases that have to be asked about first, those with a warning, and those that can't occur are left
/// out.
pub fn tellings(engine: &Engine, scenarios: &[Scenario], own: &[(FactId, Value)]) -> Vec<Telling> {
    let told: Vec<Telling> = scenarios.iter().enumerate().filter_map(|(at, told)| as_told(engine, at, told, own)).collect();
    let (values, lines) = (remembered(engine.policy(), engine.day()), engine.lines());
    let moved = |telling: &Telling| {
        let numbers = values.iter().map(|(fact, q)| (*fact, Value::Number(*q)));
        let across = lines.iter().flat_map(|line| line.between.across(engine.policy(), &telling.case));
        let across = across.filter_map(|(fact, case)| Some((fact, case.get(fact)?)));
        let theirs = |(fact, _): &Moved| own.iter().any(|(own, _)| own == fact);
        let mut seen: HashSet<Case, BuildHasherDefault<DefaultHasher>> = [telling.case.clone()].into_iter().collect();
        let moved = numbers.chain(across).filter(|to| !theirs(to));
        let moved = moved.filter_map(|to| move_to(engine, &scenarios[telling.scenario], telling, to));
        moved.filter(|next| seen.insert(next.case.clone())).collect::<Vec<Telling>>()
    };
    let readings = Misreading::all(engine.policy(), engine.day());
    // Of a large pack every so many stories are moved: each way to move one is held against every reading.
    let work = (values.len() + lines.len()).max(1) * readings.len().max(1);
    let stride = told.len().div_ceil((WORK / work).max(FEW));
    let moved = |(at, telling): (usize, &Telling)| if at % stride.max(1) == 0 { moved(telling) } else { Vec::new() };
    let once: Vec<Vec<Telling>> = told.iter().enumerate().map(moved).collect();
    further::chosen(engine, scenarios, &readings, told, once)
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

/// The same with one more fact moved; none where it was moved already, is there, is not known, or where that can't occur.
pub fn move_to(engine: &Engine, told: &Scenario, telling: &Telling, (fact, to): Moved) -> Option<Telling> {
    let moved = telling.moved.iter().any(|(moved, _)| *moved == fact);
    telling.case.get(fact).filter(|from| *from != to && !moved)?;
    let case = telling.case.with(fact, Some(to));
    engine.decide(&case).ok()?.verdict?;
    let beside = telling.beside + usize::from(!told.tells(engine.policy(), fact));
    Some(Telling { moved: telling.moved.iter().copied().chain([(fact, to)]).collect(), beside, case, ..*telling })
}
