//! The nearest point with a wanted answer, over any number of facts: best first over boxes, so the first success is least.
//!
//! A box's nearest point is found fact by fact (sums apart, see [`super::linked`]). If a box of another answer speaks first
//! there, what lies outside that box goes back on the heap; a piece never costs less than what it was cut from.

use super::super::case::Value;
use super::super::compile::layout::Layout;
use super::super::engine::Engine;
use super::super::engine::index::{Bits, ones};
use super::super::engine::point::Point;
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::quantity::Quantity;
use super::super::region::Block;
use super::super::region::cover::Budget;
use super::super::region::space::Bounds;
use super::cost::{Cost, Target, tie};
use super::frontier::{Frontier, Reached, Rival, Spelled};
use super::linked;
use smallvec::SmallVec;

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// The policy.
    pub engine: &'a Engine,
    /// The case.
    pub origin: &'a Point,
    /// By fact, whether it may move.
    pub movable: &'a [bool],
    /// A fact that has to move, each other change being needed for the answer.
    pub must_move: Option<FactId>,
    /// The answer wanted.
    pub wanted: Verdict,
    /// How many parts of fact space may still be looked at.
    pub budget: &'a Budget,
}

/// A least change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its cost.
    pub cost: Cost,
    /// The facts moved, in order of declaration.
    pub target: Target,
}

impl Found {
    /// Whether it comes before another: it costs less, or as much and is first by the order of facts and values.
    pub fn is_before(&self, other: &Self, engine: &Engine, origin: &Point) -> bool {
        let from = |f: FactId| origin.get(&engine.geometry.layout, f);
        self.cost.cmp(&other.cost).then_with(|| tie(&self.target, &other.target, from)).is_lt()
    }
}

/// The boxes that hold whatever the movable facts do.
pub fn candidates(engine: &Engine, origin: &Point, movable: &[bool]) -> Bits {
    let layout = &engine.geometry.layout;
    let mut bits = engine.index.every();
    for f in (0..movable.len()).filter(|f| !movable[*f]) {
        for d in engine.questions.asked(FactId(f)) {
            engine.index.keep(&mut bits, d, origin.atoms[d]);
        }
    }
    for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
        let still = [form.first, form.second].iter().all(|v| !movable[layout.fact_of_variable[*v].0]);
        if let (Some(d), true) = (axis, still) {
            engine.index.keep(&mut bits, *d, origin.atoms[*d]);
        }
    }
    bits
}

/// The least change to the wanted answer that costs no more than `limit`, or none; `candidates` are the boxes that hold
/// whatever the movable facts do. None too where the budget ran out.
pub fn nearest(search: &Search<'_>, candidates: &[u64], limit: Option<Cost>) -> Option<Found> {
    let mut frontier = Frontier::seeded(search, candidates, limit);
    let mut best: Option<Found> = None;
    while let Some((least, piece, Spelled { words, narrowed })) = frontier.pop() {
        if best.as_ref().is_some_and(|b| least > b.cost) {
            break;
        }
        if !search.budget.step() {
            // Whatever was found is not proved least.
            return None;
        }
        let mut target = Target::new();
        let Some(cost) = search.nearest_in(&words, &narrowed, piece.bounds(), Some(&mut target)) else { continue };
        target.sort_unstable_by_key(|m| m.0);
        let found = Found { cost, target };
        let point = search.moved(&found.target);
        let reached = Reached { found: &found, point: &point };
        let holding = search.engine.holding(&point);
        if search.engine.verdict_of(ones(&holding).next()) == Some(search.wanted) {
            if let Some(needless) = search.needless(&found.target) {
                frontier.push_outside_slab(piece, &words, &reached, &needless);
                continue;
            }
            if best.as_ref().is_none_or(|b| found.is_before(b, search.engine, search.origin)) {
                frontier.limit = Some(found.cost);
                best = Some(found);
            }
        } else if let Some(thief) = search.strongest_thief(&words, &holding) {
            frontier.push_outside(piece, &words, &search.engine.geometry.boxes[thief], &reached);
        }
    }
    best
}

