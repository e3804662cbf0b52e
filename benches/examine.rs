//! What examining a policy costs: dead rules and grey areas, then redundant rules and idle conditions. Medians over several policies.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

#[path = "support/tables.rs"]
mod tables;

use escalate_or_act::content::{self, Keep, Sources};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::dead::dead;
use escalate_or_act::domain::policy::analysis::grey::Question;
use escalate_or_act::domain::policy::analysis::ground::Ground;
use escalate_or_act::domain::policy::analysis::idle::idle;
use escalate_or_act::domain::policy::analysis::purse::Purse;
use escalate_or_act::domain::policy::analysis::redundant::redundant;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::compile::compile;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::policy::rule::RuleId;
use std::time::{Duration, Instant};
use tables::{Size, cases, day, policy};

/// As many grey areas as `eoa check` lists.
const MOST: usize = 20;

/// Times of one policy, and what was found.
#[derive(Default)]
struct Figures {
    times: [Vec<Duration>; 6],
    found: [usize; 4],
    undecided: usize,
}

fn main() {
    println!(
        "{:<28} {:>9} {:>9} {:>9} {:>10} {:>10} {:>10}   dead grey redundant idle undecided",
        "policy", "compile", "dead", "grey", "dead+grey", "redundant", "idle"
    );
    for (name, size) in [
        ("200 rules, 30 facts", Size { rules: 200, facts: 30, sums: 0 }),
        ("400 rules, 30 facts", Size { rules: 400, facts: 30, sums: 0 }),
        ("400 rules, 30 facts, 4 sums", Size { rules: 400, facts: 30, sums: 4 }),
    ] {
        let mut figures = Figures::default();
        for seed in 0..5 {
            let policy = policy(size, seed);
            let told = cases(&policy, 100, seed + 1_000);
            figures.examine(&policy, &told);
        }
        figures.print(name);
    }
    for listing in content::list(&Sources::default()) {
        let pack = content::load(&listing, Keep::All);
        let mut figures = Figures::default();
        let told: Vec<Case> = pack.scenarios.iter().map(|s| s.case.clone()).collect();
        if let Some(policy) = &pack.policy {
            (0..5).for_each(|_| figures.examine(policy, &told));
        }
        figures.print(&listing.id);
    }
}

impl Figures {
    fn examine(&mut self, policy: &Policy, told: &[Case]) {
        let mut clock = Clock(Instant::now());
        let Ok(geometry) = compile(policy, day()) else { return };
        let ground = Ground::of(policy, &geometry);
        let compiling = clock.lap();
        let (dead, mut open) = dead(&ground, &Purse::default());
        let dying = clock.lap();
        let told: Vec<&Case> = told.iter().collect();
        let areas = Question { ground: &ground, accepted: &[], cases: &told, most: MOST }.areas(&Budget::default());
        let greying = clock.lap();
        let silent: Vec<RuleId> = dead.iter().map(|d| d.rule).chain(open.iter().copied()).collect();
        let (redundant, unsure) = redundant(&ground, &silent, &Purse::default());
        let repeating = clock.lap();
        open.extend(unsure);
        let spare: Vec<RuleId> = silent.iter().copied().chain(redundant.iter().map(|r| r.rule)).collect();
        let rules: Vec<RuleId> = geometry.ranked.iter().copied().filter(|r| !spare.contains(r)).collect();
        let (idle, unsure) = idle(&ground, &rules, &Purse::default()).unwrap_or_default();
        let idling = clock.lap();
        let times = [compiling, dying, greying, dying + greying, repeating, idling];
        self.times.iter_mut().zip(times).for_each(|(all, one)| all.push(one));
        let found = [dead.len(), areas.areas.len(), redundant.len(), idle.len()];
        self.found.iter_mut().zip(found).for_each(|(all, one)| *all += one);
        self.undecided += open.len() + unsure.len() + usize::from(areas.undecided);
    }

    fn print(&mut self, name: &str) {
        let [compile, dead, grey, both, redundant, idle] = self.times.each_mut().map(|times| {
            times.sort_unstable();
            format!("{:.2?}", times.get(times.len() / 2).copied().unwrap_or_default())
        });
        let [killed, areas, repeated, idled] = self.found;
        let undecided = self.undecided;
        println!(
            "{name:<28} {compile:>9} {dead:>9} {grey:>9} {both:>10} {redundant:>10} {idle:>10}   {killed:>4} {areas:>4} {repeated:>9} {idled:>4} {undecided:>9}"
        );
    }
}

/// Laps.
struct Clock(Instant);

impl Clock {
    fn lap(&mut self) -> Duration {
        let lap = self.0.elapsed();
        self.0 = Instant::now();
        lap
    }
}
