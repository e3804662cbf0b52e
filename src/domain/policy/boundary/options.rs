//! Where one fact can move, as far as it makes a difference to a few boxes.

use super::super::case::Value;
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::quantity::Quantity;
use super::super::region::bits::ones_of;
use super::super::region::space::{Range, ceil_to, floor_to};
use super::super::region::{Block, high, interval, low};
use super::cost::value_order;
use super::standing::{Standing, Tie};
use smallvec::SmallVec;

/// Boxes, a bit each in order.
pub type Few = u64;

/// Beyond so many members that some box asks about, the combinations of a set are not gone through one by one.
const MOST_MEMBERS: usize = 6;

/// One fact moved, or a sum of two facts that both move.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// Where to: of a stretch of numbers the nearest.
    pub to: Value,
    /// How far that is.
    pub distance: u128,
    /// The boxes that accept it there.
    pub accepted: Few,
    /// Of a number, the stretch; of a sum, the stretch of its values.
    pub stretch: Range,
    /// Of a sum, the stretch as a word.
    pub word: u64,
}

/// Where a fact can move: for each part the boxes can play the nearest value, the nearest first.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The boxes that accept it as it is.
    pub stays: Few,
    /// The moves.
    pub moves: Vec<Move>,
    /// By move, the boxes that accept each sum of the fact with another one that moves too, were this one to move alone.
    pub alone: Vec<SmallVec<[Few; 1]>>,
}

/// A fact of a case, and the boxes it matters to.
struct Asked<'a> {
    engine: &'a Engine,
    origin: &'a Point,
    fact: FactId,
    boxes: &'a [&'a Block],
    asking: Few,
    /// Its sums with other facts that move too.
    ties: &'a [Tie],
}

impl Options {
    /// The options of a fact that the boxes `asking` ask about; of its sums those in `ties` are with facts that move too, and
    /// the others with facts that stay. None for a set of too many members.
    pub fn of(standing: &Standing<'_>, fact: FactId, boxes: &[&Block], asking: Few, ties: &[Tie]) -> Option<Self> {
        let (engine, origin) = (standing.engine, standing.origin);
        let layout = &engine.geometry.layout;
        let own: SmallVec<[Tie; 2]> = ties.iter().copied().filter(|t| t.facts >> fact.0 & 1 == 1).collect();
        let asked = Asked { engine, origin, fact, boxes, asking, ties: &own };
        let mut options = Self { moves: Vec::with_capacity(8), ..Self::default() };
        if let Some(variable) = layout.variable_of_fact[fact.0] {
            asked.numbers(variable, &mut options);
        } else if layout.is_set[fact.0] {
            asked.combinations(&mut options)?;
        } else {
            asked.values(&mut options);
        }
        let from = origin.get(layout, fact);
        options.moves.sort_unstable_by(|a, b| a.distance.cmp(&b.distance).then_with(|| value_order(from, a.to, b.to)));
        if own.is_empty() {
            options.tidy();
        } else {
            options.alone = options.moves.iter().map(|m| own.iter().map(|t| asked.alone(t, m.to)).collect()).collect();
        }
        Some(options)
    }

    /// The stretches of a sum of two facts that both move.
    pub fn of_sum(standing: &Standing<'_>, tie: &Tie, boxes: &[&Block], asking: Few) -> Self {
        let space = &standing.engine.geometry.space;
        let (d, axis) = (tie.dimension, &space.axes[tie.dimension]);
        let mut firsts: SmallVec<[u32; 16]> = ones_of(asking).flat_map(|b| [low(boxes[b][d]), high(boxes[b][d]) + 1]).collect();
        firsts.push(0);
        firsts.retain(|f| *f < axis.atoms());
        firsts.sort_unstable();
        firsts.dedup();
        let accepting = |atom: u32| {
            let not = ones_of(asking).filter(|b| !space.accepts(d, boxes[*b][d], atom));
            not.fold(Few::MAX, |all, b| all & !(1 << b))
        };
        let moves = firsts.iter().enumerate().map(|(i, first)| {
            let word = interval(*first, firsts.get(i + 1).map_or(axis.atoms() - 1, |next| next - 1));
            let to = Value::Number(Quantity::ZERO);
            Move { to, distance: 0, accepted: accepting(*first), stretch: axis.values(word), word }
        });
        Self { stays: accepting(standing.origin.atoms[d]), moves: moves.collect(), alone: Vec::new() }
    }

