//! Where one fact can move, as far as it makes a difference to a few boxes.

use super::super::case::Value;
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::quantity::Quantity;
use super::super::region::Block;
use super::super::region::space::{Range, ceil_to, floor_to};
use super::cost::value_order;
use smallvec::SmallVec;

/// Boxes, a bit each in order.
pub type Few = u128;

/// Beyond so many members that some box asks about, the combinations of a set are not gone through one by one.
const MOST_MEMBERS: usize = 6;

/// One fact moved.
#[derive(Clone, Copy, Debug)]
pub struct Option1 {
    /// Where to.
    pub to: Value,
    /// How far that is.
    pub distance: u128,
    /// The boxes that accept it there.
    pub accepted: Few,
}

/// Where a fact can move: for each part the boxes can play the nearest value, the nearest first.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who moves.
    pub fact: FactId,
    /// The boxes that ask about it.
    pub asking: Few,
    /// The boxes that accept it as it is.
    pub stays: Few,
    /// The moves.
    pub moves: SmallVec<[Option1; 8]>,
}

/// A fact of a case, and the boxes it matters to.
struct Asked<'a> {
    engine: &'a Engine,
    origin: &'a Point,
    fact: FactId,
    boxes: &'a [&'a Block],
    asking: Few,
}

impl Options {
    /// The options of a fact, all other facts of its sums staying as they are; none for a set of too many members.
    pub fn of(engine: &Engine, origin: &Point, fact: FactId, boxes: &[&Block], asking: Few) -> Option<Self> {
        let layout = &engine.geometry.layout;
        let asked = Asked { engine, origin, fact, boxes, asking };
        let mut options = Self { fact, asking, stays: 0, moves: SmallVec::new() };
        if let Some(variable) = layout.variable_of_fact[fact.0] {
            asked.numbers(variable, &mut options);
        } else if layout.is_set[fact.0] {
            asked.combinations(&mut options)?;
        } else {
            asked.values(&mut options);
        }
        options.tidy(origin.get(layout, fact));
        Some(options)
    }

    /// Of moves that the same boxes accept only the nearest, and none that no box can tell from staying.
    fn tidy(&mut self, from: Value) {
        let stays = self.stays;
        self.moves.retain(|m| m.accepted != stays);
        self.moves.sort_unstable_by(|a, b| a.distance.cmp(&b.distance).then_with(|| value_order(from, a.to, b.to)));
        let mut kept = 0;
        for i in 0..self.moves.len() {
            let next = self.moves[i];
            if self.moves[..kept].iter().all(|m| m.accepted != next.accepted) {
                self.moves[kept] = next;
                kept += 1;
            }
        }
        self.moves.truncate(kept);
    }
}

impl Asked<'_> {
    /// The boxes that accept something, those that don't ask included.
    fn accepting(&self, accepts: impl Fn(usize, &Block) -> bool) -> Few {
        let asking = bits(self.asking).filter(|b| !accepts(*b, self.boxes[*b]));
        asking.fold(Few::MAX, |all, b| all & !(1 << b))
    }

    fn values(&self, options: &mut Options) {
        let layout = &self.engine.geometry.layout;
        let d = layout.dimensions(self.fact).start;
        let accepting = |value: u32| self.accepting(|_, block| block[d] >> value & 1 == 1);
        let (own, full) = (self.origin.atoms[d], layout.masks[d - layout.first_mask]);
        options.stays = accepting(own);
        for value in (0..64 - full.leading_zeros()).filter(|v| *v != own) {
            let to = if layout.is_flag[self.fact.0] { Value::Flag(value == 1) } else { Value::Choice(value as usize) };
            options.moves.push(Option1 { to, distance: self.engine.weights.one, accepted: accepting(value) });
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
            let accepting = |value: u32| self.accepting(|_, block| block[d] >> value & 1 == 1);
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
            options.moves.push(Option1 { to: Value::Set(to), distance, accepted });
        }
        Some(())
    }

    /// The stretches of a number line that the boxes part.
    fn numbers(&self, variable: usize, options: &mut Options) {
        let v = self.engine.geometry.space.variables[variable];
        let from = self.origin.values[variable];
        let mut taken: SmallVec<[(usize, Range); 24]> = SmallVec::new();
        let mut firsts: SmallVec<[i64; 32]> = SmallVec::new();
        for b in bits(self.asking) {
            let range = self.range(variable, self.boxes[b]);
            taken.push((b, range));
            if range.0 <= range.1 {
                firsts.extend([range.0, range.1 + v.step].into_iter().filter(|f| *f > v.low && *f <= v.high));
            }
        }
        firsts.push(v.low);
        firsts.sort_unstable();
        firsts.dedup();
        let accepting = |value: i64| {
            let without = taken.iter().filter(|(_, r)| value < r.0 || r.1 < value);
            without.fold(Few::MAX, |all, (b, _)| all & !(1 << b))
        };
        options.stays = accepting(from);
        for (i, first) in firsts.iter().enumerate() {
            let last = firsts.get(i + 1).map_or(v.high, |next| next - v.step);
            if *first <= from && from <= last {
                continue;
            }
            let to = if *first > from { *first } else { last };
            let distance = self.engine.weights.of_move(variable, from, to);
            let to_value = Value::Number(Quantity::from_millionths(to));
            options.moves.push(Option1 { to: to_value, distance, accepted: accepting(to) });
        }
    }

    /// Where a number may stand for a box to accept it, the other numbers of its sums staying as they are.
    fn range(&self, variable: usize, block: &Block) -> Range {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let step = space.variables[variable].step;
        let (mut low, mut high) = space.axes[variable].values(block[variable]);
        if layout.linked[variable] {
            for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
                let (Some(d), c) = (*axis, form.coefficient(variable)) else { continue };
                if c == 0 || block[d] == space.whole[d] {
                    continue;
                }
                let rest = form.at(&self.origin.values) - c * self.origin.values[variable];
                let (first, last) = space.axes[d].values(block[d]);
                let (a, b) = if c > 0 { (first - rest, last - rest) } else { (rest - last, rest - first) };
                let c = c.abs();
                (low, high) = (low.max(-(-a).div_euclid(c)), high.min(b.div_euclid(c)));
            }
        }
        (ceil_to(low, step), floor_to(high, step))
    }
}

/// The places of bits, ascending.
pub fn bits(mut few: Few) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (few != 0).then(|| {
            let bit = few.trailing_zeros() as usize;
            few &= few - 1;
            bit
        })
    })
}
