//! The one question under most others: which part of a region do some boxes leave uncovered?
//!
//! Shortest box first, depth first, one witness and out (as in DPLL). Deciding this is coNP-complete in general, so a work
//! budget goes along: a spent budget is an answer of its own and never reads as "nothing uncovered".

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
    if !space.holds_point(&region, bounds) {
        return None;
    }
    if !budget.step() || cuts.is_empty() {
        return Some(region);
    }
    let mut search = Search::of(space, region, cuts, bounds, budget)?;
    let open = search.narrows() && search.splits();
    open.then_some(search.region)
}

/// How a cut meets the region, as one number: how many parts of the region it leaves, a box each, and far above those in how many
/// dimensions they share nothing. So at 0 the region lies in the cut, at 1 a single part is left, and the least is the shortest cut.
type Meeting = u32;

/// They share nothing in one dimension.
const APART: Meeting = 1 << 16;

/// A region that is narrowed dimension by dimension, and how each cut meets it.
struct Search<'a> {
    space: &'a Space,
    cuts: &'a [&'a Block],
    bounds: &'a Bounds,
    budget: &'a Budget,
    region: Words,
    /// Whether the region is known to hold a point: no number was narrowed since that was asked.
    holds_point: bool,
    /// By cut.
    meetings: SmallVec<[Meeting; 64]>,
    /// Dimension by dimension, the cuts that leave something of it, each with its word there.
    asking: SmallVec<[(u32, u64); 64]>,
    /// By dimension, where its cuts begin in that list; and its end.
    starts: SmallVec<[u32; 64]>,
    /// Cuts that came to leave a single part.
    single: SmallVec<[u32; 16]>,
    /// What region and meetings were before each part that is being looked at.
    before: Vec<u64>,
    meetings_before: Vec<Meeting>,
}

impl<'a> Search<'a> {
    /// None if the region lies in one of the cuts.
    fn of(space: &'a Space, region: Words, cuts: &'a [&'a Block], bounds: &'a Bounds, budget: &'a Budget) -> Option<Self> {
        let axes = space.axes.len();
        let mut meetings: SmallVec<[Meeting; 64]> = SmallVec::with_capacity(cuts.len());
        let mut starts: SmallVec<[u32; 64]> = SmallVec::from_elem(0, region.len() + 1);
        for cut in cuts {
            let mut met = 0;
            for (d, word) in cut.narrow() {
                met += meeting(d < axes, region[d], word);
                if met >= APART {
                    break;
                }
            }
            if met == 0 {
                return None;
            }
            meetings.push(met);
            // The region only ever becomes narrower: who is apart stays apart, and what leaves nothing of a dimension never will.
            if met < APART {
                let asks = cut.narrow().filter(|(d, word)| meeting(*d < axes, region[*d], *word) != 0);
                asks.for_each(|(d, _)| starts[d + 1] += 1);
            }
        }
        for d in 0..region.len() {
            starts[d + 1] += starts[d];
        }
        let mut free = starts.clone();
        let mut asking: SmallVec<[(u32, u64); 64]> = SmallVec::from_elem((0, 0), starts[region.len()] as usize);
        for (at, cut) in cuts.iter().enumerate().filter(|(at, _)| meetings[*at] < APART) {
            for (d, word) in cut.narrow().filter(|(d, word)| meeting(*d < axes, region[*d], *word) != 0) {
                asking[free[d] as usize] = (at as u32, word);
                free[d] += 1;
            }
        }
        let (single, before, meetings_before) = (SmallVec::new(), Vec::new(), Vec::new());
        let holds_point = true;
        Some(Self { space, cuts, bounds, budget, region, holds_point, meetings, asking, starts, single, before, meetings_before })
    }

    /// Narrows the region to a part that no cut touches; false if there is none.
    fn opens(&mut self) -> bool {
        self.holds_point() && (!self.budget.step() || (self.narrows() && self.splits()))
    }

    fn holds_point(&mut self) -> bool {
        self.holds_point = self.holds_point || self.space.holds_point(&self.region, self.bounds);
        self.holds_point
    }

    /// Takes out of the region every cut that leaves a single part, until all that still meet it leave a choice; false if nothing of
    /// the region is left. It comes to the same in whatever order the cuts are taken: each lies across all of the region but for
    /// that one dimension, and still does when the region is narrower.
    fn narrows(&mut self) -> bool {
        self.single.clear();
        for (at, met) in self.meetings.iter().enumerate() {
            match met {
                0 => return false,
                1 => self.single.push(at as u32),
                _ => {}
            }
        }
        let forced = !self.single.is_empty();
        while let Some(at) = self.single.pop() {
            // Meanwhile it may have come apart from the region.
            if self.meetings[at as usize] != 1 {
                continue;
            }
            let cut = self.cuts[at as usize];
            let part = cut.narrow().find_map(|(d, word)| Some((d, *self.space.outside(d, self.region[d], word).first()?)));
            if part.is_some_and(|(d, word)| !self.set(d, word)) {
                return false;
            }
        }
        !forced || self.holds_point()
    }

    /// Goes on with what lies outside the cut that leaves the fewest parts, part by part.
    fn splits(&mut self) -> bool {
        let Some(shortest) = self.shortest() else { return true };
        for (d, word) in shortest.narrow() {
            let own = self.region[d];
            for piece in self.space.outside(d, own, word) {
                if self.opens_in(d, piece) {
                    return true;
                }
            }
            // What is left along this dimension lies inside the cut.
            if !self.set(d, self.space.intersect(d, own, word).unwrap_or(own)) {
                return false;
            }
        }
        false
    }

    /// The first of the cuts that leave the fewest parts of the region; none if no cut meets it. One that leaves a single part has been
    /// taken out already.
    fn shortest(&self) -> Option<&'a Block> {
        let mut best = (APART, 0);
        for (at, met) in self.meetings.iter().enumerate() {
            if *met < best.0 {
                best = (*met, at);
                if *met <= 2 {
                    break;
                }
            }
        }
        (best.0 < APART).then(|| self.cuts[best.1])
    }

