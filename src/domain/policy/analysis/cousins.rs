//! Cousins: a case under the same rule in which everything that does not matter is as different as can be.
//!
//! Twins show what turns an answer; a cousin shows what does not. The search is for the farthest point: the region that promises
//! most is looked at first, and where another rule decides its farthest point, the region is cut by that rule's box.

use super::super::case::{Case, Value};
use super::super::compile::subtract;
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::fact::{FactId, FactKind};
use super::super::quantity::Quantity;
use super::super::region::cover::Budget;
use super::super::region::space::{Bounds, ceil_to, floor_to};
use super::super::region::{Words, interval};
use super::facets::{Decider, decider};
use super::witness::case_in;
use std::collections::BinaryHeap;

/// How different a case is: base facts that differ, then how far, in units of `near` (a member put in or taken out is one).
pub type Difference = (usize, u128);

/// The case under the same rule that differs most from a case in the facts that may differ, all others as they are.
///
/// None where a fact that some rule reads is unknown, where no such case differs at all, or where the budget is spent. Numbers
/// that a sum ties together are moved one after the other: each as far as those before it allow.
pub fn cousin(engine: &Engine, case: &Case, free: &[FactId], budget: &Budget) -> Option<Case> {
    let own = engine.known_point(case).and_then(|_| decider(engine, case))?;
    let search = Search { engine, case, free, bounds: bounds(engine, case, free) };
    let mut heap: BinaryHeap<Promise> = search.regions(own).into_iter().filter_map(|words| search.promise(words)).collect();
    while let Some(Promise { words, .. }) = heap.pop() {
        if !budget.step() {
            return None;
        }
        let Some(farthest) = search.farthest(&words) else { continue };
        let point = Point::of(&engine.geometry.space, &engine.geometry.layout, &farthest);
        let place = engine.decider(&point);
        if place.map_or(own.is_none(), |place| own.is_some() && engine.rule_of(place) == own) {
            return Some(farthest).filter(|found| found != case);
        }
        let Some(place) = place else { continue };
        let mut rest = Vec::new();
        subtract(&engine.geometry.space, words, &engine.geometry.boxes[place], &mut rest);
        heap.extend(rest.into_iter().filter_map(|words| search.promise(words)));
    }
    None
}

/// How different two cases are in the given facts.
pub fn difference(engine: &Engine, one: &Case, other: &Case, facts: &[FactId]) -> Difference {
    let differ = facts.iter().filter(|f| one.get(**f) != other.get(**f));
    let far = |fact: &FactId| match (one.get(*fact), other.get(*fact)) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => engine.geometry.layout.variable_of_fact[fact.0]
            .map_or(0, |v| engine.weights.of_move(v, a.millionths(), b.millionths())),
        (Some(Value::Set(a)), Some(Value::Set(b))) => engine.weights.one * u128::from((a ^ b).count_ones()),
        _ => engine.weights.one,
    };
    differ.fold((0, 0), |sum, fact| (sum.0 + 1, sum.1 + far(fact)))
}

/// A region, and how different its cases can be at the most.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Promise {
    difference: Difference,
    words: Words,
}

/// Numbers that may not differ stay what they are.
fn bounds(engine: &Engine, case: &Case, free: &[FactId]) -> Bounds {
    let mut bounds = engine.geometry.space.no_bounds();
    for (v, fact) in engine.geometry.layout.fact_of_variable.iter().enumerate().filter(|(_, f)| !free.contains(f)) {
        if let Some(Value::Number(q)) = case.get(*fact) {
            bounds.ranges[v] = (q.millionths(), q.millionths());
        }
    }
    bounds
}

struct Search<'a> {
    engine: &'a Engine,
    case: &'a Case,
    free: &'a [FactId],
    bounds: Bounds,
}

impl Search<'_> {
    /// The boxes of the deciding rule (everything, in a grey area), with what may not differ as it is.
    fn regions(&self, own: Decider) -> Vec<Words> {
        let geometry = &self.engine.geometry;
        let mut fixed = geometry.space.everything();
        let point = Point::of(&geometry.space, &geometry.layout, self.case);
        for fact in (0..self.engine.policy().facts.len()).map(FactId).filter(|f| !self.free.contains(f)) {
            if self.case.get(fact).is_none() {
                continue;
            }
            for d in geometry.layout.dimensions(fact) {
                fixed[d] =
                    if d < geometry.space.axes.len() { interval(point.atoms[d], point.atoms[d]) } else { 1 << point.atoms[d] };
            }
        }
        let Some(rule) = own else { return vec![fixed] };
        let boxes = geometry.boxes.iter().enumerate().filter(|(place, _)| self.engine.rule_of(*place) == Some(rule));
        boxes.filter_map(|(_, b)| geometry.space.common(&fixed, b)).collect()
    }

    /// A region with what it promises; none if it holds no case.
    fn promise(&self, words: Words) -> Option<Promise> {
        self.engine.geometry.space.holds_point(&words, &self.bounds).then_some(())?;
        let wanted = self.wanted(&words)?;
        Some(Promise { difference: difference(self.engine, self.case, &wanted, self.free), words })
    }

    /// The farthest case of a region: each fact as far as the region allows, sums heeded one fact after the other.
    fn farthest(&self, words: &Words) -> Option<Case> {
        let geometry = &self.engine.geometry;
        let wanted = self.wanted(words)?;
        let found = case_in(self.engine.policy(), &geometry.space, &geometry.layout, words, &self.bounds, Some(&wanted))?;
        // Facts that nobody knows and nobody reads stay unknown.
        let known = |fact: FactId| self.case.get(fact).is_some() || self.free.contains(&fact);
        Some(found.iter().fold(found.clone(), |case, (fact, _)| if known(fact) { case } else { case.with(fact, None) }))
    }

    /// Each fact as far as the region allows, sums left aside.
    fn wanted(&self, words: &Words) -> Option<Case> {
        let geometry = &self.engine.geometry;
        let ranges = geometry.space.narrowed(words, &self.bounds.ranges)?;
        let mut wanted = self.case.clone();
        for fact in self.free {
            let own = geometry.layout.dimensions(*fact);
            let value = match (&self.engine.policy().fact(*fact).kind, self.case.get(*fact)?) {
                (FactKind::Number(_), Value::Number(from)) => {
                    let v = geometry.layout.variable_of_fact[fact.0]?;
                    let step = geometry.space.variables[v].step;
                    let (low, high) = (ceil_to(ranges[v].0, step), floor_to(ranges[v].1, step));
                    let down = from.millionths().abs_diff(low) > from.millionths().abs_diff(high);
                    Value::Number(Quantity::from_millionths(if down { low } else { high }))
                }
                (FactKind::Flag, Value::Flag(from)) => Value::Flag(other(words[own.start], u32::from(from)) == 1),
                (FactKind::Choice(_), Value::Choice(from)) => Value::Choice(other(words[own.start], from as u32) as usize),
                (FactKind::Set(_), Value::Set(from)) => {
                    let held = |(m, d): (usize, usize)| u64::from(other(words[d], (from >> m & 1) as u32)) << m;
                    Value::Set(own.enumerate().map(held).sum())
                }
                (_, same) => same,
            };
            wanted.set(*fact, Some(value));
        }
        Some(wanted)
    }
}

/// The last value of a mask that is another; the same, if there is none.
fn other(mask: u64, from: u32) -> u32 {
    let others = mask & !(1 << from);
    if others == 0 { from } else { 63 - others.leading_zeros() }
}
