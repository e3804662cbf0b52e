//! One number moved up by one step: fact space cut so finely that boxes can be moved by it, and what of it a step crosses.

use super::super::super::compile::Geometry;
use super::super::super::region::space::{Axis, Bounds, Line, Range, Space};
use super::super::super::region::{Block, Words, high, interval, low};
use super::super::lines::Between;
use smallvec::SmallVec;

/// One number moved up by one step.
pub(super) struct Step<'a> {
    geometry: &'a Geometry,
    /// Fact space, cut as the policy cuts it and also where its cuts are from one step below.
    pub(super) space: Space,
    /// Its size, in millionths.
    pub(super) size: i64,
    /// The numbers from which it can be made.
    pub(super) bounds: Bounds,
    /// The axes it moves along, and by how much: the number's own and those of the sums it is part of.
    moved: SmallVec<[(usize, i64); 4]>,
}

impl<'a> Step<'a> {
    pub(super) fn of(geometry: &'a Geometry, variable: usize) -> Self {
        let mut space = geometry.space.clone();
        let size = space.variables[variable].step;
        let coefficient = |line: Line| match line {
            Line::Variable(v) => i64::from(v == variable),
            Line::Form(form) => geometry.space.forms[form].coefficient(variable),
        };
        let moves = space.axes.iter().enumerate().map(|(d, axis)| (d, coefficient(axis.line) * size));
        let moved: SmallVec<[(usize, i64); 4]> = moves.filter(|(_, by)| *by != 0).collect();
        for (d, by) in &moved {
            let Axis { cuts, range, .. } = &mut space.axes[*d];
            let before: Vec<i64> = cuts.iter().map(|cut| cut - by).filter(|cut| (range.0..range.1).contains(cut)).collect();
            cuts.extend(before);
            cuts.sort_unstable();
            cuts.dedup();
        }
        space.settle();
        let mut bounds = space.no_bounds();
        bounds.ranges[variable].1 -= size;
        Self { geometry, space, size, bounds, moved }
    }

    /// The part of fact space from which it crosses a line: the last value below a number's own line, the values of a sum that
    /// one step takes beyond its line.
    pub(super) fn slice(&self, between: &Between) -> Option<Words> {
        let Between::Number(measure, last) = between else { return None };
        let cut = measure.cut(*last);
        let dimension = measure.axis(self.geometry)?;
        let by = self.moved.iter().find(|(d, _)| *d == dimension)?.1;
        let (first, last) = match measure.along {
            Line::Variable(_) => (cut, cut),
            Line::Form(_) if by > 0 => (cut - by + measure.step, cut),
            Line::Form(_) => (cut + measure.step, cut - by),
        };
        let mut words = self.space.everything();
        words[dimension] = self.word(dimension, (first, last));
        Some(words)
    }

    /// A box of the policy in this space.
    pub(super) fn now(&self, block: &Block) -> Block {
        let mut words = block.words.clone();
        for (d, _) in &self.moved {
            words[*d] = self.word(*d, self.geometry.space.axes[*d].values(block[*d]));
        }
        Block::of(words, &self.space)
    }

    /// The cases that one step takes into a box of the policy, if there are any: an end of a range stays open.
    pub(super) fn ahead(&self, block: &Block) -> Option<Block> {
        let mut words = block.words.clone();
        for (d, by) in &self.moved {
            let axis = &self.geometry.space.axes[*d];
            let (first, last) = axis.values(block[*d]);
            let first = if low(block[*d]) == 0 { axis.range.0 } else { first - by };
            let last = if high(block[*d]) + 1 == axis.atoms() { axis.range.1 } else { last - by };
            if first > axis.range.1 || last < axis.range.0 {
                return None;
            }
            words[*d] = self.word(*d, (first.max(axis.range.0), last.min(axis.range.1)));
        }
        Some(Block::of(words, &self.space))
    }

    /// Whether a box and the same box from one step below are the same within a slice.
    pub(super) fn are_alike(&self, now: &Block, ahead: &Block, slice: &Block) -> bool {
        let within = |block: &Block, d: usize| self.space.intersect(d, block[d], slice[d]);
        self.moved.iter().all(|(d, _)| within(now, *d) == within(ahead, *d))
    }

    fn word(&self, dimension: usize, (first, last): Range) -> u64 {
        let axis = &self.space.axes[dimension];
        interval(axis.atom(first), axis.atom(last))
    }
}
