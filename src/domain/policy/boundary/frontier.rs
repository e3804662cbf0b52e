//! What of fact space is still to be looked at for a least change: boxes and parts of boxes, the cheapest first.

use super::super::engine::index::ones;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::region::space::{Bounds, Range};
use super::super::region::{Block, Words};
use super::cost::Cost;
use super::nearest::{Found, Search};
use super::slab::Slab;
use smallvec::SmallVec;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A part of a box: the box (none for everything), the dimensions in which it is narrower still, and narrower linked numbers.
pub struct Piece {
    base: Option<usize>,
    cuts: Cuts,
    /// Behind a pointer: most pieces have none, and pieces are copied often.
    bounds: Option<Box<Bounds>>,
}

/// Dimensions with the words they are cut down to.
type Cuts = SmallVec<[(u16, u64); 10]>;

/// A piece spelled out.
pub struct Spelled {
    /// A word a dimension.
    pub words: Words,
    /// The dimensions that may be narrower than everything.
    pub narrowed: SmallVec<[u16; 20]>,
}

/// A box of another answer that a fact, as it is, would leave in force.
pub struct Rival {
    /// Which box.
    pub place: usize,
    /// The facts that keep the case out of it, see [`Search::misses`].
    pub missed: u64,
}

/// The nearest point of a piece, and what it costs.
pub struct Reached<'a> {
    /// The change.
    pub found: &'a Found,
    /// Where it leads.
    pub point: &'a Point,
}

impl Clone for Piece {
    /// The cuts as one block: the derived copy goes cut by cut.
    fn clone(&self) -> Self {
        Self { base: self.base, cuts: Cuts::from_slice(&self.cuts), bounds: self.bounds.clone() }
    }
}

/// Pieces by cost.
pub struct Frontier<'a> {
    search: &'a Search<'a>,
    /// By cost; a place up to the number of boxes is a whole box, what is beyond it a piece.
    heap: BinaryHeap<Reverse<(Cost, u32)>>,
    pieces: Vec<Piece>,
    /// By the fewest facts it can take: boxes (none for everything) with the rival that makes the fact that must move needed.
    pending: Vec<Vec<(Option<usize>, usize)>>,
    /// What costs more is left out.
    pub limit: Option<Cost>,
}

impl<'a> Frontier<'a> {
    /// The boxes with the wanted answer, and everything where silence gives it.
    pub fn seeded(search: &'a Search<'a>, candidates: &[u64], limit: Option<Cost>) -> Self {
        let mut frontier = Self { search, heap: BinaryHeap::new(), pieces: Vec::new(), pending: Vec::new(), limit };
        let engine = search.engine;
        let rivals = search.must_move.map_or_else(Vec::new, |fact| search.rivals(fact, candidates));
        for place in ones(candidates) {
            if engine.geometry.tags[place].layer.verdict() == Some(search.wanted) {
                frontier.start(Some(place), &rivals);
            }
        }
        if engine.silence().verdict() == search.wanted {
            frontier.start(None, &rivals);
        }
        frontier
    }

    /// The cheapest piece left, and spelled out.
    pub fn pop(&mut self) -> Option<(Cost, Piece, Spelled)> {
        self.bring_up();
        let Reverse((cost, place)) = self.heap.pop()?;
        let boxes = self.search.engine.geometry.boxes.len();
        let piece = match (place as usize).checked_sub(boxes) {
            None => Piece::whole(Some(place as usize)),
            Some(piece) => self.pieces[piece].clone(),
        };
        let spelled = self.spell(&piece);
        Some((cost, piece, spelled))
    }

    /// A piece as words.
    fn spell(&self, piece: &Piece) -> Spelled {
        let geometry = &self.search.engine.geometry;
        let base = piece.base.map(|b| &geometry.boxes[b]);
        let mut words = base.map_or_else(|| geometry.space.everything(), |b| Words::from_slice(&b.words));
        let of_base = base.map_or(&[][..], |b| &b.narrowed);
        let mut narrowed = SmallVec::from_slice(of_base);
        for (d, word) in &piece.cuts {
            words[usize::from(*d)] = *word;
            if !of_base.contains(d) {
                narrowed.push(*d);
            }
        }
        Spelled { words, narrowed }
    }

