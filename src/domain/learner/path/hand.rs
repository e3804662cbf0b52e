//! The cards of a sitting on the path: a unit's, a mixed round's, the check's.
//!
//! No two cards of one rule follow each other where another can come between. Within a rule what was never met comes first, the
//! easiest before the hardest; on level 3 the hardest first, and of such a hand at most a fifth is routine.

mod choice;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::check;
use super::hardness::Hardness;
use super::ladder;
use super::pool::Special;
use super::progress::Progress;
use super::{Path, unit::Unit};
use crate::domain::chance::Chance;
use crate::domain::policy::case::Value;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::hand::{Chosen, Part, Reason};
use crate::domain::session::pack::PackView;

/// Cards of a mixed round.
pub const ROUND: usize = 10;
/// Cards of a mixed round at the least, though fewer tries are lacking.
const SHORT_ROUND: usize = 5;
/// Of so many cards at most one is routine, from the level on that says so.
const ROUTINE: usize = 5;
/// The level from which on routine is kept back.
pub const HARD_LEVEL: usize = 3;
/// What is practised in a unit, after its two sides.
const PRACTICE: [Wanted; 8] =
    [Wanted::Own, Wanted::Earlier, Wanted::Across, Wanted::Own, Wanted::Earlier, Wanted::Own, Wanted::Earlier, Wanted::Across];

/// What a place in a unit's practice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// The unit's own rule decides.
    Own,
    /// A case of the same story or kind, on the other side of one of its lines.
    Across,
    /// A rule that was met before.
    Earlier,
}

/// Chooses cards.
pub struct Dealer<'a> {
    pack: &'a PackView<'a>,
    path: &'a Path,
    progress: &'a Progress,
    kept: HashSet<usize>,
    taken: Vec<usize>,
    hard: BTreeMap<usize, Hardness>,
}

impl<'a> Dealer<'a> {
    /// For somebody who has come so far.
    pub fn new(pack: &'a PackView<'a>, path: &'a Path, progress: &'a Progress) -> Self {
        let each = check::size(path.units.len(), pack.policy.mastery).div_ceil(path.units.len().max(1)) + 1;
        let kept = path.units.iter().flat_map(|unit| choice::kept(path, progress, unit.rule, each)).collect();
        Self { pack, path, progress, kept, taken: Vec::new(), hard: BTreeMap::new() }
    }

    /// A unit: its two sides, then its own rule among those before it, the hardest last.
    pub fn unit(mut self, at: usize) -> Vec<Chosen> {
        let Some(unit) = self.path.units.get(at).copied() else { return Vec::new() };
        let number = at + 1;
        self.taken.extend(unit.sides);
        let [one, other] = unit.sides;
        let mut hand = vec![
            self.chosen(one, Reason::Unit(number, Part::OneSide)),
            self.chosen(other, Reason::Unit(number, Part::OtherSide)),
        ];
        for wanted in PRACTICE {
            let (card, part) = match wanted {
                Wanted::Own => (self.next_of(unit.rule, false), Part::Practice),
                Wanted::Across => (self.across(unit), Part::Practice),
                Wanted::Earlier => (self.earlier(at), Part::Earlier),
            };
            hand.extend(card.map(|card| self.take(card, Reason::Unit(number, part))));
        }
        hand
    }

    /// A mixed round of what isn't shown yet, the rules that lack most tries first; kept fresh with what is, where there is too
    /// little of it to mix. Its last card may be one of the level above.
    pub fn round(mut self) -> Vec<Chosen> {
        let turns = self.turns();
        let hard = self.progress.level >= HARD_LEVEL && self.has_hard();
        let cards = if hard { self.hard_cards(&turns) } else { self.mixed(&turns, false) };
        // Which unit a card belongs to would tell its answer: all of them come from what was met before.
        let mut hand: Vec<Chosen> = cards.into_iter().map(|at| self.chosen(at, Reason::Mixed)).collect();
        hand.extend(self.stretch());
        hand
    }

