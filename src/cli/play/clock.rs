//! The game's clock, and chance: the machine's, or standing still for tests and pictures.

use std::hash::{BuildHasher, Hasher, RandomState};

use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

use crate::domain::session::Millis;

/// The machine's clock, or one that stands still.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Clock(Option<Still>);

/// A moment, and how far the clock that shows it is ahead of UTC.
#[derive(Clone, Copy, Debug)]
struct Still {
    at: Timestamp,
    zone: Millis,
}

impl Clock {
    /// Milliseconds since 1970.
    pub(in crate::cli) fn now(self) -> Millis {
        self.0.map_or_else(Timestamp::now, |still| still.at).as_millisecond()
    }
}

/// The clock that `EOA_NOW` sets, or the machine's.
pub(in crate::cli) fn read() -> Result<Clock, String> {
    let Ok(text) = std::env::var("EOA_NOW") else { return Ok(Clock(None)) };
    let at = text.parse().map_err(|_| "EOA_NOW is not a time like 2026-11-21T09:30:00Z".to_owned())?;
    let offset = Pieces::parse(&text).ok().and_then(|pieces| pieces.to_numeric_offset());
    Ok(Clock(Some(Still { at, zone: offset.map_or(0, ahead) })))
}

/// How far the person's clock is ahead of UTC, in milliseconds. A clock that stands still stands where its time is written.
pub(in crate::cli) fn zone(clock: Clock) -> Millis {
    clock.0.map_or_else(|| ahead(Zoned::now().offset()), |still| still.zone)
}

fn ahead(offset: Offset) -> Millis {
    Millis::from(offset.seconds()) * 1000
}

/// A number unlike that of any other start.
pub(in crate::cli) fn entropy() -> u64 {
    RandomState::new().build_hasher().finish()
}
