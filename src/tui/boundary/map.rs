//! Two facts of a case as a map: what the policy says at every place, everything else as it is.

use super::line::{Ground, number_line};
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleId;

/// Most places along a number, across and up: as large as a map is ever drawn.
const MOST: Room = Room { columns: 48, rows: 20 };

/// How many places there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Across.
    pub columns: usize,
    /// Up.
    pub rows: usize,
}

/// One place of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What holds there.
    pub ground: Ground,
    /// The clause that decides; none in a grey area.
    pub rule: Option<RuleId>,
}

/// One side of the map: a fact and the values shown along it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The fact.
    pub fact: FactId,
    /// Ascending for numbers; in the order of the policy otherwise.
    pub values: Vec<Value>,
    /// Where this case stands.
    pub home: usize,
}

/// The map and where the trainee stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// The case it is drawn around.
    pub case: Case,
    /// From left to right.
    pub across: Axis,
    /// From the bottom up.
    pub up: Axis,
    /// Row by row from the bottom.
    pub cells: Vec<Cell>,
    /// Column and row of the trainee.
    pub at: (usize, usize),
    /// Facts that can be put on an axis.
    pub facts: Vec<FactId>,
    pair: usize,
}

impl Map {
    /// A map of a case over its first pair of facts; none where there are not two to show.
    pub fn new(engine: &Engine, policy: &Policy, case: &Case, facts: Vec<FactId>, room: Room) -> Option<Self> {
        Self::over(engine, policy, case, facts, 0, room)
    }

    /// The same map on a screen of another size; the trainee stands as near to where they stood as it allows.
    #[must_use]
    pub fn resized(&self, engine: &Engine, policy: &Policy, room: Room) -> Option<Self> {
        let mut map = Self::over(engine, policy, &self.case, self.facts.clone(), self.pair, room)?;
        map.at = (map.across.nearest(&self.across, self.at.0), map.up.nearest(&self.up, self.at.1));
        Some(map)
    }

    /// The same case over its next pair of facts.
    #[must_use]
    pub fn next_axes(&self, engine: &Engine, policy: &Policy, room: Room) -> Option<Self> {
        let pairs = self.facts.len() * self.facts.len().saturating_sub(1) / 2;
        Self::over(engine, policy, &self.case, self.facts.clone(), (self.pair + 1) % pairs.max(1), room)
    }

    fn over(engine: &Engine, policy: &Policy, case: &Case, facts: Vec<FactId>, pair: usize, room: Room) -> Option<Self> {
        let pairs = (0..facts.len()).flat_map(|a| (a + 1..facts.len()).map(move |b| (a, b)));
        let (a, b) = pairs.clone().nth(pair)?;
        let (across, up) = wide_first(policy, facts[a], facts[b]);
        let of = |fact, other, most| Axis::of(engine, policy, case, fact, &elsewhere(policy, case, other), most);
        let (across, up) = (of(across, up, room.columns.min(MOST.columns))?, of(up, across, room.rows.min(MOST.rows))?);
        let mut cells = Vec::with_capacity(across.values.len() * up.values.len());
        for y in &up.values {
            let row = case.with(up.fact, Some(*y));
            cells.extend(across.values.iter().map(|x| cell(engine, &row.with(across.fact, Some(*x)))));
        }
        let at = (across.home, up.home);
        Some(Self { case: case.clone(), across, up, cells, at, facts, pair })
    }

    /// Moves the trainee; the edge stops them.
    pub fn walk(&mut self, right: isize, up: isize) {
        let step = |at: usize, by: isize, length: usize| at.saturating_add_signed(by).min(length.saturating_sub(1));
        self.at = (step(self.at.0, right, self.across.values.len()), step(self.at.1, up, self.up.values.len()));
    }

    /// What stands at a place.
    pub fn cell(&self, column: usize, row: usize) -> Option<&Cell> {
        self.cells.get(row * self.across.values.len() + column)
    }

    /// What stands where the trainee is.
    pub fn here(&self) -> Option<&Cell> {
        self.cell(self.at.0, self.at.1)
    }
}

fn cell(engine: &Engine, case: &Case) -> Cell {
    match engine.decide(case) {
        Ok(ruling) => Cell { ground: ruling.verdict.map_or(Ground::Open, Ground::Answer), rule: ruling.rules.first().copied() },
        Err(_) => Cell { ground: Ground::Impossible, rule: None },
    }
}

/// The fact with more values lies across, where there is more room.
fn wide_first(policy: &Policy, a: FactId, b: FactId) -> (FactId, FactId) {
    let size = |id: FactId| match &policy.fact(id).kind {
        FactKind::Number(_) => usize::MAX,
        FactKind::Flag => 2,
        FactKind::Choice(names) | FactKind::Set(names) => names.len(),
    };
    if size(a) >= size(b) { (a, b) } else { (b, a) }
}

