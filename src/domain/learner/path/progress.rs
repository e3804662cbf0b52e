//! How far somebody has come on a path: a fold over their answers.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::Path;
use super::check::Check;
use super::ladder;
use crate::domain::learner::measures::count;
use crate::domain::learner::measures::mastery::Mastery;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::learner::upheld::Upheld;
use crate::domain::policy::rule::Rule;
use crate::domain::session::Millis;
use crate::domain::session::attempt::{Attempt, Mode};
use crate::domain::session::pack::PackView;

/// How far somebody has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Unit by unit, in the order of the path.
    pub standings: Vec<Standing>,
    /// 1 while rules are being met, 2 once all are, 3 once half of them are shown; somebody's own level raises it then.
    pub level: usize,
    /// The last check that was played to its end.
    pub check: Option<Check>,
    /// What to do next.
    pub step: Step,
    /// Their answers at this policy.
    pub answers: usize,
    /// On so many days.
    pub days: usize,
    /// When each case was last met, by its hash.
    met: HashMap<String, Millis>,
}

/// How a unit stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// It was read, and both of its contrasting cases were answered, once.
    pub opened: bool,
    /// What its rule's first tries show.
    pub shown: Mastery,
    /// These tries, and the right ones among them.
    pub tries: Rate,
    /// More of them that no longer count: the policy decides their cases otherwise since.
    pub turned: u32,
    /// The days they were on.
    pub days: usize,
    /// One of them is of today.
    pub today: bool,
    /// The check is passed, and shows this rule.
    pub checked: bool,
}

impl Standing {
    /// Mastered: shown as the pack asks, and checked on a case never seen.
    pub fn is_mastered(&self) -> bool {
        self.checked && self.shown.is_shown()
    }
}

/// What comes next on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This unit, by its place.
    Unit(usize),
    /// A mixed round of what isn't shown yet.
    Round,
    /// All that is missing is another day.
    Rest,
    /// The check.
    Check,
    /// Nothing: everything is mastered.
    Done,
}

impl Progress {
    /// Folds a trainee's own attempts, in any order. `today` is the day by their clock, in days since 1970.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, pack: &PackView<'_>, path: &Path, today: i64) -> Self {
        let policy = pack.policy;
        let mut own: Vec<&Attempt> = attempts.into_iter().filter(|a| a.policy.id == policy.id).collect();
        // What has the same time stays in the order of the log: of a lesson's two sides the first is the rule's own.
        own.sort_by_key(|a| a.time);
        let mut known = HashSet::new();
        own.retain(|a| known.insert(a.id));
        let met: HashMap<String, Millis> = own.iter().map(|a| (a.case_hash.clone(), a.time)).collect();
        let mut upheld = Upheld::by(pack);
        let check = Check::last(&own, policy, path, &mut upheld);
        let taught = taught(&own);
        let (held, turned): (Vec<&Attempt>, Vec<&Attempt>) =
            own.iter().copied().filter(|a| a.is_rated()).partition(|attempt| upheld.upholds(attempt));
        let (held, turned) = (by_rule(held), by_rule(turned));
        let standings: Vec<Standing> = path
            .units
            .iter()
            .map(|unit| {
                let rule = &policy.rules[unit.rule.0];
                let tries = of_rule(&held, rule);
                let days: BTreeSet<i64> = tries.iter().map(|a| a.day()).collect();
                let rate =
                    Rate { count: count(tries.iter().filter(|a| a.judgement().is_right()).count()), of: count(tries.len()) };
                let checked = |check: &Check| check.shows(rule, tries.iter().any(|a| a.time <= check.time));
                Standing {
                    opened: taught.iter().any(|id| rule.is_called(id)),
                    shown: Mastery::of(tries.iter().copied(), &policy.id, rule, policy.mastery),
                    turned: count(of_rule(&turned, rule).len()),
                    today: days.contains(&today),
                    days: days.len(),
                    checked: check.as_ref().is_some_and(checked),
                    tries: rate,
                }
            })
            .collect();
        let days: HashSet<i64> = own.iter().map(|a| a.day()).collect();
        let step = step(&standings);
        let level = level(&standings, ladder::level(policy, &path.own));
        Self { standings, level, check, step, answers: own.len(), days: days.len(), met }
    }

    /// When a case was last met; none where it never was.
    pub fn met(&self, case_hash: &str) -> Option<Millis> {
        self.met.get(case_hash).copied()
    }

    /// Units whose rule is mastered.
    pub fn mastered(&self) -> usize {
        self.standings.iter().filter(|s| s.is_mastered()).count()
    }

    /// Units whose rule is shown in practice.
    pub fn shown(&self) -> usize {
        self.standings.iter().filter(|s| s.shown.is_shown()).count()
    }
}

/// First tries by the rule that decided them, under the id it had.
fn by_rule(tries: Vec<&Attempt>) -> HashMap<&str, Vec<&Attempt>> {
    let mut by_rule: HashMap<&str, Vec<&Attempt>> = HashMap::new();
    for attempt in tries {
        if let Some(id) = attempt.decider() {
            by_rule.entry(id).or_default().push(attempt);
        }
    }
    by_rule
}

/// Those of one rule, under the id it has or one it had before.
fn of_rule<'a>(tries: &HashMap<&str, Vec<&'a Attempt>>, rule: &Rule) -> Vec<&'a Attempt> {
    let mut ids: Vec<&str> = std::iter::once(&rule.id).chain(&rule.was).map(String::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| tries.get(id)).flatten().copied().collect()
}

/// The ids of the rules that a sitting began with, both of their sides answered: the first of the two is the rule's own. Which
/// cases these were makes no difference, so neither another level nor an edited pack closes a unit again.
fn taught<'a>(own: &[&'a Attempt]) -> Vec<&'a str> {
    let mut lessons: HashMap<Uuid, Vec<&'a Attempt>> = HashMap::new();
    for attempt in own.iter().filter(|a| a.mode == Mode::Lesson) {
        lessons.entry(attempt.session).or_default().push(attempt);
    }
    lessons.values().filter(|sides| sides.len() > 1).filter_map(|sides| sides[0].decider()).collect()
}

fn step(standings: &[Standing]) -> Step {
    if let Some(next) = standings.iter().position(|s| !s.opened) {
        return Step::Unit(next);
    }
    let open: Vec<&Standing> = standings.iter().filter(|s| !s.shown.is_shown()).collect();
    // Everything that is open was met often enough, and today among the days: only another day can add to it.
    let waits = |s: &&Standing| {
        matches!(s.shown, Mastery::NotSeenEnough(seen) if seen.tries >= seen.tries_asked && seen.days < seen.days_asked)
            && s.today
    };
    match open.len() {
        0 if standings.iter().all(Standing::is_mastered) => Step::Done,
        0 => Step::Check,
        _ if open.iter().all(waits) => Step::Rest,
        _ => Step::Round,
    }
}

/// The level of a path, and somebody's own where it is higher.
fn level(standings: &[Standing], own: Option<usize>) -> usize {
    if standings.iter().any(|s| !s.opened) {
        return 1;
    }
    let shown = standings.iter().filter(|s| s.shown.is_shown()).count();
    let here = if shown * 2 < standings.len() { 2 } else { 3 };
    own.map_or(here, |own| here.max(own + 1))
}
