//! A meeting as slowly and plainly as it can be written, to compare the room with.

use std::collections::BTreeMap;

use escalate_or_act::domain::room::agenda::Stop;
use escalate_or_act::domain::room::ballot::{BallotId, Vote};
use escalate_or_act::domain::room::place::{Phase, Place};
use escalate_or_act::domain::room::request::Step;

/// A seat: the number of its last request, whether it was shown out, and how often it has asked.
#[derive(Clone, Debug, Default)]
pub struct Sitter {
    pub last: u32,
    pub out: bool,
    pub asked: usize,
}

/// Every place of the agenda in a row, with what happened there.
#[derive(Clone, Debug)]
pub struct Model {
    pub places: Vec<Place>,
    pub at: usize,
    pub seen: Vec<bool>,
    pub over: Vec<bool>,
    pub votes: Vec<BTreeMap<u32, Vote>>,
    pub seats: Vec<Sitter>,
    /// What was noted, by the number of its event: who takes it, where it is for anybody to take.
    pub notes: Vec<(u64, Option<String>)>,
}

impl Model {
    pub fn new(stops: &[Stop]) -> Self {
        let row = |(stop, at): (usize, &Stop)| at.what.phases().iter().map(move |phase| Place { stop, phase: *phase });
        let places: Vec<Place> = stops.iter().enumerate().flat_map(row).collect();
        let n = places.len();
        let mut seen = vec![false; n];
        seen[0] = true;
        Self { places, at: 0, seen, over: vec![false; n], votes: vec![BTreeMap::new(); n], seats: Vec::new(), notes: Vec::new() }
    }

    pub fn votes_at(&self, i: usize) -> bool {
        matches!(self.places[i].phase, Phase::Vote | Phase::VoteAgain | Phase::Alone)
    }

    fn find(&self, stop: usize, phase: Phase) -> Option<usize> {
        self.places.iter().position(|p| *p == Place { stop, phase })
    }

    fn out(&self, stop: usize) -> bool {
        self.find(stop, Phase::Reveal).is_some_and(|i| self.seen[i])
    }

    pub fn over(&self, i: usize) -> bool {
        self.over[i] || self.out(self.places[i].stop)
    }

    fn worth(&self, i: usize) -> bool {
        let stop = self.places[i].stop;
        match self.places[i].phase {
            Phase::Split | Phase::Discuss => !self.out(stop),
            Phase::Swing => self.find(stop, Phase::VoteAgain).is_some_and(|v| !self.votes[v].is_empty()),
            _ => !self.votes_at(i) || !self.over(i),
        }
    }

    pub fn go(&mut self, step: Step) -> bool {
        let n = self.places.len();
        let here = self.places[self.at].stop;
        let to = match step {
            Step::Next => (self.at + 1..n).find(|i| self.worth(*i)),
            Step::Back => (0..self.at).rev().find(|i| self.seen[*i] && self.worth(*i)),
            Step::Leave => (self.at + 1..n).find(|i| self.places[*i].stop > here && self.worth(*i)),
            Step::To(phase) => self.find(here, phase).filter(|i| *i > self.at && self.worth(*i)),
        };
        let Some(to) = to else { return false };
        for i in 0..to {
            self.over[i] |= to > self.at && self.votes_at(i) && self.seen[i];
        }
        self.at = to;
        self.seen[to] = true;
        true
    }

    /// What a vote comes to: true if taken, false if it is old, or why not.
    pub fn vote(&mut self, seat: u32, number: u32, ballot: BallotId, vote: Vote) -> Result<bool, &'static str> {
        let i = self.find(ballot.stop, Phase::of_turn(ballot.turn));
        match self.seats.get_mut(seat as usize) {
            None => Err("no seat"),
            Some(sitter) if sitter.out => Err("removed"),
            Some(sitter) if number <= sitter.last => Ok(false),
            Some(_) => match i {
                Some(i) if i == self.at && !self.over(i) => {
                    self.votes[i].insert(seat, vote);
                    self.seats[seat as usize].last = number;
                    Ok(true)
                }
                Some(i) if self.over(i) => Err("closed"),
                _ => Err("not open"),
            },
        }
    }

    /// What a question of a seat comes to, which would be noted under that number.
    pub fn ask(&mut self, seat: u32, number: u32, noted: u64) -> Result<bool, &'static str> {
        match self.seats.get_mut(seat as usize) {
            None => Err("no seat"),
            Some(sitter) if sitter.out => Err("removed"),
            Some(sitter) if number <= sitter.last => Ok(false),
            Some(sitter) if sitter.asked == 20 => Err("enough"),
            Some(sitter) => {
                (sitter.last, sitter.asked) = (number, sitter.asked + 1);
                self.notes.push((noted, Some(String::new())));
                Ok(true)
            }
        }
    }

    /// What it comes to that somebody takes a note.
    pub fn assign(&mut self, note: u64, owner: &str) -> Result<bool, &'static str> {
        match self.notes.iter_mut().find(|(noted, _)| *noted == note) {
            None => Err("no note"),
            Some((_, None)) => Err("not to take"),
            Some((_, Some(known))) if known == owner => Ok(false),
            Some(_) if owner.chars().count() > 500 => Err("too long"),
            Some((_, Some(known))) => {
                *known = owner.to_owned();
                Ok(true)
            }
        }
    }

    pub fn remove(&mut self, seat: u32) {
        if let Some(sitter) = self.seats.get_mut(seat as usize) {
            sitter.out = true;
            for i in 0..self.places.len() {
                if !self.over(i) {
                    self.votes[i].remove(&seat);
                }
            }
        }
    }
}
