//! The cards of a sitting on the path: a unit's, a mixed round's, the check's.
//!
//! No two cards of one rule follow each other where another can come between. Within a rule what was never met comes first, the
//! easiest before the hardest; on level 3 the hardest first, and of such a hand at most a fifth is routine.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::check;
use super::hardness::Hardness;
use super::ladder;
use super::pool::{Playable, Special};
use super::progress::{Progress, Standing};
use super::{Path, unit::Unit};
use crate::domain::chance::Chance;
use crate::domain::policy::case::Value;
use crate::domain::policy::rule::{RuleId, Stakes};
use crate::domain::session::Millis;
use crate::domain::session::hand::{Chosen, Part, Reason};
use crate::domain::session::pack::PackView;

/// Cards of a mixed round.
pub const ROUND: usize = 10;
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
        let kept = path.units.iter().flat_map(|unit| kept(path, progress, unit.rule, each)).collect();
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

    /// A mixed round of what isn't shown yet, the rules with the fewest tries first; kept fresh with what is, where there is too
    /// little of it to mix. Its last card may be one of the level above.
    pub fn round(mut self) -> Vec<Chosen> {
        let turns = self.turns();
        let hard = self.progress.level >= HARD_LEVEL && self.has_hard();
        let cards = if hard { self.hard_cards(&turns) } else { self.mixed(&turns, ROUND, false) };
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
                if cards.len() >= size.max(units.len()) {
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

    fn case(&self, at: usize) -> &'a Playable {
        &self.path.pool.cases[at]
    }

    fn stakes(&self, rule: RuleId) -> Stakes {
        self.pack.policy.rules[rule.0].stakes
    }

    fn chosen(&self, at: usize, why: Reason) -> Chosen {
        let case = self.case(at);
        Chosen { scenario: self.pack.scenarios[case.scenario].id.clone(), moved: case.moved, why: Some(why) }
    }

    fn take(&mut self, at: usize, why: Reason) -> Chosen {
        self.taken.push(at);
        self.chosen(at, why)
    }

    fn hardness(&mut self, at: usize) -> Hardness {
        let (pack, case) = (self.pack, self.case(at));
        *self.hard.entry(at).or_insert_with(|| Hardness::of(pack, case))
    }

    fn has_hard(&mut self) -> bool {
        let all: Vec<usize> = (0..self.path.pool.cases.len()).filter(|at| self.is_fit(*at)).collect();
        all.into_iter().filter(|at| self.hardness(*at).is_hard()).take(ROUND).count() == ROUND
    }

    /// Whether a case may stand in a hand: one that some unit's rule decides, and whose move can happen within a case.
    fn is_fit(&self, at: usize) -> bool {
        let case = self.case(at);
        !case.odd && case.decider.is_some_and(|rule| self.path.unit_of(rule).is_some())
    }

    /// The next case of a rule: one never met before one met long ago, one of a story that is not in this hand before another,
    /// and the easiest first, or the hardest.
    fn next_of(&mut self, rule: RuleId, hardest: bool) -> Option<usize> {
        let cases: Vec<usize> = self.path.pool.decided_by(rule).collect();
        self.best(cases, hardest)
    }

    fn best(&mut self, cases: Vec<usize>, hardest: bool) -> Option<usize> {
        let open = |at: &usize| self.is_fit(*at) && !self.taken.contains(at) && !self.kept.contains(at);
        let fit: Vec<usize> = cases.into_iter().filter(open).collect();
        fit.into_iter().min_by_key(|at| self.order(*at, hardest))
    }

    fn order(&mut self, at: usize, hardest: bool) -> (Option<Millis>, bool, Special, i64, usize) {
        let hardness = self.hardness(at);
        let weight = i64::try_from(hardness.clauses * 64 + hardness.facts).unwrap_or(i64::MAX);
        let case = self.case(at);
        let met = self.progress.met(&case.case_hash);
        let story = self.taken.iter().any(|taken| self.case(*taken).scenario == case.scenario);
        (met, story, case.special, if hardest { -weight } else { weight }, at)
    }

    /// A case on the other side of a line of a unit: made of one its rule decides, or one that its rule decides was made of it.
    fn across(&mut self, unit: Unit) -> Option<usize> {
        let pool = &self.path.pool;
        let stories: HashSet<usize> = pool.decided_by(unit.rule).map(|at| pool.cases[at].scenario).collect();
        let verdict = pool.cases[unit.sides[0]].verdict;
        let other = |at: &usize| {
            let case = &pool.cases[*at];
            stories.contains(&case.scenario) && case.decider != Some(unit.rule) && case.verdict != verdict
        };
        let cases: Vec<usize> = (0..pool.cases.len()).filter(other).collect();
        self.best(cases, false)
    }

    /// The next case of what came before a unit: of the rules met so far that with the fewest tries in this hand and before.
    fn earlier(&mut self, at: usize) -> Option<usize> {
        let before: Vec<usize> = (0..at).collect();
        self.turns_of(&before).into_iter().find_map(|unit| self.next_of(self.path.units[unit].rule, false))
    }

    /// Units in the order in which they have a turn: not shown before shown, and then those with the fewest tries.
    fn turns_of(&self, units: &[usize]) -> Vec<usize> {
        let mut turns = units.to_vec();
        turns.sort_by_key(|unit| {
            let standing: &Standing = &self.progress.standings[*unit];
            let here = self.taken.iter().filter(|at| self.case(**at).decider == Some(self.path.units[*unit].rule)).count();
            (standing.shown.is_shown(), here, standing.tries.of, *unit)
        });
        turns
    }

    /// The rules of a mixed round, by their units.
    fn turns(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.path.units.len()).collect();
        self.turns_of(&all)
    }

    /// So many cards, rule after rule in turn; never the rule that came last while there is another.
    fn mixed(&mut self, turns: &[usize], cards: usize, hardest: bool) -> Vec<usize> {
        let open: Vec<usize> = turns.iter().copied().filter(|u| !self.progress.standings[*u].shown.is_shown()).collect();
        // With one rule alone there is nothing to mix: what is shown keeps it company.
        let rules: Vec<usize> = if open.len() > 1 { open } else { turns.iter().copied().take(open.len().max(1) + 2).collect() };
        let (mut hand, mut idle) = (Vec::new(), 0);
        for unit in rules.iter().cycle() {
            if hand.len() == cards || idle == rules.len() {
                break;
            }
            let next = self.next_of(self.path.units[*unit].rule, hardest);
            idle = if next.is_some() { 0 } else { idle + 1 };
            self.taken.extend(next);
            hand.extend(next);
        }
        hand
    }

    /// A round of which at most a fifth is routine.
    fn hard_cards(&mut self, turns: &[usize]) -> Vec<usize> {
        let wanted = self.mixed(turns, ROUND, true);
        let (hard, routine): (Vec<usize>, Vec<usize>) = wanted.into_iter().partition(|at| self.hardness(*at).is_hard());
        let mut hand = hard;
        let all: Vec<usize> = turns.to_vec();
        // What routine leaves open is filled with hard cases of any rule, those first that isn't shown yet.
        while hand.len() < ROUND - ROUND / ROUTINE {
            let Some(next) = all.iter().find_map(|unit| self.next_hard(self.path.units[*unit].rule)) else { break };
            self.taken.push(next);
            hand.push(next);
        }
        let most = hand.len() / (ROUTINE - 1);
        hand.extend(routine.into_iter().take(most.min(ROUND.saturating_sub(hand.len()))));
        self.apart(hand)
    }

    fn next_hard(&mut self, rule: RuleId) -> Option<usize> {
        let cases: Vec<usize> = self.path.pool.decided_by(rule).collect();
        let hard: Vec<usize> = cases.into_iter().filter(|at| self.hardness(*at).is_hard()).collect();
        self.best(hard, true)
    }

    /// The same cards, none next to one of its rule where another fits between.
    fn apart(&self, cards: Vec<usize>) -> Vec<usize> {
        let (mut rest, mut order) = (cards, Vec::new());
        while !rest.is_empty() {
            let last = order.last().map(|at: &usize| self.case(*at).decider);
            let many = |at: &usize| rest.iter().filter(|other| self.case(**other).decider == self.case(*at).decider).count();
            let open = (0..rest.len()).filter(|i| Some(self.case(rest[*i]).decider) != last);
            let next = open.max_by_key(|i| (many(&rest[*i]), Reverse(*i))).unwrap_or(0);
            order.push(rest.remove(next));
        }
        order
    }

    /// A told case that the level above answers otherwise: the same case, another key.
    fn stretch(&mut self) -> Option<Chosen> {
        let raise = ladder::raise(self.pack.policy, &self.path.own).filter(|_| self.progress.level > 1)?;
        let to = (raise.fact, Value::Choice(raise.to));
        let turns = |at: &usize| {
            let case = self.case(*at);
            let above = self.pack.judge.decide(&case.case.with(to.0, Some(to.1))).ok().and_then(|ruling| ruling.verdict);
            case.moved.is_none() && case.special == Special::Plain && above.is_some_and(|verdict| verdict != case.verdict)
        };
        let all: Vec<usize> = (0..self.path.pool.cases.len()).filter(turns).collect();
        let at = self.best(all, false)?;
        Some(Chosen { moved: Some(to), ..self.chosen(at, Reason::Stretch) })
    }

    /// A case of a rule that was never met, made of a told one; those that were kept for this first.
    fn unseen(&self, rule: RuleId) -> Option<usize> {
        let fresh = |at: &usize| {
            let case = self.case(*at);
            let new = self.progress.met(&case.case_hash).is_none() && !self.taken.contains(at);
            new && is_twin(case)
        };
        self.path.pool.decided_by(rule).filter(fresh).min_by_key(|at| {
            let story = self.taken.iter().any(|taken| self.case(*taken).scenario == self.case(*at).scenario);
            (!self.kept.contains(at), story, &self.case(*at).case_hash)
        })
    }
}

/// A told case with a fact moved, without a question or a warning before it.
fn is_twin(case: &Playable) -> bool {
    case.moved.is_some() && !case.odd && case.special == Special::Plain
}

/// The cases of a rule that are kept for the check: of those made of told ones and never met so many, and no more than half, by
/// chance, which the hash is. What is left of them stays the same while the others are practised.
fn kept(path: &Path, progress: &Progress, rule: RuleId, each: usize) -> Vec<usize> {
    let cases = &path.pool.cases;
    let is_side = |at: &usize| path.units.iter().any(|unit| unit.sides.contains(at));
    let twins: Vec<usize> = path.pool.decided_by(rule).filter(|at| is_twin(&cases[*at]) && !is_side(at)).collect();
    let most = each.min(twins.len() / 2);
    let mut new: Vec<usize> = twins.into_iter().filter(|at| progress.met(&cases[*at].case_hash).is_none()).collect();
    new.sort_by_key(|at| &cases[*at].case_hash);
    new.truncate(most);
    new
}
