//! Decide in nanoseconds: for every atom of every dimension, the set of boxes that accept it, as bits.

use super::super::region::bits::set;
pub use super::super::region::bits::{Bits, first_of, ones};
use super::super::region::space::Space;
use super::super::region::{Block, high, low};

/// Which boxes accept which atom.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Words in a row.
    width: usize,
    /// Where a dimension's rows begin, in words.
    starts: Vec<u32>,
    rows: Vec<u64>,
    /// Dimensions that some box constrains.
    relevant: Vec<bool>,
    /// The same, as a list.
    constrained: Vec<usize>,
    /// A bit for every box there is.
    all: Bits,
    /// By dimension, the boxes that constrain it.
    constraining: Vec<Bits>,
}

impl Index {
    /// Indexes boxes.
    pub fn of(space: &Space, boxes: &[Block]) -> Self {
        let width = boxes.len().div_ceil(64).max(1);
        let mut index = Self { width, all: Bits::from_elem(0, width), ..Self::default() };
        for (i, _) in boxes.iter().enumerate() {
            set(&mut index.all, i);
        }
        let everything = space.everything();
        let mut asking: Vec<Vec<usize>> = vec![Vec::new(); space.dimensions()];
        for (i, b) in boxes.iter().enumerate() {
            b.narrow().for_each(|(d, _)| asking[d].push(i));
        }
        for (d, asking) in asking.iter().enumerate() {
            index.starts.push(index.rows.len() as u32);
            let mut constraining = Bits::from_elem(0, width);
            for i in asking {
                set(&mut constraining, *i);
            }
            index.relevant.push(!asking.is_empty());
            let is_axis = d < space.axes.len();
            let values = if is_axis { high(everything[d]) + 1 } else { 64 - everything[d].leading_zeros() };
            // Boxes that don't ask accept every value; the others are written in one by one.
            let open: Bits = index.all.iter().zip(&constraining).map(|(all, asks)| all & !asks).collect();
            let first = index.rows.len();
            (0..values).for_each(|_| index.rows.extend_from_slice(&open));
            for i in asking {
                let word = boxes[*i][d];
                let accepted = if is_axis { low(word)..high(word) + 1 } else { 0..values };
                for value in accepted.filter(|v| is_axis || word >> v & 1 == 1) {
                    index.rows[first + value as usize * width + i / 64] |= 1 << (i % 64);
                }
            }
            index.constraining.push(constraining);
        }
        index.constrained = (0..index.relevant.len()).filter(|d| index.relevant[*d]).collect();
        index
    }

    /// Whether any box constrains a dimension.
    pub fn is_relevant(&self, dimension: usize) -> bool {
        self.relevant[dimension]
    }

    /// Where the row of a value of a dimension begins.
    pub fn row(&self, dimension: usize, value: u32) -> u32 {
        self.starts[dimension] + value * self.width as u32
    }

    /// Every box.
    pub fn every(&self) -> Bits {
        Bits::from_slice(&self.all)
    }

    /// Keeps the boxes that accept a value.
    pub fn keep(&self, bits: &mut [u64], dimension: usize, value: u32) {
        let row = self.row(dimension, value) as usize;
        for (b, r) in bits.iter_mut().zip(&self.rows[row..row + self.width]) {
            *b &= r;
        }
    }

    /// Drops the boxes that constrain a dimension.
    pub fn drop_constraining(&self, bits: &mut Bits, dimension: usize) {
        for (b, c) in bits.iter_mut().zip(&self.constraining[dimension]) {
            *b &= !c;
        }
    }

    /// Adds the boxes that constrain a dimension.
    pub fn add_constraining(&self, bits: &mut Bits, dimension: usize) {
        for (b, c) in bits.iter_mut().zip(&self.constraining[dimension]) {
            *b |= c;
        }
    }

    /// Whether some of these boxes constrain a dimension.
    pub fn constrains(&self, bits: &[u64], dimension: usize) -> bool {
        bits.iter().zip(&self.constraining[dimension]).any(|(b, c)| b & c != 0)
    }

    /// The first of these boxes that accepts a value.
    pub fn first_with(&self, bits: &[u64], dimension: usize, value: u32) -> Option<usize> {
        let row = self.row(dimension, value) as usize;
        let rows = bits.iter().zip(&self.rows[row..row + self.width]);
        first_of(rows.map(|(b, r)| b & r))
    }

    /// The dimensions that some box constrains.
    pub fn constrained(&self) -> &[usize] {
        &self.constrained
    }

    /// The first box that accepts the value of every dimension.
    pub fn first_at(&self, atoms: &[u32]) -> Option<usize> {
        self.first_among(&self.all, atoms)
    }

    /// The first of these boxes that accepts the value of every dimension.
    pub fn first_among(&self, bits: &Bits, atoms: &[u32]) -> Option<usize> {
        for (w, of) in bits.iter().enumerate().filter(|(_, of)| **of != 0) {
            let mut word = *of;
            for d in &self.constrained {
                word &= self.rows[(self.starts[*d] + atoms[*d] * self.width as u32) as usize + w];
            }
            if word != 0 {
                return Some(w * 64 + word.trailing_zeros() as usize);
            }
        }
        None
    }

    /// The first box at each of two values of one dimension, the other dimensions at theirs.
    pub fn first_beside(&self, atoms: &[u32], dimension: usize, values: [u32; 2]) -> [Option<usize>; 2] {
        let mut first = [None; 2];
        for (w, of) in self.all.iter().enumerate() {
            let row = |d: usize, value: u32| self.rows[(self.starts[d] + value * self.width as u32) as usize + w];
            let mut word = *of;
            for d in self.constrained.iter().filter(|d| **d != dimension) {
                word &= row(*d, atoms[*d]);
                if word == 0 {
                    break;
                }
            }
            for (first, value) in first.iter_mut().zip(values).filter(|(first, _)| first.is_none()) {
                let own = word & row(dimension, value);
                *first = (own != 0).then(|| w * 64 + own.trailing_zeros() as usize);
            }
            if first.iter().all(Option::is_some) {
                break;
            }
        }
        first
    }

    /// The boxes that accept a value, a bit each.
    pub fn accepting(&self, dimension: usize, value: u32) -> &[u64] {
        let row = self.row(dimension, value) as usize;
        &self.rows[row..row + self.width]
    }

    /// The boxes that accept the value of every dimension.
    pub fn holding_at(&self, atoms: &[u32]) -> Bits {
        let held = |w: usize| {
            let word = |d: &usize| self.rows[(self.starts[*d] + atoms[*d] * self.width as u32) as usize + w];
            self.constrained.iter().fold(self.all[w], |bits, d| bits & word(d))
        };
        (0..self.width).map(held).collect()
    }

    /// The first box that accepts all of these rows.
    pub fn first(&self, rows: &[u32]) -> Option<usize> {
        for w in 0..self.width {
            let mut word = self.all[w];
            for row in rows {
                word &= self.rows[*row as usize + w];
            }
            if word != 0 {
                return Some(w * 64 + word.trailing_zeros() as usize);
            }
        }
        None
    }
}
