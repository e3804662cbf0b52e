//! What the host alone sees: the split of a closed vote, the advice, the answer, the agenda and what was noted.

use serde::{Deserialize, Serialize};

use super::screen::Screen;
use super::table::Votes;
use crate::domain::room::advice::Advice;
use crate::domain::room::agenda::title;
use crate::domain::room::ballot::{Ballot, BallotId, Turn};
use crate::domain::room::note::{Note, Noted};
use crate::domain::room::place::Place;
use crate::domain::room::request::Step;
use crate::domain::room::reveal::Reveal;
use crate::domain::room::seat::{Here, Seat, SeatId};
use crate::domain::room::split::{Moves, Split};
use crate::domain::room::state::Room;
use crate::domain::text::Text;

/// The host's view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// What the projector shows.
    pub screen: Screen,
    /// The stops, with their titles.
    pub agenda: Vec<Line>,
    /// Where one key leads.
    pub next: Option<Place>,
    /// Where another leads.
    pub back: Option<Place>,
    /// The case on the table, by its place among the items.
    pub item: Option<usize>,
    /// The answer to the case on the table.
    pub answer: Option<Reveal>,
    /// Votes of this stop that are over; each from four voters up.
    pub votes: Votes,
    /// How many of them were right: in the first or only vote, in the second.
    pub right: [Option<u32>; 2],
    /// How people moved between the two.
    pub moves: Option<Moves>,
    /// What helps most now; after a vote that is over, and as long as the answer is not out.
    pub advice: Option<Advice>,
    /// Who sits here.
    pub seats: Vec<Sitting>,
    /// Seats at the host's keyboard that have not voted in the open vote.
    pub waiting: Vec<SeatId>,
    /// What was noted, in order.
    pub notes: Vec<Written>,
    /// Why the case on the table is out of scoring, if it is.
    pub suspended: Option<Text>,
}

/// A line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// For people.
    pub title: Text,
    /// Minutes it is meant to take.
    pub minutes: u32,
}

/// Something that was noted. Whose question it is stands in the journal, where it counts how many one has asked, and in no view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The number of the event that noted it.
    pub seq: u64,
    /// The case that was on the table, if any.
    pub item: Option<usize>,
    /// What.
    pub note: Note,
    /// By somebody in the room, and not by the host.
    pub asked: bool,
}

/// Somebody in the room; never what they voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// Which seat.
    pub seat: SeatId,
    /// What they are called.
    pub name: Text,
    /// They vote on the host's keyboard.
    pub keyboard: bool,
    /// Nobody sits there just now.
    pub away: bool,
}

impl Room {
    /// What the host sees, with these seats sat in.
    pub fn host_view(&self, here: Here<'_>) -> Host {
        let stop = self.place().stop;
        let item = self.item();
        let votes = self.votes(stop);
        let right = |split: Option<Split>| split.and_then(|split| Some(split.right(&item?.key)));
        let latest = votes.second.or(votes.first).filter(|_| !self.is_out(stop));
        Host {
            screen: self.screen(here),
            agenda: self.lines(),
            next: self.ahead(Step::Next),
            back: self.ahead(Step::Back),
            item: self.stop().and_then(|stop| stop.what.item()),
            answer: item.map(|item| item.key.for_host().clone()),
            votes,
            right: [right(votes.first), right(votes.second)],
            moves: self.moves(stop),
            advice: latest.and_then(|split| Advice::of(&split, &item?.key)),
            seats: self.sitting(here),
            waiting: self.waiting(),
            notes: self.written(),
            suspended: self.stop().and_then(|stop| self.suspended(stop.what.item()?)).cloned(),
        }
    }

    fn lines(&self) -> Vec<Line> {
        let setup = self.setup();
        setup.stops.iter().map(|stop| Line { title: title(stop.what, &setup.items), minutes: stop.minutes }).collect()
    }

    /// How people moved between the two votes of a stop, once both are over.
    pub fn moves(&self, stop: usize) -> Option<Moves> {
        let over = |turn| {
            let ballot = BallotId { stop, turn };
            self.ballot(ballot).filter(|_| self.journey.is_over(ballot))
        };
        Moves::between(over(Turn::First)?, over(Turn::Second)?, &self.item_of(stop)?.key)
    }

    fn written(&self) -> Vec<Written> {
        let written = self.notes().iter();
        let tell =
            |noted: &Noted| Written { seq: noted.seq, item: noted.item, note: noted.note.clone(), asked: noted.seat.is_some() };
        written.map(tell).collect()
    }

    fn sitting(&self, here: Here<'_>) -> Vec<Sitting> {
        let sitting = |(seat, who): (SeatId, &Seat)| Sitting {
            seat,
            name: Text::clean(who.called()),
            keyboard: who.ticket.is_none(),
            away: !who.is_here(seat, here),
        };
        self.seats().filter(|(_, who)| !who.removed).map(sitting).collect()
    }

    /// Who at the keyboard has still to vote.
    fn waiting(&self) -> Vec<SeatId> {
        let Some(open) = self.open_ballot() else { return Vec::new() };
        let voted = |seat| self.ballot(open).is_some_and(|ballot: &Ballot| ballot.vote(seat).is_some());
        let keyboard = self.seats().filter(|(_, who)| !who.removed && who.ticket.is_none());
        keyboard.map(|(seat, _)| seat).filter(|seat| !voted(*seat)).collect()
    }
}
