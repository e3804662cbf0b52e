//! Why a request was refused, in words for whoever made it.

use serde::{Deserialize, Serialize};

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// A vote that came after the vote was closed, or for another one.
    #[error("this vote is closed")]
    Closed,
    /// A vote for something that is not being voted on yet.
    #[error("this vote is not open")]
    NotOpen,
    /// The seat was shown out.
    #[error("the host has ended your visit")]
    Removed,
    /// The room lets nobody new in.
    #[error("the room is locked: ask the host to let you in")]
    Locked,
    /// Every seat is taken.
    #[error("the room is full: ask the host for more seats")]
    Full,
    /// There is no such seat.
    #[error("there is no such seat in this room")]
    NoSeat,
    /// The host may vote for seats at the own keyboard only.
    #[error("this seat votes for itself")]
    NotYours,
    /// More hands than a room holds.
    #[error("so many hands are a slip: at most 10,000")]
    TooManyHands,
    /// A text that says nothing.
    #[error("there is nothing written")]
    Empty,
    /// A text beyond its bounds.
    #[error("that is too long: at most 500 letters")]
    TooLong,
    /// A seat that asks and asks.
    #[error("you have asked 20 questions: tell the host the rest")]
    TooManyQuestions,
    /// No such note.
    #[error("there is no such note in this meeting")]
    NoNote,
    /// An improvement, or thanks.
    #[error("only a question or a gap is for somebody to take")]
    NotToTake,
    /// Nothing left of an alias, or it is the host's.
    #[error("that name can't be used here: yours stays as it is")]
    NoName,
    /// No place there.
    #[error("there is nothing there")]
    Nowhere,
    /// No such case.
    #[error("there is no such case in this meeting")]
    NoCase,
}
