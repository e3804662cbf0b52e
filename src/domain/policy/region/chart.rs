//! Many boxes looked at together: for every atom of every dimension, a bit for each box says whether it reaches there.
//!
//! Which boxes touch a region is then a few operations on words of 64 boxes at a time.

pub mod search;

use super::bits::{Bits, ones_of};
use super::space::Space;
use super::{Block, high, low};
use smallvec::SmallVec;
use std::cmp::Reverse;

/// Boxes as rows of bits.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Words in a row.
    width: usize,
    /// The dimensions that some box narrows.
    dimensions: Vec<Rows>,
    /// By dimension of the space, its place among those.
    slots: Vec<Option<u16>>,
    /// How many rows there are.
    count: usize,
    /// The first word of every row, then the second of every row, and so on: 64 boxes are looked at as one.
    words: Vec<u64>,
    /// 64 by 64, how many parts of everything each box leaves, a box each, as binary numbers: a word that is free, then the lowest
    /// digit of each, then the next.
    parts: Vec<u64>,
    /// How many words these are for 64 boxes.
    stride: usize,
}

/// Where the rows of a dimension stand. An axis has two for each atom: the boxes that begin there or before, and those that end
/// there or after. A mask has one for each value: the boxes that accept it; and one for the boxes that accept all.
#[derive(Clone, Copy, Debug)]
struct Rows {
    dimension: usize,
    whole: u64,
    is_axis: bool,
    start: usize,
}

impl Rows {
    /// The boxes that share a cell with a word of the dimension, by the words of 64 boxes' rows.
    fn meeting(&self, rows: &[u64], word: u64) -> u64 {
        let rows = &rows[self.start..];
        if self.is_axis { rows[2 * high(word) as usize] & rows[2 * low(word) as usize + 1] } else { self.accepting(rows, word).0 }
    }

    /// The boxes that leave something of a word of the dimension: below them, and above; of a mask there is one such part.
    #[inline]
    fn leaving(&self, rows: &[u64], word: u64) -> [u64; 2] {
        let rows = &rows[self.start..];
        if self.is_axis {
            [!rows[2 * low(word) as usize], !rows[2 * high(word) as usize + 1]]
        } else {
            [!self.accepting(rows, word).1, 0]
        }
    }

    /// The boxes that accept some value of a mask, and those that accept all.
    #[inline]
    fn accepting(&self, rows: &[u64], word: u64) -> (u64, u64) {
        if word == self.whole {
            return (u64::MAX, rows[values(self.whole)]);
        }
        let (mut some, mut all, mut rest) = (0, u64::MAX, word);
        while rest != 0 {
            let row = rows[rest.trailing_zeros() as usize];
            (some, all) = (some | row, all & row);
            rest &= rest - 1;
        }
        (some, all)
    }
}

/// How many values a mask has.
const fn values(whole: u64) -> usize {
    64 - whole.leading_zeros() as usize
}

/// Adds one to the counts of some boxes.
fn one_more(mut count: Vec<u64>, mut boxes: u64) -> Vec<u64> {
    for digit in &mut count {
        (*digit, boxes) = (*digit ^ boxes, *digit & boxes);
    }
    if boxes != 0 {
        count.push(boxes);
    }
    count
}

impl Chart {
    /// Charts boxes; a box's bit is its place.
    pub fn of(space: &Space, blocks: &[&Block]) -> Self {
        let width = blocks.len().div_ceil(64).max(1);
        let mut narrow = vec![0_usize; space.dimensions()];
        blocks.iter().for_each(|b| b.narrowed.iter().for_each(|d| narrow[usize::from(*d)] += 1));
        let mut order: Vec<usize> = (0..space.dimensions()).filter(|d| narrow[*d] > 0).collect();
        // What most boxes ask about tells the most of them apart.
        order.sort_by_key(|d| Reverse(narrow[*d]));
        let (mut dimensions, mut slots, mut count) = (Vec::new(), vec![None; space.dimensions()], 0);
        for dimension in order {
            let (whole, is_axis) = (space.whole[dimension], dimension < space.axes.len());
            slots[dimension] = Some(dimensions.len() as u16);
            dimensions.push(Rows { dimension, whole, is_axis, start: count });
            count += if is_axis { 2 * (high(whole) as usize + 1) } else { values(whole) + 1 };
        }
        let mut chart =
            Self { width, dimensions, slots, count, words: vec![u64::MAX; count * width], parts: Vec::new(), stride: 0 };
        for (place, block) in blocks.iter().enumerate() {
            block.narrow().for_each(|(d, word)| chart.add(place, d, word));
        }
        chart.count_parts();
        chart
    }

