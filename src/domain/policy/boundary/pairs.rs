//! The least change of exactly two facts, one of them given: every value of the one, and everything the other can then do.

use super::super::case::Value;
use super::super::engine::Engine;
use super::super::engine::index::Bits;
use super::super::engine::point::Point;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::region::cover::Budget;
use super::cost::{Target, cost_of};
use super::moves::Mover;
use super::nearest::{Found, Search, candidates, nearest};
use super::rests::Rests;

/// Beyond so many members that some box asks about, the combinations of a set are not gone through one by one.
const MOST_MEMBERS: usize = 6;

/// Two facts moved together.
pub struct Pairs<'a> {
    /// The policy.
    pub engine: &'a Engine,
    /// The case.
    pub origin: &'a Point,
    /// By fact, whether it may move.
    pub movable: &'a [bool],
    /// The answer of the case.
    pub answer: Verdict,
    /// The boxes that hold whatever the movable facts do.
    pub among: &'a Bits,
    /// How many parts of fact space may still be looked at.
    pub budget: &'a Budget,
}

impl Pairs<'_> {
    /// The least change to another answer that moves a fact and one more, both needed; the fact alone turns nothing.
    ///
    /// None where no two facts do it, and for a set of too many members.
    pub fn least(&self, fact: FactId) -> Option<(Verdict, Found)> {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let mut best: Option<(Verdict, Found)> = None;
        for value in self.values(fact)? {
            let mut moved = self.origin.clone();
            moved.set(space, layout, fact, value);
            if best.as_ref().is_some_and(|b| cost_of(self.engine, self.origin, &[(fact, value)]).distance > b.1.cost.distance) {
                continue;
            }
            let rests = Rests::of(self.engine, &moved, self.among, |f| self.movable[f.0]);
            for other in (0..self.movable.len()).map(FactId).filter(|f| self.movable[f.0] && *f != fact && !self.tied(*f, fact)) {
                let mover = Mover { engine: self.engine, point: &moved, fact: other, rest: rests.without(other) };
                if mover.may_turn(self.answer)
                    && !mover.each(|step| self.offer(&mut best, (fact, value), (other, step.value), step.verdict))
                {
                    return None;
                }
            }
        }
        self.beside_tied(fact, best)
    }

    /// Numbers tied to this one by sums move over a plane: that is searched.
    fn beside_tied(&self, fact: FactId, mut best: Option<(Verdict, Found)>) -> Option<(Verdict, Found)> {
        for other in (0..self.movable.len()).map(FactId).filter(|f| self.movable[f.0] && *f != fact && self.tied(*f, fact)) {
            let mut movable = vec![false; self.movable.len()];
            (movable[fact.0], movable[other.0]) = (true, true);
            let among = candidates(self.engine, self.origin, &movable);
            for wanted in self.engine.other_verdicts(self.answer) {
                let (engine, origin, budget) = (self.engine, self.origin, self.budget);
                let search = Search { engine, origin, movable: &movable, must_move: Some(fact), wanted, budget };
                if let Some(found) = nearest(&search, &among, best.as_ref().map(|b| b.1.cost)) {
                    self.keep(&mut best, wanted, found);
                }
            }
        }
        best
    }

    /// Whether two facts are numbers tied by sums, directly or through others.
    fn tied(&self, a: FactId, b: FactId) -> bool {
        let layout = &self.engine.geometry.layout;
        let (Some(a), Some(b)) = (layout.variable_of_fact[a.0], layout.variable_of_fact[b.0]) else { return false };
        layout.components.iter().any(|c| c.contains(&a) && c.contains(&b))
    }

    fn offer(&self, best: &mut Option<(Verdict, Found)>, one: (FactId, Value), two: (FactId, Value), verdict: Option<Verdict>) {
        let Some(verdict) = verdict.filter(|v| *v != self.answer) else { return };
        let mut target: Target = [one, two].into_iter().collect();
        target.sort_unstable_by_key(|m| m.0);
        let cost = cost_of(self.engine, self.origin, &target);
        if best.as_ref().is_some_and(|b| b.1.cost < cost) {
            return;
        }
        let mut alone = self.origin.clone();
        alone.set(&self.engine.geometry.space, &self.engine.geometry.layout, two.0, two.1);
        if self.engine.verdict_at(&alone) != Some(verdict) {
            self.keep(best, verdict, Found { cost, target });
        }
    }

    fn keep(&self, best: &mut Option<(Verdict, Found)>, verdict: Verdict, found: Found) {
        if best.as_ref().is_none_or(|b| found.is_before(&b.1, self.engine, self.origin)) {
            *best = Some((verdict, found));
        }
    }

    /// Every value of a fact that differs to some box from the one it has, the nearest of each kind; none for too large a set.
    fn values(&self, fact: FactId) -> Option<Vec<Value>> {
        let (engine, layout) = (self.engine, &self.engine.geometry.layout);
        let Value::Set(set) = self.origin.get(layout, fact) else {
            let mut values = Vec::new();
            let mover = Mover { engine, point: self.origin, fact, rest: self.among };
            return mover.each(|step| values.push(step.value)).then_some(values);
        };
        let asked = layout.dimensions(fact).enumerate().filter(|(_, d)| engine.index.constrains(self.among, *d));
        let asked: Vec<u64> = asked.map(|(member, _)| 1 << member).collect();
        let turned = |subset: u32| asked.iter().enumerate().filter(|(i, _)| subset >> i & 1 == 1).fold(0, |t, (_, m)| t | m);
        (asked.len() <= MOST_MEMBERS).then(|| (1..1u32 << asked.len()).map(|s| Value::Set(set ^ turned(s))).collect())
    }
}
