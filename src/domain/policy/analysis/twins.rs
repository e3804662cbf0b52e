//! Twins: the same case across each line it is near, one base fact moved by the least it takes, where that turns the answer.

use super::super::case::Case;
use super::super::engine::Engine;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::facets::Decider;
use super::lines::{Between, Line, last_before};
use smallvec::SmallVec;

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
    said(engine, case).map(|said| said.0)
}

/// The twins of a case, by line, each once: where a step crosses two lines at once it stands at the first.
pub fn twins(engine: &Engine, lines: &[Line], case: &Case) -> Vec<Twin> {
    let Some(own) = said(engine, case) else { return Vec::new() };
    let mut found: Vec<Twin> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, l)| l.between.is_near(engine.policy(), case)) {
        for (moved, case) in reached(engine, &line.between, case, own) {
            let turned = said(engine, &case).filter(|(answer, _)| *answer != own.0 && found.iter().all(|f| f.case != case));
            if let Some((answer, decider)) = turned {
                found.push(Twin { line: at, moved, case, answer, decider });
            }
        }
    }
    found
}

/// A right answer, and who gives it; nobody where facts that aren't known settle that.
pub(super) type Said = (Verdict, Option<Decider>);

/// What is said of a case; nothing where it can't occur or isn't settled.
pub(super) fn said(engine: &Engine, case: &Case) -> Option<Said> {
    match engine.known_point(case) {
        Some(point) => {
            let place = engine.decider(&point);
            Some((engine.verdict_of(place)?, Some(place.and_then(|place| engine.rule_of(place)))))
        }
        None => {
            let ruling = engine.decide(case).ok()?;
            Some((ruling.verdict?, ruling.decider()))
        }
    }
}

/// The same case across a line, for each fact that can cross it alone, as far as its own decider speaks up to that very line:
/// with the fact on the last value before it. A line drawn for others, or one behind the line at which the case has turned
/// already, is none of its lines.
pub(super) fn reached(engine: &Engine, between: &Between, case: &Case, own: Said) -> SmallVec<[(FactId, Case); 2]> {
    let holds = |(moved, across): &(FactId, Case)| {
        let last = last_before(engine.policy(), case, *moved, across);
        last == *case || said(engine, &last) == Some(own)
    };
    between.across(engine.policy(), case).into_iter().filter(holds).collect()
}
