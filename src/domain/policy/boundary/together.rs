//! The least change that moves certain facts together, none of them for nothing.
//!
//! Few boxes can hold once certain facts have moved and no others: they are a bit each of one word here, and what the facts can
//! do to them is gone through fact by fact. A way is left as soon as a box of another answer is bound to speak first, or the way
//! is longer than the best. Where a sum is of two facts that both move, the stretches of the sum are gone through too, and the
//! nearest values within all the stretches are worked out at the end.

use super::super::fact::FactId;
use super::super::region::Block;
use super::cost::{Cost, Target, tie};
use super::linked;
use super::nearest::{Found, Search};
use super::options::{Few, Move, Options};
use super::standing::{Facts, Near, Standing, Tie, at_most, members};
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
    /// Too much for this method: a set of many members, very many boxes.
    Beyond,
}

/// Facts that move together towards one answer.
struct Together<'a> {
    standing: &'a Standing<'a>,
    search: &'a Search<'a>,
    blocks: SmallVec<[&'a Block; 48]>,
    /// The sums of two facts that both move.
    ties: SmallVec<[Tie; 2]>,
    /// In order of search, what moves: facts, then sums.
    dials: SmallVec<[Dial; 6]>,
    /// The boxes there are.
    every: Few,
    /// Boxes that give the wanted answer.
    wanted: Few,
    /// Whether nothing speaking gives it too.
    silence: bool,
    chosen: SmallVec<[usize; 6]>,
    best: Option<(u128, Target)>,
    limit: u128,
    ways: u32,
    stopped: Option<Stop>,
}

/// Why a search ends before its time.
enum Stop {
    /// A fact has nowhere to go, or the budget is spent.
    Short,
    Beyond,
}

/// What turns: a fact, or a sum that follows.
struct Dial {
    who: Who,
    /// The boxes that ask about it.
    asking: Few,
    /// Worked out once it is its turn.
    options: Option<Options>,
    /// The boxes that dials after it ask about.
    open_after: Few,
    /// The shortest way of all dials after it, as far as known.
    least_after: u128,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Fact(FactId),
    /// A place among the ties.
    Sum(usize),
}

