//! What one participant sees beside the table: their own seat and votes.

use serde::{Deserialize, Serialize};

use crate::domain::room::ballot::{BallotId, Vote};
use crate::domain::room::seat::SeatId;
use crate::domain::room::state::Room;
use crate::domain::text::Text;

/// A participant's seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// What the seat is called.
    pub name: Text,
    /// What they would rather be called.
    pub alias: Option<Text>,
    /// The number of their last request that was taken; theirs go on from there.
    pub last: u32,
    /// Their votes in this stop.
    pub votes: Vec<OwnVote>,
}

/// A vote of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnVote {
    /// In which vote.
    pub ballot: BallotId,
    /// What.
    pub vote: Vote,
}

impl Room {
    /// What this seat's owner may see; none if there is no such seat, or they were shown out.
    pub fn own(&self, seat: SeatId) -> Option<Own> {
        let who = self.seat_of(seat).filter(|who| !who.removed)?;
        let stop = self.place().stop;
        let vote = |turn| {
            let ballot = BallotId { stop, turn };
            Some(OwnVote { ballot, vote: self.ballot(ballot)?.vote(seat)? })
        };
        Some(Own {
            name: who.name.clone(),
            alias: who.alias.as_ref().map(|alias| Text::clean(alias.as_str())),
            last: who.last,
            votes: self.turns_of(stop).filter_map(vote).collect(),
        })
    }
}
