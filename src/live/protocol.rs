//! What participants and the server say to each other: JSON texts over one WebSocket at `/live`.
//!
//! # A participant's visit
//!
//! 1. Make a token once and keep it (`localStorage`, the data folder): 22 to 64 letters, digits, `-` or `_`, at random, 128 bits or
//!    more. The token is the seat: whoever has it sits there.
//! 2. Connect, and say [`Join`](FromClient::Join) with the token and a door: the code as it was typed, or what stands behind the `#` of the
//!    address in the QR. A token that has a seat needs no door. Coming in and coming back are the same message, and saying it
//!    twice does no harm.
//! 3. Hear [`Seated`](ToClient::Seated) with name, votes so far and the `last` number used, then [`Board`](ToClient::Board) with what is on the
//!    table. From then on every change is a whole new board; one with a lower `seq` than the last is old. `Seated` comes again
//!    when the seat's own things changed otherwise than by its own request.
//! 4. Each request has a `number`, counted up from `last + 1`. It is answered by [`Taken`](ToClient::Taken) once it is safe on the host's
//!    disk, or by [`Refused`](ToClient::Refused). What was not answered is sent again after a reconnect, with the same number: it
//!    counts once. An older request that arrives after a newer one changes nothing, so say one at a time, and the next once it is
//!    answered: then what was refused for haste (`too-fast`, `busy`) is said again after `retry`, with the same number.
//! 5. When the connection breaks, connect again: after 0.1 to 1 s, then 0.4 to 1.2 s, then every 0.5 to 1.5 s, at random, so that a whole
//!    room does not come in one instant. The server may have been restarted; the seat and its votes are still there. After
//!    [`Gone`](ToClient::Gone) don't.
//! 6. A connection may be dead and nobody says so. Whoever has heard nothing for a while says [`There`](FromClient::There), and hears
//!    [`Here`](ToClient::Here). The server asks by a ping of the WebSocket, which browsers answer by themselves, and hangs up on who
//!    does not answer.
//!
//! ```text
//! > {"join":{"protocol":2,"token":"q6bS…","door":"K7M3XP","alias":"Sam"}}
//! < {"seated":{"name":"Otter","alias":"Sam","last":0,"votes":[]}}
//! < {"board":{"now":1790000000000,"board":{"seq":9,"place":{"stop":2,"phase":"vote"},"stops":9,"timer":null,"table":
//!     {"phase":"vote","shows":{"case":{"kind":"case","number":1,"of":2,"sheet":{"title":"The cracked lid", …}},
//!                              "ballot":{"stop":2,"turn":"first"}}}}}}
//! > {"vote":{"number":1,"ballot":{"stop":2,"turn":"first"},"vote":{"answer":"yes","confidence":3}}}
//! < {"taken":{"number":1,"alias":"Sam","votes":[{"ballot":{"stop":2,"turn":"first"},"vote":{"answer":"yes","confidence":3}}]}}
//! > {"ask":{"number":2,"text":"What about when it was a gift?"}}
//! < {"taken":{"number":2,"alias":"Sam","votes":[ … ]}}
//! > "there"
//! < "here"
//! ```
//!
//! # What a participant never hears
//!
//! Before the reveal no message has a field for the answer, the rule or a case to come: [`ToClient`] is made of
//! [`Board`] and [`Own`] alone, and of these only `Table::Reveal` holds an answer. Nobody hears who voted what, and nobody but the host a
//! split before it is closed.
//!
//! # The projector
//!
//! `eoa team --present` says [`Watch`](FromClient::Watch) with the key that the host's program keeps for it, and hears
//! [`Screen`](ToClient::Screen) at most four times a second.
//!
//! # Bounds
//!
//! A message has at most [`LARGEST`] bytes. Who says nothing for ten seconds after connecting, or asks faster than a person can,
//! is refused; text that is no message of this protocol ends the connection.

use serde::{Deserialize, Serialize};

use crate::domain::room::ballot::{BallotId, Vote};
use crate::domain::room::refusal::Refusal;
use crate::domain::room::view::own::{Own, OwnVote};
use crate::domain::room::view::screen::Screen;
use crate::domain::room::view::table::Board;
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// This protocol's number.
pub const PROTOCOL: u32 = 2;

/// Bytes of a message from a client at the most: a question of 500 letters, each escaped, fits.
pub const LARGEST: usize = 4096;

/// From a participant, or from the projector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FromClient {
    /// Come in, or come back.
    Join {
        /// [`PROTOCOL`].
        protocol: u32,
        /// The seat's own secret.
        token: String,
        /// The code, or the invite of the QR; may be empty where the token has a seat.
        #[serde(default)]
        door: String,
        /// What one would rather be called; may be empty.
        #[serde(default)]
        alias: String,
    },
    /// Show what the room may see.
    Watch {
        /// [`PROTOCOL`].
        protocol: u32,
        /// The projector's key.
        key: String,
    },
    /// Vote, or change a vote.
    Vote {
        /// Of this request.
        number: u32,
        /// As the board names it.
        ballot: BallotId,
        /// What.
        vote: Vote,
    },
    /// "What about when…?"
    Ask {
        /// Of this request.
        number: u32,
        /// The question.
        text: String,
    },
    /// Be called otherwise; by the seat's name, where it is empty.
    Rename {
        /// Of this request.
        number: u32,
        /// As it was typed.
        alias: String,
    },
    /// Are you there?
    There,
}

/// To a participant, or to the projector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToClient {
    /// You are in your seat.
    Seated(Own),
    /// What is on the table.
    Board {
        /// The server's clock, in milliseconds since 1970: a timer's end is told by it.
        now: Millis,
        /// The table.
        board: Board,
    },
    /// It is safe on the disk; what is your own is now like this.
    Taken {
        /// Of the request.
        number: u32,
        /// What you are called otherwise than by your seat's name: where another has it already, a number is added.
        alias: Option<Text>,
        /// Your votes in this stop.
        votes: Vec<OwnVote>,
    },
    /// It was not taken, and changed nothing.
    Refused {
        /// Of the request; none for a visit.
        number: Option<u32>,
        /// Why.
        why: Why,
        /// The same for people.
        words: String,
        /// Milliseconds after which to try again, where that helps.
        retry: Option<u64>,
    },
    /// The answer to [`There`](FromClient::There).
    Here,
    /// The host has ended your visit: don't come again.
    Gone,
    /// What the projector shows.
    Screen {
        /// The server's clock.
        now: Millis,
        /// The view.
        screen: Screen,
    },
}

/// Why something was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// No such code, invite or key.
    #[error("there is no room with this code: look at the screen again")]
    WrongDoor,
    /// A token that is none.
    #[error("this is not a seat's token: 22 to 64 letters and digits")]
    BadToken,
    /// Another version of the program.
    #[error("this client speaks another version of the protocol: load the page again")]
    Protocol,
    /// Not now: too many at once.
    #[error("there is a crowd at the door: try again in a moment")]
    Busy,
    /// More requests than a person makes.
    #[error("that was too fast: wait a moment")]
    TooFast,
    /// No seat yet.
    #[error("come in first")]
    NotSeated,
    /// The room says so: written as the refusal alone.
    #[error("{0}")]
    #[serde(untagged)]
    Room(Refusal),
}

impl ToClient {
    /// A refusal with its words.
    pub fn refused(number: Option<u32>, why: Why, retry: Option<u64>) -> Self {
        Self::Refused { number, why, words: why.to_string(), retry }
    }
}
