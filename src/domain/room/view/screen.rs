//! What the projector shows: the table, how many have voted, who has come in, and the code, on every screen.

use serde::{Deserialize, Serialize};

use super::table::Board;
use crate::domain::room::code::Code;
use crate::domain::room::place::Phase;
use crate::domain::room::seat::Here;
use crate::domain::room::state::Room;
use crate::domain::text::Text;

/// Names shown in the lobby: more are only counted.
const NAMES: usize = 200;

/// The projector's view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// What everyone sees.
    pub board: Board,
    /// What is played.
    pub title: Text,
    /// For those who come late, too.
    pub code: Code,
    /// Nobody new is let in.
    pub locked: bool,
    /// Seats taken.
    pub people: u32,
    /// Seats among them in which nobody sits just now: they left, and may come back.
    pub away: u32,
    /// Votes in the vote that is open, hands among them; how many, never whose.
    pub voted: Option<u32>,
    /// How many of those who are here have not voted in it: when it is none, the host need not wait.
    pub missing: u32,
    /// Who has come in, latest first; in the lobby alone.
    pub names: Vec<Text>,
}

impl Room {
    /// What the projector shows, with these seats sat in.
    pub fn screen(&self, here: Here<'_>) -> Screen {
        let ballot = self.open_ballot();
        let voted = |seat| ballot.and_then(|ballot| self.ballot(ballot)?.vote(seat)).is_some();
        let (mut away, mut missing) = (0, 0);
        for (seat, who) in self.seats().filter(|(_, who)| !who.removed) {
            let is_here = who.is_here(seat, here);
            away += u32::from(!is_here);
            missing += u32::from(is_here && ballot.is_some() && !voted(seat));
        }
        let lobby = self.place().phase == Phase::Lobby;
        let names = self.seats.iter().rev().filter(|seat| lobby && !seat.removed);
        Screen {
            board: self.board(),
            title: self.setup().title.clone(),
            code: self.setup().doors.code.clone(),
            locked: self.is_locked(),
            people: self.people(),
            away,
            voted: self.voted(),
            missing,
            names: names.take(NAMES).map(|seat| Text::clean(seat.called())).collect(),
        }
    }

    /// Votes in the vote that is open; none where none is.
    pub fn voted(&self) -> Option<u32> {
        let open = self.open_ballot()?;
        Some(self.ballot(open).map_or(0, |ballot| ballot.cast()))
    }
}
