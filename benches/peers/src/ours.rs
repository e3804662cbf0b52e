//! The engine under comparison.

use crate::contender::Contender;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::engine::{CompiledCase, Engine};
use escalate_or_act::domain::policy::explanation::Verdict;

/// From cases that were compiled beforehand.
pub struct FromCompiled<'a> {
    engine: &'a Engine,
    cases: Vec<CompiledCase>,
}

impl<'a> FromCompiled<'a> {
    pub fn new(engine: &'a Engine, cases: &[Case]) -> Option<Self> {
        Some(Self { engine, cases: cases.iter().map(|c| engine.compile_case(c)).collect::<Option<_>>()? })
    }
}

impl Contender for FromCompiled<'_> {
    fn name(&self) -> String {
        "ours, from a compiled case".to_owned()
    }

    fn decide(&mut self, case: usize) -> Option<Verdict> {
        self.engine.verdict(&self.cases[case])
    }
}

/// From facts as they were read: what the peers are given too.
pub struct FromFacts<'a> {
    pub engine: &'a Engine,
    pub cases: &'a [Case],
}

impl Contender for FromFacts<'_> {
    fn name(&self) -> String {
        "ours, from raw facts".to_owned()
    }

    fn decide(&mut self, case: usize) -> Option<Verdict> {
        self.engine.verdict(&self.engine.compile_case(&self.cases[case])?)
    }
}

/// The whole ruling from facts: the answer, its route, all winners, whom to tell, what is overruled.
pub struct Ruling<'a> {
    pub engine: &'a Engine,
    pub cases: &'a [Case],
}

impl Contender for Ruling<'_> {
    fn name(&self) -> String {
        "ours, the whole ruling from raw facts".to_owned()
    }

    fn decide(&mut self, case: usize) -> Option<Verdict> {
        self.engine.decide(&self.cases[case]).ok()?.verdict
    }
}
