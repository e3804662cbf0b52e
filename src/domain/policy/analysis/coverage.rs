//! What some told cases show of a coastline: facets crossed, touched, or not taught at all.
//!
//! A told case is *near* a facet if it stands within `near` of the line, on the side whose rule decides it, and if that rule
//! speaks up to the line: with the one fact on the last value before it, the case is still decided so. A facet is *crossed* if
//! told cases are near on both sides, or if a near one's twin (the same case, that fact moved over the line by the least it
//! takes) is decided by the facet's other rule; *touched* if there is a near case all the same; *untaught* if there is none.

use super::super::Policy;
use super::super::case::Case;
use super::super::engine::Engine;
use super::super::rule::RuleId;
use super::facets::{Coastline, Facet, decider};
use super::lines::{Asked, Side};
use super::twins::{reached, said};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// How far a facet is taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taught {
    /// No told case is near.
    Untaught,
    /// A told case is near, but nothing shows both sides of the line.
    Touched,
    /// Both sides are shown.
    Crossed,
}

impl Taught {
    /// As `coastline` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Untaught => "untaught",
            Self::Touched => "touched",
            Self::Crossed => "crossed",
        }
    }
}

/// A told case near a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its place among the told cases.
    pub told: usize,
    /// The side it stands on.
    pub side: Side,
    /// Its twin, if that is decided by the facet's other rule.
    pub twin: Option<Case>,
}

/// What the told cases show of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Told cases near it, in their order.
    pub near: Vec<Near>,
}

impl Shown {
    /// How far it is taught.
    pub fn taught(&self) -> Taught {
        if self.both_told() || self.near.iter().any(|n| n.twin.is_some()) {
            Taught::Crossed
        } else if self.near.is_empty() {
            Taught::Untaught
        } else {
            Taught::Touched
        }
    }

    /// Whether told cases are near on both sides, no twin needed.
    pub fn both_told(&self) -> bool {
        [Side::Here, Side::There].iter().all(|side| self.near.iter().any(|n| n.side == *side))
    }

    /// The first told case whose twin shows the other side.
    pub fn best(&self) -> Option<&Near> {
        self.near.iter().find(|n| n.twin.is_some())
    }
}

/// What some told cases show of each facet, in the order of the facets.
#[derive(Clone, Debug, Default)]
pub struct Coverage(pub Vec<Shown>);

impl Coverage {
    /// What `told` cases show. A case that can't occur, or that the facts it leaves unknown could still turn, shows nothing.
    pub fn of(engine: &Engine, coastline: &Coastline, told: &[Case]) -> Self {
        let mut shown = vec![Shown::default(); coastline.facets.len()];
        for (place, case) in told.iter().enumerate() {
            let Some(own) = said(engine, case) else { continue };
            let Some(speaks) = own.1 else { continue };
            for (at, line) in coastline.lines.iter().enumerate() {
                let facets = coastline.on(at);
                let Some(side) = line.between.side(case).filter(|_| !facets.is_empty()) else { continue };
                let first = coastline.facets.partition_point(|f| f.line < at);
                let speaks = |f: &&Facet| f.decider(side) == speaks;
                if !facets.iter().any(|f| speaks(&f)) || !line.between.is_near(engine.policy(), case) {
                    continue;
                }
                let reached = reached(engine, &line.between, case, own);
                if reached.is_empty() {
                    continue;
                }
                let across: SmallVec<[_; 2]> = reached.into_iter().map(|(_, twin)| (decider(engine, &twin), twin)).collect();
                for (nth, facet) in facets.iter().enumerate().filter(|(_, f)| speaks(f)) {
                    let other = facet.decider(side.other());
                    let twin = across.iter().find(|t| t.0 == Some(other)).map(|t| t.1.clone());
                    shown[first + nth].near.push(Near { told: place, side, twin });
                }
            }
        }
        Self(shown)
    }

    /// How far the facets are taught that a test picks, by their places.
    pub fn tally(&self, picked: impl Fn(usize) -> bool) -> Tally {
        let mut tally = Tally::default();
        for shown in self.0.iter().enumerate().filter(|(at, _)| picked(*at)).map(|(_, s)| s) {
            match shown.taught() {
                Taught::Crossed => tally.crossed += 1,
                Taught::Touched => tally.touched += 1,
                Taught::Untaught => tally.untaught += 1,
            }
        }
        tally
    }

    /// Of the lines that a rule itself asks for and that it turns an answer at: how many there are, and on how many of these
    /// one of its facets is crossed. The values of one limit are one line, and so are the classes of one choice.
    pub fn own_lines(&self, policy: &Policy, coastline: &Coastline, rule: RuleId) -> (usize, usize) {
        let mut crossed: BTreeMap<Asked, bool> = BTreeMap::new();
        for (at, line) in coastline.lines.iter().enumerate().filter(|(_, l)| l.rules.contains(&rule)) {
            let first = coastline.facets.partition_point(|f| f.line < at);
            for (nth, _) in coastline.on(at).iter().enumerate().filter(|(_, f)| f.has(Some(rule))) {
                let taught = self.0[first + nth].taught() == Taught::Crossed;
                *crossed.entry(line.between.asked(policy, rule)).or_default() |= taught;
            }
        }
        (crossed.len(), crossed.values().filter(|c| **c).count())
    }
}

/// How many facets are taught how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Both sides shown.
    pub crossed: usize,
    /// One side told, the other not shown.
    pub touched: usize,
    /// Nothing told near them.
    pub untaught: usize,
}

impl Tally {
    /// All of them.
    pub fn all(self) -> usize {
        self.crossed + self.touched + self.untaught
    }
}
