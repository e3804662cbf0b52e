//! What events come to.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::ballot::{Ballot, BallotId};
use super::event::{Event, Happened, Setup};
use super::journey::{Journey, exists, place_of};
use super::looks::Looks;
use super::note::Noted;
use super::seat::{Seat, SeatId};
use super::state::Room;
use crate::domain::session::Millis;

/// What applying an event did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The room is another now.
    Changed,
    /// It was in there already.
    Known,
}

/// An event that can't be of this room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Events are missing before it.
    #[error("event {found} comes where event {expected} belongs: something between is missing")]
    Gap {
        /// The number that belongs there.
        expected: u64,
        /// The number it has.
        found: u64,
    },
    /// It does not fit what came before.
    #[error("event {seq} does not fit what happened before it")]
    Unfit {
        /// Its number.
        seq: u64,
    },
    /// The first event does not open a room, or there is none.
    #[error("the first event does not open a room")]
    NotOpened,
}

impl Room {
    /// Opens a room.
    pub fn open(setup: Setup, now: Millis) -> (Self, Event) {
        let event = Event { seq: 0, at: now, what: Happened::Opened(Box::new(setup.clone())) };
        (Self::opened(setup), event)
    }

    /// The room that these events come to; events told twice count once.
    pub fn replay(events: impl IntoIterator<Item = Event>) -> Result<Self, Broken> {
        let mut events = events.into_iter();
        let Some(Event { seq: 0, what: Happened::Opened(setup), .. }) = events.next() else { return Err(Broken::NotOpened) };
        let mut room = Self::opened(*setup);
        for event in events {
            room.apply(&event)?;
        }
        Ok(room)
    }

    fn opened(setup: Setup) -> Self {
        Self {
            setup,
            next: 1,
            journey: Journey::start(),
            seats: Vec::new(),
            by_ticket: HashMap::new(),
            out: HashSet::new(),
            looks: Looks::default(),
            here: 0,
            locked: false,
            ballots: BTreeMap::new(),
            suspended: BTreeMap::new(),
            notes: Vec::new(),
            timer: None,
            erased: false,
        }
    }

    /// Takes an event in. One that is in already changes nothing; one that can't be the next is refused, and changes nothing.
    pub fn apply(&mut self, event: &Event) -> Result<Applied, Broken> {
        if event.seq < self.next {
            return Ok(Applied::Known);
        }
        if event.seq > self.next {
            return Err(Broken::Gap { expected: self.next, found: event.seq });
        }
        self.take(event).ok_or(Broken::Unfit { seq: event.seq })?;
        self.next += 1;
        Ok(Applied::Changed)
    }

    /// None, and nothing changed, where the event does not fit.
    fn take(&mut self, event: &Event) -> Option<()> {
        match &event.what {
            Happened::Opened(_) => return None,
            Happened::Joined { seat, ticket, name, alias } => {
                (usize::try_from(seat.0).ok()? == self.seats.len()).then_some(())?;
                self.looks.take(name);
                alias.iter().for_each(|alias| self.looks.take(alias.as_str()));
                self.by_ticket.extend(ticket.map(|t| (t, *seat)));
                self.here += 1;
                let (name, alias) = (name.clone(), alias.clone());
                self.seats.push(Seat { name, alias, ticket: *ticket, removed: false, last: 0, questions: 0 });
            }
            Happened::Renamed { seat, number, alias } => {
                let who = self.seat_mut(*seat)?;
                who.last = *number;
                let old = std::mem::replace(&mut who.alias, alias.clone());
                old.iter().for_each(|old| self.looks.give_up(old.as_str()));
                alias.iter().for_each(|alias| self.looks.take(alias.as_str()));
            }
            Happened::Voted { seat, number, ballot, vote } => {
                self.held(*ballot)?;
                self.seat_mut(*seat)?.last = *number;
                self.ballots.entry(*ballot).or_default().take(*seat, *vote);
            }
            Happened::Counted { ballot, hands } => {
                self.held(*ballot)?;
                self.ballots.entry(*ballot).or_default().count(*hands);
            }
            Happened::Moved { to } => {
                exists(&self.setup.stops, *to).then_some(())?;
                self.journey.go(*to);
                self.timer = None;
            }
            Happened::Removed { seat } => self.remove(*seat)?,
            Happened::Locked { locked } => self.locked = *locked,
            Happened::Suspended { item, reason } => {
                self.setup.items.get(*item)?;
                match reason {
                    Some(reason) => self.suspended.insert(*item, reason.clone()),
                    None => self.suspended.remove(item),
                };
            }
            Happened::Noted { item, seat, number, note } => {
                if let Some(seat) = seat {
                    let who = self.seat_mut(*seat)?;
                    who.last = *number;
                    who.questions += 1;
                }
                self.notes.push(Noted { seq: event.seq, at: event.at, item: *item, seat: *seat, note: note.clone() });
            }
            Happened::Assigned { note, owner } => {
                let noted = self.notes.iter_mut().find(|noted| noted.seq == *note)?;
                noted.note.owner_mut()?.clone_from(owner);
            }
            Happened::Timed { until } => self.timer = *until,
            Happened::Erased { seats } => {
                seats.iter().try_for_each(|seat| self.remove(*seat))?;
                self.ballots.values_mut().for_each(Ballot::thin_out);
                self.erased = true;
            }
        }
        Some(())
    }

    /// Votes of a seat that is shown out stay where the vote is over, and nowhere else.
    fn remove(&mut self, seat: SeatId) -> Option<()> {
        let who = self.seat_mut(seat)?;
        if !std::mem::replace(&mut who.removed, true) {
            if let Some(ticket) = who.ticket {
                self.by_ticket.remove(&ticket);
                self.out.insert(ticket);
            }
            self.here = self.here.saturating_sub(1);
        }
        for (id, ballot) in &mut self.ballots {
            if !self.journey.is_over(*id) {
                ballot.drop_seat(seat);
            }
        }
        Some(())
    }

    fn seat_mut(&mut self, seat: SeatId) -> Option<&mut Seat> {
        self.seats.get_mut(usize::try_from(seat.0).ok()?)
    }

    fn held(&self, ballot: BallotId) -> Option<()> {
        exists(&self.setup.stops, place_of(ballot)).then_some(())
    }
}
