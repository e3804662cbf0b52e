//! Where somebody turns on every number line of a policy, as far as their answers tell.

use super::given::Given;
use super::perceived::{Line, Perceived};
use crate::domain::learner::measures::told::Told;
use crate::domain::policy::analysis::lines::Between;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;

/// Every line on a base number, under trial. One answer more is taken in at once.
#[derive(Clone, Debug, Default)]
pub struct Turnings {
    lines: Vec<Line>,
}

/// Where somebody turns on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turning {
    /// The fact the line is on.
    pub fact: FactId,
    /// Where they turn, and where the policy does.
    pub perceived: Perceived,
}

impl Turning {
    /// Whether the policy's own place lies within the range.
    pub fn fits(&self) -> bool {
        (self.perceived.from..=self.perceived.to).contains(&self.perceived.policy)
    }
}

impl Turnings {
    /// From some answers, the oldest first.
    pub fn of(engine: &Engine, given: &[Given]) -> Self {
        let on_number = |line: &crate::domain::policy::analysis::lines::Line| match &line.between {
            between @ Between::Number(..) => Line::new(engine, between),
            _ => None,
        };
        let mut turnings = Self { lines: engine.lines().iter().filter_map(on_number).collect() };
        given.iter().for_each(|given| turnings.answered(engine, given));
        turnings
    }

    /// Takes an answer in.
    pub fn answered(&mut self, engine: &Engine, given: &Given) {
        self.lines.iter_mut().for_each(|line| line.answered(engine, given));
    }

    /// The lines on which they were seen to turn: those they turn elsewhere on first, else in the order of the policy's facts.
    pub fn told(&self) -> Vec<Turning> {
        let told = |line: &Line| match line.perceived() {
            Told::Figure(perceived) => Some(Turning { fact: line.fact(), perceived }),
            Told::TooFew { .. } => None,
        };
        let mut told: Vec<Turning> = self.lines.iter().filter_map(told).collect();
        told.sort_by_key(Turning::fits);
        told
    }

    /// Where they turn on the line of a fact that has this as the last value below it; none before enough answers.
    pub fn at(&self, fact: FactId, last: Quantity) -> Option<Turning> {
        let line = self.lines.iter().find(|line| line.fact() == fact && line.last() == last)?;
        Some(Turning { fact, perceived: line.perceived().figure()? })
    }

    /// Every line under trial.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}
