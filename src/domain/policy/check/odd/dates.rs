//! `policy::date-hole`: days that rules leave to silence.

use super::{Answered, Examined};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::dates::{DateHole, Days, date_holes};
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::case::Case;
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::RuleId;

impl Examined<'_> {
    pub(super) fn dates(&self, budget: &Budget) -> Answered {
        let holes = date_holes(self.policy, self.as_of, &self.known, budget)?;
        let found = holes.iter().map(|hole| match hole {
            DateHole::NoRule { days, beside } => self.without_rules(*days, beside),
            DateHole::NoSuccessor { rule, days, case } => self.without_successor(*rule, *days, case),
        });
        Ok(found.collect())
    }

    fn without_rules(&self, days: Days, beside: &[RuleId]) -> Diagnostic {
        let message = format!("no rule is in force {}", words(days));
        let case = self.told.first().map(|told| format!("for example `{}`, like any case, is a grey area then. ", told.id));
        let help = "Let the rules follow each other without a gap: `from` and `until` are both days that count";
        let warning = match beside.first() {
            Some(rule) => self.about("policy::date-hole", *rule, message),
            None => self.warning("policy::date-hole", &(0..0), message),
        };
        warning.help(case.unwrap_or_default() + help)
    }

    fn without_successor(&self, rule: RuleId, days: Days, case: &Case) -> Diagnostic {
        let until = self.policy.rules[rule.0].until.map(|day| day.to_string()).unwrap_or_default();
        let id = self.rule(rule);
        let message = format!("{id} ends on {until}, and of cases it decides no rule speaks {}", words(days));
        let case = self.example(case, &[Speaker::Rule(rule)]);
        let first = days.first;
        let help = format!("for example {case}. Give it a successor with `from = {first}`, or move `until`");
        self.about("policy::date-hole", rule, message).help(help)
    }
}

/// `from 2026-11-01 to 2026-11-30`, `on 2026-11-01`, `from 2026-11-01 on`.
fn words(days: Days) -> String {
    let Days { first, last } = days;
    match last {
        Some(last) if last == first => format!("on {first}"),
        Some(last) => format!("from {first} to {last}"),
        None => format!("from {first} on"),
    }
}
