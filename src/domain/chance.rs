//! Seeded chance: decks, names and codes.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Chance that is the same on every machine and with every version of the libraries: ChaCha8's stream is fixed, and what is
/// made of it is made here.
pub(in crate::domain) struct Chance(ChaCha8Rng);

impl Chance {
    pub(in crate::domain) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Evenly from 0 to `n - 1`; 0 if `n` is 0.
    pub(in crate::domain) fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        if n < 2 {
            return 0;
        }
        // Beyond the last whole multiple some results would be likelier than others: draw again.
        let whole = u64::MAX - u64::MAX % n;
        loop {
            let drawn = self.0.next_u64();
            if drawn < whole {
                return usize::try_from(drawn % n).unwrap_or(0);
            }
        }
    }

    pub(in crate::domain) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
