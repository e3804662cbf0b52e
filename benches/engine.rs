//! What the engine costs: deciding a compiled case, explaining a case, compiling a policy. Medians and 99th percentiles.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

#[path = "support/tables.rs"]
mod tables;

use escalate_or_act::domain::policy::engine::Engine;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tables::{Size, cases, day, policy};

fn main() {
    println!("{:<34} {:>12} {:>12} {:>12} {:>12} {:>9}", "policy", "compile", "decide", "explain p50", "explain p99", "given up");
    for (name, size, seeds) in [
        ("12 rules, 13 facts", Size { rules: 12, facts: 13, sums: 0 }, 10),
        ("12 rules, 13 facts, 2 sums", Size { rules: 12, facts: 13, sums: 2 }, 10),
        ("400 rules, 30 facts", Size { rules: 400, facts: 30, sums: 0 }, 2),
        ("400 rules, 30 facts, 4 sums", Size { rules: 400, facts: 30, sums: 4 }, 2),
    ] {
        report(name, size, seeds);
    }
}

/// Several policies of one size, so that no single lucky one is quoted.
fn report(name: &str, size: Size, seeds: u64) {
    let (mut compiles, mut decisions, mut explanations) = (Vec::new(), Vec::new(), Vec::new());
    let mut given_up = 0;
    for seed in 0..seeds {
        let policy = policy(size, seed);
        let begun = Instant::now();
        let Ok(engine) = Engine::compile(&policy, day()) else {
            println!("{name}: too large");
            return;
        };
        compiles.push(begun.elapsed());
        let count = if size.rules > 100 { 200 } else { 2_000 };
        let cases = cases(&policy, count, seed + 1_000);
        let compiled: Vec<_> = cases.iter().filter_map(|c| engine.compile_case(c)).collect();
        for _ in 0..20 {
            let begun = Instant::now();
            for case in &compiled {
                black_box(engine.verdict(black_box(case)));
            }
            decisions.push(begun.elapsed() / compiled.len() as u32);
        }
        for case in &cases {
            let begun = Instant::now();
            let explained = black_box(engine.explain(black_box(case)));
            explanations.push(begun.elapsed());
            given_up += usize::from(explained.is_ok_and(|e| e.given_up));
        }
    }
    let shown = [at(&mut compiles, 50), at(&mut decisions, 50), at(&mut explanations, 50), at(&mut explanations, 99)];
    let share = format!("{given_up}/{}", explanations.len());
    println!("{name:<34} {:>12} {:>12} {:>12} {:>12} {share:>9}", shown[0], shown[1], shown[2], shown[3]);
}

fn at(times: &mut [Duration], percent: usize) -> String {
    times.sort_unstable();
    let place = (times.len() * percent / 100).min(times.len() - 1);
    format!("{:.3?}", times[place])
}
