//! The exact algebra of fact space: facts cut into atoms, boxes of atoms, sums of facts, and what a set of boxes leaves uncovered.
//!
//! Everything is a set of whole numbers: a threshold is a cut between two neighbouring values, so `<` and `<=` differ by one
//! step and no interval is open. Sums and differences of two facts are dimensions of their own; [`linear`] knows which
//! combinations of them hold a point at all.

pub mod cover;
pub mod linear;
pub mod space;

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
}

impl Block {
    /// A box among everything there is.
    pub fn of(words: Words, everything: &[u64]) -> Self {
        let narrowed = (0..words.len()).filter(|d| words[*d] != everything[*d]).map(|d| d as u16).collect();
        Self { words, narrowed }
    }

    /// The same box, no longer narrow in one dimension.
    #[must_use]
    pub fn freed(&self, dimension: usize, everything: &[u64]) -> Self {
        let mut freed = self.clone();
        freed.words[dimension] = everything[dimension];
        freed.narrowed.retain(|d| usize::from(*d) != dimension);
        freed
    }

    /// The dimensions it narrows, each with its word there.
    pub fn narrow(&self) -> impl DoubleEndedIterator<Item = (usize, u64)> + Clone + '_ {
        // The slice is taken once: this is the innermost loop of nearly everything.
        let words = &self.words[..];
        self.narrowed.iter().map(move |d| (usize::from(*d), words[usize::from(*d)]))
    }

    /// What of it lies in another box, if anything does: only where the other is narrow can it become narrower.
    pub fn inside(&self, other: &Self, space: &Space) -> Option<Self> {
        if !space.meet(other, &self.words) {
            return None;
        }
        let mut inside = self.clone();
        for (d, word) in other.narrow() {
            inside.words[d] = space.intersect(d, self.words[d], word)?;
            if !inside.narrowed.contains(&(d as u16)) {
                inside.narrowed.push(d as u16);
            }
        }
        inside.narrowed.sort_unstable();
        Some(inside)
    }
}

impl std::ops::Deref for Block {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        &self.words
    }
}
