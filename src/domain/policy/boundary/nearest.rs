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
use super::super::region::space::{Bounds, Range, Space};
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
    order: u32,
    place: Place,
}

/// Where it is.
enum Place {
    /// A whole box of the policy.
    Box(usize),
    /// A part of one.
    Piece(Box<Piece>),
}

/// A box, its linked numbers kept within ranges where they are narrower than their atoms.
#[derive(Clone)]
struct Piece {
    words: Words,
    /// Behind a pointer: most pieces have none, and pieces are copied often.
    bounds: Option<Box<Bounds>>,
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

/// The least change to the wanted answer that costs no more than `limit`, or none; `candidates` are the boxes that hold
/// whatever the movable facts do.
pub fn nearest(search: &Search<'_>, candidates: &Bits, limit: Option<Cost>) -> Option<Found> {
    let mut heap = Heap { search, heap: BinaryHeap::new(), pushed: 0, limit };
    heap.seed(candidates);
    let mut best: Option<Found> = None;
    while let Some(Reverse(node)) = heap.heap.pop() {
        if best.as_ref().is_some_and(|b| node.cost > b.cost) {
            break;
        }
        let boxes = &search.engine.geometry.boxes;
        let (words, bounds) = match &node.place {
            Place::Box(place) => (&boxes[*place], None),
            Place::Piece(piece) => (&piece.words, piece.bounds.as_deref()),
        };
        let mut target = Target::new();
        let Some(cost) = search.nearest_in(words, bounds, Some(&mut target)) else { continue };
        target.sort_unstable_by_key(|m| m.0);
        let found = Found { cost, target };
        let point = search.moved(&found.target);
        let decider = search.engine.decider(&point);
        if search.engine.verdict_of(decider) == Some(search.wanted) {
            if let Some(needless) = search.needless(&found.target) {
                heap.push_outside_slab(node, &point, &found, &needless);
                continue;
            }
            let from = |f: FactId| search.origin.get(&search.engine.geometry.layout, f);
            let earlier = |b: &Found| found.cost.cmp(&b.cost).then_with(|| tie(&found.target, &b.target, from)).is_lt();
            if best.as_ref().is_none_or(earlier) {
                heap.limit = Some(found.cost);
                best = Some(found);
            }
        } else if let Some(thief) = decider {
            heap.push_outside(node, &boxes[thief], None, &Reached { found: &found, point: &point });
        }
    }
    best
}

struct Heap<'a> {
    search: &'a Search<'a>,
    heap: BinaryHeap<Reverse<Node>>,
    pushed: u32,
    limit: Option<Cost>,
}

