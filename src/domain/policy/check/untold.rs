//! `scenario::untold-fact`: a number that decides is kept off the panel, and the story doesn't say it.
//!
//! What can be decided by machine: a deciding number that is hidden and not what is usual must stand in story or speech, by its
//! place or by its figure. Whether a hidden flag, choice or set can be heard in a story only a person can tell.

use super::{Checked, words};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::Explanation;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::scenario::figures;

/// Numbers that stories write out.
const WRITTEN_OUT: [&[&str]; 13] = [
    &["no", "none", "zero", "never"],
    &["one", "once", "a", "an", "first"],
    &["two", "twice", "second"],
    &["three", "third"],
    &["four", "fourth"],
    &["five", "fifth"],
    &["six", "sixth"],
    &["seven", "seventh"],
    &["eight", "eighth"],
    &["nine", "ninth"],
    &["ten", "tenth"],
    &["eleven", "eleventh"],
    &["twelve", "twelfth"],
];

impl Checked<'_> {
    /// Looks for deciding numbers that nobody who plays the case could know.
    pub(super) fn untold(&self, case: &Case, explanation: &Explanation, found: &mut Vec<Diagnostic>) {
        let deciding = explanation.because.iter().flat_map(|reason| self.kept_off(reason.fact));
        let mut untold: Vec<FactId> = deciding.filter(|f| !self.is_told(*f, case)).collect();
        untold.sort_unstable();
        untold.dedup();
        let Some(first) = untold.first() else { return };
        let message = format!("the case is decided by {}, which is hidden and not told", words::facts(self.policy, &untold));
        let name = &self.policy.fact(*first).name;
        let is = figures::of_case(self.policy, *first, case);
        let help = format!("`{name}` is {is} here: write {{{name}}} into the story or what is said, or don't hide the fact");
        let place = self.places.story.clone();
        found.push(Diagnostic::warning("scenario::untold-fact", &self.scenario.file, place, message).help(help));
    }

    /// The base numbers behind a fact that the panel does not show.
    fn kept_off(&self, fact: FactId) -> Vec<FactId> {
        let hidden = |f: &FactId| self.policy.fact(*f).hidden && self.policy.fact(*f).number().is_some();
        match self.policy.fact(fact).number().and_then(|n| n.is.as_ref()) {
            // A sum on the panel says enough.
            Some(formula) if self.policy.fact(fact).hidden => formula.terms.iter().map(|t| t.0).filter(hidden).collect(),
            Some(_) => Vec::new(),
            None => [fact].into_iter().filter(hidden).collect(),
        }
    }

    /// Whether somebody who plays the case can know a hidden number: it is as usual, is asked for, or stands in the text.
    fn is_told(&self, fact: FactId, case: &Case) -> bool {
        let Some(Value::Number(value)) = case.get(fact) else { return true };
        let usual = self.policy.fact(fact).usually == Some(Value::Number(value));
        let asked = self.scenario.answers.iter().any(|(f, _)| *f == fact);
        let texts = || std::iter::once(&self.scenario.story).chain(self.scenario.speech.iter().map(|s| &s.text));
        let placed = || texts().any(|text| text.places().any(|place| self.shows(place, fact)));
        let written = || texts().any(|text| figure_in(&text.fill(self.policy, &self.scenario.case), value));
        usual || asked || placed() || written()
    }

    /// Whether a place in a text shows a fact, by itself or within a sum.
    fn shows(&self, place: FactId, fact: FactId) -> bool {
        let formula = self.policy.fact(place).number().and_then(|n| n.is.as_ref());
        place == fact || formula.is_some_and(|f| f.terms.iter().any(|t| t.0 == fact))
    }
}

/// Whether a number stands in a text, in digits or written out.
fn figure_in(text: &str, value: Quantity) -> bool {
    let plain = text.to_lowercase();
    let mut words = plain.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '-')));
    let small = usize::try_from(value.millionths() / Quantity::SCALE).ok().filter(|n| Quantity::whole(*n as i64) == value);
    let names = small.and_then(|n| WRITTEN_OUT.get(n).copied()).unwrap_or_default();
    words.any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').trim_end_matches(['-', '.', ',']);
        names.contains(&word) || Quantity::parse(&word.replace(',', "")) == Ok(value)
    })
}

#[cfg(test)]
mod tests {
    use super::figure_in;
    use crate::domain::policy::quantity::Quantity;

    #[test]
    fn a_figure_is_read_in_digits_and_in_words() {
        let q = |text| Quantity::parse(text).unwrap();
        for (text, value) in [
            ("Promised twice, and twice forgotten.", "2"),
            ("Twelve calls.", "12"),
            ("It came to $1,250.50.", "1250.5"),
            ("In 14 days, she says.", "14"),
        ] {
            assert!(figure_in(text, q(value)), "{text}");
        }
        for (text, value) in [("Promised twice.", "3"), ("In 14 days.", "4"), ("Some time ago.", "2")] {
            assert!(!figure_in(text, q(value)), "{text}");
        }
    }
}