/// The least change to the wanted answer that moves exactly these facts, each for a reason, and goes no farther than `limit`.
pub fn least((standing, near): (&Standing<'_>, &Near), search: &Search<'_>, facts: Facts, limit: u128) -> Outcome {
    let silence = standing.ends_in_silence && standing.engine.silence().verdict() == search.wanted;
    let mut together = Together {
        standing,
        search,
        blocks: SmallVec::new(),
        ties: SmallVec::new(),
        dials: SmallVec::new(),
        every: 0,
        wanted: 0,
        silence,
        chosen: SmallVec::new(),
        best: None,
        limit,
        ways: 0,
        stopped: None,
    };
    let mut asked: SmallVec<[Facts; 48]> = SmallVec::new();
    match together.gather(near, facts, &mut asked) {
        Some(true) => {}
        Some(false) => return Outcome::None,
        None => return Outcome::Beyond,
    }
    together.order(facts, &asked);
    together.go(together.every, 0);
    match (together.stopped, together.best) {
        (Some(Stop::Beyond), _) => Outcome::Beyond,
        (None, Some((distance, target))) => Outcome::Least(Found { cost: Cost { facts: facts.count_ones(), distance }, target }),
        _ => Outcome::None,
    }
}

impl<'a> Together<'a> {
    /// Gathers the boxes that can hold; whether the answer is to be had and each fact can be needed. None where they are too many.
    fn gather(&mut self, near: &Near, facts: Facts, asked: &mut SmallVec<[Facts; 48]>) -> Option<bool> {
        let mut needed = 0;
        for stands in near.in_reach(self.standing, facts) {
            if self.blocks.len() == Few::BITS as usize {
                return None;
            }
            let bit = 1 << self.blocks.len();
            self.every |= bit;
            if stands.verdict == Some(self.search.wanted) {
                self.wanted |= bit;
                needed |= stands.missed | stands.summed;
            } else {
                needed |= stands.asked & !stands.missed;
            }
            self.blocks.push(&self.standing.engine.geometry.boxes[stands.place]);
            asked.push(stands.asked);
            if stands.asked & facts == 0 {
                // It holds whatever these facts do.
                self.silence = false;
                break;
            }
        }
        Some((self.wanted != 0 || self.silence) && facts & !needed == 0)
    }

    /// Puts what moves in order: first what most boxes ask about and nothing else that moves, then sums.
    fn order(&mut self, facts: Facts, asked: &[Facts]) {
        let mut by_fact: SmallVec<[(u32, FactId, Few); 6]> = members(facts).map(|fact| (0, fact, 0)).collect();
        for (b, asked) in asked.iter().enumerate() {
            let alone = u32::from(at_most(1, asked & facts));
            for (count, fact, asking) in &mut by_fact {
                let asks = asked >> fact.0 & 1;
                *asking |= asks << b;
                *count += alone * asks as u32;
            }
        }
        by_fact.sort_by_key(|(alone, ..)| std::cmp::Reverse(*alone));
        let dial = |who: Who, asking: Few| Dial { who, asking, options: None, open_after: 0, least_after: 0 };
        self.dials.extend(by_fact.into_iter().map(|(_, fact, asking)| dial(Who::Fact(fact), asking)));
        self.ties = self.standing.ties(facts);
        let space = &self.standing.engine.geometry.space;
        for (place, tie) in self.ties.iter().enumerate() {
            let asking = self.blocks.iter().enumerate().filter(|(_, b)| b[tie.dimension] != space.whole[tie.dimension]);
            let asking = asking.fold(0, |all, (b, _)| all | 1 << b);
            self.dials.push(dial(Who::Sum(place), asking));
        }
        let mut open = 0;
        for dial in self.dials.iter_mut().rev() {
            dial.open_after = open;
            open |= dial.asking;
        }
    }

    /// Works out where the dial of a depth can go; false where there is no way on.
    fn ready(&mut self, depth: usize) -> bool {
        if self.dials[depth].options.is_some() {
            return true;
        }
        let asking = self.dials[depth].asking;
        let options = match self.dials[depth].who {
            Who::Fact(fact) => Options::of(self.standing, fact, &self.blocks, asking, &self.ties),
            Who::Sum(place) => Some(Options::of_sum(self.standing, &self.ties[place], &self.blocks, asking)),
        };
        let nearest = options.as_ref().and_then(|o| o.moves.first()).map(|m| m.distance);
        let Some(nearest) = nearest else {
            self.stopped = Some(if options.is_some() { Stop::Short } else { Stop::Beyond });
            return false;
        };
        self.dials[..depth].iter_mut().for_each(|d| d.least_after += nearest);
        self.dials[depth].options = options;
        true
    }

    fn options(&self, depth: usize) -> &[Move] {
        self.dials[depth].options.as_ref().map_or(&[], |o| &o.moves)
    }

    /// Goes on with the next dial; `holding` are the boxes that accept every move so far.
    fn go(&mut self, holding: Few, distance: u128) {
        let depth = self.chosen.len();
        if !self.ready(depth) {
            return;
        }
        for i in 0..self.options(depth).len() {
            let Move { distance: way, accepted, stretch, .. } = self.options(depth)[i];
            let distance = distance + way;
            if distance + self.dials[depth].least_after > self.limit {
                return;
            }
            self.ways += 1;
            if self.ways.is_multiple_of(WAYS_A_PART) && !self.search.budget.step() {
                self.stopped = Some(Stop::Short);
            }
            let holding = holding & accepted;
            if !self.can_be_wanted(holding, self.dials[depth].open_after) {
                continue;
            }
            if matches!(self.dials[depth].who, Who::Sum(place) if !self.follows(place, stretch)) {
                continue;
            }
            self.chosen.push(i);
            if depth + 1 < self.dials.len() {
                self.go(holding, distance);
            } else {
                self.arrive(distance);
            }
            self.chosen.pop();
            if self.stopped.is_some() {
                return;
            }
        }
    }

    /// Whether no box of another answer is bound to speak first: those that are `open` might still not hold.
    fn can_be_wanted(&self, holding: Few, open: Few) -> bool {
        let bound = holding & !open;
        let first = bound & bound.wrapping_neg();
        let up_to = if first == 0 { Few::MAX } else { first | (first - 1) };
        holding & self.wanted & up_to != 0 || (first == 0 && self.silence)
    }

    /// The move chosen for a fact, and the fact's options.
    fn chosen_for(&self, fact: FactId) -> Option<(&Options, usize)> {
        let depth = self.dials.iter().position(|d| d.who == Who::Fact(fact))?;
        Some((self.dials[depth].options.as_ref()?, *self.chosen.get(depth)?))
    }

    /// Whether a sum can lie in a stretch where its two facts lie in theirs, as far as their ends tell.
    fn follows(&self, place: usize, stretch: (i64, i64)) -> bool {
        let layout = &self.standing.engine.geometry.layout;
        let form = layout.forms[self.ties[place].form];
        let (mut least, mut most) = (0, 0);
        for (variable, c) in [(form.first, form.a), (form.second, form.b)] {
            let Some((options, i)) = self.chosen_for(layout.fact_of_variable[variable]) else { return true };
            let (low, high) = options.moves[i].stretch;
            (least, most) = (least + (c * low).min(c * high), most + (c * low).max(c * high));
        }
        least <= stretch.1 && stretch.0 <= most
    }

    /// Takes a change with the wanted answer if each move is needed and it is the best so far.
    fn arrive(&mut self, distance: u128) {
        if self.some_suffice() {
            return;
        }
        let Some((distance, target)) = self.placed(distance) else { return };
        let from = |fact| self.standing.origin.get(&self.standing.engine.geometry.layout, fact);
        let is_best = self.best.as_ref().is_none_or(|b| distance.cmp(&b.0).then_with(|| tie(&target, &b.1, from)).is_lt());
        if distance <= self.limit && is_best {
            self.limit = distance;
            self.best = Some((distance, target));
        }
    }

    /// The change itself, and how far it is.
    fn placed(&self, distance: u128) -> Option<(u128, Target)> {
        let (engine, layout) = (self.standing.engine, &self.standing.engine.geometry.layout);
        let tied = self.ties.iter().fold(0, |all, t| all | t.facts);
        let mut target = Target::new();
        let mut together = distance;
        let mut bounds = engine.geometry.space.no_bounds();
        for (dial, i) in self.dials.iter().zip(&self.chosen) {
            let (Who::Fact(fact), Some(options)) = (dial.who, &dial.options) else { continue };
            let moved = options.moves[*i];
            match layout.variable_of_fact[fact.0].filter(|_| tied >> fact.0 & 1 == 1) {
                Some(variable) => {
                    bounds.ranges[variable] = moved.stretch;
                    together -= moved.distance;
                }
                None => target.push((fact, moved.to)),
            }
        }
        if tied != 0 {
            let mut words = engine.geometry.space.everything();
            for (dial, i) in self.dials.iter().zip(&self.chosen) {
                if let (Who::Sum(place), Some(options)) = (dial.who, &dial.options) {
                    words[self.ties[place].dimension] = options.moves[*i].word;
                }
            }
            let mut movable: SmallVec<[bool; 64]> = SmallVec::from_elem(false, self.search.movable.len());
            members(tied).for_each(|f| movable[f.0] = true);
            let search = Search { movable: &movable, ..*self.search };
            let mut cost = Cost::default();
            let is_tied = |v: &usize| tied >> layout.fact_of_variable[*v].0 & 1 == 1;
            for component in layout.components.iter().filter(|c| c.iter().any(is_tied)) {
                linked::nearest(&search, component, &words, Some(&bounds), &mut cost, Some(&mut target))?;
            }
            together += cost.distance;
        }
        target.sort_unstable_by_key(|m| m.0);
        Some((together, target))
    }

    /// Whether some of the moves give the answer without the others.
    fn some_suffice(&self) -> bool {
        let facts = self.dials.len() - self.ties.len();
        (1..(1u32 << facts) - 1).any(|part| {
            let mut holding = self.every;
            for (depth, dial) in self.dials[..facts].iter().enumerate() {
                let Some(options) = &dial.options else { continue };
                let moves = part >> depth & 1 == 1;
                holding &= if moves { options.moves[self.chosen[depth]].accepted } else { options.stays };
            }
            for (place, dial) in self.dials[facts..].iter().enumerate() {
                holding &= self.sum_in(part, place, dial, self.chosen[facts + place]);
            }
            self.can_be_wanted(holding, 0)
        })
    }

    /// The boxes that accept a sum where only a part of the facts has moved.
    fn sum_in(&self, part: u32, place: usize, dial: &Dial, chosen: usize) -> Few {
        let tie = self.ties[place];
        let Some(options) = &dial.options else { return Few::MAX };
        let moving = self.dials.iter().enumerate().filter_map(|(depth, d)| match d.who {
            Who::Fact(fact) if tie.facts >> fact.0 & 1 == 1 && part >> depth & 1 == 1 => Some((depth, fact)),
            _ => None,
        });
        let moving: SmallVec<[(usize, FactId); 2]> = moving.collect();
        match moving.as_slice() {
            [] => options.stays,
            [(depth, fact)] => {
                let own = self.ties[..place].iter().filter(|t| t.facts >> fact.0 & 1 == 1).count();
                self.dials[*depth].options.as_ref().map_or(Few::MAX, |o| o.alone[self.chosen[*depth]][own])
            }
            _ => options.moves[chosen].accepted,
        }
    }
}
