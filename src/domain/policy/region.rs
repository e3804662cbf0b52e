//! The exact algebra of fact space: facts cut into atoms, boxes of atoms, sums of facts, and what a set of boxes leaves uncovered.
//!
//! Everything is a set of whole numbers: a threshold is a cut between two neighbouring values, so `<` and `<=` differ by one
//! step and no interval is open. Sums and differences of two facts are dimensions of their own; [`linear`] knows which
//! combinations of them hold a point at all.

pub mod bits;
pub mod chart;
pub mod cover;
pub mod linear;
pub mod pins;
pub mod points;
pub mod space;

use self::pins::Pins;
use self::space::Space;

/// A box: a word a dimension. A numeric dimension's word is a closed interval of atoms, any other's a mask of values.
pub type Words = smallvec::SmallVec<[u64; 32]>;

/// The word of an interval of atoms, both ends in.
pub const fn interval(low: u32, high: u32) -> u64 {
    ((low as u64) << 32) | high as u64
}

/// The lowest atom of an interval word.
pub const fn low(word: u64) -> u32 {
    (word >> 32) as u32
}

/// The highest atom of an interval word.
pub const fn high(word: u64) -> u32 {
    word as u32
}

/// A box that knows which dimensions it narrows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// A word a dimension.
    pub words: Words,
    /// The dimensions in which it is not everything, ascending.
    pub narrowed: smallvec::SmallVec<[u16; 12]>,
    /// What it pins of the dimensions that have two values.
    pub pins: Pins,
    /// Those of the narrowed that no pin says, ascending.
    pub unpinned: smallvec::SmallVec<[u16; 12]>,
}

impl Block {
    /// A box of a space.
    pub fn of(words: Words, space: &Space) -> Self {
        let narrowed: smallvec::SmallVec<[u16; 12]> =
            (0..words.len()).filter(|d| words[*d] != space.whole[*d]).map(|d| d as u16).collect();
        let unpinned = narrowed.iter().copied().filter(|d| space.bit(usize::from(*d)).is_none()).collect();
        Self { pins: Pins::of(&words, space), words, narrowed, unpinned }
    }

    /// The same box, no longer narrow in one dimension.
    #[must_use]
    pub fn freed(&self, dimension: usize, space: &Space) -> Self {
        let mut freed = self.clone();
        freed.words[dimension] = space.whole[dimension];
        freed.narrowed.retain(|d| usize::from(*d) != dimension);
        freed.unpinned.retain(|d| usize::from(*d) != dimension);
        if let Some(bit) = space.bit(dimension) {
            freed.pins.set(bit, space.whole[dimension]);
        }
        freed
    }

    /// Whether it shares a cell with another box (linear ties aside).
    pub fn meets(&self, other: &Self, space: &Space) -> bool {
        !self.pins.clash(other.pins) && self.unpinned().all(|(d, word)| space.intersect(d, word, other.words[d]).is_some())
    }

    /// What of it lies in another box, if anything does.
    pub fn inside(&self, other: &Self, space: &Space) -> Option<Self> {
        self.meets(other, space).then(|| space.part(&self.words, other)).flatten().map(|words| Self::of(words, space))
    }

    /// The dimensions it narrows that no pin says, each with its word there.
    pub fn unpinned(&self) -> impl Iterator<Item = (usize, u64)> + Clone + '_ {
        let words = &self.words[..];
        self.unpinned.iter().map(move |d| (usize::from(*d), words[usize::from(*d)]))
    }

    /// The dimensions it narrows, each with its word there.
    pub fn narrow(&self) -> impl DoubleEndedIterator<Item = (usize, u64)> + Clone + '_ {
        // The slice is taken once: this is the innermost loop of nearly everything.
        let words = &self.words[..];
        self.narrowed.iter().map(move |d| (usize::from(*d), words[usize::from(*d)]))
    }
}

impl std::ops::Deref for Block {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        &self.words
    }
}
