//! Where a meeting stands: a stop of the agenda, and a phase within it.

use serde::{Deserialize, Serialize};

use super::ballot::Turn;

/// A phase. Within a stop they come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// People come in.
    Lobby,
    /// Something is talked about.
    Talk,
    /// The case is read aloud.
    Read,
    /// The first vote.
    Vote,
    /// It is closed; the host sees the split and chooses.
    Split,
    /// People argue.
    Discuss,
    /// The second vote.
    VoteAgain,
    /// Both votes side by side, without the answer.
    Swing,
    /// A vote without discussion.
    Alone,
    /// The answer, and why.
    Reveal,
    /// The end.
    Close,
}

impl Phase {
    /// The vote that is taken in this phase.
    pub fn turn(self) -> Option<Turn> {
        match self {
            Self::Vote => Some(Turn::First),
            Self::VoteAgain => Some(Turn::Second),
            Self::Alone => Some(Turn::Alone),
            _ => None,
        }
    }

    /// The phase in which a vote is taken.
    pub fn of_turn(turn: Turn) -> Self {
        match turn {
            Turn::First => Self::Vote,
            Turn::Second => Self::VoteAgain,
            Turn::Alone => Self::Alone,
        }
    }

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lobby => "coming in",
            Self::Talk => "talk",
            Self::Read => "read the case",
            Self::Vote => "vote",
            Self::Split => "the split",
            Self::Discuss => "discuss",
            Self::VoteAgain => "vote again",
            Self::Swing => "the swing",
            Self::Alone => "vote alone",
            Self::Reveal => "the answer",
            Self::Close => "the end",
        }
    }
}

/// A stop and a phase. Places come in the order in which a meeting passes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The stop, from 0.
    pub stop: usize,
    /// The phase.
    pub phase: Phase,
}
