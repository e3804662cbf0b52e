//! How much of everything: in all, and of each. Never by address alone: a whole venue is often one.

use std::time::{Duration, Instant};

/// Connections that have no seat yet, beyond one per seat. When more come in, the oldest of them goes.
pub const UNSEATED: usize = 256;
/// Connections in all, beyond two per seat: second tabs, projectors, people on their way in. More than the lobby takes, so that there is
/// always a place for somebody new.
pub const SPARE: usize = 1_024;
/// How long one may take to say who one is.
pub const TO_JOIN: Duration = Duration::from_secs(10);
/// How long one may take to say what one wants of the server.
pub const TO_ASK: Duration = Duration::from_secs(5);
/// How long a connection with a seat may be silent before it is asked whether it is there, and then until it is taken for dead. Long
/// enough for a phone that sleeps a little; whoever is cut comes back by themselves.
pub const SILENCE: Duration = Duration::from_secs(30);
/// Doors one connection may try.
pub const TRIES: u32 = 5;
/// Connections of one seat: the oldest goes when another comes.
pub const TABS: usize = 3;
/// Requests of a seat at once, and then per second.
pub const REQUESTS: (u32, f64) = (20, 4.0);
/// Signs of life of a connection at once, and then per second: "are you there?", a ping of the WebSocket's own, or a hello by somebody
/// who is in. People's programs ask when nothing was heard for a while, and when a page comes to the front again.
pub const SIGNS: (u32, f64) = (20, 1.0);
/// Wrong doors at once and then per second, in all: beyond that somebody is guessing.
pub const WRONG_DOORS: (u32, f64) = (40, 0.5);
/// Codes looked at per second while somebody is guessing: of those who never guessed wrong, and of all others.
pub const WHILE_GUESSING: (u32, f64) = (20, 10.0);
/// Requests on their way to the room.
pub const QUEUE: usize = 32_768;

/// So many at once, and then so many per second.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    left: f64,
    most: f64,
    per_second: f64,
    filled: Instant,
}

impl Bucket {
    /// A full one.
    pub fn new((most, per_second): (u32, f64), now: Instant) -> Self {
        Self { left: f64::from(most), most: f64::from(most), per_second, filled: now }
    }

    fn fill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.filled).as_secs_f64();
        self.left = (self.left + passed * self.per_second).min(self.most);
        self.filled = now;
    }

    /// Takes one, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        self.fill(now);
        let there = self.left >= 1.0;
        if there {
            self.left -= 1.0;
        }
        there
    }

    /// Whether there is none.
    pub fn is_empty(&mut self, now: Instant) -> bool {
        self.fill(now);
        self.left < 1.0
    }
}
