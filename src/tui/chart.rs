//! The coastline of a pack as the game has it: every place where the answer turns, by who decides there, how far the told cases
//! show it, and how far somebody has come.

use crate::domain::learner::sailed::Names;
pub use crate::domain::learner::sailed::Sailed;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::coverage::{Coverage, Taught};
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::analysis::facets::drawn::drawn;
use crate::domain::policy::analysis::lines::Side;
use crate::domain::policy::case::Case;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::RuleId;
use crate::domain::scenario::Scenario;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::round::Moved;

/// A pack's coastline.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Every facet, complete or not.
    pub coastline: Coastline,
    /// What the told cases show of each.
    pub coverage: Coverage,
    /// Every facet once, under the first voice on its sides; voices in the order in which they speak.
    pub rows: Vec<Row>,
    /// The told cases, in the order of the scenarios.
    told: Vec<Case>,
    /// Lines by the names under which the log has them.
    named: Names,
}

/// A voice and its facets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A rule; none for silence.
    pub voice: Option<RuleId>,
    /// Places in the coastline's facets.
    pub facets: Vec<usize>,
}

/// A chart, or why there is none yet.
#[derive(Clone, Debug)]
pub enum Charted {
    /// It is being drawn.
    Drawing,
    /// Here it is.
    Drawn(Box<Chart>),
    /// It can't be drawn: why.
    Failed(String),
}

/// A facet's twins as they can best be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// A case on each side, this side's first.
    pub twins: [Case; 2],
    /// The scenario they are drawn from; none in a pack without any.
    pub like: Option<usize>,
    /// The facts in which this side's twin differs from that scenario, but for those that cross the line.
    pub differs: Vec<FactId>,
}

impl Chart {
    /// The coastline of a compiled policy, and what its scenarios show of it.
    pub fn of(engine: &Engine, scenarios: &[Scenario]) -> Self {
        let coastline = Coastline::of(engine, &Budget::default());
        let told: Vec<Case> = scenarios.iter().map(Scenario::told).collect();
        let coverage = Coverage::of(engine, &coastline, &told);
        let named = Names::of(engine.policy(), &coastline);
        let rows = rows(engine, &coastline);
        Self { coastline, coverage, rows, told, named }
    }

    /// Every facet in the order in which it is shown.
    pub fn order(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().flat_map(|row| row.facets.iter().copied())
    }

    /// The case of a scenario.
    pub fn told(&self, scenario: usize) -> Option<&Case> {
        self.told.get(scenario)
    }

    /// How far the told cases teach a facet.
    pub fn taught(&self, facet: usize) -> Taught {
        self.coverage.0.get(facet).map_or(Taught::Untaught, |shown| shown.taught())
    }

    /// A scenario near a facet, and whether its twin over the line shows the other side.
    pub fn near(&self, facet: usize) -> Option<(usize, bool)> {
        let shown = self.coverage.0.get(facet)?;
        let best = shown.best().map(|near| (near.told, true));
        best.or_else(|| shown.near.first().map(|near| (near.told, false)))
    }

    /// The move that takes the told case near a facet over its line, where it is one fact's.
    pub fn twin(&self, facet: usize) -> Option<Moved> {
        let near = self.coverage.0.get(facet)?.best()?;
        let (told, twin) = (self.told.get(near.told)?, near.twin.as_ref()?);
        let mut moved = told.iter().zip(twin.iter()).filter(|(a, b)| a.1 != b.1);
        let ((fact, _), (_, to)) = moved.next().filter(|_| moved.next().is_none())?;
        Some((fact, to?))
    }

    /// The facet's twins: a told case and its own twin, where it has one; else a pair drawn towards the nearest told case.
    pub fn pair(&self, engine: &Engine, at: usize) -> Option<Pair> {
        let facet = self.coastline.facets.get(at)?;
        if let Some((near, twin)) = self.coverage.0.get(at).and_then(|s| s.best()).and_then(|n| Some((n, n.twin.clone()?))) {
            let own = self.told.get(near.told)?.clone();
            let twins = if near.side == Side::Here { [own, twin] } else { [twin, own] };
            return Some(Pair { twins, like: Some(near.told), differs: Vec::new() });
        }
        let drawn = drawn(engine, &self.coastline, facet, &self.told);
        let crossing = self.coastline.lines[facet.line].between.moved();
        let differs = drawn.differs.into_iter().filter(|fact| !crossing.contains(fact)).collect();
        Some(Pair { twins: drawn.twins, like: drawn.like, differs })
    }

    /// How far somebody has come, facet by facet, by their latest answer on each side.
    pub fn sailed<'a>(&self, policy: &Policy, attempts: impl IntoIterator<Item = &'a Attempt>, trainee: &str) -> Vec<Sailed> {
        let own = attempts.into_iter().filter(|a| a.trainee == trainee);
        self.named.sailed(policy, &self.coastline, own)
    }
}

/// Every facet under the first voice on its two sides.
fn rows(engine: &Engine, coastline: &Coastline) -> Vec<Row> {
    let voices: Vec<Option<RuleId>> = engine.ranked().iter().copied().map(Some).chain([None]).collect();
    let rank = |voice: Option<RuleId>| voices.iter().position(|v| *v == voice).unwrap_or(voices.len());
    let mut rows: Vec<Row> = voices.iter().map(|voice| Row { voice: *voice, facets: Vec::new() }).collect();
    for (at, facet) in coastline.facets.iter().enumerate() {
        if let Some(row) = rows.get_mut(rank(facet.here).min(rank(facet.there))) {
            row.facets.push(at);
        }
    }
    rows.retain(|row| !row.facets.is_empty());
    rows
}
