//! The boxes of conjunctions in a space that is cut, and boxes less boxes.

use super::layout::Layout;
use super::literal::Literal;
use crate::domain::policy::region::space::{Line, Space, ceil_to, floor_to};
use crate::domain::policy::region::{Words, interval};

/// The box of a conjunction; none if it is empty.
pub(super) fn words_of(space: &Space, layout: &Layout, conjunction: &[Literal]) -> Option<Words> {
    let mut words = space.everything();
    for literal in conjunction {
        let (dimension, word) = match literal {
            Literal::Mask { mask_dimension, mask } => (layout.first_mask + mask_dimension, *mask),
            Literal::Range { line, low, high } => {
                let (range, dimension) = match line {
                    Line::Variable(v) => (space.axes[*v].range, Some(*v)),
                    Line::Form(f) => (space.extent(space.forms[*f], &space.full_ranges()), layout.form_axes[*f]),
                };
                let (low, high) = (low.map_or(range.0, |l| l.max(range.0)), high.map_or(range.1, |h| h.min(range.1)));
                if low > high {
                    return None;
                }
                // A form without cuts: no literal on it is narrower than its whole range.
                let Some(dimension) = dimension else { continue };
                let axis = &space.axes[dimension];
                let (low, high) = (ceil_to(low, axis.step), floor_to(high, axis.step));
                if low > high {
                    return None;
                }
                (dimension, interval(axis.atom(low), axis.atom(high)))
            }
        };
        words[dimension] = space.intersect(dimension, words[dimension], word)?;
    }
    Some(words)
}

/// Drops boxes that lie within another; keeps the order.
pub(super) fn without_repeats(space: &Space, boxes: Vec<Words>) -> Vec<Words> {
    if boxes.len() > 2_000 {
        return boxes;
    }
    let inside = |a: &Words, b: &Words| (0..a.len()).all(|d| space.within(d, a[d], b[d]));
    let kept =
        |i: usize| !boxes.iter().enumerate().any(|(j, b)| i != j && inside(&boxes[i], b) && (j < i || !inside(b, &boxes[i])));
    (0..boxes.len()).filter(|i| kept(*i)).map(|i| boxes[i].clone()).collect()
}

/// Pushes what of a box lies outside a hole: disjoint boxes, at most two a dimension.
pub fn subtract(space: &Space, mut from: Words, hole: &[u64], rest: &mut Vec<Words>) {
    if space.common(&from, hole).is_none() {
        rest.push(from);
        return;
    }
    for d in 0..from.len() {
        for piece in space.outside(d, from[d], hole[d]) {
            let mut part = from.clone();
            part[d] = piece;
            rest.push(part);
        }
        if let Some(word) = space.intersect(d, from[d], hole[d]) {
            from[d] = word;
        }
    }
}
