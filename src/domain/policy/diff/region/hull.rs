//! The least box around what some boxes leave of another.

use super::super::super::region::cover::{Budget, uncovered};
use super::super::super::region::space::{Line, Space};
use super::super::super::region::{Block, Words, high, interval, low};

/// A part as narrow as what is left of it: in its numbers beside every cut, in all else beside those of `own`, which are among
/// the cuts. A number's range ends at a line some rule draws; sums that reach further into it are not followed.
pub(super) fn hull(space: &Space, part: Words, cuts: &[&Block], own: &[&Block], budget: &Budget) -> Words {
    let axes = space.axes.len();
    let masks = tightened(space, part, own, axes..space.dimensions(), budget);
    tightened(space, masks, cuts, 0..axes, budget)
}

/// A part without the atoms and values, in some dimensions, at which nothing of it is left.
fn tightened(space: &Space, mut part: Words, cuts: &[&Block], within: std::ops::Range<usize>, budget: &Budget) -> Words {
    let axes = space.axes.len();
    let bounds = space.no_bounds();
    let touching: Vec<&Block> = cuts.iter().copied().filter(|c| space.meet(c, &part)).collect();
    let cut = |d: usize| touching.iter().any(|block| block.narrow().any(|(narrow, _)| narrow == d));
    // A box of what is left: it settles most ends without a question of their own.
    let left = uncovered(space, part.clone(), &touching, &bounds, budget);
    // Where a sum ties numbers, not every atom of a box need hold a point.
    let tied = |d: usize| match space.axes.get(d).map(|axis| axis.line) {
        Some(Line::Form(_)) => true,
        Some(Line::Variable(v)) => space.has_form_axes() && space.forms.iter().any(|form| form.coefficient(v) != 0),
        None => false,
    };
    for d in within.filter(|d| cut(*d) || tied(*d)) {
        let open = |word: u64| {
            let mut narrower = part.clone();
            narrower[d] = word;
            uncovered(space, narrower, &touching, &bounds, budget).is_some()
        };
        let whole = part[d];
        let known = left.as_ref().map(|words| words[d]);
        part[d] = if d < axes {
            let (first, last) = (low(whole), high(whole));
            let known = known.filter(|_| !tied(d)).map_or((last, first), |word| (low(word), high(word)));
            let from = least(first, known.0, |end| open(interval(first, end)));
            let to = last - least(0, last - known.1.max(from), |back| open(interval(last - back, last)));
            interval(from, to)
        } else {
            let known = known.unwrap_or_default();
            let stays = |bit: &u32| whole >> bit & 1 == 1 && (known >> bit & 1 == 1 || open(1 << bit));
            let kept = (0..64).filter(stays).fold(0, |mask, bit| mask | 1 << bit);
            if kept == 0 { whole } else { kept }
        };
    }
    part
}

/// The least number from which on something holds; the last one, where it holds there alone or nowhere.
fn least(first: u32, last: u32, holds: impl Fn(u32) -> bool) -> u32 {
    if first == last || holds(first) {
        return first;
    }
    let (mut low, mut high) = (first, last);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle }
    }
    high
}
