//! What to do after a vote, by the share of right votes: advice for the host alone.

use serde::{Deserialize, Serialize};

use super::item::Key;
use super::split::Split;
use crate::domain::learner::measures::discussion::{Gate, Next};
use crate::domain::learner::measures::wilson::Rate;

/// What helps most now.
///
/// By the usual rule of peer instruction (domain.md 6.1): discussion helps most between 30 and 70 percent right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Fewer than 30 % are right: give a hint, then vote again.
    Hint,
    /// 30 to 70 %: let them argue.
    Discuss,
    /// More than 70 %: explain briefly and go on.
    Explain,
}

impl Advice {
    /// For a split and its key.
    pub fn of(split: &Split, key: &Key) -> Option<Self> {
        let right = Rate { count: split.right(key), of: split.voters() };
        Gate::default().after(right).map(|next| match next {
            Next::Reteach => Self::Hint,
            Next::Discuss => Self::Discuss,
            Next::Explain => Self::Explain,
        })
    }

    /// What the host says.
    pub fn prompt(self) -> &'static str {
        match self {
            Self::Hint => {
                "Most are on the other side. Don't tell: point at one fact that was passed over, let them talk for a minute, and vote again."
            }
            Self::Discuss => {
                "Ask both sides which fact decides. “Find someone who chose differently. Convince them with a fact, not a rank.” Then vote again."
            }
            Self::Explain => {
                "Most have it. Ask one of them why, show the answer, and go on: the minutes are worth more elsewhere."
            }
        }
    }
}
