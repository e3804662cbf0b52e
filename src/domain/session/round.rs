//! A round: one case as it is played, what has been asked, and what the policy says about it.

use super::Millis;
use super::dealt::Dealt;
use super::hash::case_hash;
use super::outcome::Outcome;
use super::pack::{Own, PackView};
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::explanation::{Change, Explanation, Flip};
use crate::domain::policy::fact::FactId;

/// A fact, and the value it is to be moved to.
pub type Moved = (FactId, Value);

/// One case as it is played. The explanation is here for the reveal: nobody may show it before [`Round::outcome`] is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Its place in the pack.
    pub scenario: usize,
    /// What the trainee knows: the case as dealt, and the answers they asked for.
    pub known: Case,
    /// The case as dealt, before anything was asked.
    pub dealt: Case,
    /// With every answer the customer could give.
    pub full: Case,
    /// Of the full case.
    pub explanation: Explanation,
    /// What had to be asked before deciding; empty unless this is a case to ask about.
    pub missing: Vec<FactId>,
    /// What was asked, in order.
    pub asked: Vec<Asked>,
    /// What makes the case as it was dealt of the one that is told; nothing where it is dealt as it is told.
    pub moved: Vec<Change>,
    /// The rules were looked up before it was answered.
    pub looked_up: bool,
    /// "The same, but…": the one change that made this case of the one before it.
    pub twin: Option<Change>,
    /// Present once it is answered.
    pub outcome: Option<Outcome>,
    /// When it was shown.
    pub shown: Millis,
}

impl Round {
    /// What was moved before this case came to the table, but for what its twin moves again.
    pub fn told_moves(&self) -> impl Iterator<Item = &Change> {
        self.moved.iter().filter(|moved| self.twin.is_none_or(|twin| twin.fact != moved.fact))
    }
}

/// A question put to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// About this fact.
    pub fact: FactId,
    /// What they said; none if they didn't know.
    pub value: Option<Value>,
    /// Whether it helped to settle the case. Asking what doesn't matter costs nothing, and is shown.
    pub matters: bool,
}

impl Round {
    /// Shows a scenario. None if it can't be played under this policy.
    pub fn deal(pack: &PackView<'_>, scenario: usize, own: &Own, now: Millis) -> Option<Self> {
        Self::deal_moved(pack, scenario, &[], own, now)
    }

    /// Shows a scenario as it is told, or with facts moved. None if that can't be played under this policy.
    pub fn deal_moved(pack: &PackView<'_>, scenario: usize, to: &[Moved], own: &Own, now: Millis) -> Option<Self> {
        let (dealt, moved) = Dealt::moved(pack, scenario, to, own)?;
        Some(Self { moved, ..Self::show(pack, scenario, dealt, now)? })
    }

    /// Whether it is as the story tells it.
    pub fn is_told(&self) -> bool {
        self.moved.is_empty() && self.twin.is_none()
    }

    fn show(pack: &PackView<'_>, scenario: usize, dealt: Dealt, now: Millis) -> Option<Self> {
        let Dealt { case, full, .. } = dealt;
        let explanation = pack.judge.explain(&full).ok()?;
        let missing = if full == case { Vec::new() } else { pack.judge.explain(&case).ok()?.missing };
        Some(Self {
            scenario,
            known: case.clone(),
            dealt: case,
            full,
            explanation,
            missing,
            asked: Vec::new(),
            moved: Vec::new(),
            looked_up: false,
            twin: None,
            outcome: None,
            shown: now,
        })
    }

    /// The same case with the first single fact moved that turns its answer, the one that is wanted before all others; none where
    /// no single fact does, or where that case has been played already.
    pub fn twin(&self, pack: &PackView<'_>, wanted: Option<Moved>, played: &[Case], now: Millis) -> Option<Self> {
        let verdict = |case: &Case| pack.judge.decide(case).ok().and_then(|ruling| ruling.verdict);
        let turns = |change: &Change| {
            let there = verdict(&self.full.with(change.fact, Some(change.to)));
            there.is_some() && there != self.explanation.ruling.verdict
        };
        let change = |(fact, to): Moved| Some(Change { fact, from: self.full.get(fact)?, to });
        let wanted = wanted.filter(|_| self.twin.is_none()).and_then(change).filter(turns);
        let single = self.explanation.flips.iter().filter_map(Flip::single);
        let fresh = |change: &Change| {
            let case = self.full.with(change.fact, Some(change.to));
            case != self.full && !played.contains(&case)
        };
        wanted.into_iter().chain(single).filter(fresh).find_map(|change| self.across(pack, change, now))
    }

    /// The same case with one fact moved; none if that can't be played under this policy.
    pub(super) fn across(&self, pack: &PackView<'_>, change: Change, now: Millis) -> Option<Self> {
        let told = pack.scenarios.get(self.scenario)?;
        let dealt = Dealt::of_case(pack, told, self.full.with(change.fact, Some(change.to)))?;
        Some(Self { moved: self.moved.clone(), twin: Some(change), ..Self::show(pack, self.scenario, dealt, now)? })
    }

    /// What may be asked, if this is a case to ask about: every base fact that isn't known yet.
    pub fn askable(&self, pack: &PackView<'_>) -> Vec<FactId> {
        if self.missing.is_empty() {
            return Vec::new();
        }
        let open = |id: &FactId| self.known.get(*id).is_none() && !pack.policy.fact(*id).is_computed();
        (0..pack.policy.facts.len()).map(FactId).filter(open).filter(|id| self.asked.iter().all(|a| a.fact != *id)).collect()
    }

    /// Asks for a fact and learns the answer. None where there is nothing to ask, or it was asked already.
    pub fn ask(&mut self, pack: &PackView<'_>, fact: FactId) -> Option<Asked> {
        if self.outcome.is_some() || !self.askable(pack).contains(&fact) {
            return None;
        }
        let value = self.full.get(fact);
        let wanted = pack.judge.explain(&self.known).is_ok_and(|e| e.missing.contains(&fact));
        let asked = Asked { fact, value, matters: wanted || self.missing.contains(&fact) };
        self.known.set(fact, value);
        self.asked.push(asked);
        Some(asked)
    }

    /// Whether what is known settles the case; deciding before it does is wrong.
    pub fn settled(&self, pack: &PackView<'_>) -> bool {
        self.missing.is_empty() || pack.judge.explain(&self.known).is_ok_and(|e| e.ruling.verdict.is_some())
    }

    /// The case's hash, whatever was asked.
    pub fn hash(&self, pack: &PackView<'_>) -> String {
        case_hash(pack.policy, &self.dealt, &self.full)
    }
}
