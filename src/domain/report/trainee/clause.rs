//! Which rules somebody reads wrongly.

use std::collections::BTreeMap;

use crate::domain::learner::measures::misperception::{Misperception, Reading};
use crate::domain::policy::Policy;
use crate::domain::policy::rule::Rule;
use crate::domain::session::answer::Wrong;
use crate::domain::session::attempt::Attempt;
use crate::domain::text::Text;

/// A rule, and how somebody answers the cases it decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Text,
    /// The rule in a sentence: what mends a misreading.
    pub text: Text,
    /// On the wrong side of its line, and sure of it.
    pub found: Misperception,
    /// Yes where it says no, or no where it says yes.
    pub other: u32,
}

/// The rules somebody has answered: the misread first, then by their share on the wrong side, then in the order of the file.
pub(super) fn clauses(policy: &Policy, by_rule: &BTreeMap<&str, Vec<&Attempt>>) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = policy.rules.iter().filter_map(|rule| clause(policy, rule, by_rule)).collect();
    let order = |clause: &Clause| match clause.found.reading() {
        Reading::Misread => 0,
        Reading::Fine if clause.found.wrong.count > 0 => 1,
        Reading::AskMore if clause.found.wrong.count > 0 => 2,
        Reading::Fine => 3,
        Reading::AskMore => 4,
    };
    let share = |clause: &Clause| clause.found.wrong.share().unwrap_or(0.0);
    clauses.sort_by(|a, b| order(a).cmp(&order(b)).then(share(b).total_cmp(&share(a))));
    clauses
}

fn clause(policy: &Policy, rule: &Rule, by_rule: &BTreeMap<&str, Vec<&Attempt>>) -> Option<Clause> {
    let names = std::iter::once(&rule.id).chain(&rule.was);
    let own: Vec<&Attempt> = names.filter_map(|id| by_rule.get(id.as_str())).flatten().copied().collect();
    let found = Misperception::of(own.iter().copied(), &policy.id, rule);
    let other = own.iter().filter(|a| matches!(a.judgement().wrong(), Some(Wrong::GaveItAway | Wrong::NeedlessNo))).count();
    (found.wrong.of > 0).then(|| Clause {
        id: rule.id.clone(),
        title: rule.title.clone(),
        text: rule.text.clone(),
        found,
        other: u32::try_from(other).unwrap_or(u32::MAX),
    })
}
