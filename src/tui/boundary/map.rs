//! Two facts of a case as a map: what the policy says at every place, everything else as it is, or as one sets it.

use super::axis::{Around, Axis};
use super::line::Ground;
use super::steps;
use super::told::{self, Shown, Told};
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::rule::RuleId;
use crate::domain::text::Text;
use crate::tui::shelf::Pack;

/// Most places along a number, across and up: as large as a map is ever drawn.
const MOST: Room = Room { columns: 60, beside_names: 60, rows: 22 };

/// How many places there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Across.
    pub columns: usize,
    /// Across, where names stand on the left.
    pub beside_names: usize,
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

/// A row of the list beside the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A fact.
    Fact(FactId),
    /// A member of a set.
    Member(FactId, usize),
}

impl Row {
    /// The fact it is about.
    pub fn fact(self) -> FactId {
        match self {
            Self::Fact(fact) | Self::Member(fact, _) => fact,
        }
    }
}

/// Where the arrow keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// They walk the map.
    Walk,
    /// They choose a fact and change it.
    Facts {
        /// The row chosen.
        row: usize,
    },
}

/// What a map is opened on.
#[derive(Clone, Debug)]
pub struct Start {
    /// The pack's place on the shelf.
    pub pack: usize,
    /// What the case is called.
    pub name: Text,
    /// The case.
    pub case: Case,
    /// Facts in the order in which they are offered; the first two that can be put on an axis are.
    pub facts: Vec<FactId>,
    /// Scenarios that are still to be played: they are not shown.
    pub unplayed: Vec<usize>,
}

/// The map and where one stands on it.
#[derive(Clone, Debug)]
pub struct Map {
    /// What it was opened on.
    pub start: Start,
    /// The case where one stands.
    pub now: Case,
    /// From left to right.
    pub across: Axis,
    /// From the bottom up.
    pub up: Axis,
    /// Row by row from the bottom.
    pub cells: Vec<Cell>,
    /// The pack's scenarios.
    pub told: Vec<Told>,
    /// Which of them are shown.
    pub shown: Shown,
    /// Where the arrow keys go.
    pub focus: Focus,
    /// How many places it may have.
    pub room: Room,
}

impl Map {
    /// A map of a case; none where there are not two facts to show.
    pub fn new(pack: &Pack, start: Start, room: Room) -> Option<Self> {
        let known: Vec<FactId> = start.facts.iter().copied().filter(|id| can_be_axis(&pack.policy, &start.case, *id)).collect();
        let (across, up) = wide_first(&pack.policy, *known.first()?, *known.get(1)?);
        let now = start.case.clone();
        let (across, up) = axes(Around { engine: &pack.engine, policy: &pack.policy, home: &now, now: &now }, across, up, room)?;
        let map = Self {
            now,
            start,
            across,
            up,
            cells: Vec::new(),
            told: Vec::new(),
            shown: Shown::default(),
            focus: Focus::Walk,
            room,
        };
        Some(map.filled(pack))
    }

    /// The same map on a screen of another size.
    #[must_use]
    pub fn resized(self, pack: &Pack, room: Room) -> Self {
        let (across, up) = (self.across.fact, self.up.fact);
        Self { room, ..self }.drawn(pack, across, up)
    }

    /// Drawn anew over two facts; as it was where one of them can't be an axis.
    fn drawn(mut self, pack: &Pack, across: FactId, up: FactId) -> Self {
        let around = Around { engine: &pack.engine, policy: &pack.policy, home: &self.start.case, now: &self.now };
        if let Some((across, up)) = axes(around, across, up, self.room) {
            (self.across, self.up) = (across, up);
        }
        self.filled(pack)
    }

    fn filled(mut self, pack: &Pack) -> Self {
        self.cells.clear();
        for y in &self.up.values {
            let row = self.now.with(self.up.fact, Some(*y));
            self.cells.extend(self.across.values.iter().map(|x| cell(&pack.engine, &row.with(self.across.fact, Some(*x)))));
        }
        self.told = told::told(&self, pack, &self.start.unplayed);
        self
    }

    /// Moves the trainee; the edge stops them.
    pub fn walk(&mut self, right: isize, up: isize) {
        for (axis, by) in [(&mut self.across, right), (&mut self.up, up)] {
            axis.at = axis.at.saturating_add_signed(by).min(axis.values.len().saturating_sub(1));
            self.now.set(axis.fact, axis.values.get(axis.at).copied());
        }
    }

    /// Back to the case as it was opened, wherever one has gone and whatever one has changed.
    #[must_use]
    pub fn home(mut self, pack: &Pack) -> Self {
        self.now = self.start.case.clone();
        let (across, up) = (self.across.fact, self.up.fact);
        self.drawn(pack, across, up)
    }

    /// With this fact across; the one that was there takes its place if it lay up.
    #[must_use]
    pub fn with_across(self, pack: &Pack, fact: FactId) -> Self {
        let up = if fact == self.up.fact { self.across.fact } else { self.up.fact };
        self.drawn(pack, fact, up)
    }

    /// With this fact up.
    #[must_use]
    pub fn with_up(self, pack: &Pack, fact: FactId) -> Self {
        let across = if fact == self.across.fact { self.up.fact } else { self.across.fact };
        self.drawn(pack, across, fact)
    }

