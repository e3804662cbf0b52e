//! Cases that the given facts leave open: mended, or played by asking first.

use super::{Checked, words};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::explanation::Ruling;
use crate::domain::policy::fact::FactId;

impl Checked<'_> {
    /// Checks that a case is settled, or that asking settles it; gives the ruling after asking where that is the way.
    pub(super) fn asking(&self, ruling: &Ruling, found: &mut Vec<Diagnostic>) -> Option<Ruling> {
        match (ruling.verdict.is_some(), self.scenario.ask) {
            (true, false) => None,
            (false, false) => {
                found.push(self.undetermined());
                None
            }
            (true, true) => {
                let message = "nothing needs to be asked: the facts given settle the case".to_owned();
                let help = "take `ask` and [answers] out, or leave out of [facts] what decides it";
                found.push(self.error("scenario::nothing-to-ask", &self.places.ask, message).help(help));
                None
            }
            (false, true) => self.answered(found),
        }
    }

    fn undetermined(&self) -> Diagnostic {
        let missing = self.missing();
        let named = words::facts(self.policy, &missing);
        let message = format!("the policy does not settle this case: it hangs on {named}");
        let help = format!("give {named} in [facts], or write `ask = true` with [answers]");
        self.error("scenario::undetermined", &self.places.facts, message).help(help)
    }

    fn missing(&self) -> Vec<FactId> {
        self.engine.explain(&self.scenario.case).map(|e| e.missing).unwrap_or_default()
    }

    /// The ruling once every answer is known.
    fn answered(&self, found: &mut Vec<Diagnostic>) -> Option<Ruling> {
        if self.scenario.answers.is_empty() {
            return None;
        }
        let mut case = self.scenario.case.clone();
        for (fact, value) in &self.scenario.answers {
            case.set(*fact, Some(*value));
        }
        match self.engine.decide(&case) {
            Ok(ruling) if ruling.verdict.is_some() => Some(ruling),
            Ok(_) => {
                let missing = self.engine.explain(&case).map(|e| e.missing).unwrap_or_default();
                let message =
                    format!("the answers don't settle the case: it still hangs on {}", words::facts(self.policy, &missing));
                found.push(
                    self.error("scenario::answers-do-not-settle", &self.places.answers, message)
                        .help("add what is missing to [answers]"),
                );
                None
            }
            Err(impossible) => {
                let clause =
                    self.policy.never.get(impossible.never).map(|never| words::condition(self.policy, never)).unwrap_or_default();
                let message = format!("with these answers the case can't occur: the policy says never {clause}");
                found.push(
                    self.error("scenario::impossible", &self.places.answers, message)
                        .help("change the answers, or the policy's [[never]]"),
                );
                None
            }
        }
    }
}
