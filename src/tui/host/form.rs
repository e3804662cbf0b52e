//! What the host writes: notes, a reason, hands that were counted. Fields one below the other.

use crate::domain::room::ballot::{BallotId, Hands};
use crate::domain::room::note::Note;
use crate::domain::room::request::FromHost;
use crate::domain::room::view::host::Written;
use crate::domain::text::Text;

/// Bytes of a field at the most: the room takes 500 letters.
pub const LIMIT: usize = 2000;

/// Asked of a question.
pub const WHO_FINDS_OUT: &str = "who finds out";
/// Asked of a gap.
pub const WHO_SETTLES: &str = "who settles it";

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What for.
    pub about: About,
    /// The texts so far.
    pub texts: Vec<String>,
    /// Which one is being written.
    pub at: usize,
}

/// What something is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// "What about when…?"
    Question,
    /// The policy reads two ways, or says nothing.
    Gap,
    /// Something that could be done better.
    Improvement,
    /// Somebody is to be thanked.
    Thanks,
    /// Why a case does not count.
    Suspend(usize),
    /// How many hands for what.
    Hands(BallotId),
    /// Somebody takes a seat at this keyboard.
    Sit,
    /// Who finds out about the question of that number.
    FindsOut(u64),
    /// Who settles the gap of that number.
    Settles(u64),
}

impl About {
    /// The number of the note that somebody takes.
    pub fn note(self) -> Option<u64> {
        match self {
            Self::FindsOut(note) | Self::Settles(note) => Some(note),
            _ => None,
        }
    }

    /// In the title's row.
    pub fn title(self) -> &'static str {
        match self {
            Self::Question | Self::Gap | Self::Improvement | Self::Thanks => "a note",
            Self::FindsOut(_) | Self::Settles(_) => "somebody takes it",
            Self::Suspend(_) => "a case left out",
            Self::Hands(_) => "hands counted",
            Self::Sit => "a seat here",
        }
    }

    /// A heading, and what is to be known.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Question => (
                "What about when…?",
                "A case the policy forgets. It is kept with the case on the table. Leave names and numbers of customers out. \
                 Who finds out can wait.",
            ),
            Self::Gap => (
                "Where the policy is silent, or reads two ways",
                "Not a people problem: note both readings, what holds until it is settled, and who settles it.",
            ),
            Self::Improvement => ("An improvement", "Something that could be done better."),
            Self::Thanks => ("Thanks", "Whom, and for what. Only if they are content with it; there is no ranking."),
            Self::Suspend(_) => {
                ("This case does not count", "Why? The reason is shown with the answer, and kept. The case leaves all figures.")
            }
            Self::Hands(_) => ("Hands", "How many hands for each? Counting again replaces what was counted before."),
            Self::Sit => {
                ("A seat at this keyboard", "A name, or nothing: then it is an animal. Enter takes the seat; Esc when all sit.")
            }
            Self::FindsOut(_) => ("Who finds out?", "Whoever comes back with the answer; empty as long as that is nobody."),
            Self::Settles(_) => ("Who settles it?", "Whoever may say how it reads from now on; empty as long as that is nobody."),
        }
    }

    /// The fields.
    pub fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Question => &["note", WHO_FINDS_OUT],
            Self::FindsOut(_) => &[WHO_FINDS_OUT],
            Self::Settles(_) => &[WHO_SETTLES],
            Self::Gap => &["It reads", "or", "votes for it", "for the other", "until settled", WHO_SETTLES],
            Self::Hands(_) => &["act: yes", "act: no", "escalate"],
            Self::Suspend(_) => &["because"],
            Self::Sit => &["name"],
            Self::Improvement | Self::Thanks => &["note"],
        }
    }
}

impl Form {
    /// An empty one.
    pub fn new(about: About) -> Self {
        Self { about, texts: vec![String::new(); about.labels().len()], at: 0 }
    }

    /// Who takes a note, with who has it now; none where that note is not for anybody to take.
    pub fn taking(written: &Written) -> Option<Self> {
        let about = match &written.note {
            Note::WhatAboutWhen { .. } => About::FindsOut(written.seq),
            Note::Gap { .. } => About::Settles(written.seq),
            Note::Improvement { .. } | Note::Thanks { .. } => return None,
        };
        Some(Self { about, texts: vec![written.note.owner()?.to_string()], at: 0 })
    }

    /// The text that is being written.
    pub fn text(&mut self) -> Option<&mut String> {
        self.texts.get_mut(self.at)
    }

    /// To the next field, or the one before; round at the ends.
    pub fn step(&mut self, on: bool) {
        let all = self.texts.len().max(1);
        self.at = (self.at + if on { 1 } else { all - 1 }) % all;
    }

    /// The request it comes to; a sentence where it can't be understood.
    pub fn request(&self) -> Result<FromHost, String> {
        let text = |at: usize| Text::clean(self.texts.get(at).map_or("", |t| t.trim()));
        Ok(match self.about {
            About::Question => FromHost::Note(Note::WhatAboutWhen { text: text(0), owner: text(1) }),
            About::Improvement => FromHost::Note(Note::Improvement { text: text(0) }),
            About::Thanks => FromHost::Note(Note::Thanks { text: text(0) }),
            About::Gap => FromHost::Note(Note::Gap {
                readings: [text(0), text(1)],
                votes: [self.number(2)?, self.number(3)?],
                interim: text(4),
                owner: text(5),
            }),
            About::Suspend(item) => FromHost::Suspend { item, reason: Some(text(0)) },
            About::Hands(ballot) => {
                FromHost::Count { ballot, hands: Hands { yes: self.number(0)?, no: self.number(1)?, escalate: self.number(2)? } }
            }
            About::FindsOut(note) | About::Settles(note) => FromHost::Assign { note, owner: text(0) },
            About::Sit => FromHost::Sit { alias: text(0).to_string() },
        })
    }

    /// A count; nothing written is none.
    fn number(&self, at: usize) -> Result<u32, String> {
        let (text, label) =
            (self.texts.get(at).map_or("", |t| t.trim()), self.about.labels().get(at).copied().unwrap_or_default());
        if text.is_empty() {
            return Ok(0);
        }
        text.parse().map_err(|_| format!("“{text}” ({label}) is not a number: write how many, like 7"))
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Form};
    use crate::domain::room::ballot::{BallotId, Hands, Turn};
    use crate::domain::room::request::FromHost;

    #[test]
    fn hands_left_out_are_none_and_a_slip_is_said() {
        let ballot = BallotId { stop: 2, turn: Turn::First };
        let mut form = Form::new(About::Hands(ballot));
        form.texts = vec!["4".to_owned(), String::new(), " 2 ".to_owned()];
        assert_eq!(form.request(), Ok(FromHost::Count { ballot, hands: Hands { yes: 4, no: 0, escalate: 2 } }));
        form.texts[1] = "two".to_owned();
        assert_eq!(form.request().unwrap_err(), "“two” (act: no) is not a number: write how many, like 7");
    }
}
