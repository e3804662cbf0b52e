//! The scenarios of a pack as points of a map.

use super::map::Map;
use crate::domain::policy::case::{Case, Value};
use crate::domain::scenario::Scenario;
use crate::tui::shelf::Pack;

/// A told case on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The scenario's place in the pack.
    pub scenario: usize,
    /// Column and row.
    pub at: (usize, usize),
    /// What the map says there is what the policy says about this case, by the same rule: its other facts make no difference.
    pub holds: bool,
}

/// Which told cases are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Those for which the map is true.
    #[default]
    Holding,
    /// All, the others with a sign of their own.
    All,
    /// None.
    Nothing,
}

impl Shown {
    /// The next of the three.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Holding => Self::All,
            Self::All => Self::Nothing,
            Self::Nothing => Self::Holding,
        }
    }

    /// Whether a point is shown.
    pub fn shows(self, told: &Told) -> bool {
        match self {
            Self::Holding => told.holds,
            Self::All => true,
            Self::Nothing => false,
        }
    }
}

/// Every scenario that knows both facts of the map, but for these.
pub fn told(map: &Map, pack: &Pack, but: &[usize]) -> Vec<Told> {
    let scenarios = pack.scenarios.iter().enumerate().filter(|(i, _)| !but.contains(i));
    scenarios.filter_map(|(i, scenario)| point(map, pack, i, scenario)).collect()
}

/// The scenario's case with what its customer answers, as the one would meet it who walks the map: with their own facts.
fn full(map: &Map, pack: &Pack, scenario: &Scenario) -> Case {
    let mut case = scenario.told();
    for (fact, value) in map.now.iter().filter(|(fact, value)| pack.policy.fact(*fact).own && value.is_some()) {
        case.set(fact, value);
    }
    case
}

fn point(map: &Map, pack: &Pack, place: usize, scenario: &Scenario) -> Option<Told> {
    let case = full(map, pack, scenario);
    let (x, y) = (case.get(map.across.fact)?, case.get(map.up.fact)?);
    let (column, row) = (map.across.nearest(x)?, map.up.nearest(y)?);
    let decider = |case: &Case| pack.engine.decide(case).ok().map(|ruling| (ruling.verdict, ruling.rules.first().copied()));
    let here = decider(&map.now.with(map.across.fact, Some(x)).with(map.up.fact, Some(y)));
    let holds = here.is_some_and(|(verdict, _)| verdict.is_some()) && here == decider(&case);
    // Between two places, it stands on the side of the line where its own values lie.
    let same = |(column, row): (usize, usize)| {
        let there = map.across.values.get(column).zip(map.up.values.get(row));
        there.is_some_and(|(x, y)| here == decider(&map.now.with(map.across.fact, Some(*x)).with(map.up.fact, Some(*y))))
    };
    let columns = beside(&map.across.values, column, x);
    let rows = beside(&map.up.values, row, y);
    let places = columns.iter().flat_map(|c| rows.iter().map(move |r| (*c, *r)));
    let at = places.into_iter().find(|at| same(*at)).unwrap_or((column, row));
    Some(Told { scenario: place, at, holds })
}

/// The place nearest to a value, and the one beyond the value.
fn beside(values: &[Value], nearest: usize, value: Value) -> Vec<usize> {
    let (Some(Value::Number(there)), Value::Number(wanted)) = (values.get(nearest), value) else { return vec![nearest] };
    let second = match there.cmp(&wanted) {
        std::cmp::Ordering::Less => nearest + 1,
        std::cmp::Ordering::Greater => nearest.saturating_sub(1),
        std::cmp::Ordering::Equal => return vec![nearest],
    };
    [nearest, second].into_iter().filter(|place| *place < values.len()).collect()
}