impl Heap<'_> {
    /// The boxes with the wanted answer, and everything where silence gives it.
    fn seed(&mut self, candidates: &Bits) {
        let engine = self.search.engine;
        for place in ones(candidates) {
            if engine.geometry.tags[place].layer.verdict() == Some(self.search.wanted) {
                self.start(Some(place), candidates);
            }
        }
        if engine.silence().verdict() == self.search.wanted {
            self.start(None, candidates);
        }
    }

    /// A box of the wanted answer (or everything, for silence), cut down to where the fact that must move is needed.
    fn start(&mut self, place: Option<usize>, candidates: &Bits) {
        let (engine, layout) = (self.search.engine, &self.search.engine.geometry.layout);
        let whole = || place.map_or_else(|| engine.geometry.space.everything(), |p| engine.geometry.boxes[p].clone());
        match (self.search.must_move, place) {
            (None, Some(place)) => self.push_box(place),
            (None, None) => self.push(Piece { words: whole(), bounds: None }),
            (Some(fact), _) if layout.variable_of_fact[fact.0].is_some_and(|v| layout.linked[v]) => {
                self.start_linked(fact, &whole())
            }
            (Some(fact), _) => self.start_needed(fact, &whole(), place, candidates),
        }
    }

    /// A fact is needed where the box does not accept it as it is, or where another answer's box would speak first without its
    /// move: inside that box but for this fact.
    fn start_needed(&mut self, fact: FactId, words: &Words, place: Option<usize>, candidates: &Bits) {
        let (engine, origin) = (self.search.engine, self.search.origin);
        let (space, own) = (&engine.geometry.space, engine.geometry.layout.dimensions(fact));
        let accepts = |words: &[u64]| own.clone().all(|d| space.accepts(d, words[d], origin.atoms[d]));
        if !accepts(words) {
            return self.push(Piece { words: words.clone(), bounds: None });
        }
        let limit = place.unwrap_or(engine.geometry.boxes.len());
        for rival in ones(candidates).take_while(|r| *r < limit) {
            let hole = &engine.geometry.boxes[rival];
            if engine.geometry.tags[rival].layer.verdict() == Some(self.search.wanted) || !accepts(hole) {
                continue;
            }
            let Some(mut rest) = common_but(space, words, hole, &own) else { continue };
            for d in own.clone() {
                for piece in space.outside(d, rest[d], hole[d]) {
                    let mut words = rest.clone();
                    words[d] = piece;
                    self.push(Piece { words, bounds: None });
                }
                match space.intersect(d, rest[d], hole[d]) {
                    Some(word) => rest[d] = word,
                    None => break,
                }
            }
        }
    }

    /// A number tied to others by sums: below where it is, and above.
    fn start_linked(&mut self, fact: FactId, words: &Words) {
        let (space, layout) = (&self.search.engine.geometry.space, &self.search.engine.geometry.layout);
        let Some(v) = layout.variable_of_fact[fact.0] else { return };
        let (variable, value) = (space.variables[v], self.search.origin.values[v]);
        for range in [(variable.low, value - variable.step), (value + variable.step, variable.high)] {
            if range.0 <= range.1 {
                let mut bounds = space.no_bounds();
                bounds.ranges[v] = range;
                self.push(Piece { words: words.clone(), bounds: Some(Box::new(bounds)) });
            }
        }
    }

    fn affordable(&self, words: &[u64], bounds: Option<&Bounds>) -> Option<Cost> {
        self.search.nearest_in(words, bounds, None).filter(|c| self.limit.is_none_or(|l| *c <= l))
    }

    fn add(&mut self, cost: Cost, place: Place) {
        self.pushed += 1;
        self.heap.push(Reverse(Node { cost, order: self.pushed, place }));
    }

    fn push_box(&mut self, place: usize) {
        if let Some(cost) = self.affordable(&self.search.engine.geometry.boxes[place], None) {
            self.add(cost, Place::Box(place));
        }
    }

    fn push(&mut self, piece: Piece) {
        if let Some(cost) = self.affordable(&piece.words, piece.bounds.as_deref()) {
            self.add(cost, Place::Piece(Box::new(piece)));
        }
    }

    /// What of a node lies outside the slab in which these facts alone give the wanted answer already.
    fn push_outside_slab(&mut self, node: Node, point: &Point, found: &Found, needless: &[FactId]) {
        let engine = self.search.engine;
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let mut slab = space.everything();
        let mut ranges = space.full_ranges();
        let mut alone = self.search.origin.clone();
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
        self.push_outside(node, &slab, Some(&ranges), &Reached { found, point });
    }

    /// What of a node lies outside a box that holds its nearest point, and outside ranges of linked numbers.
    fn push_outside(&mut self, node: Node, words: &[u64], ranges: Option<&[Range]>, reached: &Reached<'_>) {
        let search = self.search;
        let (space, layout) = (&search.engine.geometry.space, &search.engine.geometry.layout);
        let Piece { words: mut rest, bounds } = match node.place {
            Place::Box(place) => Piece { words: search.engine.geometry.boxes[place].clone(), bounds: None },
            Place::Piece(piece) => *piece,
        };
        for d in 0..rest.len() {
            let own = rest[d];
            if space.within(d, own, words[d]) {
                continue;
            }
            if search.can_move(layout, d) {
                for piece in space.outside(d, own, words[d]) {
                    rest[d] = piece;
                    let cost = match search.cost_of_piece(d, piece, reached) {
                        Some(cost) => Some(cost).filter(|c| self.limit.is_none_or(|l| *c <= l)),
                        None => self.affordable(&rest, bounds.as_deref()),
                    };
                    if let Some(cost) = cost {
                        self.add(cost, Place::Piece(Box::new(Piece { words: rest.clone(), bounds: bounds.clone() })));
                    }
                }
            }
            match space.intersect(d, own, words[d]) {
                Some(word) => rest[d] = word,
                None => return,
            }
        }
        let Some(ranges) = ranges else { return };
        let mut bounds = bounds.unwrap_or_else(|| Box::new(space.no_bounds()));
        for (v, range) in ranges.iter().enumerate().filter(|(v, _)| layout.linked[*v]) {
            let own = bounds.ranges[v];
            for side in
                [(own.0, own.1.min(range.0 - space.variables[v].step)), (own.0.max(range.1 + space.variables[v].step), own.1)]
            {
                if side.0 <= side.1 {
                    let mut narrow = bounds.clone();
                    narrow.ranges[v] = side;
                    self.push(Piece { words: rest.clone(), bounds: Some(narrow) });
                }
            }
            bounds.ranges[v] = (own.0.max(range.0), own.1.min(range.1));
        }
    }
}

