//! An exact hand: cards somebody chose, in their order, each with why it is here. Nothing is shuffled, and nothing comes back
//! in silence.

use serde::{Deserialize, Serialize};

use super::attempt::{Attempt, Mode};
use super::dealt::Dealt;
use super::deck::Card;
use super::pack::PackView;
use super::round::Moved;
use super::{Millis, Plan, Session, closing};

/// A card that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The scenario's id.
    pub scenario: String,
    /// With these facts moved; as it is told, if none.
    pub moved: Vec<Moved>,
    /// Why it is here.
    pub why: Option<Reason>,
}

/// Why a card is in the hand. Nobody may tell from it what the right answer is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is about to be forgotten.
    Due,
    /// They were sure, and missed it at that time.
    SureAndMissed(Millis),
    /// They were sure, and missed it earlier in this sitting.
    Again,
    /// This version of the policy answers it otherwise.
    Flipped(String),
    /// This version of the policy moved the line here, or edited its rule.
    Edited(String),
    /// It was never met.
    New,
    /// A unit of a path, by its number from 1, teaches it.
    Unit(usize, Part),
    /// A mixed round of what was met on a path.
    Mixed,
    /// The check at the end of a path.
    Check,
    /// Harder than what they have shown so far.
    Stretch,
    /// Whatever is answered here tells two readings of the policy apart.
    Probe,
}

/// A part of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Right after the rule was read: a case on one side of its line.
    OneSide,
    /// And one on the other.
    OtherSide,
    /// Practice of the unit's own.
    Practice,
    /// Practice of what came before.
    Earlier,
}

impl Reason {
    /// On what occasion a card is answered that is here for this, in a session of that mode. What is asked right after it was
    /// explained, and what is harder than it need be, must be told from the rest in the log for ever.
    pub fn mode(&self, session: Mode) -> Mode {
        match self {
            Self::Again => Mode::Replay,
            Self::Check => Mode::Check,
            Self::Stretch => Mode::Stretch,
            Self::Unit(_, Part::OneSide | Part::OtherSide) => Mode::Lesson,
            _ => session,
        }
    }
}

impl Chosen {
    /// A scenario as it is told.
    pub fn told(scenario: &str, why: Reason) -> Self {
        Self { scenario: scenario.to_owned(), moved: Vec::new(), why: Some(why) }
    }
}

/// The cards of a hand, those left out that can't be played under this policy.
pub(super) fn cards(pack: &PackView<'_>, plan: &Plan) -> Vec<Card> {
    let card = |chosen: &Chosen| {
        let scenario = pack.find(&chosen.scenario)?;
        Some(Card { why: chosen.why.clone(), ..Card::of(pack, scenario, &chosen.moved, &plan.own)? })
    };
    plan.hand.iter().filter_map(card).collect()
}

impl Session {
    /// The card on the table; none in the round of twins, and once the deck is played.
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.position).filter(|_| self.round.is_some() && self.closing.is_none())
    }

    /// Why the case on the table is here, where its card says so; a twin right after its case needs no reason.
    pub fn why(&self) -> Option<&Reason> {
        let own = self.round.as_ref().is_some_and(|r| r.twin.is_none());
        self.card().filter(|_| own).and_then(|card| card.why.as_ref())
    }

    /// On what occasion the case on the table is answered.
    pub(super) fn occasion(&self) -> Mode {
        if self.round.as_ref().is_some_and(|r| r.twin.is_some()) {
            return Mode::Twin;
        }
        self.why().map_or(self.mode, |why| why.mode(self.mode))
    }

    /// What was just missed by somebody who was sure comes back at the end of the hand: as it is told, where it was moved; else across
    /// a line, the near ones first; each only where that case was neither played nor is still to come. Else as it was. Once: what comes
    /// back does not again.
    pub(super) fn bring_back(&mut self, pack: &PackView<'_>) {
        let Some(card) = self.card().filter(|c| c.why != Some(Reason::Again)).cloned() else { return };
        let hash = |card: &Card| Some(Dealt::moved(pack, card.scenario, &card.moved, &self.own)?.0.hash(pack));
        let coming: Vec<String> = self.cards[self.position..].iter().filter_map(hash).collect();
        let fresh = |hash: &String| !coming.contains(hash) && self.attempts.iter().all(|a| a.case_hash != *hash);
        let as_told = (!card.moved.is_empty()).then(|| Card::of(pack, card.scenario, &[], &self.own)).flatten();
        let as_told = as_told.filter(|told| hash(told).as_ref().is_some_and(fresh));
        let across = || {
            let twin = closing::plan(pack, card.scenario, &self.own, fresh)
                .or_else(|| closing::across(pack, card.scenario, &self.own, |_| true, fresh))?;
            Card::of(pack, card.scenario, &[(twin.change.fact, twin.change.to)], &self.own)
        };
        let back = as_told.or_else(across).unwrap_or_else(|| card.clone());
        self.cards.push(Card { why: Some(Reason::Again), skipped: false, ..back });
    }

    /// The missed cards of a hand, each once, as they were played.
    pub(super) fn missed_hand(&self, pack: &PackView<'_>) -> Vec<Chosen> {
        let mut missed: Vec<Chosen> = Vec::new();
        let played: Vec<&Attempt> = self.attempts.iter().filter(|a| a.mode != Mode::Twin).collect();
        for (at, attempt) in played.iter().enumerate().filter(|(_, a)| !a.judgement().is_right()) {
            let before = played[..at].iter().filter(|a| a.scenario == attempt.scenario).count();
            let of_story = |card: &&Card| !card.skipped && pack.scenarios[card.scenario].id == attempt.scenario;
            let Some(card) = self.cards.iter().filter(of_story).nth(before) else { continue };
            let chosen = Chosen { scenario: attempt.scenario.clone(), moved: card.moved.clone(), why: None };
            if !missed.contains(&chosen) {
                missed.push(chosen);
            }
        }
        missed
    }
}
