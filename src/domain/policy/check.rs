//! What only the meaning of a pack shows: policy and scenarios held against each other.

mod accepts;
mod asking;
mod examine;
mod example;
mod exercise;
mod expect;
mod gives_away;
mod idle_fact;
mod odd;
mod untold;
pub mod words;

use std::ops::Range;

use self::example::{Examples, Told};
use self::exercise::Exercise;
use self::gives_away::Giveaways;
use self::odd::Examined;
use super::Policy;
use super::case::Case;
use super::date::Date;
use super::engine::{Engine, Impossible};
use super::explanation::Ruling;
use super::source::{Places, PolicySource};
use crate::domain::diagnostic::{Diagnostic, Severity};
use crate::domain::phrases;
use crate::domain::scenario::Scenario;
use crate::domain::scenario::layout::{CONVERSATION_COLUMNS, CONVERSATION_LINES, conversation_lines};
use crate::domain::scenario::source::{Places as ScenarioPlaces, ScenarioSource};

/// A real case, and how often it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// Its facts.
    pub case: Case,
    /// How often.
    pub often: usize,
}

/// Scenarios, each held against the policy by itself.
#[derive(Debug, Default)]
pub struct Held {
    found: Vec<Diagnostic>,
    exercise: Exercise,
}

impl Held {
    /// Holds scenarios against a policy. Parts of a pack may be held at the same time.
    pub fn of(source: &PolicySource, scenarios: &[ScenarioSource], as_of: Date) -> Self {
        let mut held = Self::default();
        // A policy that is too large is reported where it is examined.
        let Some((policy, Ok(engine))) = source.draft.as_ref().map(|draft| (draft, Engine::compile(draft, as_of))) else {
            return held;
        };
        let giveaways = Giveaways::of(policy);
        for source in scenarios {
            if let Some(scenario) = &source.scenario {
                let checked = Checked { policy, engine: &engine, giveaways: &giveaways, scenario, places: &source.places };
                checked.check(&mut held.exercise, &mut held.found);
            }
        }
        held
    }

    /// With the part that comes after it.
    #[must_use]
    pub fn and(mut self, next: Self) -> Self {
        self.found.extend(next.found);
        self.exercise.extend(next.exercise);
        self
    }
}

/// Everything wrong with a pack: what reading its files found, and what deciding every case adds; accepted warnings left out.
///
/// Without a policy whose meaning is certain no case is decided, so that nothing is said by cascade. Grey areas come in the order of how
/// many scenarios and real cases fall in them. `held` gives all scenarios held against the policy; it is asked for last of all, so that
/// they can be held meanwhile.
pub fn check(
    mut found: Vec<Diagnostic>,
    policy: Option<&PolicySource>,
    scenarios: &[ScenarioSource],
    held: impl FnOnce() -> Held,
    real: &[Came],
    as_of: Date,
) -> Vec<Diagnostic> {
    let Some(source) = policy else { return found };
    let all_read = found.iter().filter(|d| d.file != phrases::source::FILE).all(is_warning);
    if scenarios.is_empty() && !found.iter().any(|d| d.file != source.places.file) {
        let message = "the pack has no scenarios, so there is nothing to play";
        let warning = Diagnostic::warning("pack::no-scenarios", &source.places.file, 0..0, message);
        found.push(warning.help("add one; the author's guide shows how"));
    }
    if let Some(policy) = &source.draft {
        let sound = source.policy().is_some();
        let read = Read { all: all_read, policy: sound };
        found.extend(meaning(policy, &source.places, scenarios, held, as_of, read));
        if sound {
            let examined = examined(policy, &source.places, (scenarios, real), as_of, &mut found);
            found = accepts::apply(policy, &source.places, found, &examined, all_read);
        }
    }
    found
}

/// Adds what the examination of a policy without mistakes finds; by acceptance, whether it keeps a grey area.
fn examined(
    policy: &Policy,
    places: &Places,
    (scenarios, real): (&[ScenarioSource], &[Came]),
    as_of: Date,
    found: &mut Vec<Diagnostic>,
) -> Vec<bool> {
    let told: Vec<Told<'_>> = scenarios.iter().filter_map(|s| s.scenario.as_ref()).map(Told::of).collect();
    let examine = |engine: Engine| examine::examine(places, Examples { policy, engine: &engine, told: &told }, real, as_of);
    // A policy that is too large is reported where its scenarios are decided.
    let Ok(examined) = Engine::compile(policy, as_of).and_then(examine) else { return vec![true; policy.accepts.len()] };
    // A rule that could be taken out needs no scenario.
    let spare = |d: &Diagnostic| matches!(d.code, "policy::dead-rule" | "policy::redundant-rule");
    let spared: Vec<String> = examined.found.iter().filter(|d| spare(d)).filter_map(|d| d.clause.clone()).collect();
    found.retain(|d| d.code != "policy::unexercised" || !d.clause.as_ref().is_some_and(|c| spared.contains(c)));
    found.extend(examined.found);
    examined.kept
}

