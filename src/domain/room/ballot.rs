//! Votes: what a seat said in a ballot, and hands that were counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::seat::SeatId;
use crate::domain::session::answer::{Answer, Certainty};

/// Hands at the most: more is a slip of the finger.
pub const MOST_HANDS: u32 = 10_000;

/// One vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vote {
    /// Act yes, act no, or escalate.
    pub answer: Answer,
    /// 1, 2 or 3.
    pub confidence: Certainty,
}

/// Which vote of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// Before anybody spoke.
    First,
    /// After the discussion.
    Second,
    /// A case answered alone, without discussion: a twin, or a question put before the first case.
    Alone,
}

/// Names a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BallotId {
    /// The stop of the agenda, from 0.
    pub stop: usize,
    /// Which vote there.
    pub turn: Turn,
}

/// Hands raised, as the host counted them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hands {
    /// Act yes.
    pub yes: u32,
    /// Act no.
    pub no: u32,
    /// Escalate.
    pub escalate: u32,
}

impl Hands {
    /// How many in all.
    pub fn all(self) -> u32 {
        self.yes.saturating_add(self.no).saturating_add(self.escalate)
    }

    /// How many for an answer.
    pub fn of(self, answer: Answer) -> u32 {
        match answer {
            Answer::Yes => self.yes,
            Answer::No => self.no,
            Answer::Escalate => self.escalate,
        }
    }
}

/// What was cast in one vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballot {
    votes: BTreeMap<SeatId, Vote>,
    hands: Option<Hands>,
    /// Somebody was erased from the meeting after it.
    thinned: bool,
}

impl Ballot {
    /// A seat's vote.
    pub fn vote(&self, seat: SeatId) -> Option<Vote> {
        self.votes.get(&seat).copied()
    }

    /// Every secret vote, in the order of the seats.
    pub fn votes(&self) -> impl Iterator<Item = (SeatId, Vote)> + '_ {
        self.votes.iter().map(|(seat, vote)| (*seat, *vote))
    }

    /// Votes cast by seats, without hands.
    pub fn secret(&self) -> u32 {
        u32::try_from(self.votes.len()).unwrap_or(u32::MAX)
    }

    /// The hands, if they were counted.
    pub fn hands(&self) -> Option<Hands> {
        self.hands
    }

    /// How many have voted, hands among them.
    pub fn cast(&self) -> u32 {
        self.secret().saturating_add(self.hands.map_or(0, Hands::all))
    }

    /// Whether somebody was erased from the meeting after it.
    pub fn is_thinned(&self) -> bool {
        self.thinned
    }

    pub(super) fn thin_out(&mut self) {
        self.thinned = true;
    }

    pub(super) fn take(&mut self, seat: SeatId, vote: Vote) {
        self.votes.insert(seat, vote);
    }

    pub(super) fn drop_seat(&mut self, seat: SeatId) {
        self.votes.remove(&seat);
    }

    pub(super) fn count(&mut self, hands: Hands) {
        self.hands = Some(hands).filter(|h| h.all() > 0);
    }
}
