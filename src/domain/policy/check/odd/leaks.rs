//! `policy::leak`: the exception of a critical red line lets a case through that another rule settles.

use super::{Answered, Examined};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::leaks::{Leak, leaks};
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::check::example;
use crate::domain::policy::region::cover::Budget;

impl Examined<'_> {
    pub(super) fn leaks(&self, budget: &Budget) -> Answered {
        Ok(leaks(self.policy, self.as_of, &self.known, budget)?.iter().map(|leak| self.leak(leak)).collect())
    }

    fn leak(&self, leak: &Leak) -> Diagnostic {
        let (red_line, lights) = (self.rule(leak.red_line), example::rules(self.policy, &leak.acting));
        let act = if leak.acting.len() == 1 { "acts" } else { "act" };
        let message = format!("{red_line} is critical, and its `unless` lets cases through in which {lights} {act}");
        let speakers: Vec<Speaker> = leak.acting.iter().take(1).chain([&leak.red_line]).map(|r| Speaker::Rule(*r)).collect();
        let case = self.example(&leak.case, &speakers);
        let help = format!("for example {case}. Narrow the exception, or give {lights} one of the same kind");
        let exceptions = &self.places.conditions[leak.red_line.0].unless;
        let mut warning = self.about("policy::leak", leak.red_line, message).help(help);
        if let [only] = &exceptions[..] {
            warning.span = only.whole.clone();
        }
        warning
    }
}
