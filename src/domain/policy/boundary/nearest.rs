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
use super::super::region::space::{Bounds, Range};
use super::super::region::{Words, interval};
use super::cost::{Cost, Target, tie};
use super::{linked, walk};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

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
}

/// A least change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its cost.
    pub cost: Cost,
    /// The facts moved, in order of declaration.
    pub target: Target,
}

/// A region still to be looked at.
struct Node {
    cost: Cost,
    order: u64,
    words: Words,
    bounds: Bounds,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Node {}
impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.cost, self.order).cmp(&(other.cost, other.order))
    }
}

/// The boxes that hold whatever the movable facts do.
pub fn candidates(engine: &Engine, origin: &Point, movable: &[bool]) -> Bits {
    let layout = &engine.geometry.layout;
    let mut bits = engine.index.every();
    for f in (0..movable.len()).filter(|f| !movable[*f]) {
        for d in layout.dimensions(FactId(f)).filter(|d| engine.index.is_relevant(*d)) {
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

/// The least change to the wanted answer, or none; `candidates` are the boxes that hold whatever the movable facts do.
pub fn nearest(search: &Search<'_>, candidates: &Bits) -> Option<Found> {
    let mut heap = Heap { search, heap: BinaryHeap::new(), pushed: 0 };
    heap.seed(candidates);
    let mut best: Option<Found> = None;
    while let Some(Reverse(node)) = heap.heap.pop() {
        if best.as_ref().is_some_and(|b| node.cost > b.cost) {
            break;
        }
        let Some(found) = search.nearest_in(&node.words, &node.bounds) else { continue };
        let point = search.moved(&found.target);
        let decider = search.engine.decider(&point);
        if search.engine.verdict_of(decider) == Some(search.wanted) {
            if let Some(needless) = search.needless(&found.target) {
                heap.push_outside_slab(node, &point, &needless);
                continue;
            }
            let from = |f: FactId| search.origin.get(&search.engine.geometry.layout, f);
            let earlier = |b: &Found| found.cost.cmp(&b.cost).then_with(|| tie(&found.target, &b.target, from)).is_lt();
            if best.as_ref().is_none_or(earlier) {
                best = Some(found);
            }
        } else if let Some(thief) = decider {
            heap.push_outside_box(node, thief);
        }
    }
    best
}

struct Heap<'a> {
    search: &'a Search<'a>,
    heap: BinaryHeap<Reverse<Node>>,
    pushed: u64,
}

impl Heap<'_> {
    /// The boxes with the wanted answer, and everything where silence gives it.
    fn seed(&mut self, candidates: &Bits) {
        let engine = self.search.engine;
        for place in ones(candidates) {
            if engine.geometry.tags[place].layer.verdict() == Some(self.search.wanted) {
                self.start(engine.geometry.boxes[place].clone());
            }
        }
        if engine.silence().verdict() == self.search.wanted {
            self.start(engine.geometry.space.everything());
        }
    }

    /// A box with its facts that can't move held where they are, and the one that must move kept away from where it is.
    fn start(&mut self, words: Words) {
        let (engine, origin) = (self.search.engine, self.search.origin);
        let bounds = engine.geometry.space.no_bounds();
        let layout = &engine.geometry.layout;
        let Some(fact) = self.search.must_move else { return self.push(words, bounds) };
        if let Some(v) = layout.variable_of_fact[fact.0] {
            let (variable, value) = (engine.geometry.space.variables[v], origin.values[v]);
            for range in [(variable.low, value - variable.step), (value + variable.step, variable.high)] {
                if range.0 <= range.1 {
                    let mut narrow = bounds.clone();
                    narrow.ranges[v] = range;
                    self.push(words.clone(), narrow);
                }
            }
            return;
        }
        let mut rest = words;
        for d in layout.dimensions(fact) {
            let here = 1 << origin.atoms[d];
            if rest[d] & !here != 0 {
                let mut moved = rest.clone();
                moved[d] &= !here;
                self.push(moved, bounds.clone());
            }
            if rest[d] & here == 0 {
                return;
            }
            rest[d] &= here;
        }
    }

    fn push(&mut self, words: Words, bounds: Bounds) {
        if let Some(cost) = self.search.nearest_in(&words, &bounds).map(|f| f.cost) {
            self.pushed += 1;
            self.heap.push(Reverse(Node { cost, order: self.pushed, words, bounds }));
        }
    }

    /// What of a node a box leaves.
    fn push_outside_box(&mut self, node: Node, thief: usize) {
        let engine = self.search.engine;
        self.push_outside(node, &engine.geometry.boxes[thief], None);
    }

    /// What of a node lies outside the slab in which these facts alone give the wanted answer already.
    fn push_outside_slab(&mut self, node: Node, point: &Point, needless: &[FactId]) {
        let engine = self.search.engine;
        let space = &engine.geometry.space;
        let mut slab = space.everything();
        let mut ranges = space.full_ranges();
        let mut alone = self.search.origin.clone();
        let layout = &engine.geometry.layout;
        for f in needless {
            alone.set(space, layout, *f, point.get(layout, *f));
        }
        for f in needless {
            for d in layout.dimensions(*f) {
                slab[d] = if d < space.axes.len() { interval(alone.atoms[d], alone.atoms[d]) } else { 1 << alone.atoms[d] };
            }
            if let Some(v) = layout.variable_of_fact[f.0].filter(|v| layout.linked[*v]) {
                // Sums with facts outside the slab stay in their atoms while those stand where they are in the case.
                ranges[v] = walk::stretch(engine, &alone, v, |other| needless.contains(&layout.fact_of_variable[other]));
            }
        }
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let both = [form.first, form.second].iter().all(|v| needless.contains(&layout.fact_of_variable[*v]));
            if let (Some(d), true) = (axis, both) {
                slab[*d] = interval(alone.atoms[*d], alone.atoms[*d]);
            }
        }
        self.push_outside(node, &slab, Some(&ranges));
    }

    fn push_outside(&mut self, node: Node, words: &[u64], ranges: Option<&[Range]>) {
        let search = self.search;
        let space = &search.engine.geometry.space;
        let layout = &search.engine.geometry.layout;
        let Node { words: mut rest, mut bounds, .. } = node;
        for d in 0..rest.len() {
            if search.can_move(layout, d) {
                for piece in space.outside(d, rest[d], words[d]) {
                    let mut part = rest.clone();
                    part[d] = piece;
                    self.push(part, bounds.clone());
                }
            }
            match space.intersect(d, rest[d], words[d]) {
                Some(word) => rest[d] = word,
                None => return,
            }
        }
        for (v, range) in ranges.into_iter().flatten().enumerate() {
            let own = bounds.ranges[v];
            for side in
                [(own.0, own.1.min(range.0 - space.variables[v].step)), (own.0.max(range.1 + space.variables[v].step), own.1)]
            {
                if side.0 <= side.1 {
                    let mut narrow = bounds.clone();
                    narrow.ranges[v] = side;
                    self.push(rest.clone(), narrow);
                }
            }
            bounds.ranges[v] = (own.0.max(range.0), own.1.min(range.1));
        }
    }
}