    /// A box of the wanted answer (or everything, for silence), cut down to where the fact that must move is needed.
    fn start(&mut self, base: Option<usize>, rivals: &[Rival]) {
        let layout = &self.search.engine.geometry.layout;
        match self.search.must_move {
            None => self.push_whole(base),
            Some(fact) if layout.variable_of_fact[fact.0].is_some_and(|v| layout.linked[v]) => {
                self.start_linked(fact, &Piece::whole(base));
            }
            Some(fact) => self.start_needed(fact, base, rivals),
        }
    }

    /// A fact is needed where the box does not accept it as it is, or where a rival would speak first without its move. Which
    /// rivals can matter soon is told by the facts that keep the case out of either.
    fn start_needed(&mut self, fact: FactId, base: Option<usize>, rivals: &[Rival]) {
        let block = base.map(|b| &self.search.engine.geometry.boxes[b]);
        if block.is_some_and(|b| !self.search.accepts_as_is(fact, b)) {
            return self.push_whole(base);
        }
        let missed = block.map_or(0, |b| self.search.misses(b));
        let before = |r: &&Rival| base.is_none_or(|b| r.place < b);
        for rival in rivals.iter().take_while(before) {
            let facts = (missed | rival.missed).count_ones() as usize + 1;
            if self.pending.len() <= facts {
                self.pending.resize_with(facts + 1, Vec::new);
            }
            self.pending[facts].push((base, rival.place));
        }
    }

    /// Spells out what is pending and might cost less than the cheapest piece there is.
    fn bring_up(&mut self) {
        for facts in 0..self.pending.len() {
            let first = self.heap.peek().map(|Reverse((cost, _))| *cost);
            let waits = |c: Cost| c.facts < facts as u32;
            if first.is_some_and(waits) || self.limit.is_some_and(waits) {
                return;
            }
            for (base, rival) in std::mem::take(&mut self.pending[facts]) {
                self.push_where_needed(base, rival);
            }
        }
    }

    /// Inside a rival but for the fact that must move.
    fn push_where_needed(&mut self, base: Option<usize>, rival: usize) {
        let engine = self.search.engine;
        let Some(fact) = self.search.must_move else { return };
        let (space, own) = (&engine.geometry.space, engine.geometry.layout.dimensions(fact));
        let words: &[u64] = base.map_or(&space.whole, |b| &engine.geometry.boxes[b]);
        let hole = &engine.geometry.boxes[rival];
        let mut rest = Piece::whole(base);
        for (d, hole) in hole.narrow().filter(|(d, _)| !own.contains(d)) {
            match space.intersect(d, words[d], hole) {
                Some(word) if word != words[d] => rest.cut(d, word),
                Some(_) => {}
                None => return,
            }
        }
        for (d, hole) in hole.narrow().filter(|(d, _)| own.contains(d)) {
            for word in space.outside(d, words[d], hole) {
                let mut piece = rest.clone();
                piece.cut(d, word);
                self.push(piece);
            }
            match space.intersect(d, words[d], hole) {
                Some(word) => rest.cut(d, word),
                None => return,
            }
        }
    }

    /// A number tied to others by sums: below where it is, and above.
    fn start_linked(&mut self, fact: FactId, whole: &Piece) {
        let (space, layout) = (&self.search.engine.geometry.space, &self.search.engine.geometry.layout);
        let Some(v) = layout.variable_of_fact[fact.0] else { return };
        let (variable, value) = (space.variables[v], self.search.origin.values[v]);
        for range in [(variable.low, value - variable.step), (value + variable.step, variable.high)] {
            if range.0 <= range.1 {
                let mut bounds = space.no_bounds();
                bounds.ranges[v] = range;
                self.push(Piece { bounds: Some(Box::new(bounds)), ..whole.clone() });
            }
        }
    }

