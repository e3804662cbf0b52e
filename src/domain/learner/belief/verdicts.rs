//! What a policy answers to some cases, and what it would if it were misread: only the rules that a misreading touches are read
//! again.

use super::misreading::Misreading;
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::evaluate::condition;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::rule::Rule;
use crate::domain::policy::{Policy, Silence};

/// Which rules hold in which cases.
pub struct Verdicts<'a> {
    policy: &'a Policy,
    day: Date,
    cases: &'a [Case],
    /// By rule, then by case; none where that rests on unknown facts.
    holds: Vec<Vec<Option<bool>>>,
    possible: Vec<bool>,
}

/// The right answer of each case; none where the case can't occur, or where unknown facts decide.
pub type Row = Vec<Option<Verdict>>;

impl<'a> Verdicts<'a> {
    /// Reads the policy's rules in force that day on the cases.
    pub fn of(policy: &'a Policy, day: Date, cases: &'a [Case]) -> Self {
        let possible = |case: &Case| policy.never.iter().all(|never| condition(policy, case, never) != Some(true));
        let holds = policy.rules.iter().map(|rule| column(policy, rule, day, cases)).collect();
        Self { policy, day, cases, holds, possible: cases.iter().map(possible).collect() }
    }

    /// The policy's own answers.
    pub fn own(&self) -> Row {
        self.row(self.policy, |rule| &self.holds[rule])
    }

    /// The answers of somebody who misreads it so.
    pub fn misread(&self, misreading: Misreading) -> Row {
        let changed = misreading.applied(self.policy);
        let limits: Vec<bool> = changed.limits.iter().zip(&self.policy.limits).map(|(a, b)| a != b).collect();
        let touched =
            |(now, before): (&Rule, &Rule)| now != before || now.tests().any(|t| t.limits().iter().any(|l| limits[l.0]));
        let again: Vec<Option<Vec<Option<bool>>>> = changed
            .rules
            .iter()
            .zip(&self.policy.rules)
            .map(|both| touched(both).then(|| column(&changed, both.0, self.day, self.cases)))
            .collect();
        self.row(&changed, |rule| again[rule].as_ref().unwrap_or(&self.holds[rule]))
    }

    fn row<'h>(&'h self, policy: &Policy, holds: impl Fn(usize) -> &'h Vec<Option<bool>>) -> Row {
        let mut ranked: Vec<(u8, usize, Verdict)> =
            policy.rules.iter().enumerate().map(|(i, r)| (rank(r), i, r.outcome.verdict())).collect();
        ranked.sort_by_key(|(rank, at, _)| (*rank, *at));
        let silence = match policy.silence {
            Silence::Escalate(_) => Verdict::Escalate,
            Silence::Act(_) => Verdict::Either,
        };
        let columns: Vec<(&Vec<Option<bool>>, Verdict)> = ranked.iter().map(|(_, at, v)| (holds(*at), *v)).collect();
        let answer = |case: usize| {
            // Unknown is never false: what may speak first leaves the answer open, unless it says the same.
            let mut open: Option<Verdict> = None;
            for (column, verdict) in &columns {
                match column[case] {
                    Some(false) => continue,
                    Some(true) => return open.is_none_or(|o| o == *verdict).then_some(*verdict),
                    None if open.is_some_and(|o| o != *verdict) => return None,
                    None => open = Some(*verdict),
                }
            }
            open.is_none_or(|o| o == silence).then_some(silence)
        };
        (0..self.cases.len()).map(|case| if self.possible[case] { answer(case) } else { None }).collect()
    }
}

/// Where a rule in force holds.
fn column(policy: &Policy, rule: &Rule, day: Date, cases: &[Case]) -> Vec<Option<bool>> {
    let one = |case: &Case| {
        if !rule.in_force(day) {
            return Some(false);
        }
        let when = rule.when.as_ref().map_or(Some(true), |c| condition(policy, case, c));
        let unless = rule.unless.as_ref().map_or(Some(false), |c| condition(policy, case, c));
        match (when, unless) {
            (Some(false), _) | (_, Some(true)) => Some(false),
            (Some(true), Some(false)) => Some(true),
            _ => None,
        }
    };
    cases.iter().map(one).collect()
}

/// Red lines speak first, then stop lines, then green lights; fallbacks only after all of them.
fn rank(rule: &Rule) -> u8 {
    rule.outcome.layer() + if rule.otherwise { 3 } else { 0 }
}
