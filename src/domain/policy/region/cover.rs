//! The one question under most others: which part of a region do some boxes leave uncovered?
//!
//! Shortest box first, depth first, one witness and out (as in DPLL). Deciding this is coNP-complete in general, so a work
//! budget goes along: a spent budget is an answer of its own and never reads as "nothing uncovered".

use super::pins::Pins;
use super::space::{Bounds, Space};
use super::{Block, Words, high, low};
use smallvec::SmallVec;
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
    pub fn step(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }

    /// Steps left.
    pub fn left(&self) -> u64 {
        self.0.get()
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

/// A sub-box of `region` that no cut touches and that holds a point with its numbers in `bounds`, or none.
///
/// When the budget is spent it answers with the region it was looking at, so that "covered" is only ever said when proved.
pub fn uncovered(space: &Space, region: Words, cuts: &[&Block], bounds: &Bounds, budget: &Budget) -> Option<Words> {
    let mut region = Region { pins: Pins::of(&region, space), words: region };
    is_open(space, &mut region, cuts, bounds, budget).then_some(region.words)
}

/// A box that changes, and what it pins.
struct Region {
    words: Words,
    pins: Pins,
}

impl Region {
    fn set(&mut self, space: &Space, dimension: usize, word: u64) {
        self.words[dimension] = word;
        if let Some(bit) = space.bit(dimension) {
            self.pins.set(bit, word);
        }
    }
}

/// Narrows a region to a part that no cut touches, or leaves it as it was.
fn is_open(space: &Space, region: &mut Region, cuts: &[&Block], bounds: &Bounds, budget: &Budget) -> bool {
    if !space.holds_point(&region.words, bounds) {
        return false;
    }
    if !budget.step() {
        return true;
    }
    let mut trail = Trail::new();
    let open = match narrowed(space, region, cuts, bounds, &mut trail) {
        None => false,
        Some(touching) => split(space, region, &touching, bounds, budget),
    };
    if !open {
        trail.into_iter().rev().for_each(|(d, own)| region.set(space, d, own));
    }
    open
}

/// Dimensions that were narrowed, with what they were before.
type Trail = SmallVec<[(usize, u64); 16]>;

/// Takes out of a region what only one dimension saves from a cut, until every cut that still touches it leaves a choice: those
/// cuts. None if nothing of the region is left.
fn narrowed<'a>(
    space: &Space,
    region: &mut Region,
    cuts: &[&'a Block],
    bounds: &Bounds,
    trail: &mut Trail,
) -> Option<SmallVec<[&'a Block; 16]>> {
    let mut touching = SmallVec::<[&Block; 16]>::new();
    let mut forced = false;
    for cut in cuts {
        match constrained(space, region, cut) {
            Constrained::Apart => {}
            Constrained::Inside => return None,
            Constrained::Once(d) => {
                let (own, word) = (region.words[d], cut.words[d]);
                match space.outside(d, own, word).as_slice() {
                    [only] => {
                        trail.push((d, own));
                        region.set(space, d, *only);
                        forced = true;
                    }
                    _ => touching.push(cut),
                }
            }
            Constrained::Often => touching.push(cut),
        }
    }
    if !forced {
        return Some(touching);
    }
    if !space.holds_point(&region.words, bounds) {
        return None;
    }
    narrowed(space, region, &touching, bounds, trail)
}

/// Goes on with what lies outside the cut that leaves the fewest parts, part by part.
fn split(space: &Space, region: &mut Region, touching: &[&Block], bounds: &Bounds, budget: &Budget) -> bool {
    let Some(shortest) = shortest(space, region, touching) else { return true };
    let whole: SmallVec<[u64; 12]> = shortest.narrow().map(|(d, _)| region.words[d]).collect();
    for (d, word) in shortest.narrow() {
        let own = region.words[d];
        for piece in space.outside(d, own, word) {
            region.set(space, d, piece);
            if is_open(space, region, touching, bounds, budget) {
                return true;
            }
        }
        // What is left along this dimension lies inside the cut.
        region.set(space, d, space.intersect(d, own, word).unwrap_or(own));
    }
    shortest.narrow().zip(whole).for_each(|((d, _), own)| region.set(space, d, own));
    false
}

/// The cut that leaves the fewest parts of a region. One that left a single part would have been taken out already.
fn shortest<'a>(space: &Space, region: &Region, touching: &[&'a Block]) -> Option<&'a Block> {
    let mut best: Option<(u32, &Block)> = None;
    for cut in touching {
        let unpinned = cut.unpinned().map(|(d, word)| space.parts_outside(d, region.words[d], word)).sum::<u32>();
        let parts = cut.pins.open_in(region.pins).count_ones() + unpinned;
        if best.is_none_or(|(least, _)| parts < least) {
            best = Some((parts, cut));
        }
        if parts <= 2 {
            break;
        }
    }
    best.map(|b| b.1)
}

/// How a cut meets a region.
enum Constrained {
    /// They share nothing.
    Apart,
    /// The region lies inside it.
    Inside,
    /// Only this dimension keeps part of the region outside.
    Once(usize),
    /// Several do.
    Often,
}

/// How a cut meets a region: all pins at once, then dimension by dimension.
fn constrained(space: &Space, region: &Region, cut: &Block) -> Constrained {
    if region.pins.clash(cut.pins) {
        return Constrained::Apart;
    }
    let open = cut.pins.open_in(region.pins);
    let mut found = if open == 0 {
        Constrained::Inside
    } else if open & (open - 1) == 0 {
        Constrained::Once(usize::from(space.pairs[open.trailing_zeros() as usize]))
    } else {
        Constrained::Often
    };
    let axes = space.axes.len();
    for (d, c) in cut.unpinned() {
        let r = region.words[d];
        let inside = if d < axes {
            if low(r).max(low(c)) > high(r).min(high(c)) {
                return Constrained::Apart;
            }
            low(r) >= low(c) && high(r) <= high(c)
        } else {
            if r & c == 0 {
                return Constrained::Apart;
            }
            r & !c == 0
        };
        if !inside {
            found = match found {
                Constrained::Inside => Constrained::Once(d),
                _ => Constrained::Often,
            };
        }
    }
    found
}