    /// A box as it stands, or everything.
    fn push_whole(&mut self, base: Option<usize>) {
        let Some(place) = base else { return self.add(Cost::default(), Piece::whole(None)) };
        let block = &self.search.engine.geometry.boxes[place];
        if let Some(cost) = self.search.nearest_in(block, &block.narrowed, None, None).filter(|c| self.affords(*c)) {
            self.heap.push(Reverse((cost, place as u32)));
        }
    }

    fn push(&mut self, piece: Piece) {
        let Spelled { words, narrowed } = self.spell(&piece);
        if let Some(cost) = self.search.nearest_in(&words, &narrowed, piece.bounds.as_deref(), None) {
            self.add(cost, piece);
        }
    }

    fn affords(&self, cost: Cost) -> bool {
        self.limit.is_none_or(|l| cost <= l)
    }

    fn add(&mut self, cost: Cost, piece: Piece) {
        if self.affords(cost) {
            let boxes = self.search.engine.geometry.boxes.len();
            self.heap.push(Reverse((cost, (boxes + self.pieces.len()) as u32)));
            self.pieces.push(piece);
        }
    }

    /// What of a piece lies outside the slab in which these facts alone give the wanted answer already.
    pub fn push_outside_slab(&mut self, piece: Piece, words: &[u64], reached: &Reached<'_>, needless: &[FactId]) {
        let geometry = &self.search.engine.geometry;
        let mut alone = self.search.origin.clone();
        for f in needless {
            alone.set(&geometry.space, &geometry.layout, *f, reached.point.get(&geometry.layout, *f));
        }
        let slab = Slab::around(self.search, &alone, needless);
        if let Some(rest) = self.push_outside(piece, words, &slab.block, reached) {
            self.push_outside_ranges(rest, &slab.ranges);
        }
    }

    /// Puts in what of a piece lies outside a box that holds its nearest point, and gives back what lies inside.
    pub fn push_outside(&mut self, piece: Piece, words: &[u64], hole: &Block, reached: &Reached<'_>) -> Option<Piece> {
        let search = self.search;
        let (space, layout) = (&search.engine.geometry.space, &search.engine.geometry.layout);
        let mut rest = piece;
        for (d, hole) in hole.narrow() {
            let own = words[d];
            if space.within(d, own, hole) {
                continue;
            }
            if search.can_move(layout, d) {
                for word in space.outside(d, own, hole) {
                    let cost = search.cost_of_piece(d, word, reached);
                    if cost.is_some_and(|c| !self.affords(c)) {
                        continue;
                    }
                    let mut part = rest.clone();
                    part.cut(d, word);
                    match cost {
                        Some(cost) => self.add(cost, part),
                        None => self.push(part),
                    }
                }
            }
            rest.cut(d, space.intersect(d, own, hole)?);
        }
        Some(rest)
    }

    fn push_outside_ranges(&mut self, piece: Piece, ranges: &[Range]) {
        let (space, layout) = (&self.search.engine.geometry.space, &self.search.engine.geometry.layout);
        let mut bounds = piece.bounds.clone().unwrap_or_else(|| Box::new(space.no_bounds()));
        for (v, range) in ranges.iter().enumerate().filter(|(v, _)| layout.linked[*v]) {
            let (own, step) = (bounds.ranges[v], space.variables[v].step);
            for side in [(own.0, own.1.min(range.0 - step)), (own.0.max(range.1 + step), own.1)] {
                if side.0 <= side.1 {
                    let mut narrow = bounds.clone();
                    narrow.ranges[v] = side;
                    self.push(Piece { bounds: Some(narrow), ..piece.clone() });
                }
            }
            bounds.ranges[v] = (own.0.max(range.0), own.1.min(range.1));
        }
    }
}

impl Piece {
    fn whole(base: Option<usize>) -> Self {
        Self { base, cuts: Cuts::new(), bounds: None }
    }

    /// Ranges of linked numbers, where they are narrower than their atoms.
    pub fn bounds(&self) -> Option<&Bounds> {
        self.bounds.as_deref()
    }

    fn cut(&mut self, dimension: usize, word: u64) {
        match self.cuts.iter_mut().find(|c| usize::from(c.0) == dimension) {
            Some(cut) => cut.1 = word,
            None => self.cuts.push((dimension as u16, word)),
        }
    }
}
