//! The door: who is let in by which code, and what is done about guessing.
//!
//! A code has 34 million values. As long as hardly anybody is wrong, codes are looked at as they come. Once more than forty were
//! wrong, and more than one every two seconds since, somebody is guessing: from then on twenty codes a second are looked at in all, half of them kept
//! for addresses that were never wrong, whatever comes, right or wrong; the rest hear "try again". At that rate guessing one room takes
//! ten days on average. The QR's invite and the tokens of seats can't be guessed and are never slowed.

use std::collections::{HashSet, VecDeque};
use std::net::IpAddr;
use std::time::Instant;

use super::limits::{Bucket, WHILE_GUESSING, WRONG_DOORS};
use crate::domain::room::code::Code;
use crate::domain::room::event::Doors;

/// Addresses remembered for having been wrong.
const REMEMBERED: usize = 4_096;

/// What the door says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Come in.
    In,
    /// No such room.
    Wrong,
    /// Not looked at: try again later.
    Later,
}

/// The door of a room.
#[derive(Debug)]
pub struct Door {
    doors: Doors,
    wrong: Bucket,
    /// For addresses that were never wrong, and for the others.
    lanes: [Bucket; 2],
    guessers: HashSet<IpAddr>,
    order: VecDeque<IpAddr>,
}

impl Door {
    /// The door with these keys.
    pub fn new(doors: Doors, now: Instant) -> Self {
        let lanes = [Bucket::new(WHILE_GUESSING, now); 2];
        Self { doors, wrong: Bucket::new(WRONG_DOORS, now), lanes, guessers: HashSet::new(), order: VecDeque::new() }
    }

    /// Whether what was typed or scanned lets one in.
    pub fn try_code(&mut self, typed: &str, from: IpAddr, now: Instant) -> Said {
        if same(typed, &self.doors.invite) {
            return Said::In;
        }
        let address = network(from);
        if self.wrong.is_empty(now) {
            let lane = usize::from(self.guessers.contains(&address));
            if !self.lanes[lane].take(now) {
                return Said::Later;
            }
        }
        if Code::typed(typed).is_some_and(|code| same(code.as_str(), self.doors.code.as_str())) {
            return Said::In;
        }
        self.wrong.take(now);
        self.remember(address);
        Said::Wrong
    }

    /// Whether this is the projector's key.
    pub fn is_screen(&self, key: &str) -> bool {
        same(key, &self.doors.screen)
    }

    fn remember(&mut self, address: IpAddr) {
        if self.guessers.insert(address) {
            self.order.push_back(address);
            if self.order.len() > REMEMBERED
                && let Some(oldest) = self.order.pop_front()
            {
                self.guessers.remove(&oldest);
            }
        }
    }
}

/// Compared without telling by the time it takes how much of it was right.
fn same(given: &str, right: &str) -> bool {
    !right.is_empty() && blake3::hash(given.as_bytes()) == blake3::hash(right.as_bytes())
}

/// One household has a whole IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((u128::from(v6) & !u128::from(u64::MAX)).into()),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}
