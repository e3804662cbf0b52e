//! Everything the game knows while it runs. The view is a function of it.

mod screen;

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

pub use self::screen::{Coast, Found, Layer, Overlay, Reading, Screen, Stage, Tab, Turned};
use super::chart::Charted;
use super::comparison::Compared;
use super::craft::Craft;
use super::key::Input;
use super::message::Known;
use super::refresh::{Asked, Refreshers};
use super::shelf::{Pack, Shelf};
use super::study::Study;
use super::wishes::{First, Wishes};
use crate::domain::learner::belief::hunt::Grounds;
use crate::domain::learner::profile::Profile;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::session::Session;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::snapshot::{Changes, Snapshot};

/// The model.
#[derive(Debug, Default)]
pub struct Model {
    /// The packs; none until they are read.
    pub shelf: Option<Shelf>,
    /// What is open, the uppermost last. Home lies below all.
    pub screens: Vec<Screen>,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// The session on the table.
    pub play: Option<Play>,
    /// A session put away earlier, to go on with.
    pub unfinished: Option<(Snapshot, Vec<Attempt>)>,
    /// Level and settings.
    pub profile: Profile,
    /// Whether the store has answered.
    pub known: bool,
    /// What the log holds, of everybody, once somebody wanted to know.
    pub recalled: Recalled,
    /// Coastlines by the place of their pack, as far as somebody wanted to see them.
    pub charts: HashMap<usize, Charted>,
    /// What may come back, pack by pack, as far as it is known.
    pub refreshers: Refreshers,
    /// What is known of the trainee, by the place of the pack, as far as a screen has told of it.
    pub studies: HashMap<usize, Study>,
    /// What lines are looked for by, by the place of the pack; with the own facts they are for.
    pub grounds: HashMap<usize, Grounded>,
    /// Comparisons asked for so far.
    pub asked: u64,
    /// Something is wrong with the log, in a sentence.
    pub notice: Option<String>,
    /// A sentence about what just happened; gone with the next key.
    pub word: Option<String>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// What was asked for at the start.
    pub wishes: Wishes,
    /// Lines of the case scrolled off, on a screen too small for it.
    pub story_scroll: usize,
    /// Keys pressed before the packs were read.
    pub early: Vec<Input>,
}

/// The answers in the log, as far as they were asked for.
#[derive(Debug, Default)]
pub enum Recalled {
    /// Nobody has asked.
    #[default]
    Unasked,
    /// They are being read.
    Reading,
    /// They can't be read: why.
    Unreadable(String),
    /// All of them, oldest first; those given since are added.
    All(Vec<Attempt>),
}

/// The session on the table.
#[derive(Debug)]
pub struct Play {
    /// The place of its pack on the shelf.
    pub pack: usize,
    /// The session.
    pub session: Session,
    /// What a changed pack did to it.
    pub changes: Changes,
    /// What was said beside the answers.
    pub craft: Craft,
}

/// What a line is looked for by, and for whom.
#[derive(Clone, Debug)]
pub struct Grounded {
    /// The trainee's own facts.
    pub own: Vec<(FactId, Value)>,
    /// The cases that can be told, and what they tell apart.
    pub grounds: Arc<Grounds>,
}

impl Model {
    /// A game about to begin.
    pub fn new(mut wishes: Wishes, size: (u16, u16)) -> Self {
        let mut screens = vec![Screen::Home { cursor: 0 }];
        // A comparison needs no pack: it is there at once.
        wishes.first = match mem::take(&mut wishes.first) {
            First::Comparison(compared) => {
                screens.push(Screen::Diff(Box::new(Reading { compared: Compared::Told(compared), all: false, scroll: 0 })));
                First::Home
            }
            first => first,
        };
        Self { screens, wishes, size, ..Self::default() }
    }

    /// What is on the screen.
    pub fn screen(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// The pack of the session on the table.
    pub fn playing(&self) -> Option<(&Pack, &Session)> {
        let play = self.play.as_ref()?;
        Some((self.shelf.as_ref()?.pack(play.pack)?, &play.session))
    }

    /// Scenarios of a pack that the session on the table still waits for an answer to: nothing may give that away.
    pub fn unplayed(&self, place: usize) -> Vec<usize> {
        let Some(play) = self.play.as_ref().filter(|p| p.pack == place) else { return Vec::new() };
        let Some(round) = play.session.round() else { return Vec::new() };
        let done = play.session.position() + usize::from(round.outcome.is_some());
        play.session.cards().iter().skip(done).map(|card| card.scenario).collect()
    }

    /// The answers in the log; none before they are read.
    pub fn answers(&self) -> Option<&[Attempt]> {
        match &self.recalled {
            Recalled::All(attempts) => Some(attempts),
            Recalled::Unasked | Recalled::Reading | Recalled::Unreadable(_) => None,
        }
    }

    /// Why there are no answers to tell of.
    pub fn unanswered(&self) -> String {
        match &self.recalled {
            Recalled::Unreadable(why) => format!("Not known: {why}"),
            _ => "The log is being read…".to_owned(),
        }
    }

    /// Whether what is on the screen waits for something from outside.
    pub fn waits(&self) -> bool {
        let reading = matches!(self.recalled, Recalled::Reading);
        let charting = |pack: &usize| matches!(self.charts.get(pack), Some(Charted::Drawing));
        match self.screen() {
            Some(Screen::Case(Stage::Saving)) => true,
            Some(Screen::Library { .. } | Screen::Path(_)) => reading,
            Some(Screen::Home { .. } | Screen::Refresh(_)) => self.refreshers.asked == Asked::Reading,
            Some(Screen::Rule { pack, .. }) => reading || charting(pack) || self.studies.get(pack).is_some_and(Study::waits),
            Some(Screen::Coast(coast)) => reading || charting(&coast.pack),
            Some(Screen::Progress { pack, .. }) => self.studies.get(pack).is_some_and(Study::waits),
            Some(Screen::Hunting { .. }) => true,
            Some(Screen::Diff(reading)) => matches!(reading.compared, Compared::Comparing(_)),
            _ => false,
        }
    }

    /// Takes in what the log holds, and what was answered while it was read.
    pub fn remember(&mut self, mut attempts: Vec<Attempt>) {
        let given = self.play.iter().flat_map(|p| p.session.attempts());
        let missing: Vec<Attempt> = given.filter(|a| attempts.iter().all(|known| known.id != a.id)).cloned().collect();
        attempts.extend(missing);
        self.recalled = Recalled::All(attempts);
    }

    /// Takes in what the store knows.
    pub fn learn(&mut self, known: Known) {
        self.profile = known.profile;
        self.unfinished = known.unfinished;
        self.known = true;
    }
}
