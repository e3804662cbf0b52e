//! Whether a rule is mastered: seen often enough, on more than one day, known by now, and nothing critical overstepped.

use std::collections::BTreeSet;

use super::count;
use super::knowledge::{MASTERED, Tracing};
use crate::domain::policy::Mastery as Asked;
use crate::domain::policy::rule::{Rule, Stakes};
use crate::domain::session::answer::Wrong;
use crate::domain::session::attempt::Attempt;

/// How many of the last critical cases must be right.
const CRITICAL_RIGHT: usize = 3;

/// How far a rule is mastered. In the order in which one gets there.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Mastery {
    /// Nothing can be said yet.
    NotSeenEnough(Seen),
    /// Something critical was overstepped lately.
    Overstepped {
        /// How often, among the tries that count.
        misses: u32,
    },
    /// Seen enough, and not known yet.
    NotYet {
        /// How likely it is known.
        known: f64,
    },
    /// Shown.
    Shown {
        /// How likely it is known.
        known: f64,
    },
}

/// How much was seen, of how much it takes.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Seen {
    /// First tries.
    pub tries: u32,
    /// First tries it takes.
    pub tries_asked: u32,
    /// Days, as their clock had them.
    pub days: u32,
    /// Days it takes.
    pub days_asked: u32,
}

impl Mastery {
    /// Folds a trainee's attempts over one rule of a policy, whatever its version, under its id or one it had before: which of them
    /// the policy of today upholds is for who calls to say. Only as many of the last tries count as the policy asks for: neither is
    /// an old mistake held against anybody for ever, nor does a long good run hide that it is being forgotten. Twins, replays,
    /// lessons and cases that are harder than they need be don't count: neither can raise it, nor lower it.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, policy: &str, rule: &Rule, asked: Asked) -> Self {
        let mut tries: Vec<&Attempt> = attempts
            .into_iter()
            .filter(|a| a.policy.id == policy && a.is_rated() && a.decider().is_some_and(|id| rule.is_called(id)))
            .collect();
        // Two machines' logs come in any order; ids break ties as the store does.
        tries.sort_by_key(|a| (a.time, a.id));
        Self::shown(&tries, asked)
    }

    fn shown(tries: &[&Attempt], asked: Asked) -> Self {
        let days: BTreeSet<i64> = tries.iter().map(|a| a.day()).collect();
        let seen =
            Seen { tries: count(tries.len()), tries_asked: asked.opportunities, days: count(days.len()), days_asked: asked.days };
        if seen.tries < seen.tries_asked || seen.days < seen.days_asked || tries.is_empty() {
            return Self::NotSeenEnough(seen);
        }
        // Where a policy asks for fewer tries than it takes to be sure of anything, nobody could ever show it by these alone.
        let tracing = Tracing::default();
        let window = usize::try_from(asked.opportunities).unwrap_or(usize::MAX).max(tracing.fewest());
        let lately = &tries[tries.len().saturating_sub(window)..];
        let critical: Vec<bool> = tries.iter().filter(|a| a.verdict.stakes == Stakes::Critical).map(|a| overstepped(a)).collect();
        let misses = lately.iter().filter(|a| a.verdict.stakes == Stakes::Critical && overstepped(a)).count();
        let last = &critical[critical.len().saturating_sub(CRITICAL_RIGHT)..];
        if count(misses) > asked.critical_misses || last.contains(&true) {
            return Self::Overstepped { misses: count(misses) };
        }
        let known = tracing.after(lately.iter().map(|a| a.judgement().is_right()));
        if known >= MASTERED { Self::Shown { known } } else { Self::NotYet { known } }
    }

    /// Whether it is shown.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Shown { .. })
    }
}

/// Settled, refused or given away what one may not.
pub fn overstepped(attempt: &Attempt) -> bool {
    matches!(attempt.judgement().wrong(), Some(Wrong::OverReach | Wrong::GaveItAway))
}
