//! A case voted on, talked over and voted on again, then its twin answered alone.

use super::gain::normalised;
use super::wilson::Rate;

/// One person's three answers: right before talking, after, and on the twin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voted {
    /// Before.
    pub first: bool,
    /// After.
    pub second: bool,
    /// On the twin, alone; none if they gave no answer.
    pub twin: Option<bool>,
}

/// How votes moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Right before and after.
    pub stayed_right: u32,
    /// Talked out of the right answer.
    pub lost: u32,
    /// Talked into it.
    pub won: u32,
    /// Wrong before and after.
    pub stayed_wrong: u32,
    /// Right, of those who answered the twin.
    pub twin_right: u32,
    /// Who answered the twin.
    pub twin: u32,
}

impl Moves {
    /// Counts votes.
    pub fn of(votes: impl IntoIterator<Item = Voted>) -> Self {
        let mut moves = Self::default();
        for vote in votes {
            *match (vote.first, vote.second) {
                (true, true) => &mut moves.stayed_right,
                (true, false) => &mut moves.lost,
                (false, true) => &mut moves.won,
                (false, false) => &mut moves.stayed_wrong,
            } += 1;
            moves.twin += u32::from(vote.twin.is_some());
            moves.twin_right += u32::from(vote.twin == Some(true));
        }
        moves
    }

    /// Who voted twice.
    pub fn voters(self) -> u32 {
        self.stayed_right + self.lost + self.won + self.stayed_wrong
    }

    /// Right before talking.
    pub fn first(self) -> Rate {
        Rate { count: self.stayed_right + self.lost, of: self.voters() }
    }

    /// Right after.
    pub fn second(self) -> Rate {
        Rate { count: self.stayed_right + self.won, of: self.voters() }
    }

    /// Right on the twin, alone.
    pub fn alone(self) -> Rate {
        Rate { count: self.twin_right, of: self.twin }
    }

    /// What talking gained; none where all were right before.
    pub fn gain(self) -> Option<f64> {
        per_cent(self.first(), self.second())
    }

    /// What of it was there on the twin. A gain without this is company, not learning.
    pub fn transfer(self) -> Option<f64> {
        per_cent(self.first(), self.alone())
    }
}

fn per_cent(before: Rate, after: Rate) -> Option<f64> {
    normalised(100.0 * before.share()?, 100.0 * after.share()?)
}
