//! What a moved limit would change: cases decided by the policy as it is and as it would be, side by side, and counted.
//!
//! All versions stand in one fact space, so a case is placed once and decided by each in a few nanoseconds. Nothing is kept of a
//! case once it is counted.

pub mod control;
pub mod knob;
pub mod sound;
pub mod tally;

use self::tally::{Heard, Tally};
use super::Policy;
use super::case::Case;
use super::compile;
use super::date::Date;
use super::engine::{Engine, Impossible, TooLarge};
use super::evaluate;
use super::fact::FactId;

/// A policy as it is, and as it would be in one way or several.
#[derive(Clone, Debug)]
pub struct Panel {
    engines: Vec<Engine>,
    /// By version, what each box says; silence last.
    said: Vec<Vec<Heard>>,
    /// Facts that some version reads.
    read: Vec<FactId>,
    at_stake: Vec<FactId>,
}

impl Panel {
    /// Compiles the versions of a policy: the first as it is, the others with numbers moved. They must differ in nothing else.
    ///
    /// # Errors
    /// The rules of one combine into too many boxes.
    pub fn of(versions: &[Policy], as_of: Date) -> Result<Self, TooLarge> {
        let policies: Vec<&Policy> = versions.iter().collect();
        let engines = Engine::together(&policies, as_of)?;
        let facts = || (0..versions.first().map_or(0, |p| p.facts.len())).map(FactId);
        let read = facts().filter(|f| engines.iter().any(|e| e.reads(*f))).collect();
        let said = engines.iter().map(said).collect();
        let at_stake = versions.first().map(|p| p.at_stake.clone()).unwrap_or_default();
        Ok(Self { engines, said, read, at_stake })
    }

    /// How many versions there are beside the policy as it is.
    pub fn versions(&self) -> usize {
        self.engines.len().saturating_sub(1)
    }

    /// What each version says of a case, the policy as it is first.
    pub fn hear<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = Heard> + 'a {
        let known = self.read.iter().all(|f| case.get(*f).is_some());
        let point = self.engines.first().filter(|_| known).map(|e| e.point(case));
        self.engines.iter().zip(&self.said).map(move |(engine, said)| match &point {
            Some(point) => engine.decider(point).map_or(said[said.len() - 1], |place| said[place]),
            None => match engine.decide(case) {
                Err(impossible) => Heard::Impossible(impossible.never),
                Ok(ruling) => Heard::Said(ruling.verdict, ruling.route),
            },
        })
    }

    /// Counts a case once a version, in the order of the versions.
    ///
    /// # Errors
    /// The case can't occur in the policy as it is: it is not counted.
    pub fn count(&self, case: &Case, tallies: &mut [Tally]) -> Result<(), Impossible> {
        let mut heard = self.hear(case);
        let Some(before) = heard.next() else { return Ok(()) };
        if let Heard::Impossible(never) = before {
            return Err(Impossible { never });
        }
        let money = self.money(case);
        for (after, tally) in heard.zip(tallies) {
            tally.add(before, after, money);
        }
        Ok(())
    }

    /// The money a case is about, in millionths; none where some of it is not known.
    pub fn money(&self, case: &Case) -> Option<i64> {
        let policy = self.engines.first()?.policy();
        let each = self.at_stake.iter().map(|f| evaluate::number(policy, case, *f).map(|q| q.millionths()));
        if self.at_stake.is_empty() { None } else { each.sum() }
    }
}

/// What each box of a version says; silence last.
fn said(engine: &Engine) -> Vec<Heard> {
    let policy = engine.policy();
    let of_rule = |tag: &compile::Tag| match tag.layer.verdict() {
        None => Heard::Impossible(tag.owner),
        Some(verdict) => Heard::Said(Some(verdict), policy.rules[tag.owner].outcome.route()),
    };
    let silence = Heard::Said(Some(engine.silence().verdict()), policy.silence.route());
    engine.geometry.tags.iter().map(of_rule).chain([silence]).collect()
}
