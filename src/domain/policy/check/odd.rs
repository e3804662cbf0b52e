//! What is odd about a policy that can be read and decides every case: each finding with a case that shows it.

mod backwards;
mod dates;
mod fallbacks;
mod leaks;
mod routes;
mod splitting;

use std::ops::Range;

use super::example::{Examples, Told};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::{Engine, TooLarge};
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::RuleId;
use crate::domain::policy::source::Places;

/// How much work one question about a policy may take: a few seconds, where sums make every step a slow one.
const MOST_STEPS: u64 = 150_000;

/// A policy under examination.
#[derive(Debug)]
pub(super) struct Examined<'a> {
    pub(super) policy: &'a Policy,
    pub(super) places: &'a Places,
    pub(super) engine: &'a Engine,
    pub(super) as_of: Date,
    pub(super) told: &'a [Told<'a>],
    known: Vec<Case>,
}

/// What one question found.
type Answered = Result<Vec<Diagnostic>, TooLarge>;

impl<'a> Examined<'a> {
    pub(super) fn new(policy: &'a Policy, places: &'a Places, engine: &'a Engine, as_of: Date, told: &'a [Told<'a>]) -> Self {
        Self { policy, places, engine, as_of, told, known: told.iter().map(|t| t.case.clone()).collect() }
    }

    /// Everything odd about it.
    pub(super) fn odd(&self, found: &mut Vec<Diagnostic>) {
        type Question<'e> = (&'static str, fn(&Examined<'e>, &Budget) -> Answered);
        let questions: [Question<'a>; 6] = [
            ("a line runs backwards", Self::backwards),
            ("what must be handed over can be given in parts", Self::splitting),
            ("an exception lets a critical case through", Self::leaks),
            ("a fallback is silenced", Self::fallbacks),
            ("every route is reached", Self::routes),
            ("days are left without a rule", Self::dates),
        ];
        for (about, ask) in questions {
            let budget = Budget::new(MOST_STEPS);
            let answered = ask(self, &budget);
            if answered.is_err() || budget.is_spent() {
                found.push(self.undecided(about));
            }
            found.extend(answered.unwrap_or_default());
        }
    }

    fn undecided(&self, about: &str) -> Diagnostic {
        let message = format!("whether {about} is undecided: the rules combine in too many ways to go through");
        let help = "split the policy, or use fewer facts and exceptions in one rule";
        Diagnostic::warning("policy::undecided", &self.places.file, 0..0, message).help(help)
    }

    fn warning(&self, code: &'static str, place: &Range<usize>, message: String) -> Diagnostic {
        Diagnostic::warning(code, &self.places.file, place.clone(), message)
    }

    /// A warning about a rule, at its header.
    fn about(&self, code: &'static str, rule: RuleId, message: String) -> Diagnostic {
        self.warning(code, &self.places.rules[rule.0], message).about(&self.policy.rules[rule.0].id)
    }

    fn rule(&self, rule: RuleId) -> String {
        format!("`{}`", self.policy.rules[rule.0].id)
    }

    fn examples(&self) -> Examples<'_> {
        Examples { policy: self.policy, engine: self.engine, told: self.told }
    }

    /// A case in words; the speakers are those it is about.
    fn example(&self, case: &Case, speakers: &[Speaker]) -> String {
        let rules: Vec<RuleId> = speakers.iter().filter_map(|s| s.rule()).collect();
        self.examples().case(case, &rules)
    }

    /// That a speaker hands over.
    fn hands_over(&self, speaker: Speaker) -> String {
        match speaker {
            Speaker::Rule(rule) => format!("{} hands over", self.rule(rule)),
            Speaker::Silence | Speaker::Never(_) => "no rule speaks, and it is handed over".to_owned(),
        }
    }

    /// That a speaker lets one act.
    fn lets_act(&self, speaker: Speaker) -> String {
        match speaker {
            Speaker::Rule(rule) => format!("{} lets you act", self.rule(rule)),
            Speaker::Silence | Speaker::Never(_) => "no rule speaks, and you may judge".to_owned(),
        }
    }
}
