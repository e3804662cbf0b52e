//! "Find my line": about ten cases, each chosen so that its answer tells the leading readings of the policy apart; once one is all
//! but certain, so that it narrows where they turn.
//!
//! A shipped policy can be misread in more than a hundred ways, and a case tells a dozen of them from the policy: ten cases alone can't
//! tell them all. So it begins from the answers that were given before.

use std::collections::HashMap;

use super::given::Given;
use super::perceived::Line;
use super::suspects::Suspects;
use super::tellings::{Telling, move_to, tellings};
use super::trial::{ENOUGH, Finding, Trial};
use super::turnings::Turnings;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::Scenario;
use crate::domain::session::answer::Answer;

/// Cases of a hunt, about.
pub const CASES: usize = 10;
/// So many more at the most, while several readings still fit and a case tells them apart.
pub const MORE: usize = 10;
/// A story heard before tells less: its other figures are remembered.
const HEARD: f64 = 0.85;
/// So does each fact that is moved beside its words.
const BESIDE: f64 = 0.9;
/// A line is narrow enough once its places are asked for so many times nearer to each other than what is near it.
const APART: i64 = 4;
/// What a case must tell to be worth asking, in nats.
const LEAST: f64 = 0.01;
/// What tells less tells nothing.
const NOTHING: f64 = 1e-9;
/// A reading is looked for if so many cases tell it from the policy: one slip must not decide.
const TELL: usize = 3;
/// How likely a reading must be for the next case to ask where they turn, and not once more whether it is this one.
const CERTAIN: f64 = 0.99;

/// What a hunt is made from: the cases that can be told, and the readings they tell apart.
#[derive(Clone, Debug)]
pub struct Grounds {
    /// Cases that can be told.
    pub tellings: Vec<Telling>,
    /// The readings of the policy, over these cases.
    pub suspects: Suspects,
}

/// A hunt after some answers.
#[derive(Debug)]
pub struct Hunt<'g> {
    grounds: &'g Grounds,
    engine: &'g Engine,
    scenarios: &'g [Scenario],
    trial: Trial<'g>,
    turnings: Turnings,
    /// How often each story was heard.
    heard: HashMap<usize, i32>,
    /// Those answered before, then those of the hunt.
    cases: Vec<Case>,
    before: usize,
}

impl Grounds {
    /// Of a compiled policy and its scenarios, for somebody with these own facts. Takes a while: every misreading is tried on every
    /// case.
    pub fn of(engine: &Engine, scenarios: &[Scenario], own: &[(FactId, Value)]) -> Self {
        let tellings = tellings(engine, scenarios, own);
        let cases: Vec<Case> = tellings.iter().map(|telling| telling.case.clone()).collect();
        let suspects = Suspects::of(engine.policy(), engine.day(), &cases).told_by(TELL);
        Self { tellings, suspects }
    }
}

impl<'g> Hunt<'g> {
    /// Before its first case, for somebody who answered these before, the oldest first.
    pub fn of(grounds: &'g Grounds, engine: &'g Engine, scenarios: &'g [Scenario], before: &[Given]) -> Self {
        let mut hunt = Self {
            grounds,
            engine,
            scenarios,
            trial: Trial::new(&grounds.suspects),
            turnings: Turnings::of(engine, &[]),
            heard: HashMap::new(),
            cases: Vec::new(),
            before: before.len(),
        };
        before.iter().for_each(|given| hunt.takes_in(given.clone(), None));
        hunt
    }

    /// After these answers too, each to a scenario's case, in their order.
    pub fn after(mut self, answers: impl IntoIterator<Item = (usize, Case, Answer)>) -> Self {
        answers.into_iter().for_each(|(scenario, case, answer)| self.answered(scenario, case, answer));
        self
    }

    /// Takes in the answer to a scenario's case.
    pub fn answered(&mut self, scenario: usize, case: Case, answer: Answer) {
        *self.heard.entry(scenario).or_default() += 1;
        self.takes_in(Given { case, answer }, Some(scenario));
    }

    fn takes_in(&mut self, given: Given, scenario: Option<usize>) {
        let tellings = &self.grounds.tellings;
        let own = tellings.iter().position(|t| Some(t.scenario) == scenario && t.case == given.case);
        // A case made to narrow a line may stand in no story's list, and still be one that another tells.
        if let Some(place) = own.or_else(|| tellings.iter().position(|t| t.case == given.case)) {
            self.trial.answered(place, given.answer);
        }
        self.turnings.answered(self.engine, &given);
        self.cases.push(given.case);
    }

