//! How the votes fell, and how they moved. Never told below four voters: it would be told who voted what.

use serde::{Deserialize, Serialize};

use super::ballot::Ballot;
use super::item::Key;
use crate::domain::session::answer::{Answer, Certainty};

/// Voters below whom no split is shown.
pub const SHOWN_FROM: u32 = 4;
/// The same where somebody was erased: beside what was told before, figures of fewer would tell what they chose.
pub const KEPT_FROM: u32 = 5;

/// Voters below whom nothing is told of a ballot.
pub fn told_from(ballot: &Ballot) -> u32 {
    if ballot.is_thinned() { KEPT_FROM } else { SHOWN_FROM }
}

/// How many chose what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Act yes.
    pub yes: u32,
    /// Act no.
    pub no: u32,
    /// Escalate.
    pub escalate: u32,
    /// How many were unsure, fairly sure, sure; hands are in none of them.
    pub sure: [u32; 3],
}

impl Split {
    /// The split of a ballot; none where it would tell who voted what: below [`told_from`] voters, and where hands, which everyone
    /// saw, leave fewer secret votes than that.
    pub fn of(ballot: &Ballot) -> Option<Self> {
        let (secret, fewest) = (ballot.secret(), told_from(ballot));
        let told = ballot.cast() >= fewest && (secret == 0 || secret >= fewest);
        told.then(|| {
            let hands = ballot.hands().unwrap_or_default();
            let mut split = Self { yes: hands.yes, no: hands.no, escalate: hands.escalate, sure: [0; 3] };
            for (_, vote) in ballot.votes() {
                *split.count(vote.answer) += 1;
                let level = Certainty::ALL.iter().position(|c| *c == vote.confidence).unwrap_or(0);
                split.sure[level] += 1;
            }
            split
        })
    }

    fn count(&mut self, answer: Answer) -> &mut u32 {
        match answer {
            Answer::Yes => &mut self.yes,
            Answer::No => &mut self.no,
            Answer::Escalate => &mut self.escalate,
        }
    }

    /// How many voted.
    pub fn voters(&self) -> u32 {
        self.yes + self.no + self.escalate
    }

    /// How many chose an answer.
    pub fn of_answer(&self, answer: Answer) -> u32 {
        match answer {
            Answer::Yes => self.yes,
            Answer::No => self.no,
            Answer::Escalate => self.escalate,
        }
    }

    /// How many were right. For the host alone before the reveal.
    pub fn right(&self, key: &Key) -> u32 {
        let right = [Answer::Yes, Answer::No, Answer::Escalate].into_iter().filter(|a| key.judge(*a).is_right());
        right.map(|answer| self.of_answer(answer)).sum()
    }
}

/// Who moved, between the two votes of a case: of those who voted in both, never by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// Voted in both.
    pub both: u32,
    /// Wrong, then right.
    pub to_right: u32,
    /// Right, then wrong.
    pub from_right: u32,
}

impl Moves {
    /// The moves between two ballots; none where fewer than [`told_from`] voted in both, or where fewer, but some, voted in only
    /// one of them: beside the two splits the moves would tell how those voted.
    pub fn between(first: &Ballot, second: &Ballot, key: &Key) -> Option<Self> {
        let mut moves = Self::default();
        for (seat, after) in second.votes() {
            let Some(before) = first.vote(seat) else { continue };
            moves.both += 1;
            match (key.judge(before.answer).is_right(), key.judge(after.answer).is_right()) {
                (false, true) => moves.to_right += 1,
                (true, false) => moves.from_right += 1,
                _ => {}
            }
        }
        let once = first.secret() + second.secret() - 2 * moves.both;
        let fewest = told_from(first).max(told_from(second));
        Some(moves).filter(|moves| moves.both >= fewest && (once == 0 || once >= fewest))
    }
}