/// The nearest point of a node, and what it costs.
struct Reached<'a> {
    found: &'a Found,
    point: &'a Point,
}

/// What two boxes share in every dimension but some, which stay as in the first.
fn common_but(space: &Space, words: &Words, other: &Words, but: &std::ops::Range<usize>) -> Option<Words> {
    let mut shared = words.clone();
    for (d, word) in shared.iter_mut().enumerate().filter(|(d, _)| !but.contains(d)) {
        *word = space.intersect(d, *word, other[d])?;
    }
    Some(shared)
}

impl Search<'_> {
    /// The cost of a piece that leaves out its node's nearest point along one dimension: only that dimension's part changes.
    /// None for numbers tied by sums, which move together.
    fn cost_of_piece(&self, dimension: usize, piece: u64, reached: &Reached<'_>) -> Option<Cost> {
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

    /// The cost of the nearest point of a box, if the movable facts can reach it; the moves go to `target` if one is given.
    pub fn nearest_in(&self, words: &[u64], bounds: Option<&Bounds>, mut target: Option<&mut Target>) -> Option<Cost> {
        let (engine, origin) = (self.engine, self.origin);
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let mut cost = Cost::default();
        for (v, word) in words.iter().enumerate().take(space.variables.len()) {
            if space.accepts(v, *word, origin.atoms[v]) || layout.linked[v] {
                continue;
            }
            let fact = layout.fact_of_variable[v];
            if !self.movable[fact.0] {
                return None;
            }
            let (first, last) = space.axes[v].values(*word);
            let to = origin.values[v].clamp(first, last);
            cost.facts += 1;
            cost.distance += engine.weights.of_move(v, origin.values[v], to);
            if let Some(target) = target.as_deref_mut() {
                target.push((fact, Value::Number(Quantity::from_millionths(to))));
            }
        }
        self.nearest_masks(words, &mut cost, target.as_deref_mut())?;
        for component in &layout.components {
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

    /// Flags, choices and sets: each goes to the first accepted value.
    fn nearest_masks(&self, words: &[u64], cost: &mut Cost, mut target: Option<&mut Target>) -> Option<()> {
        let (engine, layout) = (self.engine, &self.engine.geometry.layout);
        let mut last_set: Option<FactId> = None;
        for (d, word) in words.iter().enumerate().skip(layout.first_mask) {
            if word >> self.origin.atoms[d] & 1 == 1 {
                continue;
            }
            let fact = layout.fact_of_mask[d - layout.first_mask];
            if !self.movable[fact.0] || *word == 0 {
                return None;
            }
            cost.distance += engine.weights.one;
            let counted = layout.is_set[fact.0] && last_set == Some(fact);
            if !counted {
                cost.facts += 1;
                last_set = Some(fact);
            }
            if let Some(target) = target.as_deref_mut() {
                self.write_mask(target, fact, d, word.trailing_zeros(), counted);
            }
        }
        Some(())
    }

    /// Writes the move of one mask; a member joins the move of its set.
    fn write_mask(&self, target: &mut Target, fact: FactId, dimension: usize, to: u32, counted: bool) {
        let layout = &self.engine.geometry.layout;
        if !layout.is_set[fact.0] {
            return target.push((fact, if layout.is_flag[fact.0] { Value::Flag(to == 1) } else { Value::Choice(to as usize) }));
        }
        let member = 1 << (dimension - layout.dimensions(fact).start);
        match (counted, target.last_mut(), self.origin.get(layout, fact)) {
            (true, Some((_, Value::Set(set))), _) => *set ^= member,
            (_, _, Value::Set(set)) => target.push((fact, Value::Set(set ^ member))),
            _ => {}
        }
    }
}
