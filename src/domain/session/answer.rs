//! The trainee's answer, how sure they were, and what it proved to be.

use serde::{Deserialize, Serialize};

use crate::domain::policy::explanation::Verdict;

/// The three keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Act: settle it.
    Yes,
    /// Act: say no, or not yet.
    No,
    /// Hand it over.
    Escalate,
}

impl Answer {
    /// As the log writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Escalate => "escalate",
        }
    }

    /// Whether one acts, yes or no.
    pub fn acts(self) -> bool {
        self != Self::Escalate
    }
}

/// How sure the trainee was, before they knew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Certainty {
    /// Worse than two in three.
    Unsure,
    /// Between two in three and four in five.
    Fairly,
    /// Better than four in five.
    Sure,
}

impl Certainty {
    /// In the order of the keys 1, 2, 3.
    pub const ALL: [Self; 3] = [Self::Unsure, Self::Fairly, Self::Sure];

    /// 1, 2 or 3: the key, and the marks if right.
    pub fn level(self) -> u8 {
        match self {
            Self::Unsure => 1,
            Self::Fairly => 2,
            Self::Sure => 3,
        }
    }
}

impl From<Certainty> for u8 {
    fn from(certainty: Certainty) -> Self {
        certainty.level()
    }
}

impl TryFrom<u8> for Certainty {
    type Error = String;

    fn try_from(level: u8) -> Result<Self, String> {
        Self::ALL.into_iter().find(|c| c.level() == level).ok_or_else(|| format!("{level} is not a confidence: 1, 2 or 3"))
    }
}

/// The four names of being wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// Escalated what one may settle.
    OverEscalation,
    /// Settled or refused what must be escalated.
    OverReach,
    /// Yes where the policy says no.
    GaveItAway,
    /// No where the policy says yes.
    NeedlessNo,
}

impl Wrong {
    /// All four, the two error rates first.
    pub const ALL: [Self; 4] = [Self::OverEscalation, Self::OverReach, Self::GaveItAway, Self::NeedlessNo];

    /// For people.
    pub fn label(self) -> &'static str {
        match self {
            Self::OverEscalation => "over-escalation",
            Self::OverReach => "over-reach",
            Self::GaveItAway => "gave it away",
            Self::NeedlessNo => "needless no",
        }
    }
}

/// What an answer proved to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Judgement {
    /// As the policy says.
    Right,
    /// Not as the policy says.
    Wrong(Wrong),
}

impl Judgement {
    /// Judges an answer. `None` stands for a case that what was known could not settle: the right play was to ask first, so
    /// any answer is wrong.
    pub fn of(answer: Answer, verdict: Option<Verdict>) -> Self {
        let wrong = match (verdict, answer) {
            (Some(Verdict::Yes | Verdict::Either), Answer::Yes)
            | (Some(Verdict::No | Verdict::Either), Answer::No)
            | (Some(Verdict::Escalate), Answer::Escalate) => return Self::Right,
            (Some(Verdict::Yes), Answer::No) => Wrong::NeedlessNo,
            (Some(Verdict::No), Answer::Yes) => Wrong::GaveItAway,
            (None | Some(Verdict::Yes | Verdict::No | Verdict::Either), Answer::Escalate) => Wrong::OverEscalation,
            (None | Some(Verdict::Escalate), Answer::Yes | Answer::No) => Wrong::OverReach,
        };
        Self::Wrong(wrong)
    }

    /// Whether it was right.
    pub fn is_right(self) -> bool {
        self == Self::Right
    }

    /// How it was wrong, if it was.
    pub fn wrong(self) -> Option<Wrong> {
        match self {
            Self::Right => None,
            Self::Wrong(wrong) => Some(wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Certainty, Judgement, Wrong};
    use crate::domain::policy::explanation::Verdict;

    #[test]
    fn every_wrong_answer_has_its_name() {
        use Answer::{Escalate, No, Yes};
        let table = [
            (Some(Verdict::Yes), Yes, None),
            (Some(Verdict::Yes), No, Some(Wrong::NeedlessNo)),
            (Some(Verdict::Yes), Escalate, Some(Wrong::OverEscalation)),
            (Some(Verdict::No), Yes, Some(Wrong::GaveItAway)),
            (Some(Verdict::No), No, None),
            (Some(Verdict::No), Escalate, Some(Wrong::OverEscalation)),
            (Some(Verdict::Escalate), Yes, Some(Wrong::OverReach)),
            (Some(Verdict::Escalate), No, Some(Wrong::OverReach)),
            (Some(Verdict::Escalate), Escalate, None),
            (Some(Verdict::Either), Yes, None),
            (Some(Verdict::Either), No, None),
            (Some(Verdict::Either), Escalate, Some(Wrong::OverEscalation)),
            (None, Yes, Some(Wrong::OverReach)),
            (None, No, Some(Wrong::OverReach)),
            (None, Escalate, Some(Wrong::OverEscalation)),
        ];
        for (verdict, answer, wrong) in table {
            assert_eq!(Judgement::of(answer, verdict).wrong(), wrong, "{verdict:?} {answer:?}");
        }
    }

    #[test]
    fn confidence_is_written_as_its_key() {
        assert_eq!(serde_json::to_string(&Certainty::Fairly).unwrap(), "2");
        assert_eq!(serde_json::from_str::<Certainty>("3").unwrap(), Certainty::Sure);
        assert!(serde_json::from_str::<Certainty>("4").is_err());
    }
}
