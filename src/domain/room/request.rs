//! What may be asked of a room: by a seat, and by the host. Neither can ask for the other's.

use serde::{Deserialize, Serialize};

use super::ballot::{BallotId, Hands, Vote};
use super::note::Note;
use super::place::{Phase, Place};
use super::seat::SeatId;
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// A seat's request. Each has a number, counted up by whoever sits there: what comes twice or too late changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromSeat {
    /// Vote, or change a vote.
    Vote {
        /// In which vote.
        ballot: BallotId,
        /// What.
        vote: Vote,
    },
    /// "What about when…?"
    Ask {
        /// The question.
        text: Text,
    },
    /// Be called otherwise; by the seat's name, where it is empty.
    Rename {
        /// As it was typed.
        alias: String,
    },
}

/// The host's request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FromHost {
    /// Go on, back, or ahead. Nothing happens if the meeting stands elsewhere already: a key that bounces, or is pressed again because
    /// nothing seemed to happen, must not open and close a vote that nobody saw. So three quick presses are one step; the host's screen
    /// says so.
    Go {
        /// Where the host believes it stands.
        from: Place,
        /// How.
        step: Step,
    },
    /// Hands were counted.
    Count {
        /// In which vote.
        ballot: BallotId,
        /// How many.
        hands: Hands,
    },
    /// Somebody takes a seat at the host's own keyboard.
    Sit {
        /// What they would rather be called.
        alias: String,
    },
    /// Somebody votes there.
    VoteFor {
        /// Whose seat; one at the host's keyboard.
        seat: SeatId,
        /// In which vote.
        ballot: BallotId,
        /// What.
        vote: Vote,
    },
    /// Show somebody out. Votes in closed ballots stay.
    Remove {
        /// Whom.
        seat: SeatId,
    },
    /// Let nobody new in, or do.
    Lock {
        /// Which.
        locked: bool,
    },
    /// Take a case out of scoring, or back in.
    Suspend {
        /// The item.
        item: usize,
        /// Why; none takes it back in.
        reason: Option<Text>,
    },
    /// Note something.
    Note(Note),
    /// Say who finds out about a question, or who settles a gap.
    Assign {
        /// The number of the event that noted it.
        note: u64,
        /// Who; empty where nobody does any more.
        owner: Text,
    },
    /// Start a timer, give more time, or stop it.
    Time {
        /// When it is over.
        until: Option<Millis>,
    },
}

/// How the meeting moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// To what comes next.
    Next,
    /// To what was before; a closed vote stays closed, and is passed over.
    Back,
    /// To a later phase of this stop.
    To(Phase),
    /// To the next stop.
    Leave,
}