/// What of a pack could be read without an error.
#[derive(Clone, Copy, Debug)]
struct Read {
    /// Every file.
    all: bool,
    /// The policy: only then is it worth examining.
    policy: bool,
}

fn meaning(
    policy: &Policy,
    places: &Places,
    scenarios: &[ScenarioSource],
    held: impl FnOnce() -> Held,
    as_of: Date,
    read: Read,
) -> Vec<Diagnostic> {
    let engine = match Engine::compile(policy, as_of) {
        Ok(engine) => engine,
        Err(too_large) => {
            let help = "split it into policies for different desks, or use fewer facts and choices";
            return vec![Diagnostic::error("policy::too-large", &places.file, 0..0, too_large.to_string()).help(help)];
        }
    };
    let mut odd = Vec::new();
    if read.policy {
        let told: Vec<Told<'_>> = scenarios.iter().filter_map(|s| s.scenario.as_ref()).map(Told::of).collect();
        Examined::new(policy, places, &engine, as_of, &told).odd(&mut odd);
    }
    let Held { mut found, exercise } = held();
    // A scenario with a mistake may be the one that was meant to exercise a rule.
    if read.all && !scenarios.is_empty() && found.iter().all(is_warning) {
        exercise.report(policy, places, as_of, &mut found);
    }
    found.extend(odd);
    found
}

/// A scenario held against its policy.
struct Checked<'a> {
    policy: &'a Policy,
    engine: &'a Engine,
    giveaways: &'a Giveaways,
    scenario: &'a Scenario,
    places: &'a ScenarioPlaces,
}

impl Checked<'_> {
    fn check(&self, exercise: &mut Exercise, found: &mut Vec<Diagnostic>) {
        self.too_tall(found);
        match self.engine.decide(&self.scenario.case) {
            Err(impossible) => self.impossible(&impossible, found),
            Ok(ruling) => {
                exercise.add(&ruling);
                let settled = self.asking(&ruling, found);
                if let Some(settled) = &settled {
                    exercise.add(settled);
                }
                self.expected(&ruling, settled.as_ref(), found);
                self.as_a_story(found);
            }
        }
    }

    /// What is wrong with a case that is settled, as something to learn from.
    fn as_a_story(&self, found: &mut Vec<Diagnostic>) {
        let case = Told::of(self.scenario).case;
        let explained = self.engine.explain(&case).ok().filter(|explanation| explanation.ruling.verdict.is_some());
        if let Some(explanation) = explained {
            self.gives_away(&explanation.ruling, found);
            self.untold(&case, &explanation, found);
            self.idle(&case, &explanation, found);
        }
    }

    fn error(&self, code: &'static str, place: &Range<usize>, message: String) -> Diagnostic {
        Diagnostic::error(code, &self.scenario.file, place.clone(), message)
    }

    fn impossible(&self, impossible: &Impossible, found: &mut Vec<Diagnostic>) {
        let clause =
            self.policy.never.get(impossible.never).map(|never| words::condition(self.policy, never)).unwrap_or_default();
        let message = format!("these facts can't occur together: the policy says never {clause}");
        found.push(
            self.error("scenario::impossible", &self.places.facts, message).help("change the facts, or the policy's [[never]]"),
        );
    }

    fn too_tall(&self, found: &mut Vec<Diagnostic>) {
        let lines = conversation_lines(self.policy, self.scenario);
        if lines > CONVERSATION_LINES {
            let message = format!(
                "story and speech take {lines} lines of {CONVERSATION_COLUMNS} columns; {CONVERSATION_LINES} are seen without scrolling"
            );
            let warning = Diagnostic::warning("scenario::too-tall", &self.scenario.file, self.places.story.clone(), message);
            found.push(warning.help("shorten the story, or what is said"));
        }
    }
}

/// The decider of a ruling, and why, as a sentence part.
fn because(policy: &Policy, ruling: &Ruling) -> String {
    match ruling.rules.first() {
        Some(rule) => format!("because of `{}`", policy.rules[rule.0].id),
        None if ruling.kind.is_some_and(super::explanation::Kind::is_grey) => "because no rule speaks".to_owned(),
        None => "whatever the unknown facts are".to_owned(),
    }
}

/// Whether a finding is worth a look only.
fn is_warning(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Warning
}
