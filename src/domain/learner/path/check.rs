//! The check at the end of the path: cases never seen before, and nothing revealed until its end.
//!
//! What a pack asks of one rule (`[mastery]`) can be met by luck: who tosses a coin seven times passes in 29 of 100 cases. So a
//! rule counts as mastered only once the check is passed too, and the rule was not missed in it. The pass mark follows from
//! `[mastery]` and from chance: at least as many cases as there are units and as one rule asks tries, so many of them right that
//! the lower end of Wilson's range lies above what guessing gives, and no more critical misses than the pack allows. Once the policy
//! is edited, only the cases that it still decides in the same way go on to count.

use uuid::Uuid;

use super::Path;
use crate::domain::learner::measures::count;
use crate::domain::learner::measures::mastery::overstepped;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::learner::upheld::Upheld;
use crate::domain::policy::rule::{Rule, Stakes};
use crate::domain::policy::{Mastery as Asked, Policy};
use crate::domain::session::Millis;
use crate::domain::session::attempt::{Attempt, Mode, PolicyStamp};
use crate::domain::session::facts;

/// Cases of a check at the least: with fewer, knowing and guessing can't be told apart without failing people who know.
const LEAST: usize = 12;
/// What guessing gets right: one of two. Of three keys it would be one of three; a guess between the two likely ones does better.
const GUESSING: f64 = 0.5;

/// Cases of a check on a path of so many units.
pub fn size(units: usize, asked: Asked) -> usize {
    units.max(usize::try_from(asked.opportunities).unwrap_or(usize::MAX)).max(LEAST)
}

/// How many of so many must be right.
pub fn mark(of: u32) -> u32 {
    let above = |count: &u32| Rate { count: *count, of }.interval().is_some_and(|range| range.low > GUESSING);
    (0..=of).find(above).unwrap_or_else(|| of.saturating_add(1))
}

/// A check that was played to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The sitting.
    pub session: Uuid,
    /// When its last case was answered.
    pub time: Millis,
    /// The policy that judged.
    pub policy: PolicyStamp,
    /// Right, of all, as they were judged.
    pub right: Rate,
    /// How many must be.
    pub mark: u32,
    /// Overstepped, of the cases where somebody may be harmed.
    pub critical: Rate,
    /// How many of these the pack allows.
    pub critical_allowed: u32,
    /// The same of those cases alone that the policy of today still decides as they were judged.
    pub upheld: Rate,
    /// The rules of these, by id.
    pub asked: Vec<String>,
    /// Those that were missed in them.
    pub missed: Vec<String>,
    /// The rules that decided the other cases, by id, one a case.
    pub turned: Vec<String>,
}

impl Check {
    /// The last check of a trainee on this path that was played to its end at the level they have now. The attempts are theirs.
    pub fn last<'a>(attempts: &[&'a Attempt], policy: &Policy, path: &Path, upheld: &mut Upheld<'_, 'a>) -> Option<Self> {
        let of_check = |a: &&&Attempt| a.mode == Mode::Check && a.policy.id == policy.id;
        let checks: Vec<&'a Attempt> = attempts.iter().filter(of_check).copied().collect();
        let mut sittings: Vec<Uuid> = Vec::new();
        for attempt in &checks {
            if !sittings.contains(&attempt.session) {
                sittings.push(attempt.session);
            }
        }
        let asked = size(path.units.len(), policy.mastery);
        let complete = sittings.into_iter().filter_map(|session| {
            let cases: Vec<&'a Attempt> = checks.iter().filter(|a| a.session == session).copied().collect();
            (cases.len() >= asked && at_level(&cases, policy, path))
                .then(|| Self::held(&cases, policy.mastery, |case| upheld.upholds(case)))?
        });
        complete.max_by_key(|check| (check.time, check.session))
    }

    /// What its answers come to, right after the last of them; none without any.
    pub fn of(cases: &[&Attempt], asked: Asked) -> Option<Self> {
        Self::held(cases, asked, |_| true)
    }

    /// The same, with the cases that the policy of today upholds.
    fn held<'a>(cases: &[&'a Attempt], asked: Asked, mut upholds: impl FnMut(&'a Attempt) -> bool) -> Option<Self> {
        let last = cases.iter().max_by_key(|a| (a.time, a.id))?;
        let critical: Vec<&'a Attempt> = cases.iter().filter(|a| a.verdict.stakes == Stakes::Critical).copied().collect();
        let (upheld, turned): (Vec<&'a Attempt>, Vec<&'a Attempt>) = cases.iter().copied().partition(|case| upholds(case));
        let missed: Vec<&'a Attempt> = upheld.iter().filter(|a| !a.judgement().is_right()).copied().collect();
        Some(Self {
            session: last.session,
            time: last.time,
            policy: last.policy.clone(),
            right: right(cases),
            mark: mark(count(cases.len())),
            critical: Rate { count: count(critical.iter().filter(|a| overstepped(a)).count()), of: count(critical.len()) },
            critical_allowed: asked.critical_misses,
            upheld: right(&upheld),
            asked: rules(&upheld),
            missed: rules(&missed),
            turned: rules(&turned),
        })
    }

    /// Whether it shows more than luck would, and nothing critical was overstepped beyond what the pack allows. What the policy of
    /// today no longer upholds of it must leave enough to show as much.
    pub fn is_passed(&self) -> bool {
        let enough = self.right.count >= self.mark && self.upheld.count >= mark(self.upheld.of);
        enough && self.critical.count <= self.critical_allowed
    }

    /// Whether it shows a rule, under the id it has or one it had before: passed, the rule not missed in it, and asked about in a
    /// case that is still decided so. Where it had no case of a rule, for want of any never seen, it is enough that the rule was
    /// there to be tried before.
    pub fn shows(&self, rule: &Rule, tried_before: bool) -> bool {
        let among = |ids: &[String]| ids.iter().any(|id| rule.is_called(id));
        self.is_passed() && !among(&self.missed) && (among(&self.asked) || tried_before && !among(&self.turned))
    }
}

fn right(cases: &[&Attempt]) -> Rate {
    Rate { count: count(cases.iter().filter(|a| a.judgement().is_right()).count()), of: count(cases.len()) }
}

/// Who decides them, one a case.
fn rules(cases: &[&Attempt]) -> Vec<String> {
    cases.iter().filter_map(|a| a.decider()).map(str::to_owned).collect()
}

/// Whether most of the cases were dealt to somebody with the own facts that the path was worked out for.
fn at_level(cases: &[&Attempt], policy: &Policy, path: &Path) -> bool {
    let own = |attempt: &&&Attempt| {
        let case = facts::from_json(policy, &attempt.facts);
        path.own.iter().all(|(fact, value)| case.get(*fact) == Some(*value))
    };
    cases.iter().filter(own).count() * 2 > cases.len()
}
