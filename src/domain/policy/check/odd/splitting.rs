//! `policy::splitting-hole`: what must be handed over in one sum may be given in parts.

use super::{Answered, Examined};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::splitting::{Split, splitting_holes};
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::check::example::{self, list};
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::figures;

impl Examined<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "every question is answered in one shape")]
    pub(super) fn splitting(&self, budget: &Budget) -> Answered {
        let found = splitting_holes(self.policy, &self.engine.geometry, &self.known, budget);
        Ok(found.iter().filter_map(|split| self.split(split)).collect())
    }

    fn split(&self, split: &Split) -> Option<Diagnostic> {
        let first = split.parts.first()?.rule;
        let name = &self.policy.fact(split.money).name;
        let figure = |case| figures::of_case(self.policy, split.money, case);
        let (whole, parts) = (figure(&split.whole), list(&split.parts.iter().map(|p| figure(&p.case)).collect::<Vec<_>>()));
        let stops = self.hands_over(split.hands_over);
        let mut lights: Vec<RuleId> = split.parts.iter().map(|p| p.rule).collect();
        lights.dedup();
        let lets = if lights.len() == 1 { "lets" } else { "let" };
        let lights = example::rules(self.policy, &lights);
        let message = format!("at `{name}` {whole} {stops}; {lights} {lets} you give it as {parts}");
        let case = self.example(&split.whole, &[split.hands_over, Speaker::Rule(first)]);
        let cure = if split.counted {
            format!(
                "What is counted leaves room for the parts: hold the limit against a total for the case as well (a fact for what was given on it, and a sum with `{name}`)"
            )
        } else {
            format!(
                "Hold the limit against a total for the case (a fact for what was given on it, a sum with `{name}`, and the test on that), or against an [allowance]"
            )
        };
        let help = format!("for example {case}. {cure}");
        Some(self.about("policy::splitting-hole", first, message).help(help))
    }
}
