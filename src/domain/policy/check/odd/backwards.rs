//! `policy::backwards-line`: the riskier of two neighbouring cases is let through.

use super::{Answered, Examined};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::analysis::backwards::{Backwards, backwards_lines};
use crate::domain::policy::analysis::voices::Speaker;
use crate::domain::policy::region::cover::Budget;
use crate::domain::scenario::figures;

impl Examined<'_> {
    pub(super) fn backwards(&self, budget: &Budget) -> Answered {
        let lines = backwards_lines(self.policy, self.as_of, &self.known, budget)?;
        Ok(lines.iter().map(|line| self.backwards_line(line)).collect())
    }

    fn backwards_line(&self, line: &Backwards) -> Diagnostic {
        let name = &self.policy.fact(line.fact).name;
        let [safer, riskier] = [&line.case, &line.twin].map(|case| figures::of_case(self.policy, line.fact, case));
        let (stops, acts) = (self.hands_over(line.safer), self.lets_act(line.riskier));
        let message = format!("at `{name}` {safer} {stops}; at {riskier}, which is riskier, {acts}");
        let case = self.example(&line.twin, &[line.safer, line.riskier]);
        let help = format!(
            "for example {case}. Let the rule that hands over reach further, or the one that acts stop sooner; if that is as it should be, `riskier` is the wrong way round"
        );
        let code = "policy::backwards-line";
        let warning = match line.riskier {
            Speaker::Rule(rule) => self.about(code, rule, message),
            Speaker::Silence | Speaker::Never(_) => self.warning(code, &self.places.facts[line.fact.0], message),
        };
        warning.help(help)
    }
}
