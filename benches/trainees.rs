//! How soon somebody who plays by a misreading, and slips once in ten answers, is found out: by cases that are chosen for it, and by as
//! many drawn at random.

#![allow(clippy::print_stdout, reason = "a bench speaks to whoever runs it")]
#![allow(clippy::unwrap_used, reason = "the shipped policies are sound; if one is not, this says where")]

#[allow(dead_code, reason = "the tests ask more of them")]
#[path = "../tests/suite/belief/players.rs"]
mod players;
#[allow(dead_code, reason = "the tests ask more of them")]
#[path = "../tests/suite/belief/simulated.rs"]
mod simulated;

use escalate_or_act::content::{Keep, Sources, list, load};
use simulated::{report, shop};

/// How many people are tried on each policy.
const PEOPLE: usize = 120;

fn main() {
    report("the shop", &shop(), PEOPLE);
    for listing in list(&Sources::default()) {
        if let Some(policy) = load(&listing, Keep::Findings).policy {
            report(&listing.id, &policy, PEOPLE);
        }
    }
}
