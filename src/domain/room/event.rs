//! What happened in a room, in order: all there is to know about it.

use serde::{Deserialize, Serialize};

use super::agenda::{Length, Stop};
use super::alias::Alias;
use super::ballot::{BallotId, Hands, Vote};
use super::code::Code;
use super::item::Item;
use super::note::Note;
use super::place::Place;
use super::seat::{SeatId, Ticket};
use crate::domain::session::Millis;
use crate::domain::session::attempt::PolicyStamp;
use crate::domain::text::Text;

/// Something that happened. The first of a room has the number 0, and none is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number.
    pub seq: u64,
    /// When, in milliseconds since 1970; nothing depends on it.
    pub at: Millis,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// The room was opened. The first event, and only that.
    Opened(Box<Setup>),
    /// Somebody took a seat.
    Joined {
        /// Which.
        seat: SeatId,
        /// What they are recognised by; none for a seat at the host's own keyboard.
        ticket: Option<Ticket>,
        /// What the seat is called.
        name: Text,
        /// What they would rather be called.
        alias: Option<Alias>,
    },
    /// Somebody wants to be called otherwise, or by the seat's name again.
    Renamed {
        /// Who.
        seat: SeatId,
        /// The number of their request.
        number: u32,
        /// The new one.
        alias: Option<Alias>,
    },
    /// A seat voted, or changed its vote.
    Voted {
        /// Who.
        seat: SeatId,
        /// The number of their request.
        number: u32,
        /// In which vote.
        ballot: BallotId,
        /// What.
        vote: Vote,
    },
    /// The host counted hands; they replace those counted before.
    Counted {
        /// In which vote.
        ballot: BallotId,
        /// How many.
        hands: Hands,
    },
    /// The meeting went on, back or ahead.
    Moved {
        /// Where to.
        to: Place,
    },
    /// Somebody was shown out.
    Removed {
        /// Who.
        seat: SeatId,
    },
    /// Nobody new may come in, or they may again.
    Locked {
        /// Which.
        locked: bool,
    },
    /// A case leaves scoring, or comes back into it.
    Suspended {
        /// The item.
        item: usize,
        /// Why; none if it is back.
        reason: Option<Text>,
    },
    /// Something was noted.
    Noted {
        /// The case on the table, if any.
        item: Option<usize>,
        /// Who asked; none for the host.
        seat: Option<SeatId>,
        /// The number of their request; 0 for the host.
        number: u32,
        /// What.
        note: Note,
    },
    /// The host said who finds out about a question, or who settles a gap; or that nobody does any more.
    Assigned {
        /// The number of the event that noted it.
        note: u64,
        /// Who; empty for nobody.
        owner: Text,
    },
    /// The host started a timer, gave more time, or stopped it. Nothing ends with it.
    Timed {
        /// When it is over, in milliseconds since 1970.
        until: Option<Millis>,
    },
    /// Somebody had themselves erased: these seats stay empty, and what was done there is no longer among the events before.
    Erased {
        /// Which.
        seats: Vec<SeatId>,
    },
}

/// How a room is opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// The session's id, in the log and as the name of its journal.
    pub id: uuid::Uuid,
    /// The code, and the keys that stand for it.
    pub doors: Doors,
    /// Orders the names of the seats.
    pub names: u64,
    /// Seats at the most.
    pub seats: u32,
    /// The pack's name.
    pub pack: String,
    /// The pack's title, for people.
    pub title: Text,
    /// The policy that judges.
    pub policy: PolicyStamp,
    /// How long the meeting is meant to be.
    pub length: Length,
    /// Its stops; the first is the lobby, the last the end.
    pub stops: Vec<Stop>,
    /// Its cases.
    pub items: Vec<Item>,
}

/// What lets one in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doors {
    /// Typed by people.
    pub code: Code,
    /// In the QR: too long to be guessed.
    pub invite: String,
    /// For the second view on the host's machine: too long to be guessed.
    pub screen: String,
}
