//! What goes with an answer beside the answer: the rules looked up before it, and after the reveal what one would say, what one would
//! give, and which it was that missed.

use uuid::Uuid;

use super::model::Model;
use super::shelf::Pack;
use super::words;
use crate::domain::policy::fact::Unit;
use crate::domain::policy::rule::RuleId;
use crate::domain::policy::{Gesture, Policy};
use crate::domain::session::handbook::could_matter;
use crate::domain::session::note::NoteKind;
use crate::domain::session::outcome::Outcome;
use crate::domain::session::round::Round;
use crate::domain::session::saying::{self, Fit, Line, LineKind};
use crate::domain::text::Text;

/// What was said and confessed after reveals, while the session is on the table; the log has it too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Craft {
    /// Misses by the answer's id, and which it was.
    pub tags: Vec<(Uuid, Tag)>,
}

/// Which it was that missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// They could not tell where the line is.
    Ability,
    /// They were not sure they may.
    Authority,
}

impl Tag {
    /// As the log keeps it.
    pub fn kind(self) -> NoteKind {
        match self {
            Self::Ability => NoteKind::CouldNotTell,
            Self::Authority => NoteKind::NotSureIMay,
        }
    }

    /// As people say it of themselves.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ability => "I could not tell",
            Self::Authority => "I was not sure I may",
        }
    }
}

/// Saying it: the lines to choose from, and what was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Say {
    /// The row chosen.
    pub cursor: usize,
    /// What was said, once it is.
    pub said: Option<Said>,
    /// Lines scrolled off.
    pub scroll: usize,
}

/// What was said to the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: Text,
    /// Which line it was; none for own words.
    pub kind: Option<LineKind>,
}

/// The case that was just answered.
pub fn answered(model: &Model) -> Option<(&Pack, &Round, &Outcome)> {
    let (pack, session) = model.playing()?;
    let round = session.round()?;
    Some((pack, round, round.outcome.as_ref()?))
}

/// The lines to choose from, in order; below them stand one's own words.
pub fn lines(model: &Model) -> Vec<Line> {
    answered(model).map(|(pack, round, _)| saying::lines(&pack.view(), round)).unwrap_or_default()
}

/// Whether the answer was a miss that nobody has said anything about.
pub fn may_tag(model: &Model) -> bool {
    answered(model).is_some_and(|(_, _, outcome)| !outcome.judgement.is_right()) && tag(model).is_none()
}

/// Which it was, if they have said.
pub fn tag(model: &Model) -> Option<Tag> {
    let id = answered(model)?.2.attempt.id;
    model.play.as_ref()?.craft.tags.iter().find(|(known, _)| *known == id).map(|(_, tag)| *tag)
}

/// The menu: every gesture with how it fits the case that was answered, those that fit first, the cheapest first.
pub fn menu(model: &Model) -> Vec<(&Gesture, Fit)> {
    let Some((pack, round, _)) = answered(model) else { return Vec::new() };
    let fit = |gesture| (gesture, saying::fit(&pack.policy, &round.full, gesture));
    let mut menu: Vec<(&Gesture, Fit)> = pack.policy.gestures.iter().map(fit).collect();
    menu.sort_by_key(|(gesture, fit)| (*fit != Fit::Fits, gesture.cost));
    menu
}

/// What a gesture costs, in words.
pub fn cost(policy: &Policy, gesture: &Gesture) -> String {
    match gesture.cost.millionths() {
        0 => "costs nothing".to_owned(),
        _ => words::quantity(policy, Unit::Money, gesture.cost),
    }
}

/// The rules of the page that was looked up; the last is what holds where none speaks.
pub fn page_of_rules(model: &Model) -> Vec<Option<RuleId>> {
    let Some((pack, round)) = model.playing().and_then(|(pack, session)| Some((pack, session.round()?))) else {
        return Vec::new();
    };
    let rules = could_matter(&pack.policy, &round.known, pack.engine.ranked());
    rules.into_iter().map(Some).chain([None]).collect()
}
