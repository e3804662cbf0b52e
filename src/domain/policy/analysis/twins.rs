//! Twins: the same case across each line it is near, one base fact moved by the least it takes, where that turns the answer.

use super::super::case::Case;
use super::super::engine::Engine;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::facets::{Decider, decider};
use super::lines::Line;

/// A case on the other side of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The line: a place in the list given.
    pub line: usize,
    /// The base fact that was moved.
    pub moved: FactId,
    /// The case.
    pub case: Case,
    /// Its right answer.
    pub answer: Verdict,
    /// Who decides it; none where facts that aren't known settle that.
    pub decider: Option<Decider>,
}

/// The right answer of a case; none where it can't occur or isn't settled.
pub fn answer(engine: &Engine, case: &Case) -> Option<Verdict> {
    match engine.known_point(case) {
        Some(point) => engine.verdict_at(&point),
        None => engine.decide(case).ok()?.verdict,
    }
}

/// The twins of a case, by line, each once: where a step crosses two lines at once it stands at the first.
pub fn twins(engine: &Engine, lines: &[Line], case: &Case) -> Vec<Twin> {
    let Some(own) = answer(engine, case) else { return Vec::new() };
    let mut found: Vec<Twin> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, l)| l.between.is_near(engine.policy(), case)) {
        for (moved, twin) in line.between.across(engine.policy(), case) {
            let turned = answer(engine, &twin).filter(|a| *a != own && found.iter().all(|f| f.case != twin));
            if let Some(answer) = turned {
                let decider = decider(engine, &twin);
                found.push(Twin { line: at, moved, case: twin, answer, decider });
            }
        }
    }
    found
}
