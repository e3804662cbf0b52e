//! Where a person was in a meeting, as far as its journal can tell: by the alias of a seat, and by what was noted with their name.
//!
//! Whoever kept the name of an animal can't be found: that is what it is there for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::name::Name;
use crate::domain::room::ballot::{BallotId, Turn};
use crate::domain::room::event::{Event, Happened, Setup};
use crate::domain::room::seat::SeatId;
use crate::domain::session::Millis;
use crate::domain::session::answer::{Answer, Certainty};
use crate::domain::session::attempt::PolicyStamp;
use crate::domain::text::Text;

/// A meeting in which the name stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attended {
    /// The meeting's id.
    pub meeting: String,
    /// The pack's title.
    pub title: Text,
    /// The policy that judged.
    pub policy: PolicyStamp,
    /// When it was opened.
    pub began: Millis,
    /// Seats of that name.
    pub seats: Vec<Seated>,
    /// What others noted with the name in it; who wrote it is not told.
    pub named: Vec<String>,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seated {
    /// The animal it is called by.
    pub seat: Text,
    /// Every alias it had, in order.
    pub aliases: Vec<String>,
    /// When it was taken.
    pub since: Millis,
    /// What was voted there; a vote that was changed comes again.
    pub votes: Vec<Voted>,
    /// What was asked there.
    pub questions: Vec<String>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Voted {
    /// When.
    pub at: Millis,
    /// The case's title.
    pub case: Option<Text>,
    /// Before the discussion, after it, or without one.
    pub turn: Turn,
    /// What.
    pub answer: Answer,
    /// How sure: 1, 2 or 3.
    pub confidence: Certainty,
}

/// The seats that ever had the name.
pub(super) fn seats_of(events: &[Event], name: &Name) -> Vec<SeatId> {
    let mut seats: Vec<SeatId> = Vec::new();
    for event in events {
        let (Happened::Joined { seat, alias: Some(alias), .. } | Happened::Renamed { seat, alias: Some(alias), .. }) =
            &event.what
        else {
            continue;
        };
        if name.is_alias(alias) && !seats.contains(seat) {
            seats.push(*seat);
        }
    }
    seats
}

impl Attended {
    /// What the events of a meeting tell of them; none if they tell nothing, or of no meeting.
    pub fn of(events: &[Event], name: &Name) -> Option<Self> {
        let Event { at: began, what: Happened::Opened(setup), .. } = events.first()? else { return None };
        let theirs = seats_of(events, name);
        let mut seats: BTreeMap<SeatId, Seated> = BTreeMap::new();
        let mut named = Vec::new();
        for Event { at, what, .. } in events {
            match what {
                Happened::Joined { seat, name, alias, .. } if theirs.contains(seat) => {
                    let aliases = alias.iter().map(ToString::to_string).collect();
                    let empty = Seated { seat: name.clone(), aliases, since: *at, votes: Vec::new(), questions: Vec::new() };
                    seats.insert(*seat, empty);
                }
                Happened::Renamed { seat, alias: Some(alias), .. } => {
                    seats.entry(*seat).and_modify(|seat| seat.aliases.push(alias.to_string()));
                }
                Happened::Voted { seat, ballot, vote, .. } => {
                    let case = case_of(setup, *ballot);
                    let vote = Voted { at: *at, case, turn: ballot.turn, answer: vote.answer, confidence: vote.confidence };
                    seats.entry(*seat).and_modify(|seat| seat.votes.push(vote));
                }
                Happened::Noted { seat: Some(seat), note, .. } if theirs.contains(seat) => {
                    let words = note.texts().into_iter().map(Text::to_string);
                    seats.entry(*seat).and_modify(|seat| seat.questions.extend(words));
                }
                Happened::Noted { note, .. } => named.extend(naming(note.all_texts(), name)),
                Happened::Assigned { owner, .. } => named.extend(naming(vec![owner], name)),
                Happened::Suspended { reason: Some(reason), .. } => named.extend(naming(vec![reason], name)),
                _ => {}
            }
        }
        let found = Self {
            meeting: setup.id.to_string(),
            title: setup.title.clone(),
            policy: setup.policy.clone(),
            began: *began,
            seats: seats.into_values().collect(),
            named,
        };
        (!found.seats.is_empty() || !found.named.is_empty()).then_some(found)
    }
}

fn naming(texts: Vec<&Text>, name: &Name) -> Vec<String> {
    texts.into_iter().filter(|text| name.stands_in(text)).map(Text::to_string).collect()
}

fn case_of(setup: &Setup, ballot: BallotId) -> Option<Text> {
    let item = setup.stops.get(ballot.stop)?.what.item()?;
    Some(setup.items.get(item)?.sheet.title.clone())
}
