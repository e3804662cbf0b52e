//! Changes of several facts at once beside enumeration, on policies in which many red lines hold at the same time.

use super::naive::decide;
use super::properties::{Guard, cases, check_flips, engine, explained};
use super::random::{Dice, case, crowded};

#[test]
fn the_least_changes_of_several_facts_are_those_of_enumeration() {
    // Enumeration takes longer than on the small policies: one case each, of half as many.
    let policies = (cases() / 2).max(20);
    let mut moved = [0usize; 12];
    for seed in 0..policies {
        let mut dice = Dice::new(1_000_000 + seed);
        let policy = crowded(&mut dice);
        let engine = engine(&policy);
        let case = case(&mut dice, &policy, 0);
        let guard = Guard(format!("seed {seed}: {case:?}"));
        if let Some(explanation) = explained(&engine, &case, decide(&policy, &case).is_some()) {
            assert!(!explanation.given_up);
            check_flips(&policy, &case, &explanation);
            explanation.flips.iter().for_each(|f| moved[f.changes.len()] += 1);
        }
        std::mem::forget(guard);
    }
    assert!(
        moved[2] > 0 && moved[3] > 0 && moved[4..].iter().any(|n| *n > 0),
        "some change moves two facts, some three, some more: {moved:?}"
    );
}
