//! A quick look before a search: a walk through a region from point to point, each time out of the box that holds the point.
//!
//! Most regions are not covered, and most of those show it within a few steps. A point is proof; to come to none proves nothing.

use super::super::region::bits::Bits;
use super::super::region::space::{Form, Line, Range, Space, ceil_to, floor_to};
use super::super::region::{Block, high, interval, low};
use super::ground::Ground;
use super::witness::values_in;
use smallvec::SmallVec;

/// How often a walk turns before it is given up.
const TURNS: u32 = 96;

/// Whether a walk comes to a point of a region that lies in none of the policy's boxes that are marked, and in no other cut.
pub fn comes_clear(ground: &Ground<'_>, region: &[u64], marked: &Bits, others: &[&Block]) -> bool {
    let Some(mut walk) = Walk::into(ground, region) else { return false };
    for turn in 0..TURNS {
        match walk.obstacle(marked, others) {
            None => return true,
            Some(block) if walk.leaves(block, turn) => {}
            Some(_) => return false,
        }
    }
    false
}

/// A point on its way through a region.
struct Walk<'a> {
    ground: &'a Ground<'a>,
    space: &'a Space,
    region: &'a [u64],
    /// Variables, in millionths.
    values: SmallVec<[i64; 16]>,
    /// A dimension's atom (axes) or value (masks).
    atoms: SmallVec<[u32; 48]>,
}

impl<'a> Walk<'a> {
    /// Begins in the middle of a region; none if no point of it is found.
    fn into(ground: &'a Ground<'a>, region: &'a [u64]) -> Option<Self> {
        let space = &ground.geometry.space;
        let start = |v: usize| {
            let (first, last) = space.axes[v].values(region[v]);
            let step = space.variables[v].step;
            floor_to(first + (last - first) / 2, step).max(ceil_to(first, step))
        };
        let values = (0..space.variables.len()).map(start).collect();
        let atoms = region.iter().map(|word| word.trailing_zeros()).collect();
        let mut walk = Self { ground, space, region, values, atoms };
        if !walk.begins() {
            walk.values = values_in(space, region, &ground.bounds, |settled| walk.values[settled.len()])?.into();
            return walk.begins().then_some(walk);
        }
        Some(walk)
    }

    /// Finds the atoms of all numbers; whether they lie in the region. The masks always do.
    fn begins(&mut self) -> bool {
        (0..self.space.axes.len()).fold(true, |inside, d| inside & self.finds(d))
    }

    /// A cut that holds the point.
    fn obstacle<'b>(&self, marked: &Bits, others: &[&'b Block]) -> Option<&'b Block>
    where
        'a: 'b,
    {
        let own = self.ground.index.first_among(marked, &self.atoms).map(|place| &self.ground.geometry.boxes[place]);
        let holds = |b: &&&Block| b.narrow().all(|(d, word)| self.space.accepts(d, word, self.atoms[d]));
        own.or_else(|| others.iter().find(holds).copied())
    }

    /// Moves the point out of a box that holds it, by one of the dimensions in turn; false where it can't be left.
    fn leaves(&mut self, block: &Block, turn: u32) -> bool {
        let spread = (turn.wrapping_mul(0x9E37_79B9) >> 16) as usize;
        let asked = block.narrowed.len();
        (0..asked).any(|next| {
            let d = usize::from(block.narrowed[(spread + next) % asked]);
            self.moves(d, block[d], spread)
        })
    }

    /// Moves the point to a value of one dimension outside a word, if the region has one that keeps it inside.
    fn moves(&mut self, dimension: usize, word: u64, spread: usize) -> bool {
        let own = self.region[dimension];
        let Some(axis) = self.space.axes.get(dimension) else {
            let rest = own & !word;
            if rest == 0 {
                return false;
            }
            let from = (spread % 64) as u32;
            self.atoms[dimension] = (rest.rotate_right(from).trailing_zeros() + from) % 64;
            return true;
        };
        let pieces = self.space.outside(dimension, own, word);
        let several = pieces.len().max(1);
        (0..pieces.len()).any(|next| {
            let piece = pieces[(spread + next) % several];
            match axis.line {
                Line::Variable(v) => {
                    let atom = low(piece) + spread as u32 % (high(piece) - low(piece) + 1);
                    self.steps(v, axis.values(interval(atom, atom)))
                }
                Line::Form(f) => self.adds_up(self.space.forms[f], axis.values(piece)),
            }
        })
    }

    /// Brings a sum into a range by one of its numbers.
    fn adds_up(&mut self, form: Form, wanted: Range) -> bool {
        [form.first, form.second].into_iter().any(|v| {
            let (c, rest) = (form.coefficient(v), form.coefficient(form.other(v)) * self.values[form.other(v)]);
            let (least, most) = (wanted.0 - rest, wanted.1 - rest);
            let (least, most) = if c > 0 { (least, most) } else { (-most, -least) };
            let c = c.abs();
            let own = self.space.axes[v].values(self.region[v]);
            self.steps(v, ((ceil_to(least, c) / c).max(own.0), (floor_to(most, c) / c).min(own.1)))
        })
    }

    /// Moves a number to the least value of a range, if that keeps the point in the region.
    fn steps(&mut self, variable: usize, range: Range) -> bool {
        let value = ceil_to(range.0, self.space.variables[variable].step);
        if value > range.1 {
            return false;
        }
        let own = std::mem::replace(&mut self.values[variable], value);
        let is_inside = self.lands(variable);
        if !is_inside {
            self.values[variable] = own;
            self.lands(variable);
        }
        is_inside
    }

    /// Finds the atoms of a number that moved, and of the sums; whether all of them lie in the region.
    fn lands(&mut self, variable: usize) -> bool {
        let sums = self.space.variables.len()..self.space.axes.len();
        std::iter::once(variable).chain(sums).fold(true, |inside, d| inside & self.finds(d))
    }

    /// Finds the atom of an axis; whether it lies in the region.
    fn finds(&mut self, d: usize) -> bool {
        let axis = &self.space.axes[d];
        let value = match axis.line {
            Line::Variable(v) => self.values[v],
            Line::Form(f) => self.space.forms[f].at(&self.values),
        };
        self.atoms[d] = axis.atom(value);
        self.space.accepts(d, self.region[d], self.atoms[d])
    }
}
