//! What somebody's answers say of their judgement: a fold over the log, and never one number.
//!
//! | what | where it comes from |
//! |---|---|
//! | [`Panel`] | first tries at cases like any other ([`Attempt::is_rated`]): no grey areas, nothing right after an explanation |
//! | [`Clause`](clause::Clause) | the same, by the rule that decides |
//! | [`Learning`](learning::Learning) | the same, by how often the rule was met before |
//! | [`Counted`](counted::Counted) | every answer |
//! | [`Deeper`](deeper::Deeper) | every answer, held against the policy as it is now: the coastline, what is due, the line in one's head |
//!
//! The first four are quick and need nothing but the log; the last compiles and compares, and may take a while. Each says so where
//! there are too few cases to tell. For learning, not for appraisal.

pub mod clause;
pub mod counted;
pub mod deeper;
pub mod learning;
pub mod mind;
pub mod people;

use std::collections::BTreeMap;

use self::clause::Clause;
use self::counted::Counted;
use self::learning::Learning;
use crate::domain::learner::measures::count;
use crate::domain::learner::measures::panel::Panel;
use crate::domain::session::answer::Wrong;
use crate::domain::session::attempt::{Attempt, PolicyStamp};
use crate::domain::session::pack::PackView;
use crate::domain::text::Text;

/// What the log alone tells of somebody's judgement under one policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Who.
    pub trainee: Text,
    /// The pack's name.
    pub pack: String,
    /// The policy's title.
    pub title: Text,
    /// The policy as it is now; answers given under earlier versions count.
    pub policy: PolicyStamp,
    /// How many answers of which kind, and when.
    pub counted: Counted,
    /// The headline figures.
    pub panel: Panel,
    /// Yes where the policy says no.
    pub gave_it_away: u32,
    /// No where the policy says yes.
    pub needless_no: u32,
    /// Rules with an answer, the most misread first.
    pub clauses: Vec<Clause>,
    /// How errors fall with practice.
    pub learning: Learning,
}

/// One person's answers at one policy, whatever its version: the oldest first, each once.
pub fn own<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, trainee: &str, policy: &str) -> Vec<&'a Attempt> {
    let mut own: Vec<&Attempt> = attempts.into_iter().filter(|a| a.trainee == trainee && a.policy.id == policy).collect();
    // Ids break ties alike on every machine.
    own.sort_by_key(|a| (a.time, a.id));
    own.dedup_by_key(|a| a.id);
    own
}

impl Figures {
    /// Folds somebody's answers at a pack's policy, as [`own`] gives them.
    pub fn of(own: &[&Attempt], pack: &PackView<'_>, trainee: &str) -> Self {
        let rated = || own.iter().copied().filter(|a| a.is_rated());
        let wrong = |wrong: Wrong| rated().filter(|a| a.judgement().wrong() == Some(wrong)).count();
        let mut by_rule: BTreeMap<&str, Vec<&Attempt>> = BTreeMap::new();
        for attempt in rated() {
            if let Some(rule) = attempt.decider() {
                by_rule.entry(rule).or_default().push(attempt);
            }
        }
        Self {
            trainee: Text::clean(trainee),
            pack: pack.name.to_owned(),
            title: pack.policy.title.clone(),
            policy: pack.stamp(),
            counted: Counted::of(own),
            panel: Panel::of(own),
            gave_it_away: count(wrong(Wrong::GaveItAway)),
            needless_no: count(wrong(Wrong::NeedlessNo)),
            clauses: clause::clauses(pack.policy, &by_rule),
            learning: Learning::of(own),
        }
    }
}
