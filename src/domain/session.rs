//! One sitting: dealing, playing, scoring, and what is kept of it. Pure: the seed and the time are inputs.

pub mod answer;
pub mod attempt;
pub mod closing;
pub mod day;
mod deal;
pub(in crate::domain) mod dealt;
pub mod deck;
pub mod facet;
pub mod facts;
mod growing;
pub mod hand;
pub mod handbook;
pub mod hash;
mod judging;
pub mod month;
mod names;
pub mod note;
pub mod outcome;
pub mod pack;
mod resume;
pub mod round;
pub mod saying;
pub mod scoring;
pub mod snapshot;
pub mod summary;
pub mod taps;

use uuid::Uuid;

use self::answer::{Answer, Certainty};
use self::attempt::{Attempt, Mode, PolicyStamp};
use self::closing::Closing;
use self::deck::Card;
use self::hand::Chosen;
use self::month::Given;
use self::outcome::Outcome;
use self::pack::PackView;
use self::round::{Asked, Moved, Round};
use self::summary::Summary;
use self::taps::Taps;
use super::policy::case::{Case, Value};
use super::policy::fact::FactId;
use super::text::Text;

/// Milliseconds since 1970, UTC.
pub type Millis = i64;

/// A day.
pub const DAY: Millis = 86_400_000;

/// What a session is to be.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Who plays.
    pub trainee: Text,
    /// On what occasion.
    pub mode: Mode,
    /// What the deck is shuffled with: the same seed deals the same deck.
    pub seed: u64,
    /// Makes ids unlike any other's; anything the shell finds that differs from start to start.
    pub entropy: u64,
    /// At most so many cases.
    pub cases: Option<usize>,
    /// Only scenarios of this topic.
    pub topic: Option<String>,
    /// Only these scenarios, by id: the deck of a replay. All, if empty.
    pub only: Vec<String>,
    /// Exactly these cards in this order, in place of a deck that is shuffled; a deck, if empty.
    pub hand: Vec<Chosen>,
    /// The trainee's own facts.
    pub own: Vec<(FactId, Value)>,
    /// A round of twins closes it.
    pub closes_with_twins: bool,
    /// What is missed by somebody who was sure comes back at its end.
    pub brings_back: bool,
    /// The twin to be offered before all others; the nearest, if none is.
    pub twin: Option<Moved>,
}

/// One sitting, from the first case to the summary. It reads no clock and does no I/O: every answer gives back an [`Attempt`]
/// for the log, and [`Session::snapshot`] whatever is needed to go on later.
#[derive(Clone, Debug)]
pub struct Session {
    id: Uuid,
    trainee: Text,
    seed: u64,
    mode: Mode,
    pack: String,
    policy: PolicyStamp,
    topic: Option<String>,
    started: Millis,
    own: Vec<(FactId, Value)>,
    cards: Vec<Card>,
    position: usize,
    round: Option<Round>,
    /// Cases of this card and its twins, so that no twin is played twice.
    played: Vec<Case>,
    closes_with_twins: bool,
    brings_back: bool,
    /// The twin to be offered before all others, while the session is not put away.
    wanted: Option<Moved>,
    /// The round of twins, once the deck is played.
    closing: Option<Closing>,
    attempts: Vec<Attempt>,
    /// How far the clock of whoever plays is ahead of UTC.
    zone: Millis,
    /// Gestures given in a month, beside the remedies.
    given: Vec<Given>,
}

impl Session {
    /// Deals a deck and shows its first case. Scenarios that can't be played under this policy are left out; without any
    /// scenario the session is finished at once.
    pub fn start(pack: &PackView<'_>, plan: Plan, now: Millis) -> Self {
        let cards = deck::deal(pack, &plan);
        let entropy = [plan.entropy.to_le_bytes(), plan.seed.to_le_bytes()];
        let mut session = Self {
            id: hash::id(now, &[plan.trainee.as_bytes(), &entropy.concat()]),
            trainee: plan.trainee,
            seed: plan.seed,
            mode: plan.mode,
            pack: pack.name.to_owned(),
            policy: pack.stamp(),
            topic: plan.topic,
            started: now,
            own: plan.own,
            cards,
            position: 0,
            round: None,
            played: Vec::new(),
            closes_with_twins: plan.closes_with_twins,
            brings_back: plan.brings_back,
            wanted: plan.twin,
            closing: None,
            attempts: Vec::new(),
            zone: 0,
            given: Vec::new(),
        };
        session.show(pack, now);
        session
    }

    /// Names the session in the log.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// What the deck was shuffled with.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// On what occasion it is played.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Who plays.
    pub fn trainee(&self) -> &Text {
        &self.trainee
    }

    /// The case on the table; none once the deck and the round of twins are played.
    pub fn round(&self) -> Option<&Round> {
        self.round.as_ref()
    }

    /// The place of the current card, from 0; the length of the deck once it is played.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The deck, in the order it is played.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// The round of twins, while it is played.
    pub fn closing(&self) -> Option<&Closing> {
        self.closing.as_ref().filter(|_| self.round.is_some())
    }

    /// Whether the deck is played, and the round of twins with it.
    pub fn is_finished(&self) -> bool {
        self.round.is_none()
    }

    /// Every answer given so far, twins among them.
    pub fn attempts(&self) -> &[Attempt] {
        &self.attempts
    }

    /// The summary so far.
    pub fn summary(&self) -> Summary {
        Summary::of(&self.attempts)
    }

