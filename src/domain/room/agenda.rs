//! What a meeting consists of: its stops, in order, with the minutes they are meant to take.

mod build;

use serde::{Deserialize, Serialize};

use super::place::Phase;
use crate::domain::text::Text;

pub use self::build::{Unplayable, Wanted};

/// How long a meeting is meant to be. Guide times: nothing ever ends by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// 15 minutes: a stand-up.
    #[default]
    Short,
    /// 30 minutes: weekly.
    Medium,
    /// 45 minutes: monthly, or when the limits change.
    Long,
}

impl Length {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Short, Self::Medium, Self::Long];

    /// In minutes.
    pub fn minutes(self) -> u32 {
        match self {
            Self::Short => 15,
            Self::Medium => 30,
            Self::Long => 45,
        }
    }

    /// The length of so many minutes.
    pub fn of_minutes(minutes: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|length| length.minutes() == minutes)
    }
}

/// A stop of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// What is done there.
    pub what: What,
    /// Minutes it is meant to take; none where nothing is to be said of it.
    pub minutes: u32,
}

/// What is done at a stop. `item` is a place in the agenda's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// People come in.
    Lobby,
    /// Something is talked about; no vote.
    Talk(Talk),
    /// A case: read, voted on, argued about, voted on again, and explained.
    Case {
        /// Which.
        item: usize,
    },
    /// A case everyone answers alone before the first one is discussed; explained in the report only.
    Before {
        /// Which.
        item: usize,
    },
    /// The twin of a case that was discussed, answered alone, then explained.
    Twin {
        /// Which.
        item: usize,
    },
    /// The end.
    Close,
}

impl What {
    /// The case that is on the table there.
    pub fn item(self) -> Option<usize> {
        match self {
            Self::Case { item } | Self::Before { item } | Self::Twin { item } => Some(item),
            Self::Lobby | Self::Talk(_) | Self::Close => None,
        }
    }

    /// Its phases, in order.
    pub fn phases(self) -> &'static [Phase] {
        match self {
            Self::Lobby => &[Phase::Lobby],
            Self::Talk(_) => &[Phase::Talk],
            Self::Case { .. } => {
                &[Phase::Read, Phase::Vote, Phase::Split, Phase::Discuss, Phase::VoteAgain, Phase::Swing, Phase::Reveal]
            }
            Self::Before { .. } => &[Phase::Alone],
            Self::Twin { .. } => &[Phase::Alone, Phase::Reveal],
            Self::Close => &[Phase::Close],
        }
    }
}

/// What is talked about where nothing is voted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Talk {
    /// What this is for, what is kept, and that one may pass.
    Prebrief,
    /// One phrase that closes a door, and one that opens it.
    Phrase,
    /// Three lines about a case that is handed over.
    HandoverNote,
    /// One asks for a no, the other must say it with a second person.
    SecondPerson,
    /// A limit is moved, and what it would change is looked at.
    MoveALimit,
    /// Every gap found gets an owner and an interim rule.
    Gaps,
    /// A moment of the week, and what each will do otherwise on Monday.
    Commitments,
}

impl Talk {
    /// A heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Prebrief => "Before we start",
            Self::Phrase => "One phrase",
            Self::HandoverNote => "The note that goes with a case",
            Self::SecondPerson => "A no takes two",
            Self::MoveALimit => "What if the limit were another?",
            Self::Gaps => "Where the policy is silent",
            Self::Commitments => "From Monday on",
        }
    }

    /// What everyone in the room is told.
    pub fn words(self) -> &'static str {
        match self {
            Self::Prebrief => {
                "We look for the line together: what each of us may settle, and what goes to somebody else. Votes are secret, speed \
                 counts for nothing, and anyone may pass. What is kept are the votes and the questions, never who voted what; none of \
                 it is for appraisal."
            }
            Self::Phrase => "Say the sentence you would rather not hear as a customer. Then say what you can do, in its place.",
            Self::HandoverNote => "Write three lines for whoever takes the case on: what happened, what you know, what you need.",
            Self::SecondPerson => {
                "In pairs: one asks for something the policy refuses, the other says no, and calls a second person in."
            }
            Self::MoveALimit => "We move one limit and look at which cases would turn, and what that would cost.",
            Self::Gaps => "Every gap we met: how it reads two ways, what holds until it is settled, and who settles it by when.",
            Self::Commitments => "One moment of this week that went well, and one thing you will do otherwise from Monday on.",
        }
    }
}

/// One line of the agenda, for people.
pub fn title(what: What, items: &[super::item::Item]) -> Text {
    let case = |item: usize| items.get(item).map_or(Text::default(), |i| i.sheet.title.clone());
    match what {
        What::Lobby => Text::clean("Coming in"),
        What::Talk(talk) => Text::clean(talk.title()),
        What::Case { item } => case(item),
        What::Before { item } => Text::clean(&format!("Alone, before we start: {}", case(item))),
        What::Twin { item } => Text::clean(&format!("Alone: the twin of {}", case(item))),
        What::Close => Text::clean("The end"),
    }
}
