//! `policy::silenced-fallback`: a fallback that would stop a case is silenced by a green light about something else.

use super::{Answered, Examined};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::fallbacks::{Silenced, silenced_fallbacks};
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::check::example;
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::RuleOutcome;

impl Examined<'_> {
    #[expect(clippy::unnecessary_wraps, reason = "every question is answered in one shape")]
    pub(super) fn fallbacks(&self, budget: &Budget) -> Answered {
        let found = silenced_fallbacks(self.policy, &self.engine.geometry, &self.known, budget);
        Ok(found.iter().map(|silenced| self.silenced(silenced)).collect())
    }

    fn silenced(&self, silenced: &Silenced) -> Diagnostic {
        let (fallback, lights) = (self.rule(silenced.fallback), example::rules(self.policy, &silenced.by));
        let are = if silenced.by.len() == 1 { "which is" } else { "which are" };
        let message = format!("{fallback} is silenced by {lights}, {are} about something else");
        let speakers: Vec<Speaker> = silenced.by.iter().take(1).chain([&silenced.fallback]).map(|r| Speaker::Rule(*r)).collect();
        let case = self.example(&silenced.case, &speakers);
        let would = match self.policy.rules[silenced.fallback.0].outcome {
            RuleOutcome::Escalate(_) => "hand it over",
            _ => "say no",
        };
        let first = silenced.by.first().map(|r| self.rule(*r)).unwrap_or_default();
        let help = format!(
            "for example {case}: {fallback} would {would}, and {first} lets you act. An `otherwise` rule is silent wherever any other speaks; take `otherwise` out and write its exceptions as `unless`"
        );
        self.about("policy::silenced-fallback", silenced.fallback, message).help(help)
    }
}
