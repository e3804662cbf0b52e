//! One fact moved, everything else as it is: where the answer first turns, how near each other answer is, what does not matter.

use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::engine::index::Bits;
use super::super::engine::point::Point;
use super::super::explanation::{Room, Verdict};
use super::super::fact::{Direction, FactId, FactKind};
use super::super::quantity::Quantity;
use super::super::region::space::{Line, ceil_to, floor_to};
use super::cost::{Cost, Target, cost_of, tie};
use super::nearest::{Search, nearest};
use smallvec::SmallVec;

/// For one fact, the nearest value to each other answer.
pub type Turns = SmallVec<[(Verdict, Value, Cost); 3]>;

/// What moving each fact alone does.
#[derive(Clone, Debug, Default)]
pub struct Walks {
    /// By fact.
    pub turns: Vec<Turns>,
    /// Room of changeable numbers.
    pub room: Vec<Room>,
    /// Facts whose every value gives the same answer.
    pub no_matter: Vec<FactId>,
}

/// Walks every base fact of a case.
pub fn walk(engine: &Engine, case: &Case, point: &Point) -> Walks {
    let mut walks = Walks::default();
    let Some(answer) = engine.verdict_at(point) else { return walks };
    let rests = rests(engine, point);
    for (i, fact) in engine.policy().facts.iter().enumerate() {
        let id = FactId(i);
        let mut turns = Turns::new();
        if !fact.is_computed() {
            if engine.reads(id) {
                let walker = Walker { engine, point, fact: id, answer, rest: &rests[i] };
                match &fact.kind {
                    FactKind::Number(_) => walker.number(&mut turns, &mut walks.room),
                    FactKind::Set(_) => walker.set(&mut turns),
                    FactKind::Flag => walker.values(2, &mut turns),
                    FactKind::Choice(values) => walker.values(values.len(), &mut turns),
                }
            }
            if turns.is_empty() {
                walks.no_matter.push(id);
            }
            if case.get(id).is_none() {
                turns.clear();
            }
        }
        walks.turns.push(turns);
    }
    walks
}

/// By fact, the boxes that hold whatever that fact does: a running intersection from both ends, sums handled apart.
fn rests(engine: &Engine, point: &Point) -> Vec<Bits> {
    let (facts, layout) = (engine.policy().facts.len(), &engine.geometry.layout);
    let keep_own = |bits: &mut Bits, f: usize| {
        for d in layout.dimensions(FactId(f)).filter(|d| engine.index.is_relevant(*d)) {
            engine.index.keep(bits, d, point.atoms[d]);
        }
    };
    let mut rests = Vec::with_capacity(facts);
    let mut before = engine.index.every();
    for f in 0..facts {
        rests.push(before.clone());
        keep_own(&mut before, f);
    }
    let mut after = engine.index.every();
    for f in (0..facts).rev() {
        for (r, a) in rests[f].iter_mut().zip(&after) {
            *r &= a;
        }
        keep_own(&mut after, f);
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let moves = layout.variable_of_fact[f].is_some_and(|v| form.coefficient(v) != 0);
            if let (Some(d), false) = (axis, moves) {
                engine.index.keep(&mut rests[f], *d, point.atoms[*d]);
            }
        }
    }
    rests
}

struct Walker<'a> {
    engine: &'a Engine,
    point: &'a Point,
    fact: FactId,
    answer: Verdict,
    rest: &'a Bits,
}

impl Walker<'_> {
    fn first(&self, bits: &Bits) -> Option<Verdict> {
        self.engine.verdict_of(super::super::engine::index::ones(bits).next())
    }

    fn offer(&self, turns: &mut Turns, verdict: Verdict, value: Value) {
        let target: Target = std::iter::once((self.fact, value)).collect();
        let cost = cost_of(self.engine, self.point, &target);
        let from = |f: FactId| self.point.get(&self.engine.geometry.layout, f);
        match turns.iter_mut().find(|t| t.0 == verdict) {
            Some(best) => {
                let known = [(self.fact, best.1)];
                if cost.cmp(&best.2).then_with(|| tie(&target, &known, from)).is_lt() {
                    *best = (verdict, value, cost);
                }
            }
            None => turns.push((verdict, value, cost)),
        }
    }

    /// A flag's or a choice's other values.
    fn values(&self, count: usize, turns: &mut Turns) {
        let layout = &self.engine.geometry.layout;
        let dimension = layout.dimensions(self.fact).start;
        for value in (0..count as u32).filter(|v| *v != self.point.atoms[dimension]) {
            let mut bits = self.rest.clone();
            self.engine.index.keep(&mut bits, dimension, value);
            if let Some(verdict) = self.first(&bits).filter(|v| *v != self.answer) {
                let value = if layout.is_flag[self.fact.0] { Value::Flag(value == 1) } else { Value::Choice(value as usize) };
                self.offer(turns, verdict, value);
            }
        }
    }

    /// A set's other combinations of members: the nearest to each answer.
    fn set(&self, turns: &mut Turns) {
        let mut movable = vec![false; self.engine.policy().facts.len()];
        movable[self.fact.0] = true;
        for verdict in self.engine.other_verdicts(self.answer) {
            let search = Search { engine: self.engine, origin: self.point, movable: &movable, must_move: None, wanted: verdict };
            if let Some(found) = nearest(&search, self.rest, None) {
                turns.extend(found.target.first().map(|(_, value)| (verdict, *value, found.cost)));
            }
        }
    }

    /// A number, outwards from where it is: upwards, then downwards.
    fn number(&self, turns: &mut Turns, room: &mut Vec<Room>) {
        let Some(variable) = self.engine.geometry.layout.variable_of_fact[self.fact.0] else { return };
        let segments = segments(self.engine, self.point, variable);
        let value = self.point.values[variable];
        let own = segments.iter().position(|s| s.0 <= value && value <= s.1).unwrap_or(0);
        let changeable = self.engine.policy().fact(self.fact).changeable();
        let sides = [
            (Direction::Up, (own + 1..segments.len()).collect::<SmallVec<[usize; 16]>>()),
            (Direction::Down, (0..own).rev().collect()),
        ];
        for (side, way) in sides {
            let mut last = if side == Direction::Up { segments[own].1 } else { segments[own].0 };
            let mut turned = false;
            for s in way {
                let (nearest, farthest) = if side == Direction::Up { segments[s] } else { (segments[s].1, segments[s].0) };
                let Some(verdict) = self.at(variable, nearest) else { continue };
                if verdict == self.answer {
                    if !turned {
                        last = farthest;
                    }
                    continue;
                }
                if !turned && changeable {
                    let quantity = Quantity::from_millionths;
                    room.push(Room {
                        fact: self.fact,
                        side,
                        value: quantity(value),
                        limit: quantity(last),
                        turns_to: Some(verdict),
                    });
                }
                turned = true;
                self.offer(turns, verdict, Value::Number(Quantity::from_millionths(nearest)));
            }
        }
    }

    /// The answer with a number moved.
    fn at(&self, variable: usize, value: i64) -> Option<Verdict> {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let mut bits = self.rest.clone();
        if self.engine.index.is_relevant(variable) {
            self.engine.index.keep(&mut bits, variable, space.axes[variable].atom(value));
        }
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let c = form.coefficient(variable);
            if let (Some(d), true) = (axis, c != 0) {
                let moved = form.at(&self.point.values) + c * (value - self.point.values[variable]);
                self.engine.index.keep(&mut bits, *d, space.axes[*d].atom(moved));
            }
        }
        self.first(&bits)
    }
}

