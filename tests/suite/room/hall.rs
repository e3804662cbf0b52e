//! A meeting over the small desk's cases, and hands to run it with.

use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::{Length, Wanted, What};
use escalate_or_act::domain::room::ballot::{BallotId, Turn, Vote};
use escalate_or_act::domain::room::code::Code;
use escalate_or_act::domain::room::decide::{Decided, Entered};
use escalate_or_act::domain::room::event::{Doors, Event, Setup};
use escalate_or_act::domain::room::place::{Phase, Place};
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::request::{FromHost, FromSeat, Step};
use escalate_or_act::domain::room::seat::{SeatId, Ticket};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;

use crate::suite::session::desk::{Desk, NOON};

/// A room and all that happened in it.
pub struct Hall {
    pub room: Room,
    pub events: Vec<Event>,
}

/// How a meeting of the desk is opened.
pub fn setup(length: Length, seats: u32) -> Setup {
    let desk = Desk::new();
    let pack = desk.view();
    let (stops, items) = Wanted { length, seed: 5, ..Wanted::default() }.agenda(&pack).unwrap();
    Setup {
        id: uuid::Uuid::from_u128(7),
        doors: Doors { code: Code::from_seed(1), invite: "invite".to_owned(), screen: "screen".to_owned() },
        names: 3,
        seats,
        pack: "desk".to_owned(),
        title: Text::clean("The desk"),
        policy: pack.stamp(),
        length,
        stops,
        items,
    }
}

pub fn vote(answer: Answer, confidence: Certainty) -> Vote {
    Vote { answer, confidence }
}

pub fn ticket(n: u32) -> Ticket {
    Ticket::of(&format!("token-of-somebody-number-{n:08}")).unwrap()
}

impl Hall {
    pub fn open(length: Length) -> Self {
        Self::of(setup(length, 100))
    }

    pub fn of(setup: Setup) -> Self {
        let (room, first) = Room::open(setup, NOON);
        Self { room, events: vec![first] }
    }

    fn keep(&mut self, event: Event) {
        self.room.apply(&event).unwrap();
        self.events.push(event);
    }

    pub fn join(&mut self, n: u32) -> Result<SeatId, Refusal> {
        self.join_as(n, "")
    }

    pub fn join_as(&mut self, n: u32, alias: &str) -> Result<SeatId, Refusal> {
        match self.room.join(ticket(n), alias, NOON)? {
            Entered::Back(seat) => Ok(seat),
            Entered::New(seat, event) => {
                self.keep(event);
                Ok(seat)
            }
        }
    }

    /// True if something changed.
    pub fn seat(&mut self, seat: SeatId, number: u32, request: &FromSeat) -> Result<bool, Refusal> {
        let decided = self.room.seat(seat, number, request, NOON)?;
        Ok(self.done(decided))
    }

    /// True if something changed.
    pub fn host(&mut self, request: &FromHost) -> Result<bool, Refusal> {
        let decided = self.room.host(request, NOON)?;
        Ok(self.done(decided))
    }

    fn done(&mut self, decided: Decided) -> bool {
        match decided {
            Decided::Already => false,
            Decided::Change(event) => {
                self.keep(event);
                true
            }
        }
    }

    pub fn step(&mut self, step: Step) -> Result<bool, Refusal> {
        self.host(&FromHost::Go { from: self.room.place(), step })
    }

    /// On, key by key, until the meeting stands there.
    pub fn on_to(&mut self, stop: usize, phase: Phase) {
        while self.room.place() != (Place { stop, phase }) {
            assert!(self.step(Step::Next).unwrap(), "{stop} {phase:?} is never reached");
        }
    }

    /// The open vote.
    pub fn ballot(&self) -> BallotId {
        self.room.open_ballot().unwrap()
    }

    pub fn says(&mut self, seat: SeatId, answer: Answer, confidence: Certainty) -> Result<bool, Refusal> {
        let number = self.room.seat_of(seat).unwrap().last + 1;
        let ballot = self.ballot();
        self.seat(seat, number, &FromSeat::Vote { ballot, vote: vote(answer, confidence) })
    }

    /// The stop of the first discussed case.
    pub fn first_case(&self) -> usize {
        self.room.setup().stops.iter().position(|stop| matches!(stop.what, What::Case { .. })).unwrap()
    }

    pub fn split(&self, stop: usize, turn: Turn) -> Vec<(SeatId, Vote)> {
        self.room.ballot(BallotId { stop, turn }).map(|ballot| ballot.votes().collect()).unwrap_or_default()
    }
}
