//! Going on with a session that was put away, even if the pack has changed meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::attempt::{Attempt, Mode};
use super::closing::Closing;
use super::deck::Card;
use super::pack::{Own, PackView};
use super::round::Moved;
use super::snapshot::{Changes, SavedCard, SavedMonth, Snapshot};
use super::{Millis, Session, closing, facts, month};
use crate::domain::policy::Policy;
use crate::domain::policy::explanation::Kind;
use crate::domain::text::Text;

impl Session {
    /// Everything needed to go on later, beside the attempts in the log.
    pub fn snapshot(&self, pack: &PackView<'_>) -> Snapshot {
        let save = |card: &Card| {
            let mut moved = card.moved.iter().map(|(fact, to)| {
                let fact = pack.policy.fact(*fact);
                (fact.name.clone(), facts::value_to_json(fact, *to))
            });
            SavedCard {
                scenario: pack.scenarios[card.scenario].id.clone(),
                moved: moved.next(),
                also: moved.collect(),
                case_hash: card.case_hash.clone(),
                ruling: ruling(pack.policy, card),
                skipped: card.skipped,
                why: card.why.clone(),
            }
        };
        let open = self.round.as_ref().filter(|r| r.outcome.is_none() && r.twin.is_none());
        let done = self.round.as_ref().is_some_and(|r| r.outcome.is_some() || r.twin.is_some());
        Snapshot {
            id: self.id,
            trainee: self.trainee.to_string(),
            seed: self.seed,
            mode: self.mode,
            pack: self.pack.clone(),
            policy: self.policy.clone(),
            topic: self.topic.clone(),
            started: self.started,
            cards: self.cards.iter().map(save).collect(),
            position: self.position + usize::from(done && self.closing.is_none()),
            asked: open.map_or(Vec::new(), |r| r.asked.iter().map(|a| pack.policy.fact(a.fact).name.clone()).collect()),
            looked_up: open.or_else(|| self.closing_twin()).is_some_and(|r| r.looked_up),
            answers: self.attempts.len(),
            closes_with_twins: self.closes_with_twins,
            brings_back: self.brings_back,
            twins: self.saved_twins(pack),
            twin: self.closing.as_ref().map_or(0, Closing::at),
            month: (self.mode == Mode::Month)
                .then(|| SavedMonth { own: month::named(pack.policy, &self.own), given: self.given.clone() }),
        }
    }

    /// Goes on where the snapshot was taken. `attempts` are this session's from the log; those win over the snapshot, for an
    /// answer is written before the place is, and a kill may come between. Cards that changed are left out and named.
    pub fn resume(pack: &PackView<'_>, saved: Snapshot, attempts: Vec<Attempt>, own: &Own, now: Millis) -> (Self, Changes) {
        let kept = saved.month.as_ref().map(|month| month::facts(pack.policy, &month.own));
        let own = kept.as_deref().unwrap_or(own);
        let attempts = in_order(attempts, &saved);
        // A hand may hold one story more than once: of its cards the first were answered first.
        let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
        for attempt in attempts.iter().filter(|a| a.mode != Mode::Twin) {
            *answers.entry(&attempt.scenario).or_default() += 1;
        }
        let mut done = |place: usize, card: &SavedCard| {
            let left = answers.get_mut(card.scenario.as_str()).filter(|left| !card.skipped && **left > 0);
            let answered = left.map(|left| *left -= 1).is_some();
            answered || card.skipped || place < saved.position
        };
        let (played, rest): (Vec<_>, Vec<_>) = saved.cards.iter().enumerate().partition(|(place, card)| done(*place, card));
        let mut changes = Changes::default();
        // What was played stays played; where its scenario is gone by now, its answer still counts.
        let mut cards: Vec<Card> = played.iter().filter_map(|(_, card)| find(pack, card, own)).collect();
        let position = cards.len();
        let there = |(place, card): &(usize, &SavedCard)| Some((*place, still_there(pack, card, own, &mut changes)?));
        let (places, left): (Vec<usize>, Vec<Card>) = rest.iter().filter_map(there).unzip();
        cards.extend(left);
        let closing = closing::resumed(pack, &saved, &attempts, own);
        let mut session = Self {
            id: saved.id,
            trainee: Text::clean(&saved.trainee),
            seed: saved.seed,
            mode: saved.mode,
            pack: saved.pack.clone(),
            policy: pack.stamp(),
            topic: saved.topic.clone(),
            started: saved.started,
            own: own.to_vec(),
            cards,
            position,
            round: None,
            played: Vec::new(),
            wanted: None,
            closes_with_twins: saved.closes_with_twins,
            brings_back: saved.brings_back,
            closing,
            attempts,
            zone: 0,
            given: saved.month.as_ref().map(|month| month.given.clone()).unwrap_or_default(),
        };
        session.show(pack, now);
        // Of the card that was on the table, and not of another one of its story.
        let on_table = session.position.checked_sub(position).and_then(|at| places.get(at)).copied();
        if session.closing.is_none() && on_table == Some(saved.position) {
            for fact in saved.asked.iter().filter_map(|name| pack.policy.fact_id(name)) {
                session.ask(pack, fact);
            }
            if saved.looked_up {
                session.look_up();
            }
        }
        if saved.looked_up && session.closing.as_ref().is_some_and(|closing| closing.is_at(&saved)) {
            session.look_up();
        }
        (session, changes)
    }
}

/// The attempts of that session, each once, oldest first; of the same moment, as the log has them.
fn in_order(attempts: Vec<Attempt>, saved: &Snapshot) -> Vec<Attempt> {
    let mut seen = BTreeSet::new();
    let mut once: Vec<Attempt> = attempts.into_iter().filter(|a| a.session == saved.id && seen.insert(a.id)).collect();
    once.sort_by_key(|a| a.time);
    once
}

/// A saved card in the pack as it is now.
fn find(pack: &PackView<'_>, saved: &SavedCard, own: &Own) -> Option<Card> {
    let moved = |(name, to): &(String, Json)| {
        let fact = pack.policy.fact_id(name)?;
        Some((fact, facts::value_from_json(pack.policy.fact(fact), to)?))
    };
    let moved: Vec<Moved> = saved.moved.iter().chain(&saved.also).map(moved).collect::<Option<_>>()?;
    let card = Card::of(pack, pack.find(&saved.scenario)?, &moved, own)?;
    Some(Card { skipped: saved.skipped, why: saved.why.clone(), ..card })
}

/// A card still to be played, if the pack has it as it was; if not, why.
fn still_there(pack: &PackView<'_>, saved: &SavedCard, own: &Own, changes: &mut Changes) -> Option<Card> {
    let Some(card) = find(pack, saved, own) else {
        changes.vanished.push(saved.scenario.clone());
        return None;
    };
    if card.case_hash != saved.case_hash {
        changes.changed.push(saved.scenario.clone());
        return None;
    }
    if ruling(pack.policy, &card) != saved.ruling {
        changes.turned.push(saved.scenario.clone());
    }
    Some(card)
}

/// How a card is decided, in a word that outlives the order of the policy's file.
fn ruling(policy: &Policy, card: &Card) -> String {
    let kind = card.kind.map_or("open", Kind::name);
    let rule = card.rule.map_or("", |rule| policy.rules[rule.0].id.as_str());
    format!("{kind} {rule}").trim_end().to_owned()
}
