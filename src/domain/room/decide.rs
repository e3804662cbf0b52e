//! What comes of a request: an event, nothing, or a refusal. Deciding changes nothing.

use super::alias::Alias;
use super::ballot::{BallotId, MOST_HANDS, Turn};
use super::event::{Event, Happened};
use super::journey;
use super::names;
use super::note::{LONGEST, Note};
use super::refusal::Refusal;
use super::request::{FromHost, FromSeat};
use super::seat::{Seat, SeatId, Ticket};
use super::state::Room;
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// Questions a seat may ask.
pub const MOST_QUESTIONS: u32 = 20;

/// What came of a request that was not refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    /// This happens: keep it, then apply it.
    Change(Event),
    /// It is so already.
    Already,
}

/// Who asks for a seat.
#[derive(Clone, Debug, PartialEq)]
pub enum Entered {
    /// Somebody new.
    New(SeatId, Event),
    /// Somebody who has been here; with seat and votes intact.
    Back(SeatId),
}

impl Room {
    /// Somebody with this ticket comes in: back to their seat, or to a new one. The code is for the caller to check.
    pub fn join(&self, ticket: Ticket, alias: &str, now: Millis) -> Result<Entered, Refusal> {
        if let Some(seat) = self.holder(ticket) {
            return Ok(Entered::Back(seat));
        }
        if self.out.contains(&ticket) {
            return Err(Refusal::Removed);
        }
        if self.locked {
            return Err(Refusal::Locked);
        }
        let (seat, event) = self.seated(Some(ticket), alias, now)?;
        Ok(Entered::New(seat, event))
    }

    /// A seat's request, with its number.
    pub fn seat(&self, seat: SeatId, number: u32, request: &FromSeat, now: Millis) -> Result<Decided, Refusal> {
        let who = self.present(seat)?;
        if number <= who.last {
            return Ok(Decided::Already);
        }
        let what = match request {
            FromSeat::Vote { ballot, vote } => {
                self.takes(*ballot)?;
                Happened::Voted { seat, number, ballot: *ballot, vote: *vote }
            }
            FromSeat::Ask { text } => {
                let note = Note::question(text.clone());
                sound(&note)?;
                if who.questions >= MOST_QUESTIONS {
                    return Err(Refusal::TooManyQuestions);
                }
                Happened::Noted { item: self.item_here(), seat: Some(seat), number, note }
            }
            FromSeat::Rename { alias } => Happened::Renamed { seat, number, alias: self.renamed(who, alias)? },
        };
        Ok(Decided::Change(self.event(what, now)))
    }

    /// The host's request.
    pub fn host(&self, request: &FromHost, now: Millis) -> Result<Decided, Refusal> {
        let what = match request {
            FromHost::Go { from, .. } if *from != self.place() => return Ok(Decided::Already),
            FromHost::Go { step, .. } => Happened::Moved { to: self.ahead(*step).ok_or(Refusal::Nowhere)? },
            FromHost::Count { ballot, hands } => {
                self.takes(*ballot)?;
                if hands.all() > MOST_HANDS {
                    return Err(Refusal::TooManyHands);
                }
                Happened::Counted { ballot: *ballot, hands: *hands }
            }
            FromHost::Sit { alias } => return self.seated(None, alias, now).map(|(_, event)| Decided::Change(event)),
            FromHost::VoteFor { seat, ballot, vote } => {
                let who = self.present(*seat)?;
                if who.ticket.is_some() {
                    return Err(Refusal::NotYours);
                }
                self.takes(*ballot)?;
                Happened::Voted { seat: *seat, number: who.last.saturating_add(1), ballot: *ballot, vote: *vote }
            }
            FromHost::Remove { seat } => match self.present(*seat) {
                Err(Refusal::Removed) => return Ok(Decided::Already),
                Err(refusal) => return Err(refusal),
                Ok(_) => Happened::Removed { seat: *seat },
            },
            FromHost::Lock { locked } if *locked == self.locked => return Ok(Decided::Already),
            FromHost::Lock { locked } => Happened::Locked { locked: *locked },
            FromHost::Suspend { item, reason } => {
                self.setup.items.get(*item).ok_or(Refusal::NoCase)?;
                if reason.as_ref() == self.suspended.get(item) {
                    return Ok(Decided::Already);
                }
                reason.as_ref().map_or(Ok(()), said)?;
                Happened::Suspended { item: *item, reason: reason.clone() }
            }
            FromHost::Note(note) => {
                sound(note)?;
                Happened::Noted { item: self.item_here(), seat: None, number: 0, note: note.clone() }
            }
            FromHost::Assign { note, owner } => {
                let noted = self.note_of(*note).ok_or(Refusal::NoNote)?;
                if noted.note.owner().ok_or(Refusal::NotToTake)? == owner {
                    return Ok(Decided::Already);
                }
                short(owner)?;
                Happened::Assigned { note: *note, owner: owner.clone() }
            }
            FromHost::Time { until } if *until == self.timer => return Ok(Decided::Already),
            FromHost::Time { until } => Happened::Timed { until: *until },
        };
        Ok(Decided::Change(self.event(what, now)))
    }

