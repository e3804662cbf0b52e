//! What there is to learn: every place of the policy as it is now.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::place::Place;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::rule::{Rule, RuleOutcome, Stakes};
use crate::domain::session::facet::Facet;

/// The places of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syllabus {
    /// In the order of the coastline, each once.
    pub places: Vec<Place>,
    known: HashSet<Place, BuildHasherDefault<DefaultHasher>>,
}

impl Syllabus {
    /// Every facet of a coastline, and every rule by itself: a case may stand next to no line.
    pub fn of(policy: &Policy, coastline: &Coastline) -> Self {
        let facet = |f: &crate::domain::policy::analysis::facets::Facet| {
            Place::of(&Facet::named(policy, &coastline.lines[f.line].between, f.here, f.there))
        };
        let rules = policy.rules.iter().map(|rule| Place::Rule(rule.id.clone()));
        let mut syllabus = Self { places: Vec::new(), known: rules.collect() };
        coastline.facets.iter().map(facet).for_each(|place| syllabus.add(place));
        syllabus
    }

    /// A place more, if it is not there yet.
    pub fn add(&mut self, place: Place) {
        if self.known.insert(place.clone()) {
            self.places.push(place);
        }
    }

    /// Whether the policy still has a place.
    pub fn has(&self, place: &Place) -> bool {
        self.known.contains(place)
    }
}

/// Whether a rule is a line that nobody may step over: somebody may be harmed.
pub fn is_critical(rule: &Rule) -> bool {
    rule.stakes == Stakes::Critical && !matches!(rule.outcome, RuleOutcome::Act(_))
}