    /// Counts the parts of everything that the boxes leave.
    fn count_parts(&mut self) {
        let count = |at: usize| {
            let rows = self.rows(at);
            self.dimensions.iter().flat_map(|of| of.leaving(rows, of.whole)).fold(vec![0], one_more)
        };
        let counts: Vec<Vec<u64>> = (0..self.width).map(count).collect();
        let digits = counts.iter().map(Vec::len).max().unwrap_or(1);
        self.stride = 1 + digits;
        for count in counts {
            self.parts.push(0);
            self.parts.extend(count.into_iter().chain(std::iter::repeat(0)).take(digits));
        }
    }

    /// How many parts of everything each box leaves, with some boxes in the words that are free.
    fn parts(&self, boxes: &[u64]) -> SmallVec<[u64; 40]> {
        let mut parts = SmallVec::from_slice(&self.parts);
        parts.iter_mut().step_by(self.stride).zip(boxes).for_each(|(free, boxes)| *free = *boxes);
        parts
    }

    /// The rows of a dimension, if some box narrows it.
    fn dimension(&self, dimension: usize) -> Option<&Rows> {
        self.slots[dimension].map(|slot| &self.dimensions[usize::from(slot)])
    }

    /// Writes what a box accepts of a dimension.
    fn add(&mut self, place: usize, dimension: usize, word: u64) {
        let Some(Rows { whole, is_axis, start, .. }) = self.dimension(dimension).copied() else { return };
        let rows = &mut self.words[place / 64 * self.count + start..];
        let mut leave_out = |row: usize| rows[row] &= !(1 << (place % 64));
        if is_axis {
            (0..low(word) as usize).for_each(|atom| leave_out(2 * atom));
            (high(word) as usize + 1..=high(whole) as usize).for_each(|atom| leave_out(2 * atom + 1));
        } else {
            ones_of(whole & !word).chain([values(whole)]).for_each(leave_out);
        }
    }

    /// No box.
    pub fn none(&self) -> Bits {
        Bits::from_elem(0, self.width)
    }

    /// Of some boxes, those that share a cell with a region (linear ties aside), which is told by the words in which it is narrow.
    pub fn meeting(&self, narrow: impl Iterator<Item = (usize, u64)>, among: &[u64]) -> Bits {
        let mut bits = Bits::from_slice(among);
        if bits.iter().all(|bits| *bits == 0) {
            return bits;
        }
        for (rows, word) in narrow.filter_map(|(d, word)| Some((self.dimension(d)?, word))) {
            for (at, bits) in bits.iter_mut().enumerate().filter(|(_, bits)| **bits != 0) {
                *bits &= rows.meeting(self.rows(at), word);
            }
        }
        bits
    }

    /// One word of every row.
    fn rows(&self, at: usize) -> &[u64] {
        &self.words[at * self.count..(at + 1) * self.count]
    }
}

