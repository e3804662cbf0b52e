//! The exact algebra of fact space: facts cut into atoms, boxes of atoms, sums of facts, and what a set of boxes leaves uncovered.
//!
//! Everything is a set of whole numbers: a threshold is a cut between two neighbouring values, so `<` and `<=` differ by one
//! step and no interval is open. Sums and differences of two facts are dimensions of their own; [`linear`] knows which
//! combinations of them hold a point at all.

pub mod cover;
pub mod linear;
pub mod space;

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
