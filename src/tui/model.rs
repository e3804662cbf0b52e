//! Everything the game knows while it runs. The view is a function of it.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use super::boundary::map::Map;
use super::chart::{Chart, Charted, Pair, Sailed};
use super::comparison::Compared;
use super::craft::{Craft, Say};
use super::key::Input;
use super::message::Known;
use super::path::OnPath;
use super::refresh::{Asked, Refreshers, Refreshing};
use super::shelf::{Pack, Shelf};
use super::study::Study;
use super::whatif::WhatIf;
use super::whatif::figures::Flip;
use super::wishes::{First, Wishes};
use crate::domain::learner::belief::hunt::Grounds;
use crate::domain::learner::profile::Profile;
use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::RuleId;
use crate::domain::policy::whatif::knob::Knob;
use crate::domain::report::trainee::mind::Mind;
use crate::domain::session::Session;
use crate::domain::session::answer::{Answer, Certainty};
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

/// One screen, with what it needs beside the model.
#[derive(Debug)]
pub enum Screen {
    /// Packs, and where to go from here.
    Home {
        /// The row chosen.
        cursor: usize,
    },
    /// Topics of a pack.
    Topics {
        /// The pack.
        pack: usize,
        /// The row chosen.
        cursor: usize,
    },
    /// A pack's path.
    Path(Box<OnPath>),
    /// Level and settings.
    Settings {
        /// The pack whose own facts are shown.
        pack: usize,
        /// The row chosen.
        cursor: usize,
    },
    /// Packs, scenarios and rules.
    Library {
        /// The pack.
        pack: usize,
        /// Which list.
        tab: Tab,
        /// The row chosen.
        cursor: usize,
    },
    /// What is wrong with a pack.
    Findings {
        /// The pack.
        pack: usize,
        /// Lines scrolled off.
        scroll: usize,
    },
    /// A refresher that is about to be played.
    Refresh(Box<Refreshing>),
    /// The case on the table.
    Case(Stage),
    /// What came of the answer.
    Reveal {
        /// The case has a twin; found once, for it takes as long as explaining a case.
        twin: bool,
        /// Lines scrolled off.
        scroll: usize,
    },
    /// The rules that could matter to the case on the table.
    LookUp {
        /// The row chosen.
        cursor: usize,
    },
    /// What one would say to the customer.
    Say(Box<Say>),
    /// What may go with the remedy.
    Gestures {
        /// The row chosen.
        cursor: usize,
        /// What came of the last one.
        told: Option<String>,
    },
    /// The books of a month.
    Month {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// The case once more.
    Story {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// Two facts of the case.
    Map(Box<Map>),
    /// A pack's coastline.
    Coast(Box<Coast>),
    /// A clause in full.
    Rule {
        /// The pack.
        pack: usize,
        /// The clause; none for what holds where no rule speaks.
        rule: Option<RuleId>,
        /// Lines scrolled off.
        scroll: usize,
    },
    /// Numbers of a policy, moved.
    WhatIf(Box<WhatIf>),
    /// A told case that a draft turns.
    Told(Box<Turned>),
    /// What a new version changes.
    Diff(Box<Reading>),
    /// What the trainee's answers tell of their judgement.
    Progress {
        /// The pack.
        pack: usize,
        /// Lines scrolled off.
        scroll: usize,
    },
    /// The cases are being chosen by which a line is found.
    Hunting {
        /// The pack.
        pack: usize,
    },
    /// The line that was found.
    Found(Box<Found>),
    /// The end of a session.
    Summary {
        /// Lines scrolled off.
        scroll: usize,
        /// With the formulas.
        formula: bool,
    },
}

/// A told case that a draft turns.
#[derive(Clone, Debug)]
pub struct Turned {
    /// The pack.
    pub pack: usize,
    /// The case, and both answers.
    pub flip: Flip,
    /// The number that was being moved.
    pub knob: Knob,
    /// Lines scrolled off.
    pub scroll: usize,
}

/// A line that was found, and how.
#[derive(Clone, Debug)]
pub struct Found {
    /// The pack.
    pub pack: usize,
    /// What was found.
    pub mind: Mind,
    /// Lines scrolled off.
    pub scroll: usize,
}

/// What a line is looked for by, and for whom.
#[derive(Clone, Debug)]
pub struct Grounded {
    /// The trainee's own facts.
    pub own: Vec<(FactId, Value)>,
    /// The cases that can be told, and what they tell apart.
    pub grounds: Arc<Grounds>,
}

/// A comparison being read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The comparison.
    pub compared: Compared,
    /// Every change by itself.
    pub all: bool,
    /// Lines scrolled off.
    pub scroll: usize,
}

/// A pack's coastline, and where one is on it.
#[derive(Clone, Debug, Default)]
pub struct Coast {
    /// The pack.
    pub pack: usize,
    /// The facet chosen: its place in the order in which they are shown.
    pub at: usize,
    /// What the cells tell.
    pub layer: Layer,
    /// How far the trainee has come, by facet.
    pub sailed: Vec<Sailed>,
    /// The twins of the facet that is chosen.
    pub pair: Option<Pair>,
    /// Begin at this rule, once there is a chart.
    pub wanted: Option<RuleId>,
}

impl Coast {
    /// How far a facet is reached, in the layer that is shown.
    pub fn reached(&self, chart: &Chart, facet: usize) -> Taught {
        match self.layer {
            Layer::Told => chart.taught(facet),
            Layer::Own => self.sailed.get(facet).copied().unwrap_or_default().taught(),
        }
    }
}

/// What the cells of a coastline tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// What the pack's scenarios show.
    #[default]
    Told,
    /// What the trainee has answered.
    Own,
}

/// A list of the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The rules.
    #[default]
    Rules,
    /// The scenarios.
    Scenarios,
}

/// How far the answer to a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The warning stands before the case.
    Warned,
    /// Which of the three?
    Decide,
    /// Which fact to ask for?
    Ask {
        /// The row chosen.
        cursor: usize,
    },
    /// How sure?
    Sure(Answer),
    /// Which fact decides, or whom to hand it to?
    Tap {
        /// The answer.
        answer: Answer,
        /// How sure.
        certainty: Certainty,
        /// The row chosen.
        cursor: usize,
    },
    /// The answer is on its way to the log.
    Saving,
}

/// What lies over a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The keys.
    Help {
        /// Lines scrolled off.
        scroll: usize,
    },
    /// A "what about when…?" being written.
    Note {
        /// What is written so far.
        text: String,
    },
    /// Own words to the customer being written.
    Words {
        /// What is written so far.
        text: String,
    },
    /// Leave?
    Leave,
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