    /// Narrows the region in one dimension and goes on there; it is as before if that comes to nothing.
    fn opens_in(&mut self, dimension: usize, word: u64) -> bool {
        let (words, meetings) = (self.before.len(), self.meetings_before.len());
        let held_point = self.holds_point;
        self.before.extend_from_slice(&self.region);
        self.meetings_before.extend_from_slice(&self.meetings);
        let opens = self.set(dimension, word) && self.opens();
        if !opens {
            self.region.copy_from_slice(&self.before[words..]);
            self.meetings.copy_from_slice(&self.meetings_before[meetings..]);
            self.before.truncate(words);
            self.meetings_before.truncate(meetings);
            self.holds_point = held_point;
        }
        opens
    }

    /// Gives a dimension a narrower word; false if some cut now holds all of the region.
    fn set(&mut self, dimension: usize, word: u64) -> bool {
        let is_axis = dimension < self.space.axes.len();
        let own = std::mem::replace(&mut self.region[dimension], word);
        self.holds_point &= !is_axis || own == word;
        let mut outside = true;
        for (at, cut) in &self.asking[self.starts[dimension] as usize..self.starts[dimension + 1] as usize] {
            let met = &mut self.meetings[*at as usize];
            *met = *met + meeting(is_axis, word, *cut) - meeting(is_axis, own, *cut);
            match *met {
                0 => outside = false,
                1 => self.single.push(*at),
                _ => {}
            }
        }
        outside
    }
}

/// How the words of a region and of a cut meet in one dimension.
fn meeting(is_axis: bool, region: u64, cut: u64) -> Meeting {
    if is_axis {
        let apart = low(region) > high(cut) || low(cut) > high(region);
        Meeting::from(low(region) < low(cut)) + Meeting::from(high(region) > high(cut)) + if apart { APART } else { 0 }
    } else {
        Meeting::from(region & !cut != 0) + if region & cut == 0 { APART } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::space::{Axis, Line, Space, Variable};
    use super::super::{Block, Words, interval};
    use super::{Budget, uncovered};
    use proptest::prelude::*;

    /// Two numbers from 0 to 4, a choice of three and a flag.
    fn space() -> Space {
        let variable = Variable { low: 0, high: 4, step: 1 };
        let axis = |v: usize| Axis { line: Line::Variable(v), cuts: vec![0, 1, 2, 3], range: (0, 4), step: 1 };
        let mut space =
            Space { variables: vec![variable; 2], axes: vec![axis(0), axis(1)], masks: vec![0b111, 0b11], ..Space::default() };
        space.settle();
        space
    }

    fn words() -> impl Strategy<Value = Words> {
        let side = prop_oneof![Just(interval(0, 4)), (0u32..5, 0u32..5).prop_map(|(a, b)| interval(a.min(b), a.max(b)))];
        (side.clone(), side, 1u64..8, 1u64..4).prop_map(|(a, b, c, d)| Words::from_slice(&[a, b, c, d]))
    }

    fn points() -> impl Iterator<Item = [u32; 4]> {
        (0..5 * 5 * 3 * 2).map(|n| [n % 5, n / 5 % 5, n / 25 % 3, n / 75])
    }

    fn holds(space: &Space, words: &[u64], point: [u32; 4]) -> bool {
        (0..4).all(|d| space.accepts(d, words[d], point[d]))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_left_is_what_no_cut_has(region in words(), cuts in proptest::collection::vec(words(), 0..40)) {
            let space = space();
            let blocks: Vec<Block> = cuts.iter().map(|c| Block::of(c.clone(), &space)).collect();
            let all: Vec<&Block> = blocks.iter().collect();
            let left = uncovered(&space, region.clone(), &all, &space.no_bounds(), &Budget::default());
            let open = |p: [u32; 4]| holds(&space, &region, p) && !cuts.iter().any(|c| holds(&space, c, p));
            match left {
                Some(left) => prop_assert!(points().filter(|p| holds(&space, &left, *p)).all(open)),
                None => prop_assert!(!points().any(open)),
            }
        }

        #[test]
        fn nothing_is_said_to_be_covered_once_the_budget_is_spent(cuts in proptest::collection::vec(words(), 0..40)) {
            let space = space();
            let blocks: Vec<Block> = cuts.iter().map(|c| Block::of(c.clone(), &space)).collect();
            let all: Vec<&Block> = blocks.iter().collect();
            let budget = Budget::new(0);
            prop_assert!(uncovered(&space, space.everything(), &all, &space.no_bounds(), &budget).is_some());
        }
    }
}
