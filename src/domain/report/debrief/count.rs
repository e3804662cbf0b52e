//! Votes as the debrief counts them. Who cast them is left behind here, and so is every vote of fewer than four people.

use crate::domain::learner::measures::agreement::entropy;
use crate::domain::learner::measures::calibration::stands_for;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::room::Room;
use crate::domain::room::agenda::What;
use crate::domain::room::ballot::{Ballot, BallotId, Turn};
use crate::domain::room::item::{Item, Key};
use crate::domain::room::split::Split;
use crate::domain::session::answer::{Answer, Certainty, Wrong};

/// The three answers, in the order in which they are counted.
pub const ANSWERS: [Answer; 3] = [Answer::Yes, Answer::No, Answer::Escalate];

/// How many chose what, and how sure they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Yes, no, escalate; hands among them.
    pub answers: [u32; 3],
    /// By answer: unsure, fairly sure, sure. Hands are in none of them.
    pub levels: [[u32; 3]; 3],
}

impl Count {
    /// A vote, counted; none where that would tell who voted what: [`Split::of`] says where.
    pub fn of(ballot: &Ballot) -> Option<Self> {
        Split::of(ballot)?;
        let hands = ballot.hands().unwrap_or_default();
        let mut count = Self { answers: ANSWERS.map(|answer| hands.of(answer)), ..Self::default() };
        for (_, vote) in ballot.votes() {
            let answer = place(vote.answer);
            count.answers[answer] += 1;
            count.levels[answer][usize::from(vote.confidence.level() - 1)] += 1;
        }
        Some(count)
    }

    /// How many voted.
    pub fn voters(self) -> u32 {
        self.answers.iter().sum()
    }

    /// How many chose an answer.
    pub fn of_answer(self, answer: Answer) -> u32 {
        self.answers[place(answer)]
    }

    /// How many were right.
    pub fn right(self, key: &Key) -> Rate {
        Rate { count: self.with(|answer| key.judge(answer).is_right()), of: self.voters() }
    }

    /// How many were wrong in this way.
    pub fn wrong(self, key: &Key, how: Wrong) -> u32 {
        self.with(|answer| key.judge(answer).wrong() == Some(how))
    }

    fn with(self, counts: impl Fn(Answer) -> bool) -> u32 {
        ANSWERS.into_iter().filter(|answer| counts(*answer)).map(|answer| self.of_answer(answer)).sum()
    }

    /// How divided they were: 0 is one mind, 1 evenly divided.
    pub fn entropy(self) -> Option<f64> {
        entropy::of(&self.answers)
    }

    /// The answer that most chose, and how many; none where two are level.
    pub fn favourite(self) -> Option<(Answer, u32)> {
        let most = self.answers.into_iter().max().filter(|most| *most > 0)?;
        let mut first = ANSWERS.into_iter().filter(|answer| self.of_answer(*answer) == most);
        Some((first.next()?, most)).filter(|_| first.next().is_none())
    }

    /// How many of the secret votes for some answers were this sure.
    pub fn levels_of(self, counts: impl Fn(Answer) -> bool) -> [u32; 3] {
        let chosen = ANSWERS.into_iter().filter(|answer| counts(*answer)).map(|answer| self.levels[place(answer)]);
        chosen.fold([0; 3], |sum, levels| [sum[0] + levels[0], sum[1] + levels[1], sum[2] + levels[2]])
    }
}

fn place(answer: Answer) -> usize {
    match answer {
        Answer::Yes => 0,
        Answer::No => 1,
        Answer::Escalate => 2,
    }
}

/// What the levels chosen stand for on average; none where nobody said how sure they were.
pub fn certainty(levels: [u32; 3]) -> Option<f64> {
    let said: u32 = levels.iter().sum();
    let all = Certainty::ALL.into_iter().zip(levels).map(|(level, n)| stands_for(level) * f64::from(n));
    (said > 0).then(|| all.sum::<f64>() / f64::from(said))
}

/// A case of the meeting with its votes that may be told.
pub(super) struct Played<'r> {
    pub(super) stop: usize,
    pub(super) what: What,
    pub(super) item: &'r Item,
    /// The first vote, or the only one.
    pub(super) first: Option<Count>,
    pub(super) second: Option<Count>,
}

impl Played<'_> {
    /// Whether its first vote enters rates: grey areas have no wrong side, and twins come right after an explanation.
    pub(super) fn is_rated(&self) -> bool {
        !self.item.key.verdict().is_grey() && !matches!(self.what, What::Twin { .. })
    }

    /// Whether it was there to be argued about.
    pub(super) fn is_discussed(&self) -> bool {
        matches!(self.what, What::Case { .. })
    }

    /// The vote that stands.
    pub(super) fn last(&self) -> Option<Count> {
        self.second.or(self.first)
    }
}

/// The cases that count: those that were voted on and are not suspended.
pub(super) fn played(room: &Room) -> Vec<Played<'_>> {
    let setup = room.setup();
    let of = |(stop, at): (usize, &crate::domain::room::agenda::Stop)| {
        let place = at.what.item().filter(|item| room.suspended(*item).is_none())?;
        let count = |turn| Count::of(over(room, BallotId { stop, turn })?);
        let first = count(Turn::First).or_else(|| count(Turn::Alone));
        let (item, second) = (setup.items.get(place)?, count(Turn::Second));
        first.or(second).map(|_| Played { stop, what: at.what, item, first, second })
    };
    setup.stops.iter().enumerate().filter_map(of).collect()
}

/// What was cast in a vote that is over.
pub(super) fn over(room: &Room, ballot: BallotId) -> Option<&Ballot> {
    room.ballot(ballot).filter(|_| room.is_over(ballot))
}

/// Votes that were cast and can't be told, suspended cases not counted.
pub(super) fn untold(room: &Room) -> usize {
    let counts = |id: &BallotId| {
        let item = room.setup().stops.get(id.stop).and_then(|stop| stop.what.item());
        item.is_some_and(|item| room.suspended(item).is_none())
    };
    let cast = room.ballots().filter(|(id, ballot)| counts(id) && room.is_over(*id) && ballot.cast() > 0);
    cast.filter(|(_, ballot)| Count::of(ballot).is_none()).count()
}
