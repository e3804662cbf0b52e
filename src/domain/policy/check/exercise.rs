//! Which rules and duties the scenarios of a pack turn on.

use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::Policy;
use crate::domain::policy::date::Date;
use crate::domain::policy::explanation::Ruling;
use crate::domain::policy::source::Places;

/// Rules and duties seen at work so far.
pub(super) struct Exercise {
    rules: Vec<bool>,
    also: Vec<bool>,
}

impl Exercise {
    pub(super) fn new(policy: &Policy) -> Self {
        Self { rules: vec![false; policy.rules.len()], also: vec![false; policy.also.len()] }
    }

    pub(super) fn add(&mut self, ruling: &Ruling) {
        for rule in &ruling.rules {
            self.rules[rule.0] = true;
        }
        for duty in &ruling.also {
            self.also[*duty] = true;
        }
    }

    /// Reports rules in force that decide no case, and duties that hold in none.
    pub(super) fn report(&self, policy: &Policy, places: &Places, as_of: Date, found: &mut Vec<Diagnostic>) {
        let rules = policy.rules.iter().zip(&self.rules).zip(&places.rules);
        for ((rule, _), place) in rules.filter(|((rule, seen), _)| !**seen && rule.in_force(as_of)) {
            let message = format!("no scenario of this pack is decided by `{}`", rule.id);
            let warning = Diagnostic::warning("policy::unexercised", &places.file, place.clone(), message);
            let help = "write a scenario on each side of its line: what is never played is never learned";
            found.push(warning.help(help).about(&rule.id));
        }
        let duties = policy.also.iter().zip(&self.also).zip(&places.also);
        for ((duty, _), place) in duties.filter(|((duty, seen), _)| !**seen && duty.in_force(as_of)) {
            let message = format!("`{}` holds in no scenario of this pack", duty.id);
            let warning = Diagnostic::warning("policy::unexercised", &places.file, place.clone(), message);
            found.push(warning.help("write a scenario in which it holds").about(&duty.id));
        }
    }
}
