//! Somebody who forgets as people do, taught by the queue and by a weekly round of everything.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs it by name")]

use escalate_or_act::domain::learner::memory::Memory;
use escalate_or_act::domain::learner::memory::place::{Names, Place};
use escalate_or_act::domain::learner::memory::queue::{Edited, Queue};
use escalate_or_act::domain::learner::memory::syllabus::Syllabus;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Attempt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::json;

use super::answering::shop;
use crate::suite::measures::attempts::{DAY, START, of};

const PLACES: i64 = 60;
const DAYS: i64 = 180;

/// A case at one of the places; whether it is remembered is left to chance.
fn meet(place: i64, time: i64, remembered: bool) -> Attempt {
    let answer = if remembered { Answer::Yes } else { Answer::Escalate };
    let mut attempt = of("M-1", Kind::Act, answer, time);
    attempt.facet.as_mut().unwrap().line = json!(place);
    Attempt { confidence: Certainty::Fairly, ..attempt }
}

#[test]
fn nine_in_ten_are_kept_with_less_than_half_the_cases_of_a_weekly_round() {
    let policy = shop(str::to_owned);
    let names = Names::of(&policy);
    let mut chance = ChaCha8Rng::seed_from_u64(11);
    let mut remembers = |likely: f64| f64::from(chance.next_u32()) < likely * f64::from(u32::MAX);
    let places: Vec<Place> = (0..PLACES).map(|i| Place::met(&meet(i, START, true), &names).unwrap()).collect();
    let mut syllabus = Syllabus::default();
    places.iter().for_each(|place| syllabus.add(place.clone()));
    let mut memory = Memory::default();
    (0..PLACES).for_each(|i| memory.learn(&meet(i, START + i, true), &policy));
    let (mut cases, mut kept) = (0, 0.0);
    for day in 1..=DAYS {
        let now = START + day * DAY;
        let due: Vec<Place> =
            Queue::of(&memory, &syllabus, &Edited::new()).due(now, usize::MAX).iter().map(|i| i.place.clone()).collect();
        for place in due {
            let nth = places.iter().position(|p| *p == place).unwrap();
            let likely = memory.trace(&place).unwrap().retrievability(now);
            memory.learn(&meet(i64::try_from(nth).unwrap(), now + i64::try_from(nth).unwrap(), remembers(likely)), &policy);
            cases += 1;
        }
        kept += places.iter().map(|p| memory.trace(p).unwrap().retrievability(now)).sum::<f64>() / PLACES as f64;
    }
    let weekly = PLACES * DAYS / 7;
    println!(
        "{cases} cases where a weekly round takes {weekly}; {:.1} % remembered on an average day",
        100.0 * kept / DAYS as f64
    );
    assert!(cases * 2 <= weekly, "{cases} cases, {weekly} in weekly rounds");
    assert!(kept / DAYS as f64 >= 0.9, "{}", kept / DAYS as f64);
}
