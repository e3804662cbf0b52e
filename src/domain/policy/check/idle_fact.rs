//! `scenario::idle-fact`: the mutation test. Each deciding fact is moved by itself to every other value it can have; where the
//! answer never turns, the case teaches no line: two rules say the same, and nobody can tell which of them the trainee saw.

use super::{Checked, because, words};
use crate::domain::diagnostic::Diagnostic;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::{Explanation, Ruling};
use crate::domain::policy::fact::{Fact, FactId, FactKind};
use crate::domain::scenario::figures;

impl Checked<'_> {
    /// Reports a settled case whose deciding facts are all idle when they move one at a time.
    pub(super) fn idle(&self, case: &Case, explanation: &Explanation, found: &mut Vec<Diagnostic>) {
        let deciding: Vec<FactId> = explanation.because.iter().map(|reason| reason.fact).collect();
        let idle = |fact: &FactId| self.parts(*fact).iter().all(|part| explanation.no_matter.contains(part));
        if deciding.is_empty() || !deciding.iter().all(idle) {
            return;
        }
        let alone = if deciding.len() == 1 { "its moves turn it" } else { "them turns it when it moves" };
        let message = format!("the answer hangs on {}, and none of {alone}", words::facts(self.policy, &deciding));
        let help = format!("{}; change the facts so that one of them turns the answer", self.said_twice(case, explanation));
        let place = self.places.facts.clone();
        let warning = Diagnostic::warning("scenario::idle-fact", &self.scenario.file, place, message).help(help);
        let decider = explanation.ruling.rules.first().map(|rule| &self.policy.rules[rule.0].id);
        found.push(decider.into_iter().fold(warning, |warning, rule| warning.about(rule)));
    }

    /// The base facts a fact is made of.
    fn parts(&self, fact: FactId) -> Vec<FactId> {
        let formula = self.policy.fact(fact).number().and_then(|n| n.is.as_ref());
        formula.map_or(vec![fact], |f| f.terms.iter().map(|t| t.0).collect())
    }

    /// What gives the same answer once a deciding fact has moved.
    fn said_twice(&self, case: &Case, explanation: &Explanation) -> String {
        let decider = explanation.ruling.rules.first();
        let moved = explanation.because.iter().flat_map(|reason| self.parts(reason.fact)).flat_map(|fact| {
            let others = elsewhere(self.policy.fact(fact), case.get(fact));
            others.into_iter().map(move |value| (fact, case.with(fact, Some(value))))
        });
        let rulings = moved.filter_map(|(fact, moved)| Some((fact, self.engine.decide(&moved).ok()?, moved)));
        let rulings: Vec<(FactId, Ruling, Case)> = rulings.collect();
        let shown = rulings.iter().find(|(_, ruling, _)| ruling.rules.first() != decider).or(rulings.first());
        let told = |(fact, ruling, moved): &(FactId, Ruling, Case)| {
            let (name, is) = (&self.policy.fact(*fact).name, figures::of_case(self.policy, *fact, moved));
            format!("with `{name}` {is} the answer is the same, {}", because(self.policy, ruling))
        };
        shown.map_or("none of them can be anything else here".to_owned(), told)
    }
}

/// Some other values of a fact: every one of a flag or choice, the ends of a number, a set with one member more or less.
fn elsewhere(fact: &Fact, value: Option<Value>) -> Vec<Value> {
    let all: Vec<Value> = match (&fact.kind, value) {
        (FactKind::Flag, _) => vec![Value::Flag(false), Value::Flag(true)],
        (FactKind::Choice(values), _) => (0..values.len()).map(Value::Choice).collect(),
        (FactKind::Number(n), _) => vec![Value::Number(n.min), Value::Number(n.max)],
        (FactKind::Set(members), Some(Value::Set(held))) => {
            (0..members.len()).map(|m| Value::Set(held ^ 1 << m)).chain([Value::Set(0)]).collect()
        }
        (FactKind::Set(_), _) => Vec::new(),
    };
    all.into_iter().filter(|v| Some(*v) != value).collect()
}
