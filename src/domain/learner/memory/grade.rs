//! How well an answer shows that something is remembered.

use crate::domain::session::answer::Certainty;

/// The four grades of the forgetting model. `Hard` is a pass: nothing wrong is ever graded so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Forgotten.
    Again,
    /// Remembered with effort, or with help.
    Hard,
    /// Remembered.
    Good,
    /// Remembered at once.
    Easy,
}

/// How much of one's own median time is quick.
const QUICK: f64 = 0.6;

/// What is known of an answer, and of the one before it at the same place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// As the policy says.
    pub right: bool,
    /// How sure.
    pub certainty: Certainty,
    /// The time it took, as a share of the person's own median; none where time is not to count, which is the rule.
    pub pace: Option<f64>,
    /// With the rule looked up, or the room asked.
    pub helped: bool,
    /// Right, but for the wrong people or at the wrong speed.
    pub in_part: bool,
    /// The place was met before.
    pub seen_before: bool,
    /// And they were sure then.
    pub was_sure: bool,
}

impl Grade {
    /// 1 to 4.
    pub fn number(self) -> u8 {
        match self {
            Self::Again => 1,
            Self::Hard => 2,
            Self::Good => 3,
            Self::Easy => 4,
        }
    }

    /// The grade of an answer.
    pub fn of(shown: &Shown) -> Self {
        if !shown.right {
            return Self::Again;
        }
        if shown.in_part || shown.helped {
            return Self::Hard;
        }
        let at_once = shown.pace.map_or(shown.was_sure, |pace| pace <= QUICK);
        match shown.certainty {
            Certainty::Unsure => Self::Hard,
            Certainty::Sure if shown.seen_before && at_once => Self::Easy,
            Certainty::Fairly | Certainty::Sure => Self::Good,
        }
    }
}
