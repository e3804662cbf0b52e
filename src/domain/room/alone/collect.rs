//! What came back of a ballot: answers merged by seat, and the events they are in a room.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Answers, Asked, most};
use super::paper::{Paper, ballot};
use super::seal::Unfit;
use crate::domain::room::ballot::Vote;
use crate::domain::room::event::{Event, Happened, Setup};
use crate::domain::room::names;
use crate::domain::room::note::{Note, is_left_of};
use crate::domain::room::place::{Phase, Place};
use crate::domain::room::seat::{SeatId, Ticket};
use crate::domain::session::Millis;
use crate::domain::session::answer::{Answer, Certainty};

/// What came back. It is the same in whatever order, and however often, the answers came.
#[derive(Clone, Debug, PartialEq)]
pub struct Collected {
    setup: Setup,
    paper: Paper,
    opened: Millis,
    seats: BTreeMap<Ticket, Returned>,
    /// Seats of people who had themselves erased: nobody's, and empty.
    emptied: usize,
}

/// What came back of one seat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Returned {
    /// By case: its number and the vote. Of two with the same number, which only a copied seat can come to, the greater one.
    votes: BTreeMap<usize, (u32, Answer, Certainty)>,
    questions: BTreeSet<Asked>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Seats.
    pub seats: usize,
    /// Votes.
    pub votes: usize,
    /// Questions.
    pub questions: usize,
}

impl Collected {
    /// What a journal holds; none if that is no meeting to be answered alone.
    pub fn of(events: &[Event]) -> Option<Self> {
        let (Event { seq: 0, at, what: Happened::Opened(setup) }, rest) = events.split_first()? else { return None };
        let paper = Paper::of(setup)?;
        let mut collected = Self { setup: (**setup).clone(), paper, opened: *at, seats: BTreeMap::new(), emptied: 0 };
        let mut tickets: Vec<Option<Ticket>> = Vec::new();
        let of = |tickets: &[Option<Ticket>], seat: SeatId| *tickets.get(usize::try_from(seat.0).ok()?)?;
        for event in rest {
            match &event.what {
                Happened::Joined { ticket, .. } => tickets.push(*ticket),
                Happened::Moved { .. } => {}
                Happened::Erased { seats } => collected.emptied += seats.len(),
                Happened::Voted { seat, number, ballot, vote } => {
                    let returned = collected.seats.entry(of(&tickets, *seat)?).or_default();
                    returned.vote(ballot.stop, *number, *vote);
                }
                Happened::Noted { item: Some(item), seat: Some(seat), number, note: Note::WhatAboutWhen { text, .. } } => {
                    let case = collected.setup.stops.iter().position(|stop| stop.what.item() == Some(*item))?;
                    let asked = Asked { number: *number, case, text: text.clone() };
                    collected.seats.entry(of(&tickets, *seat)?).or_default().questions.insert(asked);
                }
                _ => return None,
            }
        }
        Some(collected)
    }

    /// The ballot that was sent out.
    pub fn paper(&self) -> &Paper {
        &self.paper
    }

    /// Takes answers in.
    pub fn take(&mut self, answers: &Answers) -> Result<(), Unfit> {
        let ticket = answers.fit(&self.paper)?;
        if answers.votes().is_empty() && answers.questions().is_empty() {
            return Ok(());
        }
        let returned = self.seats.entry(ticket).or_default();
        for marked in answers.votes() {
            returned.vote(marked.case, marked.number, marked.vote);
        }
        // A question that a name was taken out of is the same question: it does not come back with the name.
        let new: Vec<Asked> = answers.questions().iter().filter(|asked| !returned.has_without_name(asked)).cloned().collect();
        returned.questions.extend(new);
        while returned.questions.len() > most() {
            returned.questions.pop_last();
        }
        Ok(())
    }

    /// How much there is.
    pub fn sum(&self) -> Sum {
        let of = |part: fn(&Returned) -> usize| self.seats.values().map(part).sum();
        Sum { seats: self.seats.len(), votes: of(|r| r.votes.len()), questions: of(|r| r.questions.len()) }
    }

    /// The room's events: everybody comes in, each case is voted on, and the meeting ends. All of them happen when it was opened:
    /// when somebody answered is nobody's business. Seats come in the order of their tickets, which is by chance.
    pub fn events(&self) -> Vec<Event> {
        let mut all = vec![Happened::Opened(Box::new(self.setup.clone()))];
        let seats: Vec<(SeatId, &Ticket, &Returned)> =
            (0u32..).map(SeatId).zip(&self.seats).map(|(seat, (ticket, returned))| (seat, ticket, returned)).collect();
        for (place, (seat, ticket, _)) in seats.iter().enumerate() {
            let name = names::name(self.setup.names, place);
            all.push(Happened::Joined { seat: *seat, ticket: Some(**ticket), name, alias: None });
        }
        let emptied: Vec<SeatId> = (0u32..).map(SeatId).skip(seats.len()).take(self.emptied).collect();
        for (place, seat) in (seats.len()..).zip(&emptied) {
            all.push(Happened::Joined { seat: *seat, ticket: None, name: names::name(self.setup.names, place), alias: None });
        }
        for case in 1..=self.paper.cases.len() {
            all.push(Happened::Moved { to: Place { stop: case, phase: Phase::Vote } });
            for (seat, _, returned) in &seats {
                all.extend(returned.happened(*seat, case, self.setup.stops.get(case).and_then(|stop| stop.what.item())));
            }
        }
        all.push(Happened::Moved { to: Place { stop: self.paper.cases.len() + 1, phase: Phase::Close } });
        all.extend((!emptied.is_empty()).then_some(Happened::Erased { seats: emptied }));
        (0u64..).zip(all).map(|(seq, what)| Event { seq, at: self.opened, what }).collect()
    }
}

impl Returned {
    fn vote(&mut self, case: usize, number: u32, vote: Vote) {
        let found = (number, vote.answer, vote.confidence);
        self.votes.entry(case).and_modify(|known| *known = found.max(*known)).or_insert(found);
    }

    /// Whether this question stands here already, with a name taken out of it.
    fn has_without_name(&self, asked: &Asked) -> bool {
        let same = |known: &&Asked| known.number == asked.number && known.case == asked.case;
        self.questions.iter().filter(same).any(|known| is_left_of(&known.text, &asked.text))
    }

    /// What this seat did at a case.
    fn happened(&self, seat: SeatId, case: usize, item: Option<usize>) -> Vec<Happened> {
        let vote = self.votes.get(&case).map(|(number, answer, confidence)| {
            let vote = Vote { answer: *answer, confidence: *confidence };
            Happened::Voted { seat, number: *number, ballot: ballot(case), vote }
        });
        let asked = self.questions.iter().filter(|asked| asked.case == case).map(|asked| Happened::Noted {
            item,
            seat: Some(seat),
            number: asked.number,
            note: Note::question(asked.text.clone()),
        });
        vote.into_iter().chain(asked).collect()
    }
}
