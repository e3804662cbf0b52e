//! The coastline: every place where the right answer turns, who decides on its two sides, and a pair of cases that shows it.
//!
//! A *facet* is a line with the rules on its two sides. Two cases that differ in one base fact, moved over the line by the least
//! it takes, and that are answered differently, lie on it; both must be able to occur. A pair that crosses two lines at once
//! (a number's own and that of a sum it is part of) lies on both. Found on sets: complete, unless the budget of work is spent.

pub mod drawn;
mod held;
mod quiet;
mod step;
mod stepped;

use super::super::case::Case;
use super::super::compile::Layer;
use super::super::engine::Engine;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::lines::{Line, Side};
use super::sides::Contrast;
use super::twins::said;
use super::voices::Speaker;

/// Who decides: a rule, or none in a grey area.
pub type Decider = Option<RuleId>;

/// Who decides a case; none where it can't occur, or where what is not known settles that.
pub fn decider(engine: &Engine, case: &Case) -> Option<Decider> {
    said(engine, case)?.1
}

/// A line with who decides on its two sides, where the answers differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// Its line: a place in [`Coastline::lines`].
    pub line: usize,
    /// Who decides on this side: below, without, or the class of values that comes first.
    pub here: Decider,
    /// Who decides on the other.
    pub there: Decider,
    /// The right answer on each side.
    pub answers: [Verdict; 2],
    /// The base fact that the twins differ in.
    pub moved: FactId,
    /// A case on each side, as alike as can be: this side's first.
    pub twins: [Case; 2],
}

impl Facet {
    /// Who decides on a side.
    pub fn decider(&self, side: Side) -> Decider {
        match side {
            Side::Here => self.here,
            Side::There => self.there,
        }
    }

    /// Whether a rule, or the lack of one, decides on one of its sides.
    pub fn has(&self, decider: Decider) -> bool {
        self.here == decider || self.there == decider
    }
}

/// All facets of a policy.
#[derive(Clone, Debug)]
pub struct Coastline {
    /// Every line some rule draws.
    pub lines: Vec<Line>,
    /// Every facet, by line, then by the rules on this side and the other, in the order of the file; a grey area first.
    pub facets: Vec<Facet>,
    /// False where the work was given up: some facets may then be missing.
    pub complete: bool,
}

impl Coastline {
    /// The coastline of a compiled policy: what is compiled is small enough to be held against itself one step ahead.
    pub fn of(engine: &Engine, budget: &Budget) -> Self {
        let lines = engine.lines();
        let survey = Survey { engine, lines: &lines, budget };
        let mut facets = held::facets(survey);
        facets.extend(stepped::facets(survey));
        facets.sort_by_key(|f| (f.line, f.here, f.there));
        Self { lines, facets, complete: !budget.is_spent() }
    }

    /// The facets of a line, by its place.
    pub fn on(&self, line: usize) -> &[Facet] {
        let first = self.facets.partition_point(|f| f.line < line);
        let last = self.facets.partition_point(|f| f.line <= line);
        &self.facets[first..last]
    }
}

/// What finding facets goes by.
#[derive(Clone, Copy)]
struct Survey<'a> {
    engine: &'a Engine,
    lines: &'a [Line],
    budget: &'a Budget,
}

impl Survey<'_> {
    /// The answer a decider gives.
    fn answer(&self, decider: Decider) -> Verdict {
        let of_rule = |rule: RuleId| Layer::of(&self.engine.policy().rules[rule.0]).kind();
        decider.and_then(of_rule).unwrap_or(self.engine.silence()).verdict()
    }

    /// The facet that a contrast on a line comes to, its first reading's case given first.
    fn facet(&self, line: usize, contrast: &Contrast, moved: FactId, twins: [Case; 2]) -> Facet {
        let (one, other) = (speaking(contrast.here), speaking(contrast.there));
        let [first, second] = twins;
        let (here, there, twins) = match self.lines[line].between.side(&first) {
            Some(Side::There) => (other, one, [second, first]),
            _ => (one, other, [first, second]),
        };
        Facet { line, here, there, answers: [self.answer(here), self.answer(there)], moved, twins }
    }
}

/// The rule that speaks, if one does.
fn speaking(speaker: Speaker) -> Decider {
    match speaker {
        Speaker::Rule(rule) => Some(rule),
        Speaker::Silence | Speaker::Never(_) => None,
    }
}
