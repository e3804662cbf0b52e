//! What comparing two versions costs: three edits of a large policy, found and told. Medians and the largest.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

#[path = "support/tables.rs"]
mod tables;

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::diff::Diff;
use escalate_or_act::domain::policy::diff::region::Regions;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::policy::rule::RuleOutcome;
use escalate_or_act::domain::text::Text;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tables::{Size, cases, day, policy};

fn main() {
    println!("{:<28} {:>10} {:>10} {:>8} {:>14}", "policy, three edits", "diff p50", "largest", "pairs", "told, p50");
    for (name, size) in [
        ("12 rules, 13 facts", Size { rules: 12, facts: 13, sums: 0 }),
        ("200 rules, 30 facts", Size { rules: 200, facts: 30, sums: 0 }),
        ("200 rules, 30 facts, 4 sums", Size { rules: 200, facts: 30, sums: 4 }),
        ("400 rules, 30 facts", Size { rules: 400, facts: 30, sums: 0 }),
    ] {
        report(name, size);
    }
}

fn report(name: &str, size: Size) {
    let (mut times, mut told, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for seed in 0..10 {
        let old = policy(size, seed);
        let new = edited(&old, size, seed);
        let begun = Instant::now();
        let Ok(diff) = Diff::of(black_box(&old), black_box(&new), day(), &Budget::default()) else {
            println!("{name}: too large");
            return;
        };
        times.push(begun.elapsed());
        assert!(!diff.undecided, "decided");
        pairs.push(diff.pairs.len());
        let (begun, budget) = (Instant::now(), Budget::default());
        let Ok(regions) = Regions::of(&diff) else { return };
        let like = cases(&old, 1, seed);
        for pair in &diff.pairs {
            let turned = regions.turned(pair, &budget);
            assert!(black_box(diff.witness(pair, &turned.parts, like.first())).is_some(), "a case of each");
        }
        told.push(begun.elapsed());
    }
    pairs.sort_unstable();
    let largest = times.iter().max().copied().unwrap_or_default();
    println!(
        "{name:<28} {:>10.2?} {largest:>10.2?} {:>8} {:>14.2?}",
        median(&mut times),
        pairs[pairs.len() / 2],
        median(&mut told)
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// One rule gone, one that decides otherwise, one that asks what another asked.
fn edited(old: &Policy, size: Size, seed: u64) -> Policy {
    let mut new = old.clone();
    let at = |n: u64| (seed * 37 + n * 61) as usize % size.rules;
    let other = policy(size, seed + 1_000);
    new.rules[at(0)].outcome = match new.rules[at(0)].outcome {
        RuleOutcome::Act(_) => RuleOutcome::Decline(Text::clean("No.")),
        _ => RuleOutcome::Act(Text::clean("Yes.")),
    };
    new.rules[at(1)].when.clone_from(&other.rules[at(1)].when);
    new.rules.remove(at(2));
    new
}
