//! The room itself: what its events come to.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::agenda::Stop;
use super::ballot::{Ballot, BallotId, Turn};
use super::event::Setup;
use super::item::Item;
use super::journey::Journey;
use super::looks::Looks;
use super::note::Noted;
use super::place::Place;
use super::request::Step;
use super::seat::{Seat, SeatId, Ticket};
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// A meeting. What it is follows from its events alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    pub(super) setup: Setup,
    /// The number the next event will have.
    pub(super) next: u64,
    pub(super) journey: Journey,
    pub(super) seats: Vec<Seat>,
    pub(super) by_ticket: HashMap<Ticket, SeatId>,
    /// Tickets of those who were shown out: they don't come in again.
    pub(super) out: HashSet<Ticket>,
    /// How the names in use look.
    pub(super) looks: Looks,
    /// Seats that were not shown out.
    pub(super) here: u32,
    pub(super) locked: bool,
    pub(super) ballots: BTreeMap<BallotId, Ballot>,
    pub(super) suspended: BTreeMap<usize, Text>,
    pub(super) notes: Vec<Noted>,
    pub(super) timer: Option<Millis>,
    /// Somebody was erased from it.
    pub(super) erased: bool,
}

impl Room {
    /// How it was opened.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The number the next event will have; how many there are.
    pub fn next_seq(&self) -> u64 {
        self.next
    }

    /// Where the meeting stands.
    pub fn place(&self) -> Place {
        self.journey.place()
    }

    /// The stop on the agenda it stands at.
    pub fn stop(&self) -> Option<&Stop> {
        self.setup.stops.get(self.place().stop)
    }

    /// The case on the table.
    pub fn item(&self) -> Option<&Item> {
        self.item_of(self.place().stop)
    }

    /// The case of a stop.
    pub fn item_of(&self, stop: usize) -> Option<&Item> {
        self.setup.items.get(self.setup.stops.get(stop)?.what.item()?)
    }

    /// A seat.
    pub fn seat_of(&self, seat: SeatId) -> Option<&Seat> {
        self.seats.get(usize::try_from(seat.0).ok()?)
    }

    /// Every seat ever taken, those shown out among them.
    pub fn seats(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        (0u32..).map(SeatId).zip(&self.seats)
    }

    /// How many seats are taken now.
    pub fn people(&self) -> u32 {
        self.here
    }

    /// Whose ticket this is, if they were not shown out.
    pub fn holder(&self, ticket: Ticket) -> Option<SeatId> {
        self.by_ticket.get(&ticket).copied()
    }

    /// What was cast in a vote; none if nobody has.
    pub fn ballot(&self, ballot: BallotId) -> Option<&Ballot> {
        self.ballots.get(&ballot)
    }

    /// Every vote in which somebody voted, in the order of the agenda.
    pub fn ballots(&self) -> impl Iterator<Item = (BallotId, &Ballot)> {
        self.ballots.iter().map(|(id, ballot)| (*id, ballot))
    }

    /// Whether a vote takes votes now.
    pub fn is_open(&self, ballot: BallotId) -> bool {
        self.journey.is_open(ballot)
    }

    /// Whether a vote takes votes no more.
    pub fn is_over(&self, ballot: BallotId) -> bool {
        self.journey.is_over(ballot)
    }

    /// The vote that is open.
    pub fn open_ballot(&self) -> Option<BallotId> {
        let place = self.place();
        let ballot = BallotId { stop: place.stop, turn: place.phase.turn()? };
        self.is_open(ballot).then_some(ballot)
    }

    /// Whether the answer to the case of a stop has been shown.
    pub fn is_out(&self, stop: usize) -> bool {
        self.journey.is_out(stop)
    }

    /// Why a case was taken out of scoring; none if it counts.
    pub fn suspended(&self, item: usize) -> Option<&Text> {
        self.suspended.get(&item)
    }

    /// What was noted, in order.
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// What was noted by the event of that number.
    pub fn note_of(&self, seq: u64) -> Option<&Noted> {
        self.notes.iter().find(|noted| noted.seq == seq)
    }

    /// Whether nobody new may come in.
    pub fn is_locked(&self) -> bool {
        self.locked
    }

    /// When the timer is over, where one runs.
    pub fn timer(&self) -> Option<Millis> {
        self.timer
    }

    /// Whether somebody was erased from it: what is left is told of five people or more.
    pub fn is_thinned(&self) -> bool {
        self.erased
    }

    /// Where a step would lead; none if there is nothing there.
    pub fn ahead(&self, step: Step) -> Option<Place> {
        let swung = |stop| self.ballot(BallotId { stop, turn: Turn::Second }).is_some_and(|b| b.cast() > 0);
        self.journey.step(&self.setup.stops, step, swung)
    }
}
