//! Holes in time: days on which no rule is in force, and rules that end with nobody to take their cases over.

use super::super::Policy;
use super::super::case::Case;
use super::super::compile::{Reading, together};
use super::super::date::Date;
use super::super::engine::{Engine, TooLarge};
use super::super::region::cover::{Budget, uncovered};
use super::super::rule::RuleId;
use super::nearby::case_near;
use super::voices::{Speaker, Voices};

/// Days in a row, both ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last; none where there is no end in sight.
    pub last: Option<Date>,
}

/// Days that rules leave to silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateHole {
    /// No rule is in force at all.
    NoRule {
        /// Which days.
        days: Days,
        /// The rules that end the day before, or else those that begin the day after.
        beside: Vec<RuleId>,
    },
    /// A rule ends, and a case it decided falls into silence.
    NoSuccessor {
        /// The rule.
        rule: RuleId,
        /// The days on which nobody speaks of the case.
        days: Days,
        /// The case: decided by the rule on its last day.
        case: Case,
    },
}

/// The days from which other rules are in force than the day before, ascending: the day the policy takes effect, then every day
/// after it on which a rule begins, or has just ended.
pub fn starts(policy: &Policy) -> Vec<Date> {
    let begins = policy.rules.iter().filter_map(|r| r.from);
    let ended = policy.rules.iter().filter_map(|r| r.until.and_then(Date::next));
    let later = begins.chain(ended).filter(|day| *day > policy.effective);
    let mut starts: Vec<Date> = std::iter::once(policy.effective).chain(later).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Every hole in time that isn't over on a day: first the days without any rule, then each rule that ends without a successor,
/// in the order of the file. The days after a rule are told for the case that is shown; where they are days without any rule,
/// that is told once.
///
/// Complete unless the budget is spent.
///
/// # Errors
/// The rules combine into too many boxes.
pub fn date_holes(policy: &Policy, as_of: Date, known: &[Case], budget: &Budget) -> Result<Vec<DateHole>, TooLarge> {
    if policy.rules.iter().all(|r| r.from.is_none() && r.until.is_none()) {
        return Ok(Vec::new());
    }
    let calendar = Calendar { policy, starts: starts(policy), as_of };
    let mut holes = calendar.without_rules();
    for rule in (0..policy.rules.len()).map(RuleId) {
        holes.extend(calendar.without_successor(rule, known, budget)?);
    }
    Ok(holes)
}

/// A policy and the days on which it changes.
struct Calendar<'a> {
    policy: &'a Policy,
    starts: Vec<Date>,
    as_of: Date,
}

impl Calendar<'_> {
    fn nobody_speaks(&self, day: Date) -> bool {
        !self.policy.rules.iter().any(|r| r.in_force(day))
    }

    /// The days from a start on, as long as something holds of every start.
    fn run(&self, first: Date, holds: impl Fn(Date) -> bool) -> Days {
        let ends = self.starts.iter().copied().find(|day| *day > first && !holds(*day));
        Days { first, last: ends.and_then(Date::previous) }
    }

    fn is_over(&self, days: Days) -> bool {
        days.last.is_some_and(|last| last < self.as_of)
    }

    fn without_rules(&self) -> Vec<DateHole> {
        let mut holes: Vec<DateHole> = Vec::new();
        let mut quiet = false;
        for day in self.starts.iter().copied() {
            let begins = !quiet && self.nobody_speaks(day);
            quiet = self.nobody_speaks(day);
            let days = self.run(day, |d| self.nobody_speaks(d));
            if begins && !self.is_over(days) {
                holes.push(DateHole::NoRule { days, beside: self.beside(days) });
            }
        }
        holes
    }

    /// The rules that end right before some days, or else those that begin right after.
    fn beside(&self, days: Days) -> Vec<RuleId> {
        let all = || (0..self.policy.rules.len()).map(RuleId);
        let rule = |r: RuleId| &self.policy.rules[r.0];
        let ended: Vec<RuleId> = all().filter(|r| rule(*r).until.is_some_and(|u| u.next() == Some(days.first))).collect();
        let begin = || all().filter(|r| rule(*r).from.is_some_and(|f| days.last.and_then(Date::next) == Some(f)));
        if ended.is_empty() { begin().collect() } else { ended }
    }

    fn without_successor(&self, rule: RuleId, known: &[Case], budget: &Budget) -> Result<Option<DateHole>, TooLarge> {
        let last = self.policy.rules[rule.0].until.filter(|until| *until >= self.policy.effective);
        let Some((last, first)) = last.and_then(|last| Some((last, last.next()?))) else { return Ok(None) };
        if self.nobody_speaks(first) {
            return Ok(None);
        }
        let Some(case) = self.orphan(rule, last, first, known, budget)? else { return Ok(None) };
        let silent = |day: Date| {
            let engine = Engine::compile(self.policy, day);
            engine.is_ok_and(|e| e.decide(&case).is_ok_and(|ruling| ruling.rules.is_empty()))
        };
        Ok(Some(DateHole::NoSuccessor { rule, days: self.run(first, silent), case }))
    }

    /// A case that a rule decides on its last day, and of which no rule speaks from the next day to this one.
    fn orphan(&self, rule: RuleId, last: Date, first: Date, known: &[Case], budget: &Budget) -> Result<Option<Case>, TooLarge> {
        let after = self.starts.iter().copied().filter(|day| *day >= first && (*day == first || *day <= self.as_of));
        let policies: Vec<Policy> = std::iter::once(last).chain(after).map(|day| on(self.policy, day)).collect();
        let readings: Vec<Reading<'_>> = policies.iter().map(Reading::plain).collect();
        let geometries = together(&readings, self.as_of)?;
        let [geometry, later @ ..] = &geometries[..] else { return Ok(None) };
        let (space, bounds) = (&geometry.space, geometry.space.no_bounds());
        let voices = Voices::of(self.policy, geometry);
        let own = voices.0.iter().enumerate().filter(|(_, v)| v.speaker == Speaker::Rule(rule));
        for (at, voice) in own {
            let mut cuts = voices.before(at);
            cuts.extend(later.iter().flat_map(|g| &g.boxes));
            let open = uncovered(space, voice.block.words.clone(), &cuts, &bounds, budget);
            if let Some(words) = open.filter(|_| !budget.is_spent()) {
                return Ok(case_near(self.policy, geometry, &words, &bounds, known));
            }
        }
        Ok(None)
    }
}

/// A policy whose rules of one day are in force on every day, and the others on none; duties are left as they are.
fn on(policy: &Policy, day: Date) -> Policy {
    let mut fixed = policy.clone();
    for rule in &mut fixed.rules {
        let until = if rule.in_force(day) { None } else { Some(Date { year: 0, month: 1, day: 1 }) };
        (rule.from, rule.until) = (None, until);
    }
    fixed
}
