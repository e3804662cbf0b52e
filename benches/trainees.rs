//! How soon somebody who plays by a misreading, and slips once in ten answers, is found out: by cases that are chosen for it, and by as
//! many drawn at random. On the small shop any case may be asked, one after the other until somebody is named; on the shipped packs a
//! sitting is played as it is: cases that can be told, twenty at the most, with nothing in the log and after some practice.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]
#![allow(clippy::unwrap_used, reason = "the shipped policies are sound; if one is not, this says where")]

#[allow(dead_code, reason = "the tests ask more of them")]
#[path = "../tests/suite/belief/packs.rs"]
mod packs;
#[allow(dead_code, reason = "the tests ask more of them")]
#[path = "../tests/suite/belief/players.rs"]
mod players;
#[allow(dead_code, reason = "the tests ask more of them")]
#[path = "../tests/suite/belief/simulated.rs"]
mod simulated;

use escalate_or_act::domain::learner::belief::misreading::Misreading;
use packs::{PRACTISED, Pack};
use simulated::{report, shop};

/// How many people are tried on the shop.
const PEOPLE: usize = 120;

fn main() {
    report("the shop", &shop(), PEOPLE);
    for pack in Pack::shipped() {
        let suspects = &pack.grounds.suspects.suspects;
        let told: usize = suspects.iter().map(|suspect| suspect.readings.len()).sum();
        println!(
            "{}: {} cases to tell; of {} ways to misread it, {told} are told by three or more, as {} that answer unlike",
            pack.id,
            pack.grounds.tellings.len(),
            Misreading::all(&pack.policy, pack.engine.day()).len(),
            suspects.len()
        );
        for practised in [0, PRACTISED / 2, PRACTISED] {
            let tally = pack.tally(1, practised);
            println!("  after {practised} answers: {}", tally.told());
            if practised == PRACTISED {
                tally.by_kind().into_iter().for_each(|(kind, named, of)| println!("    {kind}: {named} of {of}"));
            }
        }
    }
}
