//! The one question under most others: which part of a region do some boxes leave uncovered?
//!
//! Shortest box first, depth first, one witness and out (as in DPLL). Deciding this is coNP-complete in general, so a work
//! budget goes along: a spent budget is an answer of its own and never reads as "nothing uncovered".

use super::Words;
use super::space::{Bounds, Space};
use std::cell::Cell;

/// Steps of work left; shared by the queries of one question.
#[derive(Debug)]
pub struct Budget(Cell<u64>);

impl Budget {
    /// So many steps.
    pub fn new(steps: u64) -> Self {
        Self(Cell::new(steps))
    }

    /// Takes one step; false when none is left.
    fn step(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether it ran out.
    pub fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

impl Default for Budget {
    /// A few seconds' worth: far above anything a handbook needs.
    fn default() -> Self {
        Self::new(300_000_000)
    }
}

/// A sub-box of `region` that no cut touches and that holds a point with its variables in `bounds`, or none.
///
/// When the budget is spent it answers with the region it was looking at, so that "covered" is only ever said when proved.
pub fn uncovered(space: &Space, region: Words, cuts: &[&[u64]], bounds: &Bounds, budget: &Budget) -> Option<Words> {
    if !space.holds_point(&region, bounds) {
        return None;
    }
    if !budget.step() {
        return Some(region);
    }
    let touching: smallvec::SmallVec<[&[u64]; 16]> = cuts.iter().filter(|c| space.meet(c, &region)).copied().collect();
    let Some(shortest) = shortest_cut(space, &region, &touching) else { return Some(region) };
    let mut rest = region;
    for d in 0..rest.len() {
        for piece in space.outside(d, rest[d], shortest[d]) {
            let mut part = rest.clone();
            part[d] = piece;
            if let Some(witness) = uncovered(space, part, &touching, bounds, budget) {
                return Some(witness);
            }
        }
        // What is left along this dimension lies inside the cut; a form may have been met only in cells that hold no point.
        match space.intersect(d, rest[d], shortest[d]) {
            Some(word) => rest[d] = word,
            None => return None,
        }
    }
    None
}

/// The cut that constrains the fewest dimensions of a region.
fn shortest_cut<'a>(space: &Space, region: &[u64], cuts: &[&'a [u64]]) -> Option<&'a [u64]> {
    let mut best: Option<(usize, &[u64])> = None;
    for cut in cuts {
        let constrained = (0..region.len()).filter(|d| !space.within(*d, region[*d], cut[*d])).count();
        if constrained == 0 {
            return Some(cut);
        }
        if best.is_none_or(|b| constrained < b.0) {
            best = Some((constrained, cut));
        }
    }
    best.map(|b| b.1)
}