    /// The trial so far.
    pub fn trial(&self) -> &Trial<'g> {
        &self.trial
    }

    /// Where they turn, as far as it can be told.
    pub fn turnings(&self) -> &Turnings {
        &self.turnings
    }

    /// Answers so far, without those given before.
    pub fn answers(&self) -> usize {
        self.cases.len() - self.before
    }

    /// Answers that it began from.
    pub fn before(&self) -> usize {
        self.before
    }

    /// The case to be told next; none once there were enough, or where none tells anything.
    pub fn next(&self) -> Option<Telling> {
        let apart = || self.telling_apart();
        let finding = self.trial.finding();
        if self.answers() >= CASES {
            return apart().filter(|_| finding == Finding::Open && self.answers() < CASES + MORE);
        }
        let likely = self.trial.beliefs().into_iter().fold(0.0, f64::max);
        // Who goes by the policy as far as one knows may misread what was not asked about yet.
        match finding {
            Finding::Misreads(_) if likely >= CERTAIN => self.narrowing().or_else(apart),
            _ => apart().or_else(|| self.narrowing()),
        }
    }

    /// The case that tells the leading readings apart best, a fresh story before one that was heard.
    fn telling_apart(&self) -> Option<Telling> {
        let fresh = |place: usize| self.grounds.tellings.get(place).is_some_and(|t| !self.cases.contains(&t.case));
        let told = self.trial.information(fresh);
        // Whatever the answers before made likely, it is asked about before it is told.
        let least = if self.answers() < ENOUGH { NOTHING } else { LEAST };
        let worth = |(place, nats): (usize, f64)| {
            let telling = self.grounds.tellings.get(place)?;
            Some((telling, nats * self.liking(telling))).filter(|(_, worth)| *worth > least)
        };
        let best = told.into_iter().filter_map(worth).reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(telling, _)| telling.clone())
    }

    /// What a story is worth beside one that is fresh and tells everything.
    fn liking(&self, telling: &Telling) -> f64 {
        let heard = self.heard.get(&telling.scenario).copied().unwrap_or_default();
        HEARD.powi(heard) * BESIDE.powi(i32::try_from(telling.beside).unwrap_or(i32::MAX))
    }

    /// A case on the line that is most worth narrowing, moved to where they are as likely to answer the one as the other.
    fn narrowing(&self) -> Option<Telling> {
        // Once a misreading is named, where they turn on what it does not move tells no more about it.
        let asked_for = |line: &&Line| match self.trial.finding() {
            Finding::Misreads(suspect) => suspect.readings.iter().any(|reading| reading.moves(self.engine.policy(), line.fact())),
            _ => true,
        };
        let lines = self.turnings.lines().iter().filter(asked_for).filter(|line| !self.is_narrow(line));
        let mut lines: Vec<&Line> = lines.collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.answers()));
        lines.into_iter().find_map(|line| self.on_line(line))
    }

    /// Whether the next answer would be asked for a place hardly apart from one that was asked for already.
    fn is_narrow(&self, line: &Line) -> bool {
        let near = self.engine.policy().fact(line.fact()).number().map_or(0, |n| n.near_twentieths / 20 / APART);
        let told = |case: &&Case| line.is_told_by(self.engine, case);
        let mut asked = self.cases.iter().filter(told).filter_map(|case| match case.get(line.fact()) {
            Some(Value::Number(q)) => Some(q.millionths()),
            _ => None,
        });
        let next = line.next().millionths();
        asked.any(|asked| (asked - next).abs() <= near)
    }

    /// The best liked story that can be told on a line, at the place that tells the most.
    fn on_line(&self, line: &Line) -> Option<Telling> {
        let as_told = self.grounds.tellings.iter().filter(|telling| telling.moved.is_empty());
        let at = (line.fact(), Value::Number(line.next()));
        let tells = |telling: &Telling| {
            let there = move_to(self.engine, &self.scenarios[telling.scenario], telling, at);
            let there = there.or_else(|| (telling.case.get(at.0) == Some(at.1)).then(|| telling.clone()))?;
            (line.is_told_by(self.engine, &there.case) && !self.cases.contains(&there.case)).then_some(there)
        };
        let liked = as_told.filter_map(tells).map(|telling| (self.liking(&telling), telling));
        liked.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, telling)| telling)
    }
}