    fn event(&self, what: Happened, at: Millis) -> Event {
        Event { seq: self.next, at, what }
    }

    fn seated(&self, ticket: Option<Ticket>, alias: &str, now: Millis) -> Result<(SeatId, Event), Refusal> {
        if self.here >= self.setup.seats {
            return Err(Refusal::Full);
        }
        let seat = SeatId(u32::try_from(self.seats.len()).map_err(|_| Refusal::Full)?);
        let name = names::free(self.setup.names, self.seats.len(), |look| self.looks.has(look));
        let alias = Alias::of(alias, |look| self.looks.has(look));
        Ok((seat, self.event(Happened::Joined { seat, ticket, name, alias }, now)))
    }

    /// The seat, unless it was shown out.
    fn present(&self, seat: SeatId) -> Result<&Seat, Refusal> {
        let who = self.seat_of(seat).ok_or(Refusal::NoSeat)?;
        if who.removed { Err(Refusal::Removed) } else { Ok(who) }
    }

    /// Whether a ballot takes votes now, or why not.
    fn takes(&self, ballot: BallotId) -> Result<(), Refusal> {
        let known = journey::exists(&self.setup.stops, journey::place_of(ballot));
        match (known, self.is_open(ballot)) {
            (true, true) => Ok(()),
            (true, false) if self.journey.is_over(ballot) => Err(Refusal::Closed),
            _ => Err(Refusal::NotOpen),
        }
    }

    fn renamed(&self, who: &Seat, alias: &str) -> Result<Option<Alias>, Refusal> {
        if alias.trim().is_empty() {
            return Ok(None);
        }
        let own = who.alias.as_ref().map(|alias| super::alias::skeleton(alias.as_str()));
        let taken = |look: &str| self.looks.has(look) && own.as_deref() != Some(look);
        Alias::of(alias, taken).map(Some).ok_or(Refusal::NoName)
    }

    fn item_here(&self) -> Option<usize> {
        self.stop()?.what.item()
    }

    /// Which of the votes of a stop there are.
    pub fn turns_of(&self, stop: usize) -> impl Iterator<Item = Turn> + '_ {
        self.setup.stops.get(stop).into_iter().flat_map(|stop| stop.what.phases()).filter_map(|phase| phase.turn())
    }
}

/// A note says something, and not too much.
fn sound(note: &Note) -> Result<(), Refusal> {
    if note.texts().iter().any(|text| text.is_empty()) {
        Err(Refusal::Empty)
    } else if note.longest() > LONGEST {
        Err(Refusal::TooLong)
    } else {
        Ok(())
    }
}

fn said(text: &Text) -> Result<(), Refusal> {
    if text.is_empty() { Err(Refusal::Empty) } else { short(text) }
}

fn short(text: &Text) -> Result<(), Refusal> {
    if text.chars().count() > LONGEST { Err(Refusal::TooLong) } else { Ok(()) }
}
