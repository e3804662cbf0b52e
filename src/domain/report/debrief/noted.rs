//! What was noted: open questions, gaps in the policy, improvements, and whom to thank. Nobody is named who did not write it so.

use crate::domain::room::Room;
use crate::domain::room::note::{Note, Noted as Kept, Untaken};
use crate::domain::room::split::{KEPT_FROM, SHOWN_FROM};
use crate::domain::text::Text;

/// What was noted, in the order in which it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// "What about when…?"
    pub questions: Vec<Question>,
    /// Where the policy reads two ways, or says nothing.
    pub gaps: Vec<Gap>,
    /// What could be done better.
    pub improvements: Vec<Text>,
    /// Whom to thank for what, with their leave.
    pub thanks: Vec<Text>,
}

/// Where something was noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The case on the table: its place among the meeting's.
    pub item: Option<usize>,
    /// The case's title.
    pub case: Option<Text>,
    /// The clause that decides it.
    pub clause: Option<Text>,
}

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// As it was asked.
    pub text: Text,
    /// Who finds out; none as long as nobody has taken it.
    pub owner: Option<Text>,
    /// Where.
    pub place: Place,
}

/// A gap in the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The two readings.
    pub readings: [Text; 2],
    /// How many hold each; none below four people, or five where somebody was erased.
    pub votes: Option<[u32; 2]>,
    /// What holds until it is settled; none where nothing was said.
    pub interim: Option<Text>,
    /// Who settles it; none as long as nobody has taken it.
    pub owner: Option<Text>,
    /// Where.
    pub place: Place,
}

impl Noted {
    pub(super) fn of(room: &Room) -> Self {
        let mut noted = Self::default();
        let fewest = if room.is_thinned() { KEPT_FROM } else { SHOWN_FROM };
        for kept in room.notes() {
            let place = || place(room, kept);
            let said = |text: &Text| Some(text.clone()).filter(|text| !text.is_empty());
            match &kept.note {
                Note::WhatAboutWhen { text, owner } => {
                    noted.questions.push(Question { text: text.clone(), owner: said(owner), place: place() });
                }
                Note::Gap { readings, votes, interim, owner } => noted.gaps.push(Gap {
                    readings: readings.clone(),
                    votes: Some(*votes).filter(|[one, other]| one.saturating_add(*other) >= fewest),
                    interim: said(interim),
                    owner: said(owner),
                    place: place(),
                }),
                Note::Improvement { text } => noted.improvements.push(text.clone()),
                Note::Thanks { text } => noted.thanks.push(text.clone()),
            }
        }
        noted
    }

    /// How many questions and gaps nobody has taken yet, of how many.
    pub fn untaken(&self) -> Untaken {
        let owners = self.questions.iter().map(|question| &question.owner).chain(self.gaps.iter().map(|gap| &gap.owner));
        Untaken::of(owners.map(Option::is_some))
    }
}

fn place(room: &Room, kept: &Kept) -> Place {
    let item = kept.item.and_then(|item| room.setup().items.get(item));
    Place {
        item: kept.item,
        case: item.map(|item| item.sheet.title.clone()),
        clause: item.and_then(|item| item.key.for_host().clause.id.clone()),
    }
}
