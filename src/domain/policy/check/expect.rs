//! `[expect]`: a pinned answer that the policy no longer gives.

use std::ops::Range;

use super::{Checked, because};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::explanation::{Kind, Ruling, Verdict};

impl Checked<'_> {
    /// Holds the pin against the case as it is dealt (`answer = "undetermined"`), or as it is once everything is asked.
    pub(super) fn expected(&self, dealt: &Ruling, settled: Option<&Ruling>, found: &mut Vec<Diagnostic>) {
        let Some(expect) = &self.scenario.expect else { return };
        if dealt.verdict.is_none() && !self.scenario.ask {
            // Undetermined is said already, and the pin can only echo it.
            return;
        }
        let ruling = settled.unwrap_or(dealt);
        let answer = if expect.answer.as_deref() == Some("undetermined") { dealt } else { ruling };
        let is = answer.verdict.map_or("undetermined", Verdict::name);
        let pins = [
            ("answer", expect.answer.as_deref(), is.to_owned(), &self.places.answer),
            ("kind", expect.kind.as_deref(), ruling.kind.map_or("none", Kind::name).to_owned(), &self.places.kind),
            ("rule", expect.rule.as_deref(), self.decider(ruling), &self.places.rule),
            ("route", expect.route.as_deref(), self.route(ruling), &self.places.route),
        ];
        // One cause, one finding: where the answer is another, kind, rule and route are too.
        let wrong = pins.into_iter().find(|(_, pinned, is, _)| pinned.is_some_and(|p| p != is));
        if let Some((part, Some(pinned), is, place)) = wrong {
            found.push(self.contradicted(part, pinned, &is, place, ruling));
        }
    }

    fn contradicted(&self, part: &str, pinned: &str, is: &str, place: &Range<usize>, ruling: &Ruling) -> Diagnostic {
        let because = because(self.policy, ruling);
        let message = if part == "rule" {
            format!("`{pinned}` is pinned as the rule that decides, and the policy now decides by {is}")
        } else {
            format!("`{pinned}` is pinned as the {part}, and the policy now says `{is}`, {because}")
        };
        let help = "if the policy is right, pin what it says; if the pin is right, mend the facts or the policy";
        self.error("scenario::expect-contradicted", place, message).help(help)
    }

    fn decider(&self, ruling: &Ruling) -> String {
        ruling.rules.first().map_or("no rule".to_owned(), |rule| self.policy.rules[rule.0].id.clone())
    }

    fn route(&self, ruling: &Ruling) -> String {
        ruling.route.map_or("no route".to_owned(), |route| self.policy.route(route).id.clone())
    }
}
