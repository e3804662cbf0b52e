//! What the reveal says, section by section, before anybody decides how it is laid out: the screen draws it, plain lines read it.

mod because;
mod binding;
mod boundary;
pub mod clause;
mod coach;
mod flips;
mod hands;
mod tapped;
pub mod verdict;

use crate::domain::learner::belief::turnings::Turnings;
use crate::domain::learner::profile::Comfort;
use crate::domain::policy::explanation::Decision;
use crate::domain::policy::{Gesture, Policy};
use crate::domain::scenario::Scenario;
use crate::domain::session::outcome::Outcome;
use crate::domain::session::round::Round;
use crate::domain::session::saying::Fit;
use crate::domain::wording::acknowledged::acknowledged;
use crate::tui::craft::{self, Tag};
use crate::tui::model::Model;
use crate::tui::rich::{Rich, Role};
use crate::tui::scale::Scale;
use crate::tui::shelf::Pack;

/// One part of the reveal.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// A word or two.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it stands when there is room for two columns.
    pub column: Column,
}

/// Where a section stands on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// What to do and say.
    Words,
    /// Where the line runs.
    Line,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph; lines after the first are set in by so many columns.
    Text(Rich, usize),
    /// A drawn number line.
    Scale(Box<Scale>),
}

/// What the reveal is made from.
pub struct Context<'a> {
    pack: &'a Pack,
    policy: &'a Policy,
    scenario: &'a Scenario,
    round: &'a Round,
    outcome: &'a Outcome,
    /// Where the trainee turns, as far as their answers were read.
    turnings: Option<&'a Turnings>,
}

/// All sections, in the order they are read; empty while there is nothing to reveal.
pub fn sections(model: &Model) -> Vec<Section> {
    let Some(context) = context(model) else { return Vec::new() };
    let mut sections = Vec::new();
    let facts = [because::asked(&context), tapped::named(&context), because::because(&context)];
    let rules = [clause::clause(&context), hands::yours(&context), hands::theirs(&context)];
    // The same sections, begun with what somebody is most at ease with.
    let begun = match model.profile.settings.comfort {
        Comfort::JudgementFirst => facts.into_iter().chain(rules),
        Comfort::RulesFirst => rules.into_iter().chain(facts),
    };
    sections.extend(begun.flatten());
    sections.extend(boundary::boundary(&context));
    sections.extend(flips::flips(&context));
    sections.extend(flips::no_matter(&context));
    sections.extend(coach::sections(&context, &fitting(model)));
    sections
}

/// The gestures that fit the case that was answered, the cheapest first; none where it is handed over, for then the remedy is not theirs.
pub fn fitting(model: &Model) -> Vec<(&Gesture, Fit)> {
    let theirs = craft::answered(model).and_then(|(_, round, _)| round.explanation.ruling.verdict);
    let acts = theirs.is_some_and(|verdict| verdict.decision() == Decision::Act);
    craft::menu(model).into_iter().filter(|(_, fit)| acts && *fit == Fit::Fits).collect()
}

/// One line below the verdict: what was judged well; or after a miss, which it was.
pub fn remark(model: &Model) -> Option<Rich> {
    let context = context(model)?;
    if let Some(words) = acknowledged(context.policy, context.round, context.outcome) {
        return Some(Rich::of(Role::Right, "  ").push(Role::Body, words));
    }
    if let Some(tag) = craft::tag(model) {
        return Some(Rich::dim(format!("  You say: {}.", tag.words())));
    }
    let key = |key: &'static str, tag: Tag| Rich::of(Role::Key, key).push(Role::Dim, format!(" {}", tag.words()));
    craft::may_tag(model).then(|| {
        Rich::dim("  Which was it?  ")
            .join(key("i", Tag::Ability))
            .push(Role::Dim, "   ")
            .join(key("u", Tag::Authority))
            .push(Role::Dim, "   or go on")
    })
}

fn context(model: &Model) -> Option<Context<'_>> {
    let (pack, session) = model.playing()?;
    let round = session.round()?;
    let outcome = round.outcome.as_ref()?;
    let scenario = pack.scenarios.get(round.scenario)?;
    let place = model.play.as_ref()?.pack;
    let turnings = model.studies.get(&place).map(|study| &study.turnings);
    Some(Context { pack, policy: &pack.policy, scenario, round, outcome, turnings })
}

impl Section {
    fn new(title: impl Into<String>, column: Column) -> Self {
        Self { title: title.into(), blocks: Vec::new(), column }
    }

    fn text(mut self, rich: Rich) -> Self {
        self.blocks.push(Block::Text(rich, 0));
        self
    }

    /// An item of a list.
    fn item(mut self, rich: Rich) -> Self {
        self.blocks.push(Block::Text(Rich::dim("· ").join(rich), 2));
        self
    }

    fn items(self, lines: impl IntoIterator<Item = Rich>) -> Self {
        lines.into_iter().fold(self, Self::item)
    }

    fn some(self) -> Option<Self> {
        (!self.blocks.is_empty()).then_some(self)
    }
}
