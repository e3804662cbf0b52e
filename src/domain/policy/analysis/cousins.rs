//! Cousins: a case under the same rule in which everything that does not matter is as different as can be.
//!
//! Twins show what turns an answer; a cousin shows what does not. The search is for the farthest point: the region that promises
//! most is looked at first, and where another rule decides its farthest point, the region is cut by that rule's box. A region
//! promises what it would hold if no sum tied its numbers; what is found counts until no region promises more.

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
use super::witness::{case_in, settle};
use smallvec::SmallVec;
use std::collections::BinaryHeap;

/// How different a case is: base facts that differ, then how far, in units of `near` (a member put in or taken out is one).
pub type Difference = (usize, u128);

/// The case under the same rule that differs most from a case in the facts that may differ, all others as they are.
///
/// None where a fact that some rule reads is unknown, where no such case differs at all, or where the budget is spent. A fact
/// that nobody reads and nobody knows stays unknown. Of numbers that sums tie together every corner is tried; some case within may be
/// farther still.
pub fn cousin(engine: &Engine, case: &Case, free: &[FactId], budget: &Budget) -> Option<Case> {
    let own = engine.known_point(case).and_then(|_| decider(engine, case))?;
    let search = Search { engine, case, free, bounds: bounds(engine, case, free) };
    let mut heap: BinaryHeap<Promise> = search.regions(own).into_iter().filter_map(|words| search.promise(words)).collect();
    let mut best: Option<(Difference, Case)> = None;
    while let Some(Promise { words, difference: promised }) = heap.pop() {
        if best.as_ref().is_some_and(|(found, _)| *found >= promised) {
            break;
        }
        if !budget.step() {
            return None;
        }
        let Some((far, farthest)) = search.farthest(&words, promised) else { continue };
        let point = Point::of(&engine.geometry.space, &engine.geometry.layout, &farthest);
        let place = engine.decider(&point);
        if place.map_or(own.is_none(), |place| own.is_some() && engine.rule_of(place) == own) {
            best = best.filter(|(found, _)| *found >= far).or(Some((far, farthest)));
            continue;
        }
        let Some(place) = place else { continue };
        let mut rest = Vec::new();
        subtract(&engine.geometry.space, words, &engine.geometry.boxes[place], &mut rest);
        heap.extend(rest.into_iter().filter_map(|words| search.promise(words)));
    }
    best.map(|(_, found)| found).filter(|found| found != case)
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

/// Of how many numbers that sums tie together every corner is tried.
const MOST_TURNS: usize = 3;

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

    /// The farthest case of a region, and how different it is.
    ///
    /// Numbers that a sum ties together are farthest in a corner: each in turn goes to an end of what those before it leave. Where
    /// no corner differs in as many facts as was promised, one step from where a number stands counts as an end as well.
    fn farthest(&self, words: &Words, promised: Difference) -> Option<(Difference, Case)> {
        let geometry = &self.engine.geometry;
        let wanted = self.wanted(words)?;
        let variable = |fact: &FactId| geometry.layout.variable_of_fact[fact.0].filter(|v| geometry.layout.linked[*v]);
        let known = self.free.iter().filter(|fact| self.case.get(**fact).is_some());
        let tied: SmallVec<[usize; 4]> = known.filter_map(variable).collect();
        let farthest = |beside: bool| {
            let mut corners = Vec::new();
            self.corners(words, &self.bounds, &tied, beside, &mut corners);
            let cases = corners.iter().filter_map(|bounds| self.case_in(words, bounds, &wanted));
            cases
                .map(|case| (difference(self.engine, self.case, &case, self.free), case))
                .reduce(|a, b| if b.0 > a.0 { b } else { a })
        };
        farthest(false).filter(|(far, _)| far.0 == promised.0 || tied.is_empty()).or_else(|| farthest(true))
    }

    /// The corners of a region in the numbers that sums tie, each as bounds that leave them nothing else.
    fn corners(&self, words: &Words, bounds: &Bounds, tied: &[usize], beside: bool, found: &mut Vec<Bounds>) {
        let space = &self.engine.geometry.space;
        if tied.is_empty() {
            found.push(bounds.clone());
            return;
        }
        let Some(ranges) = space.narrowed(words, &bounds.ranges) else { return };
        for (at, v) in tied.iter().enumerate() {
            let step = space.variables[*v].step;
            let (low, high) = (ceil_to(ranges[*v].0, step), floor_to(ranges[*v].1, step));
            let mut ends: SmallVec<[i64; 4]> = SmallVec::from_slice(&[low, high]);
            if let Some(Value::Number(own)) = self.case.get(self.engine.geometry.layout.fact_of_variable[*v]).filter(|_| beside) {
                ends.extend([own.millionths() - step, own.millionths() + step]);
            }
            ends.sort_unstable();
            ends.dedup();
            let rest: SmallVec<[usize; 4]> = tied[..at].iter().chain(&tied[at + 1..]).copied().collect();
            for end in ends.into_iter().filter(|end| (low..=high).contains(end)) {
                let mut bounds = Bounds { ranges: ranges.clone(), ..bounds.clone() };
                if settle(space, words, &mut bounds, *v, end).is_some() {
                    // Of more than a few, the others go as far as they can one after the other.
                    self.corners(words, &bounds, if tied.len() > MOST_TURNS { &[] } else { &rest }, beside, found);
                }
            }
        }
    }

    /// A case of a region, as near as can be to a wanted one.
    fn case_in(&self, words: &Words, bounds: &Bounds, wanted: &Case) -> Option<Case> {
        let geometry = &self.engine.geometry;
        let found = case_in(self.engine.policy(), &geometry.space, &geometry.layout, words, bounds, Some(wanted))?;
        // Facts that nobody knows and nobody reads stay unknown.
        let unknown = found.iter().map(|(fact, _)| fact).filter(|fact| self.case.get(*fact).is_none());
        Some(unknown.fold(found.clone(), |case, fact| case.with(fact, None)))
    }

    /// Each fact as far as the region allows, sums left aside.
    fn wanted(&self, words: &Words) -> Option<Case> {
        let geometry = &self.engine.geometry;
        let ranges = geometry.space.narrowed(words, &self.bounds.ranges)?;
        let mut wanted = self.case.clone();
        for fact in self.free {
            // What nobody knows differs from nothing.
            let Some(known) = self.case.get(*fact) else { continue };
            let own = geometry.layout.dimensions(*fact);
            let value = match (&self.engine.policy().fact(*fact).kind, known) {
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
