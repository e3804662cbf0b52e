//! The game's clock, and chance: the machine's, or standing still for tests and pictures.

use std::hash::{BuildHasher, Hasher, RandomState};

use jiff::{Timestamp, Zoned};

use crate::domain::session::Millis;

/// The machine's clock, or one that stands still.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Clock(Option<Timestamp>);

impl Clock {
    /// Milliseconds since 1970.
    pub(in crate::cli) fn now(self) -> Millis {
        self.0.unwrap_or_else(Timestamp::now).as_millisecond()
    }
}

/// The clock that `EOA_NOW` sets, or the machine's.
pub(in crate::cli) fn read() -> Result<Clock, String> {
    let Ok(text) = std::env::var("EOA_NOW") else { return Ok(Clock(None)) };
    let still = text.parse().map_err(|_| "EOA_NOW is not a time like 2026-11-21T09:30:00Z".to_owned())?;
    Ok(Clock(Some(still)))
}

/// How far the person's clock is ahead of UTC, in milliseconds. A clock that stands still stands in UTC.
pub(in crate::cli) fn zone(clock: Clock) -> Millis {
    clock.0.map_or_else(|| Millis::from(Zoned::now().offset().seconds()) * 1000, |_| 0)
}

/// A number unlike that of any other start.
pub(in crate::cli) fn entropy() -> u64 {
    RandomState::new().build_hasher().finish()
}