    /// Asks the customer about a fact. None where there is nothing to ask.
    pub fn ask(&mut self, pack: &PackView<'_>, fact: FactId) -> Option<Asked> {
        self.round.as_mut()?.ask(pack, fact)
    }

    /// Notes that the rules are looked up for the case on the table. True if that is news, and still before the answer.
    pub fn look_up(&mut self) -> bool {
        let open = self.round.as_mut().filter(|r| r.outcome.is_none() && !r.looked_up);
        open.map(|round| round.looked_up = true).is_some()
    }

    /// From now on answers are given by a clock so many milliseconds ahead of UTC; by UTC, if nobody says. A session that is gone on
    /// with elsewhere has another one, so it is no part of a snapshot.
    pub fn by_clock(&mut self, zone: Millis) {
        self.zone = zone;
    }

    /// Answers the case on the table. None where there is none, or it is answered.
    pub fn answer(
        &mut self,
        pack: &PackView<'_>,
        answer: Answer,
        certainty: Certainty,
        taps: Taps,
        now: Millis,
    ) -> Option<&Outcome> {
        let round = self.round.as_ref().filter(|r| r.outcome.is_none())?;
        let outcome = self.judge(pack, round, answer, certainty, taps, now)?;
        self.attempts.push(outcome.attempt.clone());
        self.played.push(round.full.clone());
        let surprising = !outcome.judgement.is_right() && certainty == Certainty::Sure && !outcome.grey;
        if surprising && round.twin.is_none() && self.brings_back {
            self.bring_back(pack);
        }
        self.round.as_mut().map(|round| &*round.outcome.insert(outcome))
    }

    /// Goes on to the next card, once this one is answered; a twin may be left unanswered. True if there is one.
    pub fn next(&mut self, pack: &PackView<'_>, now: Millis) -> bool {
        if self.round.as_ref().is_some_and(|r| r.outcome.is_some() || r.twin.is_some()) {
            match &mut self.closing {
                Some(closing) => closing.at += 1,
                None => self.position += 1,
            }
            self.show(pack, now);
        }
        self.round.is_some()
    }

    /// Leaves out the case on the table, if it carries a warning: no cost, and nothing in the log.
    pub fn skip(&mut self, pack: &PackView<'_>, now: Millis) -> bool {
        let skippable = |r: &Round| {
            r.outcome.is_none() && r.twin.is_none() && pack.scenarios.get(r.scenario).is_some_and(|s| s.warning.is_some())
        };
        if !self.round.as_ref().is_some_and(skippable) {
            return false;
        }
        if let Some(card) = self.cards.get_mut(self.position) {
            card.skipped = true;
        }
        self.position += 1;
        self.show(pack, now);
        true
    }

    /// Whether [`Session::twin`] would find one.
    pub fn has_twin(&self, pack: &PackView<'_>) -> bool {
        self.round.as_ref().is_some_and(|r| r.outcome.is_some() && r.twin(pack, self.wanted, &self.played, 0).is_some())
    }

    /// "The same, but…": once a case is answered, plays it with the first single fact changed that turns its answer, or with the
    /// one that was asked for. False
    /// where there is no such fact.
    pub fn twin(&mut self, pack: &PackView<'_>, now: Millis) -> bool {
        let answered = self.round.as_ref().filter(|r| r.outcome.is_some());
        let Some(twin) = answered.and_then(|r| r.twin(pack, self.wanted, &self.played, now)) else { return false };
        self.round = Some(twin);
        true
    }

    /// Leaves out what is left of the round of twins: no cost, and nothing in the log. False where none is played.
    pub fn skip_twins(&mut self) -> bool {
        let closing = self.closing().is_some();
        if closing {
            self.finish();
        }
        closing
    }

    /// Ends the session here; what is left of the deck is not played.
    pub fn finish(&mut self) {
        self.round = None;
        self.position = self.cards.len();
    }

    /// Whether there is something to replay: missed, and not in a month, since what was left of it then does not come again.
    pub fn can_replay(&self) -> bool {
        self.mode != Mode::Month && !self.summary().missed.is_empty()
    }

    /// The session that replays what was missed in this one; none where nothing can be.
    pub fn replay(&self, pack: &PackView<'_>, entropy: u64) -> Option<Plan> {
        if !self.can_replay() {
            return None;
        }
        let mut only: Vec<String> = Vec::new();
        for miss in self.summary().missed {
            if !only.contains(&miss.scenario) {
                only.push(miss.scenario);
            }
        }
        // What was chosen comes again as it was chosen.
        let chosen = self.cards.iter().any(|card| card.why.is_some() || !card.moved.is_empty());
        let hand = if chosen { self.missed_hand(pack) } else { Vec::new() };
        Some(Plan {
            trainee: self.trainee.clone(),
            mode: Mode::Replay,
            seed: self.seed.wrapping_add(1),
            entropy,
            only,
            hand,
            own: self.own.clone(),
            closes_with_twins: self.closes_with_twins,
            ..Plan::default()
        })
    }

    /// Shows the card at the current position, or the next one that can be played; after the last, the round of twins.
    fn show(&mut self, pack: &PackView<'_>, now: Millis) {
        self.played.clear();
        self.round = None;
        let own = self.own_now(pack.policy);
        while let Some(card) = self.cards.get(self.position) {
            self.round = Round::deal_moved(pack, card.scenario, &card.moved, &own, now);
            if self.round.is_some() {
                return;
            }
            self.position += 1;
        }
        if self.closes_with_twins {
            if self.closing.is_none() {
                self.closing = Some(self.plan_closing(pack));
            }
            self.show_twin(pack, now);
        }
    }
}
