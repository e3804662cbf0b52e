//! Many boxes looked at together: for every atom of every dimension, a bit for each box says whether it reaches there.
//!
//! Which boxes touch a region is then a few operations on words of 64 boxes at a time.

use super::space::Space;
use super::{Block, high, low};
use smallvec::SmallVec;

/// A bit a box.
pub type Bits = SmallVec<[u64; 10]>;

/// Boxes as rows of bits.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Words in a row.
    width: usize,
    /// The dimensions that some box narrows.
    dimensions: Vec<Rows>,
    /// How many rows there are.
    count: usize,
    /// The first word of every row, then the second of every row, and so on: 64 boxes are looked at as one.
    words: Vec<u64>,
}

/// Where the rows of a dimension stand. An axis has two for each atom: the boxes that begin there or before, and those that end
/// there or after. A mask has one for each value: the boxes that accept it.
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
        if self.is_axis {
            rows[2 * high(word) as usize] & rows[2 * low(word) as usize + 1]
        } else {
            ones(word).fold(0, |any, value| any | rows[value])
        }
    }
}

impl Chart {
    /// Charts boxes; a box's bit is its place.
    pub fn of(space: &Space, blocks: &[&Block]) -> Self {
        let width = blocks.len().div_ceil(64).max(1);
        let mut narrowed = vec![false; space.dimensions()];
        blocks.iter().for_each(|b| b.narrowed.iter().for_each(|d| narrowed[usize::from(*d)] = true));
        let (mut dimensions, mut slots, mut count) = (Vec::new(), vec![0; space.dimensions()], 0);
        for dimension in (0..space.dimensions()).filter(|d| narrowed[*d]) {
            let (whole, is_axis) = (space.whole[dimension], dimension < space.axes.len());
            slots[dimension] = dimensions.len();
            dimensions.push(Rows { dimension, whole, is_axis, start: count });
            count += if is_axis { 2 * (high(whole) as usize + 1) } else { 64 - whole.leading_zeros() as usize };
        }
        let mut chart = Self { width, dimensions, count, words: vec![u64::MAX; count * width] };
        for (place, block) in blocks.iter().enumerate() {
            block.narrow().for_each(|(d, word)| chart.add(place, slots[d], word));
        }
        chart
    }

    /// Writes what a box accepts of a dimension.
    fn add(&mut self, place: usize, slot: usize, word: u64) {
        let Rows { whole, is_axis, start, .. } = self.dimensions[slot];
        let rows = &mut self.words[place / 64 * self.count + start..];
        let mut leave_out = |row: usize| rows[row] &= !(1 << (place % 64));
        if is_axis {
            (0..low(word) as usize).for_each(|atom| leave_out(2 * atom));
            (high(word) as usize + 1..=high(whole) as usize).for_each(|atom| leave_out(2 * atom + 1));
        } else {
            ones(whole & !word).for_each(leave_out);
        }
    }

    /// No box.
    pub fn none(&self) -> Bits {
        Bits::from_elem(0, self.width)
    }

    /// Of some boxes, those that share a cell with a region (linear ties aside).
    pub fn meeting(&self, region: &[u64], among: &[u64]) -> Bits {
        let mut bits = Bits::from_slice(among);
        let words = self.dimensions.iter().map(|rows| (rows, region[rows.dimension]));
        let narrow: SmallVec<[(&Rows, u64); 32]> = words.filter(|(rows, word)| *word != rows.whole).collect();
        for (at, bits) in bits.iter_mut().enumerate() {
            let rows = self.rows(at);
            for (dimension, word) in &narrow {
                if *bits == 0 {
                    break;
                }
                *bits &= dimension.meeting(rows, *word);
            }
        }
        bits
    }

    /// One word of every row.
    fn rows(&self, at: usize) -> &[u64] {
        &self.words[at * self.count..(at + 1) * self.count]
    }
}

/// Charted boxes. They may be freed of a dimension that their chart still has, while no region is narrow in it.
#[derive(Clone, Copy, Debug)]
pub struct Charted<'a> {
    /// Their chart.
    pub chart: &'a Chart,
    /// Each.
    pub blocks: &'a [&'a Block],
}

impl Charted<'_> {
    /// Some boxes, those of the `first` before the others; each part in the order of the chart.
    pub fn blocks(&self, bits: &[u64], first: &[u64]) -> SmallVec<[&Block; 64]> {
        let ahead = places(bits.iter().zip(first).map(|(bits, first)| bits & first));
        let others = places(bits.iter().zip(first).map(|(bits, first)| bits & !first));
        ahead.chain(others).map(|place| self.blocks[place]).collect()
    }
}

/// The places of the bits of a word, ascending.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let mut rest = word;
    std::iter::from_fn(move || {
        (rest != 0).then(|| {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            bit
        })
    })
}

/// The places of the bits of a row of words, ascending.
fn places(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(at, word)| ones(word).map(move |bit| at * 64 + bit))
}

/// Whether a bit is set.
pub fn has(bits: &[u64], place: usize) -> bool {
    bits[place / 64] >> (place % 64) & 1 == 1
}

/// Sets a bit.
pub fn set(bits: &mut [u64], place: usize) {
    bits[place / 64] |= 1 << (place % 64);
}

#[cfg(test)]
mod tests {
    use super::super::space::{Axis, Line, Space, Variable};
    use super::super::{Block, Words, interval};
    use super::{Chart, has, set};
    use proptest::prelude::*;

    /// Two numbers of five atoms each, a flag and a choice of three.
    fn space() -> Space {
        let variable = Variable { low: 0, high: 4, step: 1 };
        let axis = |v| Axis { line: Line::Variable(v), cuts: vec![0, 1, 2, 3], range: (0, 4), step: 1 };
        let axes = vec![axis(0), axis(1)];
        let mut space = Space { variables: vec![variable; 2], axes, masks: vec![0b11, 0b111], ..Space::default() };
        space.settle();
        space
    }

    fn words() -> impl Strategy<Value = Words> {
        let atoms = (0u32..5, 0u32..5).prop_map(|(a, b)| interval(a.min(b), a.max(b)));
        let atoms = prop_oneof![Just(interval(0, 4)), atoms];
        let all = (atoms.clone(), atoms, 1u64..4, 1u64..8);
        all.prop_map(|(a, b, flag, choice)| Words::from_slice(&[a, b, flag, choice]))
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
            let mut among = chart.none();
            boxes.iter().enumerate().filter(|(_, (_, asked))| *asked).for_each(|(place, _)| set(&mut among, place));
            let meeting = chart.meeting(&region, &among);
            for (place, (words, asked)) in boxes.iter().enumerate() {
                prop_assert_eq!(has(&meeting, place), *asked && space.common(words, &region).is_some());
            }
        }
    }
}
