//! One fact moved, everything else as it is: where the answer first turns, how near each other answer is, what does not matter.

use super::super::case::{Case, Value};
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::explanation::{Room, Verdict};
use super::super::fact::{Direction, FactId};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::cost::{Cost, Target, cost_of, tie};
use super::moves::{Move, Mover};
use super::nearest::{Search, nearest};
use super::rests::Rests;
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
pub fn walk(engine: &Engine, case: &Case, point: &Point, budget: &Budget) -> Walks {
    let mut walks = Walks::default();
    let Some(answer) = engine.verdict_at(point) else { return walks };
    let rests = Rests::of(engine, point, &engine.index.every(), |_| true);
    walks.turns.reserve(engine.policy().facts.len());
    for (i, fact) in engine.policy().facts.iter().enumerate() {
        let id = FactId(i);
        walks.turns.push(Turns::new());
        let Some(turns) = walks.turns.last_mut() else { continue };
        if !fact.is_computed() {
            if engine.reads(id) {
                let walker = Walker { mover: Mover { engine, point, fact: id, rest: rests.without(id) }, answer, budget };
                walker.walk(turns, &mut walks.room);
            }
            if turns.is_empty() && !budget.is_spent() {
                walks.no_matter.push(id);
            }
            if case.get(id).is_none() {
                turns.clear();
            }
        }
    }
    walks
}

struct Walker<'a> {
    mover: Mover<'a>,
    answer: Verdict,
    budget: &'a Budget,
}

/// How far a number has come on one side.
struct Side {
    way: Direction,
    /// The last value with the answer of the case.
    last: i64,
    turned: bool,
}

impl Walker<'_> {
    fn walk(&self, turns: &mut Turns, room: &mut Vec<Room>) {
        if !self.mover.may_turn(self.answer) {
            return;
        }
        let changeable = self.mover.engine.policy().fact(self.mover.fact).changeable();
        let mut side: Option<Side> = None;
        let all = self.mover.each(|step| {
            if changeable {
                room.extend(self.room(&mut side, &step));
            }
            if let Some(verdict) = step.verdict.filter(|v| *v != self.answer) {
                self.offer(turns, verdict, step.value);
            }
        });
        if !all {
            self.search_set(turns);
        }
    }

    /// The room on one side of a number, told where the answer first turns there.
    fn room(&self, side: &mut Option<Side>, step: &Move) -> Option<Room> {
        let (Some((way, farthest)), Value::Number(nearest)) = (step.way, step.value) else { return None };
        let layout = &self.mover.engine.geometry.layout;
        let variable = layout.variable_of_fact[self.mover.fact.0]?;
        if side.as_ref().is_none_or(|s| s.way != way) {
            let inwards = if way == Direction::Up { -layout.variables[variable].step } else { layout.variables[variable].step };
            *side = Some(Side { way, last: nearest.millionths() + inwards, turned: false });
        }
        let side = side.as_mut().filter(|s| !s.turned)?;
        let verdict = step.verdict?;
        if verdict == self.answer {
            side.last = farthest.millionths();
            return None;
        }
        side.turned = true;
        let quantity = Quantity::from_millionths;
        let value = quantity(self.mover.point.values[variable]);
        Some(Room { fact: self.mover.fact, side: way, value, limit: quantity(side.last), turns_to: Some(verdict) })
    }

    fn offer(&self, turns: &mut Turns, verdict: Verdict, value: Value) {
        let (engine, point, fact) = (self.mover.engine, self.mover.point, self.mover.fact);
        let target: Target = std::iter::once((fact, value)).collect();
        let cost = cost_of(engine, point, &target);
        let from = |f: FactId| point.get(&engine.geometry.layout, f);
        match turns.iter_mut().find(|t| t.0 == verdict) {
            Some(best) => {
                let known = [(fact, best.1)];
                if cost.cmp(&best.2).then_with(|| tie(&target, &known, from)).is_lt() {
                    *best = (verdict, value, cost);
                }
            }
            None => turns.push((verdict, value, cost)),
        }
    }

    /// A set of too many members to combine: the nearest combination with each answer.
    fn search_set(&self, turns: &mut Turns) {
        let (engine, fact) = (self.mover.engine, self.mover.fact);
        let mut movable = vec![false; engine.policy().facts.len()];
        movable[fact.0] = true;
        for wanted in engine.other_verdicts(self.answer) {
            let (origin, budget) = (self.mover.point, self.budget);
            let search = Search { engine, origin, movable: &movable, must_move: None, wanted, budget };
            if let Some(found) = nearest(&search, self.mover.rest, None) {
                turns.extend(found.target.first().map(|(_, value)| (wanted, *value, found.cost)));
            }
        }
    }
}
