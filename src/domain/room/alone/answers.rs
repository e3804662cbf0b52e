//! The answers of one seat to a ballot.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::paper::Paper;
use super::seal::{ANSWERS, FORMAT, Unfit, opened, sealed};
use crate::domain::room::ballot::Vote;
use crate::domain::room::decide::MOST_QUESTIONS;
use crate::domain::room::note::LONGEST;
use crate::domain::room::refusal::Refusal;
use crate::domain::room::seat::Ticket;
use crate::domain::text::Text;

const ABOUT: &str = "Answers to a ballot of Escalate or Act?: for whoever sent the ballot. Nobody's name is in here. Changing it by hand spoils it.";

/// The answers of a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    answers: u32,
    about: Text,
    /// The meeting they go to.
    pub meeting: Uuid,
    /// The seal of the ballot they answer.
    ballot: String,
    /// The seat's own secret.
    seat: String,
    /// By case, each once.
    votes: Vec<Marked>,
    /// In the order in which they were asked.
    questions: Vec<Asked>,
}

/// An answer to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Which, from 1.
    pub case: usize,
    /// Higher than that of everything this seat said before.
    pub number: u32,
    /// What.
    pub vote: Vote,
}

/// A "what about when…?".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Asked {
    /// Its number, one of the same row.
    pub number: u32,
    /// At which case, from 1.
    pub case: usize,
    /// The question.
    pub text: Text,
}

impl Answers {
    /// No answers yet, of the seat with this token; none if that is no token.
    pub fn of(paper: &Paper, token: String) -> Option<Self> {
        Ticket::of(&token)?;
        Some(Self {
            answers: FORMAT,
            about: Text::clean(ABOUT),
            meeting: paper.meeting,
            ballot: paper.seal(),
            seat: token,
            votes: Vec::new(),
            questions: Vec::new(),
        })
    }

    /// The answers in a file.
    pub fn read(text: &str) -> Result<Self, Unfit> {
        opened(text, ANSWERS)
    }

    /// As a file.
    pub fn write(&self) -> String {
        sealed(self)
    }

    /// Whose they are, if they answer this ballot, and every one of them can be an answer to it.
    pub fn fit(&self, paper: &Paper) -> Result<Ticket, Unfit> {
        if self.meeting != paper.meeting || self.ballot != paper.seal() {
            return Err(Unfit::OtherBallot);
        }
        let cases: Vec<usize> = self.votes.iter().map(|marked| marked.case).collect();
        let known = |case: usize| paper.case(case).is_some();
        let asked = |asked: &Asked| known(asked.case) && !asked.text.is_empty() && asked.text.chars().count() <= LONGEST;
        let sound = cases.is_sorted_by(|one, next| one < next)
            && cases.into_iter().all(known)
            && self.questions.iter().all(asked)
            && self.questions.len() <= most();
        Ticket::of(&self.seat).filter(|_| sound).ok_or(Unfit::Changed)
    }

    /// Whose they are.
    pub fn ticket(&self) -> Option<Ticket> {
        Ticket::of(&self.seat)
    }

    /// Every answer, by case.
    pub fn votes(&self) -> &[Marked] {
        &self.votes
    }

    /// Every question.
    pub fn questions(&self) -> &[Asked] {
        &self.questions
    }

    /// The answer to a case.
    pub fn vote_on(&self, case: usize) -> Option<Vote> {
        self.votes.iter().find(|marked| marked.case == case).map(|marked| marked.vote)
    }

    /// Answers a case, or otherwise than before; false if that is what was answered already.
    pub fn vote(&mut self, case: usize, vote: Vote) -> bool {
        if self.vote_on(case) == Some(vote) {
            return false;
        }
        let marked = Marked { case, number: self.next(), vote };
        self.votes.retain(|old| old.case != case);
        let at = self.votes.partition_point(|other| other.case < case);
        self.votes.insert(at, marked);
        true
    }

    /// Asks "what about when…?" at a case.
    pub fn ask(&mut self, case: usize, text: &str) -> Result<(), Refusal> {
        let text = Text::clean(text.trim());
        if text.is_empty() {
            return Err(Refusal::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(Refusal::TooLong);
        }
        if self.questions.len() >= most() {
            return Err(Refusal::TooManyQuestions);
        }
        self.questions.push(Asked { number: self.next(), case, text });
        Ok(())
    }

    /// Takes in what another copy of the same seat's answers has beyond these.
    pub fn merge(&mut self, other: &Self) {
        for theirs in &other.votes {
            match self.votes.iter_mut().find(|ours| ours.case == theirs.case) {
                Some(ours) if ours.number < theirs.number => *ours = *theirs,
                Some(_) => {}
                None => self.votes.push(*theirs),
            }
        }
        self.votes.sort_by_key(|marked| marked.case);
        self.questions
            .extend(other.questions.iter().filter(|asked| !self.questions.contains(asked)).cloned().collect::<Vec<_>>());
        self.questions.sort();
        self.questions.truncate(most());
    }

    fn next(&self) -> u32 {
        let used = self.votes.iter().map(|m| m.number).chain(self.questions.iter().map(|a| a.number));
        used.max().unwrap_or(0).saturating_add(1)
    }
}

pub(super) fn most() -> usize {
    usize::try_from(MOST_QUESTIONS).unwrap_or(usize::MAX)
}
