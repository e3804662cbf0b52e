//! Which case comes next: of a rule, across a line, of what came before, and of what is kept for the check.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::{Dealer, ROUND};
use crate::domain::learner::measures::mastery::Mastery;
use crate::domain::learner::path::Path;
use crate::domain::learner::path::hardness::Hardness;
use crate::domain::learner::path::pool::{Playable, Special};
use crate::domain::learner::path::progress::{Progress, Standing};
use crate::domain::learner::path::unit::Unit;
use crate::domain::policy::rule::{RuleId, Stakes};
use crate::domain::session::Millis;

/// Tries after which a rule that was seen enough, and missed, may be shown: as many as the last critical ones that must be right.
const AGAIN: i64 = 3;
/// Cases of a rule that are weighed against each other.
const CONSIDERED: usize = 32;

impl<'a> Dealer<'a> {
    pub(super) fn case(&self, at: usize) -> &'a Playable {
        &self.path.pool.cases[at]
    }

    pub(super) fn stakes(&self, rule: RuleId) -> Stakes {
        self.pack.policy.rules[rule.0].stakes
    }

    pub(super) fn hardness(&mut self, at: usize) -> Hardness {
        let (pack, case) = (self.pack, self.case(at));
        *self.hard.entry(at).or_insert_with(|| Hardness::of(pack, case))
    }

    pub(super) fn has_hard(&mut self) -> bool {
        let all: Vec<usize> = (0..self.path.pool.cases.len()).filter(|at| self.is_fit(*at)).collect();
        all.into_iter().filter(|at| self.hardness(*at).is_hard()).take(ROUND).count() == ROUND
    }

    /// Whether a case may stand in a hand: one that some unit's rule decides, and whose move can happen within a case.
    pub(super) fn is_fit(&self, at: usize) -> bool {
        let case = self.case(at);
        !case.odd && case.decider.is_some_and(|rule| self.path.unit_of(rule).is_some())
    }

    /// The next case of a rule: one never met before one met long ago, one of a story that is not in this hand before another,
    /// and the easiest first, or the hardest.
    pub(super) fn next_of(&mut self, rule: RuleId, hardest: bool) -> Option<usize> {
        let cases: Vec<usize> = self.path.pool.decided_by(rule).collect();
        self.best(cases, hardest)
    }

    pub(super) fn best(&mut self, cases: Vec<usize>, hardest: bool) -> Option<usize> {
        let considered = self.considered(cases);
        considered.into_iter().min_by_key(|at| {
            let (met, story, special, place) = self.order(*at);
            let Hardness { clauses, facts } = self.hardness(*at);
            let weight = i64::try_from(clauses * 64 + facts).unwrap_or(i64::MAX);
            (met, story, special, if hardest { -weight } else { weight }, place)
        })
    }

    /// The cases that may be dealt, those first that have their turn by all but how hard they are; of many the first, for telling
    /// how hard a case is takes as long as explaining it.
    pub(super) fn considered(&self, cases: Vec<usize>) -> Vec<usize> {
        let open = |at: &usize| self.is_fit(*at) && !self.taken.contains(at) && !self.kept.contains(at);
        let mut fit: Vec<usize> = cases.into_iter().filter(open).collect();
        fit.sort_by_cached_key(|at| self.order(*at));
        fit.truncate(CONSIDERED);
        fit
    }

    pub(super) fn order(&self, at: usize) -> (Option<Millis>, bool, Special, usize) {
        let case = self.case(at);
        let story = self.taken.iter().any(|taken| self.case(*taken).scenario == case.scenario);
        (self.progress.met(&case.case_hash), story, case.special, at)
    }

    /// A case on the other side of a line of a unit: made of one its rule decides, or one that its rule decides was made of it.
    pub(super) fn across(&mut self, unit: Unit) -> Option<usize> {
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
    pub(super) fn earlier(&mut self, at: usize) -> Option<usize> {
        let before: Vec<usize> = (0..at).collect();
        self.turns_of(&before).into_iter().find_map(|unit| self.next_of(self.path.units[unit].rule, false))
    }

    /// Units in the order in which they have a turn: not shown before shown, and then those that lack most tries.
    pub(super) fn turns_of(&self, units: &[usize]) -> Vec<usize> {
        let mut turns = units.to_vec();
        turns.sort_by_key(|unit| {
            let standing: &Standing = &self.progress.standings[*unit];
            (standing.shown.is_shown(), Reverse(self.lacks(*unit)), standing.tries.of, *unit)
        });
        turns
    }

    /// How many tries a rule lacks, those in this hand counted; below nothing where it has more of them than it takes.
    pub(super) fn lacks(&self, unit: usize) -> i64 {
        let standing = &self.progress.standings[unit];
        let here = self.taken.iter().filter(|at| self.case(**at).decider == Some(self.path.units[unit].rule)).count();
        let lacking = match standing.shown {
            Mastery::NotSeenEnough(seen) => {
                let another_day = seen.days < seen.days_asked && !standing.today;
                i64::from(seen.tries_asked.saturating_sub(seen.tries)).max(i64::from(another_day))
            }
            Mastery::Overstepped { .. } | Mastery::NotYet { .. } => AGAIN,
            Mastery::Shown { .. } => 0,
        };
        lacking - i64::try_from(here).unwrap_or(i64::MAX)
    }

    /// The rules of a mixed round, by their units.
    pub(super) fn turns(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.path.units.len()).collect();
        self.turns_of(&all)
    }

    pub(super) fn next_hard(&mut self, rule: RuleId) -> Option<usize> {
        let cases: Vec<usize> = self.path.pool.decided_by(rule).collect();
        let hard: Vec<usize> = self.considered(cases).into_iter().filter(|at| self.hardness(*at).is_hard()).collect();
        self.best(hard, true)
    }

    /// The same cards, none next to one of its rule where another fits between.
    pub(super) fn apart(&self, cards: Vec<usize>) -> Vec<usize> {
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

    /// A case of a rule that was never met, made of a told one; those that were kept for this first.
    pub(super) fn unseen(&self, rule: RuleId) -> Option<usize> {
        let fresh = |at: &usize| {
            let case = self.case(*at);
            let new = self.progress.met(&case.case_hash).is_none() && !self.taken.contains(at);
            new && case.is_twin()
        };
        self.path.pool.decided_by(rule).filter(fresh).min_by_key(|at| {
            let story = self.taken.iter().any(|taken| self.case(*taken).scenario == self.case(*at).scenario);
            (!self.kept.contains(at), story, &self.case(*at).case_hash)
        })
    }
}

/// The cases of a rule that are kept for the check: of those made of told ones and never met so many, and no more than half, by
/// chance, which the hash is. What is left of them stays the same while the others are practised. Two are always left to practise.
pub(super) fn kept(path: &Path, progress: &Progress, rule: RuleId, each: usize) -> Vec<usize> {
    let cases = &path.pool.cases;
    let is_side = |at: &usize| path.units.iter().any(|unit| unit.sides.contains(at));
    let twins: Vec<usize> = path.pool.decided_by(rule).filter(|at| cases[*at].is_twin() && !is_side(at)).collect();
    let most = each.min(twins.len() / 2).min(twins.len().saturating_sub(2));
    let mut new: Vec<usize> = twins.into_iter().filter(|at| progress.met(&cases[*at].case_hash).is_none()).collect();
    new.sort_by_key(|at| &cases[*at].case_hash);
    new.truncate(most);
    new
}