impl Search<'_> {
    /// The cost of a piece that leaves out its node's nearest point along one dimension: only that dimension's part changes.
    /// None for numbers tied by sums, which move together.
    pub fn cost_of_piece(&self, dimension: usize, piece: u64, reached: &Reached<'_>) -> Option<Cost> {
        let (engine, origin) = (self.engine, self.origin);
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let mut cost = reached.found.cost;
        if dimension >= layout.first_mask {
            let stood_still = reached.point.atoms[dimension] == origin.atoms[dimension];
            if stood_still {
                let fact = layout.fact_of_mask[dimension - layout.first_mask];
                cost.distance += engine.weights.one;
                cost.facts += u32::from(!reached.found.target.iter().any(|m| m.0 == fact));
            }
            return Some(cost);
        }
        if dimension >= space.variables.len() || layout.linked[dimension] {
            return None;
        }
        let (from, stood) = (origin.values[dimension], reached.point.values[dimension]);
        let (first, last) = space.axes[dimension].values(piece);
        cost.facts += u32::from(stood == from);
        cost.distance -= engine.weights.of_move(dimension, from, stood);
        cost.distance += engine.weights.of_move(dimension, from, from.clamp(first, last));
        Some(cost)
    }

    /// Whether a box accepts a fact as it is.
    pub fn accepts_as_is(&self, fact: FactId, block: &Block) -> bool {
        let geometry = &self.engine.geometry;
        geometry.layout.dimensions(fact).all(|d| geometry.space.accepts(d, block[d], self.origin.atoms[d]))
    }

    /// The boxes of other answers that ask about a fact and accept it as it is.
    pub fn rivals(&self, fact: FactId, candidates: &[u64]) -> Vec<Rival> {
        let (geometry, index) = (&self.engine.geometry, &self.engine.index);
        let mut asking = Bits::from_elem(0, candidates.len());
        geometry.layout.dimensions(fact).for_each(|d| index.add_constraining(&mut asking, d));
        let asking: Bits = asking.iter().zip(candidates).map(|(a, c)| a & c).collect();
        let rivals = ones(&asking).filter(|b| geometry.tags[*b].layer.verdict() != Some(self.wanted));
        let kept = rivals.filter(|b| self.accepts_as_is(fact, &geometry.boxes[*b]));
        kept.map(|b| Rival { place: b, missed: self.misses(&geometry.boxes[b]) }).collect()
    }

    /// The facts that keep the case out of a box, a bit each (numbers tied by sums apart, facts past the 63rd as one).
    pub fn misses(&self, block: &Block) -> u64 {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let mut facts = 0;
        for (d, _) in block.narrow().filter(|(d, word)| !space.accepts(*d, *word, self.origin.atoms[*d])) {
            let fact = match d.checked_sub(layout.first_mask) {
                Some(mask) => layout.fact_of_mask[mask],
                None if d < layout.variables.len() && !layout.linked[d] => layout.fact_of_variable[d],
                None => continue,
            };
            facts |= 1 << fact.0.min(63);
        }
        facts
    }

    /// Of the boxes that keep a point of a piece from the wanted answer, the one with the fewest ways round it.
    ///
    /// Whichever is taken, what lies outside it holds every solution; few ways make few pieces, and none at all an end.
    fn strongest_thief(&self, words: &[u64], holding: &Bits) -> Option<usize> {
        let geometry = &self.engine.geometry;
        let ways = |thief: &usize| {
            let open =
                |(d, hole): &(usize, u64)| !geometry.space.within(*d, words[*d], *hole) && self.can_move(&geometry.layout, *d);
            geometry.boxes[*thief].narrow().filter(open).count()
        };
        let hides = |b: &usize| geometry.tags[*b].layer.verdict() != Some(self.wanted);
        ones(holding).take_while(hides).min_by_key(ways)
    }

    /// Whether a dimension can change at all.
    pub fn can_move(&self, layout: &Layout, dimension: usize) -> bool {
        if dimension >= layout.first_mask {
            return self.movable[layout.fact_of_mask[dimension - layout.first_mask].0];
        }
        let moves = |v: usize| self.movable[layout.fact_of_variable[v].0];
        match self.engine.geometry.space.form_at(dimension) {
            Some(f) => moves(layout.forms[f].first) || moves(layout.forms[f].second),
            None => moves(dimension),
        }
    }

    /// The point after a change.
    pub fn moved(&self, target: &[(FactId, Value)]) -> Point {
        let mut point = self.origin.clone();
        for (fact, value) in target {
            point.set(&self.engine.geometry.space, &self.engine.geometry.layout, *fact, *value);
        }
        point
    }

    /// The fewest facts of a change that give the wanted answer without the one that has to move, if any do.
    ///
    /// A part that holds that fact need not be tried: it costs less, so it was met before and kept, or ruled out by a part without.
    fn needless(&self, target: &Target) -> Option<Vec<FactId>> {
        let must = self.must_move?;
        let others: Target = target.iter().filter(|m| m.0 != must).copied().take(20).collect();
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let mut point = self.origin.clone();
        let (mut part, mut fewest) = (0u32, None::<u32>);
        // One fact in or out at a time, through every part (a Gray code).
        for step in 1..1u32 << others.len() {
            let turned = step.trailing_zeros();
            let (fact, to) = others[turned as usize];
            part ^= 1 << turned;
            let value = if part >> turned & 1 == 1 { to } else { self.origin.get(layout, fact) };
            point.set(space, layout, fact, value);
            let fewer = fewest.is_none_or(|f| part.count_ones() < f.count_ones());
            if fewer && self.engine.verdict_at(&point) == Some(self.wanted) {
                fewest = Some(part);
            }
        }
        let part = fewest?;
        Some(others.iter().enumerate().filter(|(i, _)| part >> i & 1 == 1).map(|(_, m)| m.0).collect())
    }

    /// The cost of the nearest point of a piece, if the movable facts can reach it; the moves go to `target` if one is given.
    pub fn nearest_in(
        &self,
        words: &[u64],
        narrowed: &[u16],
        bounds: Option<&Bounds>,
        mut target: Option<&mut Target>,
    ) -> Option<Cost> {
        let (engine, origin) = (self.engine, self.origin);
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let mut cost = Cost::default();
        let mut tied = bounds.is_some();
        let mut sets: SmallVec<[FactId; 4]> = SmallVec::new();
        for d in narrowed.iter().map(|d| usize::from(*d)) {
            if space.accepts(d, words[d], origin.atoms[d]) {
                continue;
            }
            if d >= layout.first_mask {
                self.nearest_mask(d, words[d], &mut sets, &mut cost, target.as_deref_mut())?;
                continue;
            }
            if d >= layout.variables.len() || layout.linked[d] {
                tied = true;
                continue;
            }
            let fact = layout.fact_of_variable[d];
            if !self.movable[fact.0] {
                return None;
            }
            let (first, last) = space.axes[d].values(words[d]);
            let to = origin.values[d].clamp(first, last);
            cost.facts += 1;
            cost.distance += engine.weights.of_move(d, origin.values[d], to);
            if let Some(target) = target.as_deref_mut() {
                target.push((fact, Value::Number(Quantity::from_millionths(to))));
            }
        }
        for component in layout.components.iter().filter(|_| tied) {
            let at_rest = bounds.is_none() && self.rests(component, words);
            if !at_rest {
                linked::nearest(self, component, words, bounds, &mut cost, target.as_deref_mut())?;
            }
        }
        Some(cost)
    }

    /// Whether linked numbers can all stay where they are.
    fn rests(&self, component: &[usize], words: &[u64]) -> bool {
        let space = &self.engine.geometry.space;
        let layout = &self.engine.geometry.layout;
        let stays = |d: usize| space.accepts(d, words[d], self.origin.atoms[d]);
        component.iter().all(|v| stays(*v))
            && layout
                .forms
                .iter()
                .zip(&layout.form_axes)
                .all(|(f, axis)| axis.is_none_or(|d| !component.contains(&f.first) || stays(d)))
    }

    /// A flag, a choice or a member that can't stay goes to the first accepted value.
    fn nearest_mask(
        &self,
        dimension: usize,
        word: u64,
        sets: &mut SmallVec<[FactId; 4]>,
        cost: &mut Cost,
        target: Option<&mut Target>,
    ) -> Option<()> {
        let layout = &self.engine.geometry.layout;
        let fact = layout.fact_of_mask[dimension - layout.first_mask];
        if !self.movable[fact.0] || word == 0 {
            return None;
        }
        cost.distance += self.engine.weights.one;
        let counted = sets.contains(&fact);
        if !counted {
            cost.facts += 1;
            if layout.is_set[fact.0] {
                sets.push(fact);
            }
        }
        if let Some(target) = target {
            self.write_mask(target, fact, dimension, word.trailing_zeros());
        }
        Some(())
    }

    /// Writes the move of one mask; a member joins the move of its set.
    fn write_mask(&self, target: &mut Target, fact: FactId, dimension: usize, to: u32) {
        let layout = &self.engine.geometry.layout;
        if !layout.is_set[fact.0] {
            return target.push((fact, if layout.is_flag[fact.0] { Value::Flag(to == 1) } else { Value::Choice(to as usize) }));
        }
        let member = 1 << (dimension - layout.dimensions(fact).start);
        match (target.iter_mut().find(|m| m.0 == fact), self.origin.get(layout, fact)) {
            (Some((_, Value::Set(set))), _) => *set ^= member,
            (None, Value::Set(set)) => target.push((fact, Value::Set(set ^ member))),
            _ => {}
        }
    }
}
