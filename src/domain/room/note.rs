//! What is noted in a meeting: the list one leaves with.

use serde::{Deserialize, Serialize};

use super::seat::SeatId;
use crate::domain::session::Millis;
use crate::domain::text::Text;

/// Letters of a note's text at the most.
pub const LONGEST: usize = 500;
/// What stands where a name stood.
pub const TAKEN_OUT: &str = "(erased)";

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// "What about when…?"
    WhatAboutWhen {
        /// The question.
        text: Text,
        /// Who finds out; empty as long as nobody has taken it. What was asked before questions could be taken has none.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        owner: Text,
    },
    /// The policy reads two ways, or says nothing.
    Gap {
        /// The two readings.
        readings: [Text; 2],
        /// How many hold each.
        votes: [u32; 2],
        /// What holds until it is settled.
        interim: Text,
        /// Who settles it; empty as long as nobody has taken it.
        owner: Text,
    },
    /// Something that could be done better.
    Improvement {
        /// What.
        text: Text,
    },
    /// Somebody is to be thanked. Only where they are content with it; there is no ranking.
    Thanks {
        /// Whom and for what.
        text: Text,
    },
}

impl Note {
    /// A question that nobody has taken yet.
    pub fn question(text: Text) -> Self {
        Self::WhatAboutWhen { text, owner: Text::default() }
    }

    /// Who finds out or settles it, empty as long as nobody has taken it; none where a note is not for anybody to take.
    pub fn owner(&self) -> Option<&Text> {
        match self {
            Self::WhatAboutWhen { owner, .. } | Self::Gap { owner, .. } => Some(owner),
            Self::Improvement { .. } | Self::Thanks { .. } => None,
        }
    }

    /// The same, to be changed.
    pub fn owner_mut(&mut self) -> Option<&mut Text> {
        match self {
            Self::WhatAboutWhen { owner, .. } | Self::Gap { owner, .. } => Some(owner),
            Self::Improvement { .. } | Self::Thanks { .. } => None,
        }
    }

    /// Its texts, each of which has to say something and may not be too long.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::WhatAboutWhen { text, .. } | Self::Improvement { text } | Self::Thanks { text } => vec![text],
            Self::Gap { readings: [one, other], .. } => vec![one, other],
        }
    }

    /// Every text of it, those that may be empty too, in order.
    pub fn all_texts(&self) -> Vec<&Text> {
        match self {
            Self::Improvement { text } | Self::Thanks { text } => vec![text],
            Self::WhatAboutWhen { text, owner } => vec![text, owner],
            Self::Gap { readings: [one, other], interim, owner, .. } => vec![one, other, interim, owner],
        }
    }

    /// The same, to be changed.
    pub fn all_texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Self::Improvement { text } | Self::Thanks { text } => vec![text],
            Self::WhatAboutWhen { text, owner } => vec![text, owner],
            Self::Gap { readings: [one, other], interim, owner, .. } => vec![one, other, interim, owner],
        }
    }

    /// The longest of all its texts, in letters.
    pub fn longest(&self) -> usize {
        self.all_texts().into_iter().map(|text| text.chars().count()).max().unwrap_or(0)
    }
}

/// A note as the room keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The number of the event.
    pub seq: u64,
    /// When.
    pub at: Millis,
    /// The case that was on the table, if any.
    pub item: Option<usize>,
    /// Who asked; none for the host.
    pub seat: Option<SeatId>,
    /// What.
    pub note: Note,
}

/// Open questions and gaps, and how many of them nobody has taken yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untaken {
    /// Without an owner.
    pub open: usize,
    /// In all.
    pub of: usize,
}

impl Untaken {
    /// Of questions and gaps that somebody has taken, or nobody.
    pub fn of(taken: impl IntoIterator<Item = bool>) -> Self {
        taken.into_iter().fold(Self::default(), |sum, taken| Self { open: sum.open + usize::from(!taken), of: sum.of + 1 })
    }

    /// Of notes; those that are not for anybody to take don't count.
    pub fn among<'n>(notes: impl IntoIterator<Item = &'n Note>) -> Self {
        Self::of(notes.into_iter().filter_map(Note::owner).map(|owner| !owner.is_empty()))
    }
}

/// Whether a text may be what was left of another when a name was taken out of it.
pub fn is_left_of(left: &str, whole: &str) -> bool {
    let mut pieces = left.split(TAKEN_OUT);
    let Some(mut rest) = pieces.next().and_then(|first| whole.strip_prefix(first)) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    // Where nothing was taken out nothing can be missing.
    let Some(last) = pieces.pop() else { return false };
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}