    /// Of moves that the same boxes accept only the nearest, and none that no box can tell from staying.
    fn tidy(&mut self) {
        let mut kept = 0;
        for i in 0..self.moves.len() {
            let next = self.moves[i];
            if next.accepted != self.stays && self.moves[..kept].iter().all(|m| m.accepted != next.accepted) {
                self.moves[kept] = next;
                kept += 1;
            }
        }
        self.moves.truncate(kept);
    }
}

impl Asked<'_> {
    /// The boxes that accept something, those that don't ask included.
    fn accepting(&self, accepts: impl Fn(&Block) -> bool) -> Few {
        let asking = ones_of(self.asking).filter(|b| !accepts(self.boxes[*b]));
        asking.fold(Few::MAX, |all, b| all & !(1 << b))
    }

    fn values(&self, options: &mut Options) {
        let layout = &self.engine.geometry.layout;
        let d = layout.dimensions(self.fact).start;
        let (own, full) = (self.origin.atoms[d], layout.masks[d - layout.first_mask]);
        let mut accepting: SmallVec<[Few; 8]> = SmallVec::from_elem(Few::MAX, (64 - full.leading_zeros()) as usize);
        for b in ones_of(self.asking) {
            ones_of(full & !self.boxes[b][d]).for_each(|refused| accepting[refused] &= !(1 << b));
        }
        options.stays = accepting[own as usize];
        let distance = self.engine.weights.one;
        for (value, accepted) in accepting.into_iter().enumerate().filter(|(v, _)| *v != own as usize) {
            let to = if layout.is_flag[self.fact.0] { Value::Flag(value == 1) } else { Value::Choice(value) };
            options.moves.push(Move { to, distance, accepted, stretch: (0, 0), word: 0 });
        }
    }

    /// Every combination of the members that some box asks about.
    fn combinations(&self, options: &mut Options) -> Option<()> {
        let layout = &self.engine.geometry.layout;
        let own = layout.dimensions(self.fact);
        let Value::Set(set) = self.origin.get(layout, self.fact) else { return None };
        let mut members: SmallVec<[(u64, Few, Few); MOST_MEMBERS]> = SmallVec::new();
        options.stays = Few::MAX;
        for (member, d) in own.enumerate() {
            let accepting = |value: u32| self.accepting(|block| block[d] >> value & 1 == 1);
            let value = self.origin.atoms[d];
            let (as_is, turned) = (accepting(value), accepting(1 - value));
            options.stays &= as_is;
            if as_is != turned {
                members.push((1 << member, as_is, turned));
            }
        }
        if members.len() > MOST_MEMBERS {
            return None;
        }
        for chosen in 1..1u32 << members.len() {
            let (mut to, mut accepted) = (set, Few::MAX);
            for (i, (member, as_is, turned)) in members.iter().enumerate() {
                let turns = chosen >> i & 1 == 1;
                to ^= if turns { *member } else { 0 };
                accepted &= if turns { *turned } else { *as_is };
            }
            let distance = self.engine.weights.one * u128::from(chosen.count_ones());
            options.moves.push(Move { to: Value::Set(to), distance, accepted, stretch: (0, 0), word: 0 });
        }
        Some(())
    }

    /// The stretches of a number line that the boxes part.
    fn numbers(&self, variable: usize, options: &mut Options) {
        let v = self.engine.geometry.space.variables[variable];
        let from = self.origin.values[variable];
        // Where along the line which boxes begin or cease to accept it.
        let mut turns: SmallVec<[(i64, Few); 32]> = SmallVec::new();
        let mut accepted = Few::MAX;
        for b in ones_of(self.asking) {
            let bit = 1 << b;
            let range = self.range(variable, self.boxes[b]);
            let is_empty = range.0 > range.1;
            accepted &= if !is_empty && range.0 <= v.low { Few::MAX } else { !bit };
            if !is_empty {
                turns.extend([range.0, range.1 + v.step].into_iter().filter(|t| *t > v.low && *t <= v.high).map(|t| (t, bit)));
            }
        }
        for tie in self.ties {
            let ends = ones_of(self.asking).map(|b| self.range_in_sum(tie, variable, self.boxes[b][tie.dimension]));
            let ends = ends.filter(|r| r.0 <= r.1).flat_map(|r| [r.0, r.1 + v.step]);
            turns.extend(ends.filter(|t| *t > v.low && *t <= v.high).map(|t| (t, 0)));
        }
        turns.sort_unstable_by_key(|t| t.0);
        let mut first = v.low;
        let mut next = 0;
        while first <= v.high {
            while let Some((_, bit)) = turns.get(next).filter(|t| t.0 == first) {
                accepted ^= bit;
                next += 1;
            }
            let last = turns.get(next).map_or(v.high, |t| t.0 - v.step);
            self.stretch(variable, (first, last), accepted, from, options);
            first = last + v.step;
        }
    }

    /// Adds the moves into a stretch of a number line, or notes that the case stands on it.
    fn stretch(&self, variable: usize, (first, last): Range, accepted: Few, from: i64, options: &mut Options) {
        let mut add = |first: i64, last: i64| {
            if first <= last {
                let to = if first > from { first } else { last };
                let distance = self.engine.weights.of_move(variable, from, to);
                let to = Value::Number(Quantity::from_millionths(to));
                options.moves.push(Move { to, distance, accepted, stretch: (first, last), word: 0 });
            }
        };
        if from < first || last < from {
            return add(first, last);
        }
        if !self.ties.is_empty() {
            // Near where it is, it may still make up a sum with another fact that moves.
            let step = self.engine.geometry.space.variables[variable].step;
            add(first, from - step);
            add(from + step, last);
        }
        options.stays = accepted;
    }

    /// Where a number may stand for a box to accept it, the other numbers of its sums staying as they are.
    fn range(&self, variable: usize, block: &Block) -> Range {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let (mut low, mut high) = space.axes[variable].values(block[variable]);
        if !layout.linked[variable] {
            return (low, high);
        }
        for (form, axis) in layout.form_axes.iter().enumerate() {
            let Some(dimension) = *axis else { continue };
            let moves_too = self.ties.iter().any(|t| t.form == form);
            if layout.forms[form].coefficient(variable) == 0 || block[dimension] == space.whole[dimension] || moves_too {
                continue;
            }
            let range = self.range_in_sum(&Tie { facts: 0, form, dimension }, variable, block[dimension]);
            (low, high) = (low.max(range.0), high.min(range.1));
        }
        let step = space.variables[variable].step;
        (ceil_to(low, step), floor_to(high, step))
    }

    /// Where a number may stand for a sum to lie in a word, the other number staying as it is.
    fn range_in_sum(&self, tie: &Tie, variable: usize, word: u64) -> Range {
        let (space, form) = (&self.engine.geometry.space, self.engine.geometry.layout.forms[tie.form]);
        let (step, c) = (space.variables[variable].step, form.coefficient(variable));
        let rest = form.at(&self.origin.values) - c * self.origin.values[variable];
        let (first, last) = space.axes[tie.dimension].values(word);
        let (a, b) = if c > 0 { (first - rest, last - rest) } else { (rest - last, rest - first) };
        (ceil_to(-(-a).div_euclid(c.abs()), step), floor_to(b.div_euclid(c.abs()), step))
    }

    /// The boxes that accept a sum where this fact of it moves and the other one stays.
    fn alone(&self, tie: &Tie, to: Value) -> Few {
        let (geometry, d) = (&self.engine.geometry, tie.dimension);
        let (Value::Number(to), Some(variable)) = (to, geometry.layout.variable_of_fact[self.fact.0]) else { return Few::MAX };
        let form = geometry.layout.forms[tie.form];
        let moved = to.millionths() - self.origin.values[variable];
        let atom = geometry.space.axes[d].atom(form.at(&self.origin.values) + form.coefficient(variable) * moved);
        self.accepting(|block| geometry.space.accepts(d, block[d], atom))
    }
}