impl Search<'_> {
    /// Whether a dimension can change at all.
    fn can_move(&self, layout: &Layout, dimension: usize) -> bool {
        if dimension >= layout.first_mask {
            return self.movable[layout.fact_of_mask[dimension - layout.first_mask].0];
        }
        let moves = |v: usize| self.movable[layout.fact_of_variable[v].0];
        match self.engine.form_of_axis(dimension) {
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

    /// Facts of a change that give the wanted answer without the rest of it, if one has to move and some are needless.
    fn needless(&self, target: &Target) -> Option<Vec<FactId>> {
        self.must_move?;
        let n = target.len().min(20);
        let mut subsets: Vec<u32> = (1..(1u32 << n) - 1).collect();
        subsets.sort_by_key(|s| s.count_ones());
        let subset = subsets.into_iter().find(|s| {
            let part: Target = target.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).map(|(_, m)| *m).collect();
            self.engine.verdict_at(&self.moved(&part)) == Some(self.wanted)
        })?;
        Some(target.iter().enumerate().filter(|(i, _)| subset >> i & 1 == 1).map(|(_, m)| m.0).collect())
    }

    /// The nearest point of a box, if the movable facts can reach it.
    pub fn nearest_in(&self, words: &[u64], bounds: &Bounds) -> Option<Found> {
        let (engine, origin) = (self.engine, self.origin);
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let mut cost = Cost::default();
        let mut target = Target::new();
        for v in (0..space.variables.len()).filter(|v| !engine.geometry.layout.linked[*v]) {
            let (first, last) = space.axes[v].values(words[v]);
            let (first, last) = (first.max(bounds.ranges[v].0), last.min(bounds.ranges[v].1));
            let from = origin.values[v];
            if first > last {
                return None;
            }
            if from < first || from > last {
                let fact = layout.fact_of_variable[v];
                if !self.movable[fact.0] {
                    return None;
                }
                let to = from.clamp(first, last);
                cost.facts += 1;
                cost.distance += engine.weights.of_move(v, from, to);
                target.push((fact, Value::Number(Quantity::from_millionths(to))));
            }
        }
        self.nearest_masks(words, &mut cost, &mut target)?;
        if !layout.components.is_empty() {
            for component in &layout.components {
                linked::nearest(self, component, words, bounds, &mut cost, &mut target)?;
            }
        }
        target.sort_unstable_by_key(|m| m.0);
        Some(Found { cost, target })
    }

    /// Flags, choices and sets: each goes to the first accepted value.
    fn nearest_masks(&self, words: &[u64], cost: &mut Cost, target: &mut Target) -> Option<()> {
        let (engine, layout) = (self.engine, &self.engine.geometry.layout);
        for d in layout.first_mask..words.len() {
            let at = self.origin.atoms[d];
            if words[d] >> at & 1 == 1 {
                continue;
            }
            let fact = layout.fact_of_mask[d - layout.first_mask];
            if !self.movable[fact.0] || words[d] == 0 {
                return None;
            }
            cost.distance += engine.weights.one;
            let to = words[d].trailing_zeros();
            if layout.is_set[fact.0] {
                let member = d - layout.dimensions(fact).start;
                match target.last_mut() {
                    Some((f, Value::Set(set))) if *f == fact => *set ^= 1 << member,
                    _ => {
                        let Value::Set(set) = self.origin.get(layout, fact) else { return None };
                        cost.facts += 1;
                        target.push((fact, Value::Set(set ^ 1 << member)));
                    }
                }
            } else {
                cost.facts += 1;
                target.push((fact, if layout.is_flag[fact.0] { Value::Flag(to == 1) } else { Value::Choice(to as usize) }));
            }
        }
        Some(())
    }
}
