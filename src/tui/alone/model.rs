//! Everything that answering a ballot knows.

use std::collections::BTreeSet;

use super::port::Kept;
use crate::domain::room::alone::answers::Answers;
use crate::domain::room::alone::paper::Paper;
use crate::domain::room::ballot::Vote;
use crate::domain::room::item::Sheet;
use crate::domain::session::answer::Answer;
use crate::tui::key::Input;

/// The model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The ballot.
    pub paper: Paper,
    /// What was answered.
    pub answers: Answers,
    /// The file to send back.
    pub file: String,
    /// The case on the screen, from 1; one more than there are, and it is the end.
    pub at: usize,
    /// Cases that come with a warning, and were opened.
    pub opened: BTreeSet<usize>,
    /// An answer without how sure.
    pub half: Option<Answer>,
    /// What lies over the case.
    pub over: Option<Over>,
    /// Lines scrolled off.
    pub scroll: usize,
    /// A sentence about what just happened; gone with the next key.
    pub word: Option<String>,
    /// What keeps answers from being kept where they should be. It stays.
    pub trouble: Option<String>,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// What lies over the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// The keys.
    Help {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// A "what about when…?" being written.
    Asking(String),
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Message {
    /// A person did something.
    Input(Input),
    /// The terminal has another size.
    Resized(u16, u16),
    /// What became of the answers.
    Kept(Result<Kept, String>),
    /// The program is asked to end.
    Quit,
}

/// What is to be done outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Keep the answers; answered by [`Message::Kept`].
    Keep,
    /// Stop, as the terminal's stop key does.
    Stop,
    /// End the program.
    Quit,
}

impl Model {
    /// A ballot with what was answered of it before, at the first case that was not.
    pub fn new(paper: Paper, answers: Answers, file: String, size: (u16, u16)) -> Self {
        let (half, over, word, trouble) = (None, None, None, None);
        let opened = BTreeSet::new();
        let mut model = Self { paper, answers, file, at: 1, opened, half, over, scroll: 0, word, trouble, size };
        let open = model.open().next();
        model.at = open.unwrap_or(model.cases() + 1);
        model
    }

    /// How many cases there are.
    pub fn cases(&self) -> usize {
        self.paper.cases.len()
    }

    /// The case on the screen; none at the end.
    pub fn case(&self) -> Option<&Sheet> {
        self.paper.case(self.at)
    }

    /// Whether it comes with a warning, and was not opened.
    pub fn is_warned(&self) -> bool {
        self.case().is_some_and(|case| case.touches_on().is_some()) && !self.opened.contains(&self.at)
    }

    /// The answer to it.
    pub fn vote(&self) -> Option<Vote> {
        self.answers.vote_on(self.at)
    }

    /// Cases that are not answered.
    pub fn open(&self) -> impl Iterator<Item = usize> + '_ {
        (1..=self.cases()).filter(|case| self.answers.vote_on(*case).is_none())
    }

    /// How many are.
    pub fn answered(&self) -> usize {
        self.answers.votes().len()
    }
}
