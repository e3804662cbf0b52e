//! Seats: who is in the room, as far as the room wants to know.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::alias::Alias;
use crate::domain::text::Text;

/// A seat's number, from 0, in the order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeatId(pub u32);

/// What a seat is recognised by: the hash of the token that its owner keeps. Whoever reads the journal can't take a seat with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Ticket([u8; 16]);

/// The fewest letters of a token: 128 bits of hexadecimal digits are 32, of base 64 are 22.
pub const TOKEN_FROM: usize = 22;
/// And the most.
pub const TOKEN_TO: usize = 64;

impl Ticket {
    /// The ticket of a token; none if that is no token: letters, digits, `-` and `_`, 22 to 64 of them.
    pub fn of(token: &str) -> Option<Self> {
        let fits = (TOKEN_FROM..=TOKEN_TO).contains(&token.len());
        let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        (fits && plain).then(|| {
            let hash = blake3::derive_key("escalate-or-act 2026 seat token", token.as_bytes());
            let mut ticket = [0; 16];
            ticket.copy_from_slice(&hash[..16]);
            Self(ticket)
        })
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> Self {
        ticket.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl TryFrom<String> for Ticket {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = |at: usize| text.get(at..at + 2).and_then(|d| u8::from_str_radix(d, 16).ok());
        let mut ticket = [0; 16];
        for (at, byte) in ticket.iter_mut().enumerate() {
            *byte = digits(at * 2).ok_or("a ticket is 32 hexadecimal digits")?;
        }
        if text.len() == 32 { Ok(Self(ticket)) } else { Err("a ticket is 32 hexadecimal digits".to_owned()) }
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket")
    }
}

/// In which seats somebody sits just now. The room can't know: connections come and go, and nothing happens to the room by that.
pub type Here<'a> = &'a dyn Fn(SeatId) -> bool;

/// Somebody sits in every seat.
pub fn everyone(_: SeatId) -> bool {
    true
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The animal it is called by.
    pub name: Text,
    /// What its owner would rather be called.
    pub alias: Option<Alias>,
    /// None where the seat votes on the host's own keyboard.
    pub ticket: Option<Ticket>,
    /// Shown out; its number is never given away again.
    pub removed: bool,
    /// The number of its last request that was taken: what comes again, or comes late, has a lower one.
    pub last: u32,
    /// Questions it has asked.
    pub questions: u32,
}

impl Seat {
    /// Whether somebody sits in it; at the host's keyboard somebody always does.
    pub fn is_here(&self, seat: SeatId, here: Here<'_>) -> bool {
        self.ticket.is_none() || here(seat)
    }

    /// What it is called in the room.
    pub fn called(&self) -> &str {
        self.alias.as_ref().map_or(self.name.as_str(), Alias::as_str)
    }
}
