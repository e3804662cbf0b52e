//! One fact moved from a point, everything else as it is: the answer at each value that could make a difference.

use super::super::case::Value;
use super::super::engine::Engine;
use super::super::engine::index::{Bits, first_of, ones};
use super::super::engine::point::Point;
use super::super::explanation::Verdict;
use super::super::fact::{Direction, FactId};
use super::super::quantity::Quantity;
use super::segments::segments;

/// Beyond so many members that could make a difference, the combinations of a set are not gone through.
const MOST_MEMBERS: usize = 16;

/// One fact at another value.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The value; of a stretch of numbers with one answer, the nearest.
    pub value: Value,
    /// The answer there; none where it can't occur.
    pub verdict: Option<Verdict>,
    /// Of a number, which way it moved and the farthest value of its stretch.
    pub way: Option<(Direction, Quantity)>,
}

/// A fact about to move.
pub struct Mover<'a> {
    /// The policy.
    pub engine: &'a Engine,
    /// Where it moves from.
    pub point: &'a Point,
    /// Who moves.
    pub fact: FactId,
    /// The boxes that hold whatever this fact does.
    pub rest: &'a [u64],
}

impl Mover<'_> {
    /// Whether the answer can turn at all: a box of another answer is left that no box holding whatever the fact does hides.
    pub fn may_turn(&self, answer: Verdict) -> bool {
        let whatever = self.rest.iter().zip(self.engine.questions.about(self.fact)).map(|(r, a)| r & !a);
        let other = self.rest.iter().zip(self.engine.questions.others(answer)).map(|(r, o)| r & o);
        match (first_of(whatever), first_of(other)) {
            (Some(holds), Some(other)) => other <= holds,
            (Some(_), None) => false,
            (None, Some(_)) => true,
            (None, None) => self.engine.silence().verdict() != answer,
        }
    }

    /// Every other value that could make a difference, in order: numbers outwards, first up, then down.
    ///
    /// False for a set with more members in play than can be combined.
    #[must_use]
    pub fn each(&self, mut visit: impl FnMut(Move)) -> bool {
        let layout = &self.engine.geometry.layout;
        if let Some(variable) = layout.variable_of_fact[self.fact.0] {
            self.numbers(variable, visit);
        } else if layout.is_set[self.fact.0] {
            return self.combinations(&mut visit);
        } else {
            self.values(visit);
        }
        true
    }

    /// A flag's or a choice's other values.
    fn values(&self, mut visit: impl FnMut(Move)) {
        let layout = &self.engine.geometry.layout;
        let Some((mask, _)) = layout.masks_of_fact[self.fact.0] else { return };
        let (dimension, full) = (layout.first_mask + mask, layout.masks[mask]);
        let is_flag = layout.is_flag[self.fact.0];
        for value in (0..64 - full.leading_zeros()).filter(|v| *v != self.point.atoms[dimension]) {
            let verdict = self.engine.verdict_of(self.engine.index.first_with(self.rest, dimension, value));
            let value = if is_flag { Value::Flag(value == 1) } else { Value::Choice(value as usize) };
            visit(Move { value, verdict, way: None });
        }
    }

    fn numbers(&self, variable: usize, mut visit: impl FnMut(Move)) {
        let segments = segments(self.engine, self.point, variable);
        let value = self.point.values[variable];
        let own = segments.iter().position(|s| s.0 <= value && value <= s.1).unwrap_or(0);
        let mut stretch = |side: Direction, nearest: i64, farthest: i64| {
            let quantity = Quantity::from_millionths;
            let verdict = self.at(variable, nearest);
            visit(Move { value: Value::Number(quantity(nearest)), verdict, way: Some((side, quantity(farthest))) });
        };
        segments[own + 1..].iter().for_each(|s| stretch(Direction::Up, s.0, s.1));
        segments[..own].iter().rev().for_each(|s| stretch(Direction::Down, s.1, s.0));
    }

    /// The answer with a number moved.
    fn at(&self, variable: usize, value: i64) -> Option<Verdict> {
        let (space, layout) = (&self.engine.geometry.space, &self.engine.geometry.layout);
        let atom = space.axes[variable].atom(value);
        if !layout.linked[variable] {
            return self.engine.verdict_of(self.engine.index.first_with(self.rest, variable, atom));
        }
        let mut bits = Bits::from_slice(self.rest);
        self.engine.index.keep(&mut bits, variable, atom);
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let c = form.coefficient(variable);
            if let (Some(d), true) = (axis, c != 0) {
                let moved = form.at(&self.point.values) + c * (value - self.point.values[variable]);
                self.engine.index.keep(&mut bits, *d, space.axes[*d].atom(moved));
            }
        }
        self.engine.verdict_of(ones(&bits).next())
    }

    /// A set's other combinations, as far as they differ to some box: the fewest members turned for each way they can.
    fn combinations(&self, visit: &mut impl FnMut(Move)) -> bool {
        let layout = &self.engine.geometry.layout;
        let Value::Set(set) = self.point.get(layout, self.fact) else { return true };
        let own = layout.dimensions(self.fact);
        let asked = own.clone().filter(|d| self.engine.index.constrains(self.rest, *d)).count();
        if asked > MOST_MEMBERS {
            return false;
        }
        self.combined(Combination { own, settled: 0, from: set, set }, self.rest, visit);
        true
    }

    /// Settles members one by one, as long as the box that speaks first asks about one that is not settled.
    fn combined(&self, combination: Combination, bits: &[u64], visit: &mut impl FnMut(Move)) {
        let Combination { own, settled, from, set } = combination;
        let first = ones(bits).next();
        let block = first.map(|b| &self.engine.geometry.boxes[b]);
        let open = |d: &usize| own.contains(d) && settled >> (d - own.start) & 1 == 0;
        let Some(dimension) = block.and_then(|b| b.narrow().map(|(d, _)| d).find(open)) else {
            if set != from {
                visit(Move { value: Value::Set(set), verdict: self.engine.verdict_of(first), way: None });
            }
            return;
        };
        let member = dimension - own.start;
        for turned in [0, 1u64 << member] {
            let mut bits = Bits::from_slice(bits);
            let to = set ^ turned;
            self.engine.index.keep(&mut bits, dimension, (to >> member & 1) as u32);
            let own = own.clone();
            self.combined(Combination { own, settled: settled | 1 << member, from, set: to }, &bits, visit);
        }
    }
}

/// A set on the way to another combination of its members.
struct Combination {
    own: std::ops::Range<usize>,
    /// Members whose part is settled.
    settled: u64,
    from: u64,
    set: u64,
}
