//! What is asked about a case (the least change to an answer, the least that moves a fact), settled all together.
//!
//! Fewer moved facts come first, so they are gone through by number: one fact from the walks along each, then every set of two
//! facts that is worth a try, of three, up to six; from three on (five, where a certain fact has to move) a short search has a look
//! first. What that leaves is searched best first over fact space.

use super::super::engine::index::Bits;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::cost::Cost;
use super::groups::Groups;
use super::nearest::{Found, Search, candidates, nearest};
use super::standing::{Facts, Near, Standing, members};
use super::together::{Outcome, least};
use super::walk::Walks;
use smallvec::SmallVec;

/// Beyond so many facts at once sets of them are too many, and rules leave few enough ways that the search is quicker.
const MOST_TOGETHER: u32 = 6;

/// How many parts of fact space a look takes where three facts have to move; four times as many with each fact more.
const GLANCE: u64 = 24;

/// A change with the answer it gives.
pub type Turn = (Verdict, Found);

/// What is asked about a case.
pub struct Question {
    /// A fact that has to move, each other change being needed for the answer.
    must_move: Option<FactId>,
    /// The answers wanted.
    wanted: SmallVec<[Verdict; 4]>,
    /// The least change so far; in the end the least there is.
    pub found: Option<Turn>,
    settled: bool,
}

impl Question {
    /// The least change to an answer.
    pub fn least(wanted: Verdict) -> Self {
        Self { must_move: None, wanted: SmallVec::from_slice(&[wanted]), found: None, settled: false }
    }

    /// The least change to one of these answers that moves a fact and holds only what is needed.
    pub fn moving(fact: FactId, wanted: &[Verdict]) -> Self {
        Self { must_move: Some(fact), wanted: SmallVec::from_slice(wanted), found: None, settled: false }
    }

    /// Whether a change of these facts to an answer would be one of those asked for.
    fn is_about(&self, facts: Facts, wanted: Verdict) -> bool {
        !self.settled && self.wanted.contains(&wanted) && self.must_move.is_none_or(|f| facts >> f.0 & 1 == 1)
    }

    fn offer(&mut self, search: &Search<'_>, wanted: Verdict, found: Found) {
        if self.found.as_ref().is_none_or(|b| found.is_before(&b.1, search.engine, search.origin)) {
            self.found = Some((wanted, found));
        }
    }

    /// How far a change of as many facts may go that comes before the one found.
    fn limit(&self) -> u128 {
        self.found.as_ref().map_or(u128::MAX, |f| f.1.cost.distance)
    }
}

