//! The least change that moves certain facts together, none of them for nothing.
//!
//! Few boxes can hold once certain facts have moved and no others: they are a bit each of one word here, and what the facts can
//! do to them is gone through fact by fact. A way is left as soon as a box of another answer is bound to speak first, or the way
//! is longer than the best.

use super::super::explanation::Verdict;
use super::super::region::Block;
use super::super::region::cover::Budget;
use super::cost::{Cost, Target, tie};
use super::nearest::Found;
use super::options::{Few, Option1, Options};
use super::standing::{Facts, Near, Standing, members};
use smallvec::SmallVec;

/// How many ways are tried for one part of the budget: about as much work as looking at a part of fact space takes.
const WAYS_A_PART: u32 = 64;

/// What comes of moving facts together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No change to the answer in which each move is needed, or none that is near enough.
    None,
    /// The least.
    Least(Found),
    /// Too much for this method: facts in one sum, a set of many members, very many boxes.
    Beyond,
}

/// Facts that move together towards one answer.
struct Together<'a> {
    standing: &'a Standing<'a>,
    budget: &'a Budget,
    /// In order of search.
    options: SmallVec<[Options; 5]>,
    /// The boxes there are.
    every: Few,
    /// Boxes that give the wanted answer.
    wanted: Few,
    /// Whether nothing speaking gives it too.
    silence: bool,
    /// By fact, the boxes that facts after it ask about.
    open_after: SmallVec<[Few; 5]>,
    /// By fact, the shortest way of all facts after it.
    least_after: SmallVec<[u128; 5]>,
    chosen: SmallVec<[usize; 5]>,
    best: Option<(u128, Target)>,
    limit: u128,
    ways: u32,
}

/// The least change to an answer that moves exactly these facts, each for a reason, and goes no farther than `limit`.
pub fn least(
    (standing, near): (&Standing<'_>, &Near),
    facts: Facts,
    wanted: Verdict,
    limit: u128,
    budget: &Budget,
) -> Outcome {
    if standing.are_tied(facts) {
        return Outcome::Beyond;
    }
    let geometry = &standing.engine.geometry;
    let mut blocks: SmallVec<[&Block; 48]> = SmallVec::new();
    let mut asked: SmallVec<[Facts; 48]> = SmallVec::new();
    let (mut giving, mut needed) = (0, 0);
    let mut silence = standing.ends_in_silence && standing.engine.silence().verdict() == wanted;
    for stands in near.those_in_reach(standing, facts) {
        if blocks.len() == Few::BITS as usize {
            return Outcome::Beyond;
        }
        if stands.verdict == Some(wanted) {
            giving |= 1 << blocks.len();
            needed |= stands.missed | stands.summed;
        } else {
            needed |= stands.asked & !stands.missed;
        }
        blocks.push(&geometry.boxes[stands.place]);
        asked.push(stands.asked);
        if stands.asked & facts == 0 {
            // It holds whatever these facts do.
            silence = false;
            break;
        }
    }
    if (giving == 0 && !silence) || facts & !needed != 0 {
        return Outcome::None;
    }
    let mut options: SmallVec<[Options; 5]> = SmallVec::new();
    for fact in members(facts) {
        let asking = asked.iter().enumerate().filter(|(_, a)| *a >> fact.0 & 1 == 1).fold(0, |all, (b, _)| all | 1 << b);
        let Some(of_fact) = Options::of(standing.engine, standing.origin, fact, &blocks, asking) else { return Outcome::Beyond };
        if of_fact.moves.is_empty() {
            return Outcome::None;
        }
        options.push(of_fact);
    }
    options.sort_by_key(|o| o.moves.len());
    let every = if blocks.len() == Few::BITS as usize { Few::MAX } else { (1 << blocks.len()) - 1 };
    let mut together = Together::of(standing, budget, options, (every, giving, silence), limit);
    together.go(every, 0);
    let Some((distance, target)) = together.best else { return Outcome::None };
    Outcome::Least(Found { cost: Cost { facts: facts.count_ones(), distance }, target })
}

impl<'a> Together<'a> {
    fn of(
        standing: &'a Standing<'a>,
        budget: &'a Budget,
        options: SmallVec<[Options; 5]>,
        (every, wanted, silence): (Few, Few, bool),
        limit: u128,
    ) -> Self {
        let (mut open_after, mut least_after) = (SmallVec::from_elem(0, options.len()), SmallVec::from_elem(0, options.len()));
        for i in (1..options.len()).rev() {
            open_after[i - 1] = open_after[i] | options[i].asking;
            least_after[i - 1] = least_after[i] + options[i].moves[0].distance;
        }
        let chosen = SmallVec::new();
        Self { standing, budget, options, every, wanted, silence, open_after, least_after, chosen, best: None, limit, ways: 0 }
    }

    /// Goes on with the next fact; `holding` are the boxes that accept every move so far.
    fn go(&mut self, holding: Few, distance: u128) {
        let depth = self.chosen.len();
        for i in 0..self.options[depth].moves.len() {
            let Option1 { distance: way, accepted, .. } = self.options[depth].moves[i];
            let distance = distance + way;
            if distance + self.least_after[depth] > self.limit {
                return;
            }
            self.ways += 1;
            if self.ways % WAYS_A_PART == 0 && !self.budget.step() {
                return;
            }
            let holding = holding & accepted;
            if !self.can_be_wanted(holding, self.open_after[depth]) {
                continue;
            }
            self.chosen.push(i);
            if depth + 1 < self.options.len() {
                self.go(holding, distance);
            } else {
                self.arrive(distance);
            }
            self.chosen.pop();
        }
    }

    /// Whether no box of another answer is bound to speak first: those that are `open` might still not hold.
    fn can_be_wanted(&self, holding: Few, open: Few) -> bool {
        let bound = holding & !open;
        let first = bound & bound.wrapping_neg();
        let up_to = if first == 0 { Few::MAX } else { first | (first - 1) };
        holding & self.wanted & up_to != 0 || (first == 0 && self.silence)
    }

    /// Takes a change with the wanted answer if each move is needed and it is the best so far.
    fn arrive(&mut self, distance: u128) {
        let mut moves: SmallVec<[(&Options, &Option1); 5]> =
            self.options.iter().zip(&self.chosen).map(|(o, i)| (o, &o.moves[*i])).collect();
        moves.sort_unstable_by_key(|(o, _)| o.fact);
        let target: Target = moves.iter().map(|(o, m)| (o.fact, m.to)).collect();
        let from = |fact| self.standing.origin.get(&self.standing.engine.geometry.layout, fact);
        let is_best = self.best.as_ref().is_none_or(|b| distance.cmp(&b.0).then_with(|| tie(&target, &b.1, from)).is_lt());
        if !is_best || self.some_suffice(&moves) {
            return;
        }
        self.limit = distance;
        self.best = Some((distance, target));
    }

    /// Whether some of the moves give the answer without the others.
    fn some_suffice(&self, moves: &[(&Options, &Option1)]) -> bool {
        (1..(1u32 << moves.len()) - 1).any(|part| {
            let holding = moves.iter().enumerate().fold(self.every, |all, (i, (options, to))| {
                all & if part >> i & 1 == 1 { to.accepted } else { options.stays }
            });
            self.can_be_wanted(holding, 0)
        })
    }
}
