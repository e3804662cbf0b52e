//! What the coastline costs: every facet of the shipped packs and of generated policies, from a compiled policy, and what fifty
//! cases show of them. Medians.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

#[path = "support/tables.rs"]
mod tables;

use escalate_or_act::content::{Keep, Sources, list, load};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::coverage::Coverage;
use escalate_or_act::domain::policy::analysis::facets::Coastline;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Decision;
use escalate_or_act::domain::policy::region::cover::Budget;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tables::{Size, cases, day, policy};

fn main() {
    println!("{:<34} {:>12} {:>8} {:>8} {:>16} {:>12}", "policy", "coastline", "lines", "facets", "act or escalate", "coverage");
    for listing in list(&Sources::default()) {
        if let Some(policy) = load(&listing, Keep::Findings).policy {
            report(&listing.id, &[policy]);
        }
    }
    let size = |rules, facts, sums| Size { rules, facts, sums };
    let several = |size: Size, seeds: u64| (0..seeds).map(|seed| policy(size, seed)).collect::<Vec<Policy>>();
    report("12 rules, 13 facts", &several(size(12, 13, 0), 10));
    report("12 rules, 13 facts, 2 sums", &several(size(12, 13, 2), 10));
    report("200 rules, 30 facts", &several(size(200, 30, 0), 1));
}

/// Several policies of one size, so that no single lucky one is quoted: the median of each, and the mean of these.
fn report(name: &str, policies: &[Policy]) {
    let (mut time, mut lines, mut facets, mut turning, mut covering) = (Duration::ZERO, 0, 0, 0, Duration::ZERO);
    for policy in policies {
        let Ok(engine) = Engine::compile(policy, day()) else { continue };
        let mut times = Vec::new();
        let mut last = None;
        while times.len() < 3 || times.len() < 51 && times.iter().sum::<Duration>() < Duration::from_secs(2) {
            let begun = Instant::now();
            last = Some(black_box(Coastline::of(black_box(&engine), &Budget::default())));
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        time += times[times.len() / 2];
        let Some(coastline) = last.filter(|c| c.complete) else { continue };
        let told = cases(policy, 50, 7);
        let begun = Instant::now();
        black_box(Coverage::of(&engine, &coastline, black_box(&told)));
        covering += begun.elapsed();
        lines += coastline.lines.len();
        facets += coastline.facets.len();
        let escalates = |f: usize, side: usize| coastline.facets[f].answers[side].decision() == Decision::Escalate;
        turning += (0..coastline.facets.len()).filter(|f| escalates(*f, 0) != escalates(*f, 1)).count();
    }
    let count = policies.len();
    let mean = |time: Duration| time / u32::try_from(count).unwrap_or(1);
    let (time, covering) = (mean(time), mean(covering));
    let [lines, facets, turning] = [lines, facets, turning].map(|n| n / count);
    println!("{name:<34} {time:>12.3?} {lines:>8} {facets:>8} {turning:>16} {covering:>12.3?}");
}
