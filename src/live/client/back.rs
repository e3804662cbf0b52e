//! When to come back after a connection broke.
//!
//! A host that is started again has everybody back within two seconds: a handful, and ten thousand, who all lost it in the same
//! instant. So nobody waits longer than a second and a half, and hardly two the same time: in one instant a system keeps but a few
//! thousand knocking, and forgets the others for a second, then for two more.

use std::time::Duration;

/// Milliseconds to wait at the least and at the most, the first times; then as the last.
pub const BACK: [[u32; 2]; 3] = [[100, 1_000], [400, 1_200], [500, 1_500]];

/// How long to wait after so many tries; by chance, any number being as likely as any other.
pub fn pause(tries: usize, chance: u32) -> Duration {
    let [least, most] = BACK[tries.min(BACK.len() - 1)].map(u64::from);
    let micros = least * 1_000 + (((most - least) * 1_000 * u64::from(chance)) >> u32::BITS);
    Duration::from_micros(micros)
}

#[cfg(test)]
mod tests {
    use super::{BACK, pause};

    #[test]
    fn a_thousand_come_back_one_after_the_other_and_nobody_late() {
        for tries in [0, 1, 2, 3, 1_000] {
            let [least, most] = BACK[tries.min(2)].map(u128::from);
            let pauses: Vec<u128> = (0..1_000u32).map(|n| pause(tries, n * (u32::MAX / 1_000)).as_micros()).collect();
            let step = most - least;
            assert!(pauses.windows(2).all(|pair| pair[1] - pair[0] <= step + 1 && pair[1] - pair[0] >= step - 1), "evenly");
            assert!(pauses[0] == least * 1_000 && pause(tries, u32::MAX).as_millis() < most && most <= 1_500);
        }
    }
}
