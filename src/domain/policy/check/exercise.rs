//! Which rules and duties the scenarios of a pack turn on.

use std::collections::BTreeSet;

use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::Policy;
use crate::domain::policy::date::Date;
use crate::domain::policy::explanation::Ruling;
use crate::domain::policy::source::Places;

/// Rules and duties seen at work so far, by their places.
#[derive(Debug, Default)]
pub(super) struct Exercise {
    rules: BTreeSet<usize>,
    also: BTreeSet<usize>,
}

impl Exercise {
    pub(super) fn add(&mut self, ruling: &Ruling) {
        self.rules.extend(ruling.rules.iter().map(|rule| rule.0));
        self.also.extend(&ruling.also);
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.rules.extend(other.rules);
        self.also.extend(other.also);
    }

    /// Reports rules in force that decide no case, and duties that hold in none.
    pub(super) fn report(&self, policy: &Policy, places: &Places, as_of: Date, found: &mut Vec<Diagnostic>) {
        let rules = policy.rules.iter().zip(&places.rules).enumerate().filter(|(at, _)| !self.rules.contains(at));
        for (_, (rule, place)) in rules.filter(|(_, (rule, _))| rule.in_force(as_of)) {
            let message = format!("no scenario of this pack is decided by `{}`", rule.id);
            let warning = Diagnostic::warning("policy::unexercised", &places.file, place.clone(), message);
            let help = "write a scenario on each side of its line: what is never played is never learned";
            found.push(warning.help(help).about(&rule.id));
        }
        let duties = policy.also.iter().zip(&places.also).enumerate().filter(|(at, _)| !self.also.contains(at));
        for (_, (duty, place)) in duties.filter(|(_, (duty, _))| duty.in_force(as_of)) {
            let message = format!("`{}` holds in no scenario of this pack", duty.id);
            let warning = Diagnostic::warning("policy::unexercised", &places.file, place.clone(), message);
            found.push(warning.help("write a scenario in which it holds").about(&duty.id));
        }
    }
}