/// Answers questions about one case; `search` says which facts may move, and what it wants is set by each question in turn. What
/// the budget does not reach stays without an answer.
pub fn settle(search: Search<'_>, walks: &Walks, questions: &mut [Question]) {
    for question in questions.iter_mut() {
        alone(&search, walks, question);
    }
    if questions.iter().all(|q| q.settled) {
        return;
    }
    let among = candidates(search.engine, search.origin, search.movable);
    if let Some(standing) = Standing::of(search.engine, search.origin, search.movable, &among) {
        let near = Near::of(&standing);
        let is_wanted = |v: &Verdict| questions.iter().any(|q| !q.settled && q.wanted.contains(v));
        let wanted = Verdict::ALL.into_iter().filter(is_wanted);
        let groups: SmallVec<[Groups<'_>; 4]> = wanted.map(|v| Groups::towards(&standing, v)).collect();
        for size in 2..=MOST_TOGETHER {
            glance(&search, &among, size, questions);
            if questions.iter().all(|q| q.settled) || !together(&search, (&standing, &near, &groups), size, questions) {
                break;
            }
            questions.iter_mut().for_each(|q| q.settled |= q.found.is_some());
        }
    }
    for question in questions.iter_mut().filter(|q| !q.settled) {
        for wanted in question.wanted.clone() {
            let search = Search { must_move: question.must_move, wanted, ..search };
            let limit = question.found.as_ref().map(|f| f.1.cost);
            if let Some(found) = nearest(&search, &among, limit) {
                question.offer(&search, wanted, found);
            }
        }
        if search.budget.is_spent() {
            // Whatever was found is not proved least.
            question.found = None;
        }
    }
}

/// One fact moved, as the walks have it.
fn alone(search: &Search<'_>, walks: &Walks, question: &mut Question) {
    for (f, turns) in walks.turns.iter().enumerate().filter(|(f, _)| search.movable[*f]) {
        if question.must_move.is_some_and(|must| must.0 != f) {
            continue;
        }
        for (verdict, value, cost) in turns {
            if question.wanted.contains(verdict) {
                let target = std::iter::once((FactId(f), *value)).collect();
                question.offer(search, *verdict, Found { cost: *cost, target });
            }
        }
    }
    // A walk that was given up may have missed a cheaper one.
    question.settled = question.found.is_some() && !search.budget.is_spent();
}

/// Has a look whether the search finds a least change soon, or that there is none: the longer, the more facts have to move.
fn glance(search: &Search<'_>, among: &Bits, size: u32, questions: &mut [Question]) {
    for question in questions.iter_mut().filter(|q| !q.settled) {
        let from_size = if question.must_move.is_none() { 3 } else { 5 };
        if size < from_size {
            continue;
        }
        let budget = Budget::new(GLANCE << (2 * (size - 3)));
        for wanted in question.wanted.clone() {
            let search = Search { must_move: question.must_move, wanted, budget: &budget, ..*search };
            let limit = question.found.as_ref().map(|f| f.1.cost);
            if let Some(found) = nearest(&search, among, limit) {
                question.offer(&search, wanted, found);
            }
        }
        question.settled = !budget.is_spent();
        if !question.settled {
            // Whatever was found is not proved least.
            question.found = None;
        }
    }
}

/// Moves so many facts together, in every way worth a try; false where the ways are too many.
fn together(
    search: &Search<'_>,
    (standing, near, groups): (&Standing<'_>, &Near, &[Groups<'_>]),
    size: u32,
    questions: &mut [Question],
) -> bool {
    let mut sets: Vec<Facts> = Vec::new();
    for groups in groups {
        let wanted = groups.wanted;
        sets.clear();
        for question in questions.iter().filter(|q| !q.settled && q.wanted.contains(&wanted)) {
            let few_enough = match question.must_move {
                None => groups.any(size, &mut sets),
                Some(fact) => groups.with(fact, size, &mut sets),
            };
            if !few_enough {
                return false;
            }
        }
        sets.sort_unstable();
        sets.dedup();
        for facts in sets.iter().copied() {
            let asked = || questions.iter().filter(|q| q.is_about(facts, wanted));
            let Some(limit) = asked().map(Question::limit).max() else { continue };
            let outcome = if search.budget.step() {
                least((standing, near), &Search { wanted, ..*search }, facts, limit)
            } else {
                Outcome::None
            };
            for question in questions.iter_mut().filter(|q| q.is_about(facts, wanted)) {
                match &outcome {
                    Outcome::None => {}
                    Outcome::Least(found) => question.offer(search, wanted, found.clone()),
                    Outcome::Beyond => searched(search, facts, wanted, question),
                }
            }
        }
        if search.budget.is_spent() {
            return false;
        }
    }
    true
}

/// Moves facts together the long way.
fn searched(search: &Search<'_>, facts: Facts, wanted: Verdict, question: &mut Question) {
    let mut movable: SmallVec<[bool; 64]> = SmallVec::from_elem(false, search.movable.len());
    members(facts).for_each(|f| movable[f.0] = true);
    let among = candidates(search.engine, search.origin, &movable);
    let search = Search { movable: &movable, must_move: question.must_move, wanted, ..*search };
    let limit: Option<Cost> = question.found.as_ref().map(|f| f.1.cost);
    if let Some(found) = nearest(&search, &among, limit) {
        question.offer(&search, wanted, found);
    }
}
