//! Sets of places, a bit a place.

use smallvec::SmallVec;
use std::cmp::Ordering;

/// Bits in words of 64.
pub type Bits = SmallVec<[u64; 10]>;

/// The places of the set bits of a word, ascending.
pub fn ones_of(word: u64) -> impl Iterator<Item = usize> + Clone {
    let mut rest = word;
    std::iter::from_fn(move || {
        (rest != 0).then(|| {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            bit
        })
    })
}

/// The places of the set bits of words that come one after another, ascending.
pub fn places(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
    words.enumerate().flat_map(|(at, word)| ones_of(word).map(move |bit| at * 64 + bit))
}

/// The places of set bits, ascending.
pub fn ones(bits: &[u64]) -> impl Iterator<Item = usize> + '_ {
    places(bits.iter().copied())
}

/// The place of the first set bit of words that come one after another.
pub fn first_of(words: impl Iterator<Item = u64>) -> Option<usize> {
    words.enumerate().find(|(_, word)| *word != 0).map(|(w, word)| w * 64 + word.trailing_zeros() as usize)
}

/// Whether a bit is set.
pub fn has(bits: &[u64], place: usize) -> bool {
    bits[place / 64] >> (place % 64) & 1 == 1
}

/// Sets a bit.
pub fn set(bits: &mut [u64], place: usize) {
    bits[place / 64] |= 1 << (place % 64);
}

/// Of a word of 64 places, a bit for each that comes after one.
pub fn after(word: usize, place: usize) -> u64 {
    match word.cmp(&(place / 64)) {
        Ordering::Less => 0,
        Ordering::Equal => u64::MAX << (place % 64) << 1,
        Ordering::Greater => u64::MAX,
    }
}

/// Of a word of 64 places, a bit for each that comes before one.
pub fn before(word: usize, place: usize) -> u64 {
    match word.cmp(&(place / 64)) {
        Ordering::Less => u64::MAX,
        Ordering::Equal => !(u64::MAX << (place % 64)),
        Ordering::Greater => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bits, after, before, first_of, has, ones, set};

    #[test]
    fn what_was_set_is_there_in_order_and_nothing_else() {
        let mut bits = Bits::from_elem(0, 3);
        [130, 0, 63, 64].into_iter().for_each(|place| set(&mut bits, place));
        assert_eq!(ones(&bits).collect::<Vec<usize>>(), [0, 63, 64, 130]);
        assert!(has(&bits, 64) && !has(&bits, 65));
        assert_eq!(first_of(bits.iter().map(|word| word & !1)), Some(63));
        assert_eq!(first_of([0, 0].into_iter()), None);
    }

    #[test]
    fn what_comes_before_and_after_a_place_is_all_but_the_place() {
        for place in [0, 5, 63, 64, 127] {
            for word in 0..2 {
                let sides = [before(word, place), after(word, place)];
                let own = if place / 64 == word { 1 << (place % 64) } else { 0 };
                assert_eq!((sides[0] | sides[1], sides[0] & sides[1]), (!own, 0), "{place}");
                assert!(
                    ones(&sides[..1]).all(|bit| word * 64 + bit < place) && ones(&sides[1..]).all(|bit| word * 64 + bit > place)
                );
            }
        }
    }
}
