//! Dimensions with two values (a flag, a member, a choice of two), all looked at together: a bit each says which are pinned.

use super::space::Space;

/// What a box pins of the two-valued dimensions that have a bit: the first [`MOST`] of a space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// Those at their first value.
    first: u128,
    /// Those at their second.
    second: u128,
}

/// How many dimensions have a bit.
pub const MOST: usize = 128;

impl Pins {
    /// Those of a box.
    pub fn of(words: &[u64], space: &Space) -> Self {
        let mut pins = Self::default();
        for (bit, d) in space.pairs.iter().enumerate() {
            pins.set(bit, words[usize::from(*d)]);
        }
        pins
    }

    /// Gives a dimension another word.
    pub fn set(&mut self, bit: usize, word: u64) {
        let one = 1 << bit;
        (self.first, self.second) = (self.first & !one, self.second & !one);
        match word {
            0b01 => self.first |= one,
            0b10 => self.second |= one,
            _ => {}
        }
    }

    /// Whether some dimension is pinned here to what it isn't there.
    pub fn clash(self, other: Self) -> bool {
        (self.first & other.second) | (self.second & other.first) != 0
    }

    /// Those that another box, which doesn't clash, leaves open: a bit each.
    pub fn open_in(self, other: Self) -> u128 {
        (self.first & !other.first) | (self.second & !other.second)
    }
}