    /// The next fact that could stand where `fact` does.
    pub fn next_axis(&self, policy: &Policy, fact: FactId) -> Option<FactId> {
        let facts = &self.start.facts;
        let at = facts.iter().position(|f| *f == fact)?;
        let ring = (1..facts.len()).map(|i| facts[(at + i) % facts.len()]);
        let taken = [self.across.fact, self.up.fact];
        ring.into_iter().find(|id| !taken.contains(id) && can_be_axis(policy, &self.now, *id))
    }

    /// The rows of the list beside the map.
    pub fn rows(&self, policy: &Policy) -> Vec<Row> {
        let rows = self.start.facts.iter().flat_map(|id| {
            let members = match &policy.fact(*id).kind {
                FactKind::Set(names) => names.len(),
                _ => 0,
            };
            std::iter::once(Row::Fact(*id)).chain((0..members).map(|m| Row::Member(*id, m)))
        });
        rows.collect()
    }

    /// Changes the fact of a row one step down or up. On an axis that is a step along it.
    #[must_use]
    pub fn changed(mut self, pack: &Pack, row: Row, up: bool) -> Self {
        let by = if up { 1 } else { -1 };
        if row == Row::Fact(self.across.fact) {
            self.walk(by, 0);
            return self;
        }
        if row == Row::Fact(self.up.fact) {
            self.walk(0, by);
            return self;
        }
        let value = match row {
            Row::Fact(fact) => steps::step(&pack.engine, &pack.policy, &self.start.case, &self.now, fact, up),
            Row::Member(fact, member) => steps::switched(&self.now, fact, member),
        };
        self.now.set(row.fact(), value);
        let (across, up) = (self.across.fact, self.up.fact);
        self.drawn(pack, across, up)
    }

    /// Changes the fact of a row to its first value, where it is on its last.
    #[must_use]
    pub fn rewound(mut self, pack: &Pack, row: Row) -> Self {
        let fact = row.fact();
        if fact == self.across.fact {
            self.walk(isize::MIN, 0);
            return self;
        }
        if fact == self.up.fact {
            self.walk(0, isize::MIN);
            return self;
        }
        let first = match &pack.policy.fact(fact).kind {
            FactKind::Number(n) => Value::Number(n.min),
            FactKind::Flag => Value::Flag(false),
            FactKind::Choice(_) => Value::Choice(0),
            FactKind::Set(_) => Value::Set(0),
        };
        self.now.set(fact, Some(first));
        let (across, up) = (self.across.fact, self.up.fact);
        self.drawn(pack, across, up)
    }

    /// Where one stands: column and row.
    pub fn at(&self) -> (usize, usize) {
        (self.across.at, self.up.at)
    }

    /// What stands at a place.
    pub fn cell(&self, column: usize, row: usize) -> Option<&Cell> {
        if column < self.across.values.len() { self.cells.get(row * self.across.values.len() + column) } else { None }
    }

    /// What stands where the trainee is.
    pub fn here(&self) -> Option<&Cell> {
        self.cell(self.across.at, self.up.at)
    }

    /// Facts off the axes that are not as they were when the map was opened.
    pub fn changes(&self) -> Vec<FactId> {
        let axes = [self.across.fact, self.up.fact];
        let others = self.now.iter().filter(|(fact, value)| !axes.contains(fact) && self.start.case.get(*fact) != *value);
        others.map(|(fact, _)| fact).collect()
    }
}

/// Whether there is anything to walk along: a known fact of the case itself with more than one value.
pub fn can_be_axis(policy: &Policy, case: &Case, id: FactId) -> bool {
    let fact = policy.fact(id);
    let several = match &fact.kind {
        FactKind::Number(n) => n.min < n.max,
        FactKind::Flag => true,
        FactKind::Choice(names) => names.len() > 1,
        FactKind::Set(names) => !names.is_empty(),
    };
    several && !fact.is_computed() && case.get(id).is_some()
}

fn axes(around: Around<'_>, across: FactId, up: FactId, room: Room) -> Option<(Axis, Axis)> {
    let columns = if around.policy.fact(up).number().is_some() { room.columns } else { room.beside_names };
    let wide = Axis::of(around, across, up, columns.min(MOST.columns))?;
    Some((wide, Axis::of(around, up, across, room.rows.min(MOST.rows))?))
}

fn cell(engine: &Engine, case: &Case) -> Cell {
    match engine.decide(case) {
        Ok(ruling) => Cell { ground: ruling.verdict.map_or(Ground::Open, Ground::Answer), rule: ruling.rules.first().copied() },
        Err(_) => Cell { ground: Ground::Impossible, rule: None },
    }
}

/// A number lies across, where there is more room; of two that are none, the one with more values goes up, where each has a line
/// for its name.
fn wide_first(policy: &Policy, a: FactId, b: FactId) -> (FactId, FactId) {
    let size = |id: FactId| match &policy.fact(id).kind {
        FactKind::Number(_) => 0,
        FactKind::Flag => 2,
        FactKind::Choice(names) => names.len(),
        FactKind::Set(names) => names.len() + 1,
    };
    if size(a) <= size(b) { (a, b) } else { (b, a) }
}

impl Cell {
    /// A grey area: no rule speaks, though the case can occur.
    pub fn is_grey(&self) -> bool {
        matches!(self.ground, Ground::Answer(_)) && self.rule.is_none()
    }
}
