//! The way through an agenda: where the meeting stands, what comes next, what was before, and which votes are closed.

use std::collections::BTreeSet;

use super::agenda::Stop;
use super::ballot::BallotId;
use super::place::{Phase, Place};
use super::request::Step;

/// Where a meeting stands and has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journey {
    place: Place,
    visited: BTreeSet<Place>,
    closed: BTreeSet<Place>,
}

impl Journey {
    /// At the first stop.
    pub(super) fn start() -> Self {
        let place = Place { stop: 0, phase: Phase::Lobby };
        Self { place, visited: BTreeSet::from([place]), closed: BTreeSet::new() }
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Whether the answer of a stop has been shown.
    pub(super) fn is_out(&self, stop: usize) -> bool {
        self.visited.contains(&Place { stop, phase: Phase::Reveal })
    }

    /// Whether the vote of a place is over for ever: it was open and the meeting went on, or the answer is out.
    pub(super) fn is_closed(&self, place: Place) -> bool {
        place.phase.turn().is_some() && (self.closed.contains(&place) || self.is_out(place.stop))
    }

    /// Whether a ballot takes votes now.
    pub(super) fn is_open(&self, ballot: BallotId) -> bool {
        place_of(ballot) == self.place && !self.is_closed(self.place)
    }

    /// Whether a ballot takes votes no more.
    pub(super) fn is_over(&self, ballot: BallotId) -> bool {
        self.is_closed(place_of(ballot))
    }

    /// Where a step leads; none if there is nothing there. `swung` says whether the second vote of a stop has votes.
    pub(super) fn step(&self, stops: &[Stop], step: Step, swung: impl Fn(usize) -> bool) -> Option<Place> {
        let here = self.place;
        let stands = |place: &Place| self.has_something(*place, &swung);
        match step {
            Step::Next => places(stops).filter(stands).find(|p| *p > here),
            Step::Back => self.visited.iter().copied().rev().filter(stands).find(|p| *p < here),
            Step::To(phase) => places(stops).filter(stands).find(|p| *p > here && p.stop == here.stop && p.phase == phase),
            Step::Leave => places(stops).filter(stands).find(|p| p.stop > here.stop),
        }
    }

    /// Goes there. Going ahead closes every vote that was open on the way.
    pub(super) fn go(&mut self, to: Place) {
        if to > self.place {
            let passed = self.visited.iter().filter(|p| **p < to && p.phase.turn().is_some());
            self.closed.extend(passed.copied());
        }
        self.visited.insert(to);
        self.place = to;
    }

    /// Whether there is anything to stop for: a vote that is over has nothing, nor has the way to an answer that is out.
    fn has_something(&self, place: Place, swung: impl Fn(usize) -> bool) -> bool {
        match place.phase {
            Phase::Vote | Phase::VoteAgain | Phase::Alone => !self.is_closed(place),
            Phase::Split | Phase::Discuss => !self.is_out(place.stop),
            Phase::Swing => swung(place.stop),
            _ => true,
        }
    }
}

/// Whether a place is on the agenda.
pub(super) fn exists(stops: &[Stop], place: Place) -> bool {
    stops.get(place.stop).is_some_and(|stop| stop.what.phases().contains(&place.phase))
}

/// Where a ballot is held.
pub(super) fn place_of(ballot: BallotId) -> Place {
    Place { stop: ballot.stop, phase: Phase::of_turn(ballot.turn) }
}

fn places(stops: &[Stop]) -> impl Iterator<Item = Place> + '_ {
    let phases = |(stop, at): (usize, &Stop)| at.what.phases().iter().map(move |phase| Place { stop, phase: *phase });
    stops.iter().enumerate().flat_map(phases)
}
