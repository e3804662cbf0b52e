//! The second tap: which fact decides, or whom to hand it to.

use super::model::Model;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::route::RouteId;
use crate::domain::session::answer::Answer;
use crate::domain::session::taps::Taps;

/// What can be tapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// After an answer that acts: facts of the case.
    Facts(Vec<FactId>),
    /// After an escalation: routes.
    Routes(Vec<RouteId>),
}

impl Rows {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Facts(facts) => facts.len(),
            Self::Routes(routes) => routes.len(),
        }
    }

    /// Whether there is nothing to tap.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The rows for an answer.
pub fn rows(model: &Model, answer: Answer) -> Rows {
    let Some((pack, session)) = model.playing() else { return Rows::Facts(Vec::new()) };
    if answer == Answer::Escalate {
        return Rows::Routes((0..pack.policy.routes.len()).map(RouteId).collect());
    }
    let known = session.round().map(|r| &r.known);
    let facts = (0..pack.policy.facts.len()).map(FactId);
    Rows::Facts(facts.filter(|id| known.is_some_and(|case| case.get(*id).is_some())).collect())
}

/// What a row stands for.
pub fn chosen(model: &Model, answer: Answer, row: Option<usize>) -> Taps {
    let Some(row) = row else { return Taps::default() };
    match rows(model, answer) {
        Rows::Facts(facts) => Taps { fact: facts.get(row).copied(), route: None },
        Rows::Routes(routes) => Taps { fact: None, route: routes.get(row).copied() },
    }
}