/// The stretches of a number line on which no condition changes, everything else as it is: first and last value of each.
pub fn segments(engine: &Engine, point: &Point, variable: usize) -> SmallVec<[(i64, i64); 16]> {
    segments_but(engine, point, variable, |_| false)
}

/// The stretch a variable of a point stands on, sums with variables that are `left_out` apart.
pub fn stretch(engine: &Engine, point: &Point, variable: usize, left_out: impl Fn(usize) -> bool) -> (i64, i64) {
    let value = point.values[variable];
    let all = segments_but(engine, point, variable, left_out);
    all.into_iter().find(|s| s.0 <= value && value <= s.1).unwrap_or((value, value))
}

fn segments_but(engine: &Engine, point: &Point, variable: usize, left_out: impl Fn(usize) -> bool) -> SmallVec<[(i64, i64); 16]> {
    let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
    let v = space.variables[variable];
    let mut lasts: SmallVec<[i64; 16]> = SmallVec::from_slice(&space.axes[variable].cuts);
    for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
        let (Some(d), c) = (axis, form.coefficient(variable)) else { continue };
        if c == 0 || left_out(form.other(variable)) {
            continue;
        }
        let rest = form.at(&point.values) - c * point.values[variable];
        for cut in &space.axes[*d].cuts {
            lasts.push(last_before(*cut - rest, c, v.step));
        }
    }
    lasts.retain(|l| *l >= v.low && *l < v.high);
    lasts.sort_unstable();
    lasts.dedup();
    let mut first = v.low;
    let mut segments: SmallVec<[(i64, i64); 16]> = SmallVec::new();
    for last in lasts.into_iter().chain([v.high]) {
        segments.push((first, last));
        first = last + v.step;
    }
    segments
}

/// Where `c * x <= bound` starts or stops to hold along a grid: the last value before that.
pub fn last_before(bound: i64, c: i64, step: i64) -> i64 {
    if c > 0 {
        floor_to(bound.div_euclid(c), step)
    } else {
        // c * x <= bound from the smallest x with -|c| x <= bound, that is x >= -bound / |c|.
        let first = ceil_to(-(bound.div_euclid(-c)), step);
        first - step
    }
}

impl Engine {
    /// The answers a case of this policy could have, but for one.
    pub(in crate::domain::policy) fn other_verdicts(&self, but: Verdict) -> SmallVec<[Verdict; 4]> {
        let silence = self.silence().verdict();
        let given = |v: &Verdict| *v == silence || self.geometry.tags.iter().any(|t| t.layer.verdict() == Some(*v));
        [Verdict::Yes, Verdict::No, Verdict::Escalate, Verdict::Either].into_iter().filter(|v| *v != but && given(v)).collect()
    }

    /// Every combination of the members of a set that some rule reads, nothing first.
    ///
    /// At most twenty members are combined, a million ways; a set of which more are read is tried by those declared first.
    pub(in crate::domain::policy) fn changes_of_members(&self, fact: FactId) -> impl Iterator<Item = u64> {
        let dimensions = self.geometry.layout.dimensions(fact).enumerate();
        let read: SmallVec<[u32; 20]> =
            dimensions.filter(|(_, d)| self.index.is_relevant(*d)).map(|(m, _)| m as u32).take(20).collect();
        (0..1u32 << read.len())
            .map(move |s| read.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).fold(0, |c, (_, m)| c | 1 << m))
    }

    /// Whether a line is a form's.
    pub(in crate::domain::policy) fn form_of_axis(&self, dimension: usize) -> Option<usize> {
        match self.geometry.space.axes.get(dimension)?.line {
            Line::Form(f) => Some(f),
            Line::Variable(_) => None,
        }
    }
}