    /// The check: for each rule a case never met that was made of a told one, then more of the critical ones up to its size; in
    /// an order of chance. None where too few such cases are left.
    pub fn check(mut self, seed: u64) -> Option<Vec<Chosen>> {
        let size = check::size(self.path.units.len(), self.pack.policy.mastery);
        let mut units: Vec<Unit> = self.path.units.clone();
        units.sort_by_key(|unit| Reverse(self.stakes(unit.rule)));
        let mut cards = Vec::new();
        // Round after round through the rules, until there are enough or none is left.
        while cards.len() < size {
            let before = cards.len();
            for unit in &units {
                if cards.len() >= size {
                    break;
                }
                let next = self.unseen(unit.rule);
                self.taken.extend(next);
                cards.extend(next);
            }
            if cards.len() == before {
                return None;
            }
        }
        Chance::new(seed).shuffle(&mut cards);
        Some(cards.into_iter().map(|at| self.chosen(at, Reason::Check)).collect())
    }

    fn chosen(&self, at: usize, why: Reason) -> Chosen {
        let case = self.case(at);
        Chosen { scenario: self.pack.scenarios[case.scenario].id.clone(), moved: case.moved.clone(), why: Some(why) }
    }

    fn take(&mut self, at: usize, why: Reason) -> Chosen {
        self.taken.push(at);
        self.chosen(at, why)
    }

    /// Cards of what isn't shown yet, each of the rule that lacks most tries, but none twice in a row; no more than the rules lack,
    /// for somebody who answers well is not kept. With one rule alone there is nothing to mix: what is shown keeps it company.
    fn mixed(&mut self, turns: &[usize], hardest: bool) -> Vec<usize> {
        let open: Vec<usize> = turns.iter().copied().filter(|u| !self.progress.standings[*u].shown.is_shown()).collect();
        let rules: Vec<usize> = if open.len() > 1 { open } else { turns.iter().copied().take(open.len().max(1) + 2).collect() };
        let (mut hand, mut idle): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        while hand.len() < ROUND && (hand.len() < SHORT_ROUND || rules.iter().any(|unit| self.lacks(*unit) > 0)) {
            let last = hand.last().and_then(|at| self.case(*at).decider);
            let mut next: Vec<usize> = rules.iter().copied().filter(|unit| !idle.contains(unit)).collect();
            next = self.turns_of(&next);
            next.sort_by_key(|unit| last == Some(self.path.units[*unit].rule));
            let Some(unit) = next.first().copied() else { break };
            match self.next_of(self.path.units[unit].rule, hardest) {
                Some(card) => {
                    self.taken.push(card);
                    hand.push(card);
                }
                None => idle.push(unit),
            }
        }
        hand
    }

    /// So many cards, rule after rule in turn, until none has another.
    fn in_turn(&mut self, units: &[usize], cards: usize, next: impl Fn(&mut Self, RuleId) -> Option<usize>) -> Vec<usize> {
        let (mut hand, mut idle) = (Vec::new(), 0);
        for unit in units.iter().cycle() {
            if hand.len() == cards || idle == units.len() {
                break;
            }
            let card = next(self, self.path.units[*unit].rule);
            idle = if card.is_some() { 0 } else { idle + 1 };
            self.taken.extend(card);
            hand.extend(card);
        }
        hand
    }

    /// A round of which at most a fifth is routine: what that leaves open is filled with hard cases of any rule, those first that
    /// isn't shown yet.
    fn hard_cards(&mut self, turns: &[usize]) -> Vec<usize> {
        let wanted = self.mixed(turns, true);
        let (mut hand, routine): (Vec<usize>, Vec<usize>) = wanted.into_iter().partition(|at| self.hardness(*at).is_hard());
        let open = (ROUND - ROUND / ROUTINE).saturating_sub(hand.len());
        hand.extend(self.in_turn(turns, open, Self::next_hard));
        let most = (hand.len() / (ROUTINE - 1)).min(ROUND.saturating_sub(hand.len()));
        hand.extend(routine.into_iter().take(most));
        self.apart(hand)
    }

    /// A told case that the level above answers otherwise: the same case, another key.
    fn stretch(&mut self) -> Option<Chosen> {
        let raise = ladder::raise(self.pack.policy, &self.path.own).filter(|_| self.progress.level > 1)?;
        let to = (raise.fact, Value::Choice(raise.to));
        let turns = |at: &usize| {
            let case = self.case(*at);
            let above = self.pack.judge.decide(&case.case.with(to.0, Some(to.1))).ok().and_then(|ruling| ruling.verdict);
            case.moved.is_empty() && case.special == Special::Plain && above.is_some_and(|verdict| verdict != case.verdict)
        };
        let all: Vec<usize> = (0..self.path.pool.cases.len()).filter(turns).collect();
        let at = self.best(all, false)?;
        Some(Chosen { moved: vec![to], ..self.chosen(at, Reason::Stretch) })
    }
}