/// Charted boxes, perhaps freed of a dimension that their chart still has: no region may be narrow in it.
#[derive(Clone, Copy, Debug)]
pub struct Charted<'a> {
    /// Their chart.
    pub chart: &'a Chart,
    /// Each.
    pub blocks: &'a [&'a Block],
    /// The dimension they are freed of.
    pub freed: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::super::bits::{Bits, has, ones, set};
    use super::super::cover::{Budget, uncovered};
    use super::super::space::{Axis, Form, Line, Space, Variable};
    use super::super::{Block, Words, interval};
    use super::search::Asked;
    use super::{Chart, Charted};
    use proptest::prelude::*;

    /// Two numbers of five atoms each, their sum in three, a flag and a choice of three.
    fn space() -> Space {
        let variable = Variable { low: 0, high: 4, step: 1 };
        let axis = |v| Axis { line: Line::Variable(v), cuts: vec![0, 1, 2, 3], range: (0, 4), step: 1 };
        let sum = Axis { line: Line::Form(0), cuts: vec![2, 5], range: (0, 8), step: 1 };
        let forms = vec![Form { first: 0, a: 1, second: 1, b: 1 }];
        let axes = vec![axis(0), axis(1), sum];
        let mut space = Space { variables: vec![variable; 2], forms, axes, masks: vec![0b11, 0b111], ..Space::default() };
        space.settle();
        space
    }

    fn words() -> impl Strategy<Value = Words> {
        let atoms = |most: u32| {
            let some = (0..=most, 0..=most).prop_map(|(a, b)| interval(a.min(b), a.max(b)));
            prop_oneof![Just(interval(0, most)), some]
        };
        let all = (atoms(4), atoms(4), atoms(2), 1u64..4, 1u64..8);
        all.prop_map(|(a, b, sum, flag, choice)| Words::from_slice(&[a, b, sum, flag, choice]))
    }

    /// The boxes that are marked.
    fn marked(marks: impl Iterator<Item = bool>, mut bits: Bits) -> Bits {
        marks.enumerate().filter(|(_, marked)| *marked).for_each(|(place, _)| set(&mut bits, place));
        bits
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_boxes_that_meet_a_region_are_those_that_share_a_cell_with_it(
            boxes in proptest::collection::vec((words(), any::<bool>()), 0..150),
            region in words(),
        ) {
            let space = space();
            let blocks: Vec<Block> = boxes.iter().map(|(words, _)| Block::of(words.clone(), &space)).collect();
            let all: Vec<&Block> = blocks.iter().collect();
            let chart = Chart::of(&space, &all);
            let among = marked(boxes.iter().map(|(_, asked)| *asked), chart.none());
            let meeting = chart.meeting(region.iter().copied().enumerate(), &among);
            for (place, (words, asked)) in boxes.iter().enumerate() {
                prop_assert_eq!(has(&meeting, place), *asked && space.common(words, &region).is_some());
            }
        }

        /// [`uncovered`] tells the same of cuts one by one, and is itself held against every point.
        #[test]
        fn what_charted_boxes_leave_is_what_they_leave_one_by_one(
            boxes in proptest::collection::vec((words(), any::<bool>(), any::<bool>()), 0..150),
            most in 0_usize..150,
            freed in proptest::option::of(0_usize..5),
            region in words(),
        ) {
            let (space, boxes) = (space(), &boxes[..most.min(boxes.len())]);
            let blocks: Vec<Block> = boxes.iter().map(|(words, ..)| Block::of(words.clone(), &space)).collect();
            let chart = Chart::of(&space, &blocks.iter().collect::<Vec<&Block>>());
            let blocks: Vec<Block> =
                blocks.into_iter().map(|block| freed.map_or(block.clone(), |d| block.freed(d, &space))).collect();
            let blocks: Vec<&Block> = blocks.iter().collect();
            let mut region = region;
            freed.into_iter().for_each(|d| region[d] = space.whole[d]);
            let cuts = marked(boxes.iter().map(|(_, cut, _)| *cut), chart.none());
            let first = marked(boxes.iter().map(|(_, cut, first)| *cut && *first), chart.none());
            let (bounds, budget) = (&space.no_bounds(), &Budget::default());
            let charted = Charted { chart: &chart, blocks: &blocks, freed };
            let left = charted.uncovered(&region, Asked { space: &space, cuts: &cuts, first: &first, bounds, budget });
            let others = ones(&cuts).filter(|place| !has(&first, *place));
            let ordered: Vec<&Block> = ones(&first).chain(others).map(|place| blocks[place]).collect();
            prop_assert_eq!(left, uncovered(&space, region, &ordered, bounds, budget));
        }

        #[test]
        fn nothing_is_said_to_be_covered_for_want_of_work(boxes in proptest::collection::vec(words(), 0..150), region in words()) {
            let space = space();
            let blocks: Vec<Block> = boxes.iter().map(|words| Block::of(words.clone(), &space)).collect();
            let blocks: Vec<&Block> = blocks.iter().collect();
            let chart = Chart::of(&space, &blocks);
            let cuts = marked(boxes.iter().map(|_| true), chart.none());
            let (bounds, first) = (&space.no_bounds(), &chart.none());
            let asked = |budget| Asked { space: &space, cuts: &cuts, first, bounds, budget };
            let charted = Charted { chart: &chart, blocks: &blocks, freed: None };
            let (little, ample) = (Budget::new(3), Budget::default());
            if charted.uncovered(&region, asked(&little)).is_none() {
                prop_assert!(charted.uncovered(&region, asked(&ample)).is_none());
            }
        }
    }
}
