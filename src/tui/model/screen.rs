//! What can be on the screen, and what lies over it.

use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::rule::RuleId;
use crate::domain::policy::whatif::knob::Knob;
use crate::domain::report::trainee::mind::Mind;
use crate::domain::session::answer::{Answer, Certainty};
use crate::tui::boundary::map::Map;
use crate::tui::chart::{Chart, Pair, Sailed};
use crate::tui::comparison::Compared;
use crate::tui::craft::Say;
use crate::tui::path::OnPath;
use crate::tui::refresh::Refreshing;
use crate::tui::whatif::WhatIf;
use crate::tui::whatif::figures::Flip;

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

/// A list of the library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The rules.
    #[default]
    Rules,
    /// The scenarios.
    Scenarios,
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