impl Axis {
    fn of(engine: &Engine, policy: &Policy, case: &Case, fact: FactId, elsewhere: &[Case], most: usize) -> Option<Self> {
        let now = case.get(fact)?;
        let values = match (&policy.fact(fact).kind, now) {
            (FactKind::Number(_), Value::Number(_)) => numbers(engine, policy, case, fact, elsewhere, most)?,
            (FactKind::Flag, _) => vec![Value::Flag(false), Value::Flag(true)],
            (FactKind::Choice(names), _) => (0..names.len()).map(Value::Choice).collect(),
            (FactKind::Set(names), Value::Set(bits)) => sets(bits, names.len()),
            _ => return None,
        };
        let home = values.iter().position(|v| *v == now)?;
        (values.len() > 1).then_some(Self { fact, values, home })
    }
}

impl Axis {
    /// The place whose value is nearest to one of another axis over the same fact.
    fn nearest(&self, other: &Self, place: usize) -> usize {
        let wanted = other.values.get(place);
        let distance = |value: &Value| match (value, wanted) {
            (Value::Number(a), Some(Value::Number(b))) => (i128::from(a.millionths()) - i128::from(b.millionths())).abs(),
            (a, Some(b)) if a == b => 0,
            _ => i128::MAX,
        };
        (0..self.values.len()).min_by_key(|i| distance(&self.values[*i])).unwrap_or(self.home)
    }
}

/// The set as it is, empty, and with each single member added or taken away.
fn sets(bits: u64, members: usize) -> Vec<Value> {
    let mut sets = vec![0, bits];
    sets.extend((0..members.min(64)).map(|i| bits ^ (1 << i)));
    sets.sort_unstable();
    sets.dedup();
    sets.into_iter().map(Value::Set).collect()
}

/// Values along a number: its ends, this case, both sides of every turn, and an even spread between and beyond the turns.
fn numbers(engine: &Engine, policy: &Policy, case: &Case, fact: FactId, elsewhere: &[Case], most: usize) -> Option<Vec<Value>> {
    let number = policy.fact(fact).number()?;
    let line = number_line(engine, policy, case, fact)?;
    let (min, max, step) = (number.min.millionths(), number.max.millionths(), number.step.millionths().max(1));
    let mut fixed: Vec<i64> = line.stretches.iter().flat_map(|s| [s.from.millionths(), s.to.millionths()]).collect();
    fixed.extend([min, max, line.at.millionths()]);
    fixed.sort_unstable();
    fixed.dedup();
    let beyond = elsewhere.iter().filter_map(|case| number_line(engine, policy, case, fact));
    let turns: Vec<i64> = beyond.flat_map(|l| l.stretches).map(|s| s.to.millionths()).chain(fixed.iter().copied()).collect();
    let reach = reach(&turns, line.at.millionths(), min, max);
    let spread = most.saturating_sub(fixed.len() + 1);
    let span = i128::from(reach - min);
    let even = (1..=spread).filter_map(|i| {
        let raw = i64::try_from(span * i as i128 / spread as i128).ok()?;
        Some(min + raw / step * step)
    });
    let mut values: Vec<i64> = fixed.iter().copied().chain(even).collect();
    values.sort_unstable();
    values.dedup();
    // Where even the turns are too many, those farthest from the case go.
    while values.len() > most.max(2) {
        let far = |v: &&i64| (i128::from(**v) - i128::from(line.at.millionths())).abs();
        let farthest = values.iter().max_by_key(far).copied();
        values.retain(|v| Some(*v) != farthest);
    }
    Some(values.into_iter().map(|v| Value::Number(Quantity::from_millionths(v))).collect())
}

/// The case at a few other places along a fact: the turns of the second axis may lie farther out there.
fn elsewhere(policy: &Policy, case: &Case, fact: FactId) -> Vec<Case> {
    let values: Vec<Value> = match &policy.fact(fact).kind {
        FactKind::Number(n) => vec![Value::Number(n.min), Value::Number(n.max)],
        FactKind::Flag => vec![Value::Flag(false), Value::Flag(true)],
        FactKind::Choice(names) => (0..names.len()).map(Value::Choice).collect(),
        FactKind::Set(_) => vec![Value::Set(0)],
    };
    values.into_iter().map(|v| case.with(fact, Some(v))).collect()
}

/// How far the even spread goes: a little beyond the last turn, so that the turns don't huddle in a corner.
fn reach(turns: &[i64], at: i64, min: i64, max: i64) -> i64 {
    let inner = turns.iter().copied().filter(|v| *v < max).max().unwrap_or(max).max(at);
    let beyond = i128::from(inner - min) * 3 / 2 + i128::from(min);
    i64::try_from(beyond).unwrap_or(max).clamp(min, max)
}
