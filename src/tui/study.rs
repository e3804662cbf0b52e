//! What the answers in the log tell of the trainee, as far as the game has asked: first the figures, then what takes the policy.

use std::collections::HashSet;

use uuid::Uuid;

use crate::domain::learner::belief::given::{Given, lately};
use crate::domain::learner::belief::turnings::Turnings;
use crate::domain::report::trainee::Figures;
use crate::domain::report::trainee::deeper::Deeper;
use crate::domain::report::trainee::mind::LATELY;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::facts::from_json;
use crate::domain::wording::trainee::Beyond;
use crate::tui::shelf::Pack;

/// Answers that a sitting may hold: so many of the last are told from new ones.
const SITTING: usize = 1000;

/// What is known of the trainee under one pack.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// The figures; none before they are folded.
    pub figures: Option<Box<Figures>>,
    /// What takes the policy; none before it is worked out.
    pub deeper: Option<Box<Deeper>>,
    /// Where they turn, every answer of this sitting taken in.
    pub turnings: Turnings,
    /// The answers in it, as far as this sitting may tell of them again.
    known: HashSet<Uuid>,
    /// The log can't be read: why, in a sentence.
    pub unreadable: Option<String>,
    /// When the figures came.
    pub at: Millis,
    /// How much was asked for.
    pub asked: Asked,
}

/// How much of a study was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// Nothing yet.
    #[default]
    Nothing,
    /// The figures.
    Figures,
    /// All of it.
    All,
}

/// What comes of a study, in its own time.
#[derive(Debug)]
pub enum Studied {
    /// The figures, and where the trainee turns.
    Figures {
        /// The figures.
        figures: Box<Figures>,
        /// Where the trainee turns.
        turnings: Turnings,
        /// The last answers that are in it.
        known: HashSet<Uuid>,
    },
    /// What takes the policy.
    Deeper(Box<Deeper>),
    /// The log can't be read: why, in a sentence.
    Unreadable(String),
}

impl Studied {
    /// The figures of somebody's answers, as [`own`](crate::domain::report::trainee::own) gives them.
    pub fn figures(own: &[&Attempt], pack: &Pack, trainee: &str) -> Self {
        let figures = Figures::of(own, &pack.view(), trainee);
        let lately = lately(own.iter().copied(), &pack.engine, &pack.scenarios, LATELY).given;
        let known = own.iter().rev().take(SITTING).map(|attempt| attempt.id).collect();
        Self::Figures { figures: Box::new(figures), turnings: Turnings::of(&pack.engine, &lately), known }
    }
}

impl Study {
    /// Takes in what has come; of a sitting's answers those that were not read with the others.
    pub fn take(&mut self, studied: Studied, pack: &Pack, sitting: &[Attempt], now: Millis) {
        match studied {
            Studied::Figures { figures, turnings, known } => {
                (self.figures, self.turnings, self.unreadable, self.at) = (Some(figures), turnings, None, now);
                self.known = known;
                sitting.iter().for_each(|attempt| self.answered(attempt, pack));
            }
            Studied::Deeper(deeper) => self.deeper = Some(deeper),
            Studied::Unreadable(why) => self.unreadable = Some(why),
        }
    }

    /// Takes in an answer that was just given; once, however often it is told of.
    pub fn answered(&mut self, attempt: &Attempt, pack: &Pack) {
        let fresh = self.known.insert(attempt.id);
        if fresh && attempt.shows_belief() && attempt.policy.id == pack.policy.id {
            let given = Given { case: from_json(&pack.policy, &attempt.facts), answer: attempt.answer };
            self.turnings.answered(&pack.engine, &given);
        }
    }

    /// Whether something that was asked for has not come yet.
    pub fn waits(&self) -> bool {
        let figures = self.asked >= Asked::Figures && self.figures.is_none();
        let deeper = self.asked == Asked::All && self.deeper.is_none();
        self.unreadable.is_none() && (figures || deeper)
    }

    /// What takes the policy, in words.
    pub fn beyond(&self) -> Beyond<'_> {
        match &self.deeper {
            None => Beyond::Awaited,
            Some(deeper) => Beyond::Known(deeper),
        }
    }
}
