//! A case that shows a finding, in as few words as tell it: a scenario people know, with what is different.

use crate::domain::policy::Policy;
use crate::domain::policy::analysis::fallbacks::facts_read;
use crate::domain::policy::analysis::nearby::differing;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::{Fact, FactId};
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;

/// More differences than this make a case of its own.
const MOST_DIFFERENCES: usize = 4;

/// A scenario's case as it is once everything is asked, and its id.
#[derive(Clone, Debug)]
pub(super) struct Told<'a> {
    pub(super) id: &'a str,
    pub(super) case: Case,
}

impl<'a> Told<'a> {
    pub(super) fn of(scenario: &'a Scenario) -> Self {
        let asked = scenario.answers.iter().fold(scenario.case.clone(), |case, (fact, value)| case.with(*fact, Some(*value)));
        Self { id: &scenario.id, case: asked }
    }
}

/// What cases are described with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Examples<'a> {
    pub(super) policy: &'a Policy,
    pub(super) engine: &'a Engine,
    pub(super) told: &'a [Told<'a>],
}

impl Examples<'_> {
    /// A case in words: `` `cracked-lid` with `amount = 151` ``, or the facts that some rules read.
    pub(super) fn case(&self, case: &Case, rules: &[RuleId]) -> String {
        let apart = |told: &Told<'_>| {
            let facts = differing(self.policy, &told.case, case);
            facts.into_iter().filter(|f| self.engine.reads(*f)).collect::<Vec<_>>()
        };
        let nearest = self.told.iter().map(|told| (told, apart(told))).min_by_key(|(_, apart)| apart.len());
        match nearest {
            Some((told, apart)) if apart.is_empty() => format!("`{}`", told.id),
            Some((told, apart)) if apart.len() <= MOST_DIFFERENCES => {
                format!("`{}` with {}", told.id, self.values(case, &apart))
            }
            _ => self.values(case, &self.read(rules)),
        }
    }

    /// Facts with their values, as a file gives them: `` `amount = 151` and `tier = gold` ``.
    fn values(&self, case: &Case, facts: &[FactId]) -> String {
        let value = |f: &FactId| format!("`{} = {}`", self.policy.fact(*f).name, written(self.policy.fact(*f), case.get(*f)));
        list(&facts.iter().map(value).collect::<Vec<_>>())
    }

    /// The facts that some rules read, in order of declaration; all that any rule reads where they read none.
    fn read(&self, rules: &[RuleId]) -> Vec<FactId> {
        let all = (0..self.policy.facts.len()).map(FactId).filter(|f| !self.policy.fact(*f).is_computed());
        let of_rules: Vec<_> = rules.iter().map(|r| facts_read(self.policy, &self.policy.rules[r.0])).collect();
        let named: Vec<FactId> = all.clone().filter(|f| of_rules.iter().any(|read| read.contains(f))).collect();
        if named.is_empty() { all.filter(|f| self.engine.reads(*f)).collect() } else { named }
    }
}

/// A value as a file gives it.
fn written(fact: &Fact, value: Option<Value>) -> String {
    let name = |at: usize| fact.names().get(at).map(|n| n.id.clone()).unwrap_or_default();
    match value {
        None => "?".to_owned(),
        Some(Value::Number(q)) => q.to_string(),
        Some(Value::Flag(flag)) => flag.to_string(),
        Some(Value::Choice(at)) => name(at),
        Some(Value::Set(members)) => {
            let held: Vec<String> = (0..fact.names().len()).filter(|m| members >> m & 1 == 1).map(name).collect();
            format!("[{}]", held.join(", "))
        }
    }
}

/// `a, b and c`.
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Rules by id: `` `G-1` and `G-2` ``.
pub(super) fn rules(policy: &Policy, rules: &[RuleId]) -> String {
    list(&rules.iter().map(|r| format!("`{}`", policy.rules[r.0].id)).collect::<Vec<_>>())
}
