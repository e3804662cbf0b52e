//! What reading a long log costs: a million attempts into what is remembered, the queue of a hundred thousand places, the figures
//! of a trainee's report.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]

use std::time::{Duration, Instant};

use escalate_or_act::domain::learner::measures::panel::Panel;
use escalate_or_act::domain::learner::memory::Memory;
use escalate_or_act::domain::learner::memory::place::{Names, Place};
use escalate_or_act::domain::learner::memory::queue::{Edited, Queue};
use escalate_or_act::domain::learner::memory::syllabus::Syllabus;
use escalate_or_act::domain::learner::path::Path;
use escalate_or_act::domain::learner::path::progress::Progress;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::{Decision, Kind};
use escalate_or_act::domain::policy::rule::Stakes;
use escalate_or_act::domain::policy::source::parse;
use escalate_or_act::domain::report::trainee::{Figures, own};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode, PolicyStamp, VerdictStamp};
use escalate_or_act::domain::session::facet::Facet;
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::session::taps::GradedTaps;
use serde_json::{Map, json};
use uuid::Uuid;

const POLICY: &str = include_str!("../tests/fixtures/marrow-pine/policy.toml");
const ATTEMPTS: i64 = 1_000_000;
const PLACES: i64 = 100_000;
const DAY: i64 = 86_400_000;
/// A day in 2024; an attempt every 43 seconds from then on.
const START: i64 = 20_000 * DAY;

fn main() {
    let source = parse(POLICY, "policy.toml");
    let Some(policy) = source.policy() else { return println!("the sample policy has mistakes") };
    let attempts: Vec<Attempt> = (0..ATTEMPTS).map(|i| attempt(policy, i)).collect();
    let names = Names::of(policy);
    let mut syllabus = Syllabus::default();
    attempts.iter().filter_map(|a| Place::met(a, &names)).take(PLACES as usize).for_each(|place| syllabus.add(place));
    let now = START + ATTEMPTS / 2000 * DAY + 30 * DAY;
    for _ in 0..3 {
        let (memory, replay) = timed(|| Memory::of(&attempts, policy));
        let edited = Edited::new();
        let (queue, built) = timed(|| Queue::of(&memory, &syllabus, &edited));
        let (some, first) = timed(|| queue.due(now, 20));
        let (all, every) = timed(|| queue.due(now, usize::MAX));
        println!("{ATTEMPTS} attempts at {} places replayed: {replay:.2?}; the queue made: {built:.2?}", memory.len());
        println!("  the first {} that are due: {first:.2?}; all {}: {every:.2?}", some.len(), all.len());
    }
    let all: Vec<&Attempt> = attempts.iter().collect();
    let (panel, time) = timed(|| Panel::of(&all));
    println!("the panel of {} answers: {time:.2?}", panel.over_escalation.of + panel.over_reach.of);
    let Some(engine) = Date::new(2026, 9, 1).and_then(|day| Engine::compile(policy, day).ok()) else { return };
    let pack = PackView { name: "shop", policy, policy_hash: "h", judge: &engine, scenarios: &[] };
    let (figures, time) = timed(|| Figures::of(&own(&attempts, "Ada", &policy.id), &pack, "Ada"));
    println!("all figures of {} answers: {time:.2?}", figures.counted.answers());
    let edited = PackView { policy_hash: "another text", ..pack };
    let path = Path::of(&edited, &[]);
    let (progress, time) = timed(|| Progress::of(&attempts, &edited, &path, now / DAY));
    println!("how far they have come on their path, by {} answers at an earlier text: {time:.2?}", progress.answers);
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

/// One answer in seven is wrong.
fn attempt(policy: &Policy, i: i64) -> Attempt {
    let id = |rule: &str| Some(rule.to_owned());
    Attempt {
        id: Uuid::from_u128(u128::from(i.unsigned_abs())),
        trainee: "Ada".to_owned(),
        session: Uuid::nil(),
        mode: Mode::Practice,
        pack: "shop".to_owned(),
        policy: PolicyStamp { id: policy.id.clone(), version: "1".to_owned(), hash: "h".to_owned() },
        scenario: "kettle".to_owned(),
        case_hash: "c".to_owned(),
        facts: Map::new(),
        asked: Vec::new(),
        answer: if i % 7 == 0 { Answer::Escalate } else { Answer::Yes },
        confidence: Certainty::ALL[i.unsigned_abs() as usize % 3],
        taps: GradedTaps::default(),
        looked_up: false,
        verdict: VerdictStamp {
            decision: Decision::Act,
            kind: Some(Kind::Act),
            rules: vec!["M-1".to_owned()],
            stakes: Stakes::Major,
            settled: true,
        },
        facet: Some(Facet { fact: "amount".to_owned(), line: json!(i * 7919 % PLACES), here: id("M-1"), there: id("M-3") }),
        duration: 1,
        time: START + i * (DAY / 2000),
        zone: 0,
        program: "0".to_owned(),
    }
}
