//! From an answer to what it proved to be, and to the attempt that is logged.

use super::answer::{Answer, Certainty, Judgement};
use super::attempt::{Attempt, VerdictStamp};
use super::facet::Facet;
use super::outcome::Outcome;
use super::pack::PackView;
use super::round::Round;
use super::scoring::{Cost, marks};
use super::taps::Taps;
use super::{Millis, Session, facts, hash};

impl Session {
    pub(super) fn judge(
        &self,
        pack: &PackView<'_>,
        round: &Round,
        answer: Answer,
        certainty: Certainty,
        taps: Taps,
        now: Millis,
    ) -> Option<Outcome> {
        let ruling = &round.explanation.ruling;
        let verdict = ruling.verdict?;
        let settled = round.settled(pack);
        let judgement = Judgement::of(answer, settled.then_some(verdict));
        let stakes = ruling.rules.first().map(|rule| pack.policy.rules[rule.0].stakes);
        let taps = taps.grade(pack.policy, &round.explanation);
        let count = self.attempts.len() as u64;
        let attempt = Attempt {
            id: hash::id(now, &[self.id.as_bytes(), &count.to_le_bytes()]),
            trainee: self.trainee.to_string(),
            session: self.id,
            mode: self.occasion(),
            pack: self.pack.clone(),
            policy: pack.stamp(),
            scenario: pack.scenarios.get(round.scenario)?.id.clone(),
            case_hash: round.hash(pack),
            facts: facts::to_json(pack.policy, &round.known),
            asked: round.asked.iter().map(|a| pack.policy.fact(a.fact).name.clone()).collect(),
            answer,
            confidence: certainty,
            taps: taps.clone(),
            looked_up: round.looked_up,
            verdict: VerdictStamp {
                decision: verdict.decision(),
                kind: ruling.kind,
                rules: ruling.rules.iter().map(|r| pack.policy.rules[r.0].id.clone()).collect(),
                stakes: stakes.unwrap_or_default(),
                settled,
            },
            facet: Facet::of(pack, &round.full, &round.explanation),
            duration: u64::try_from(now.saturating_sub(round.shown)).unwrap_or(0),
            time: now,
            zone: self.zone,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Some(Outcome {
            answer,
            certainty,
            judgement,
            grey: attempt.verdict.is_grey(),
            settled,
            marks: marks(certainty, judgement.is_right()),
            cost: Cost::of_answer(judgement, stakes),
            taps,
            attempt,
        })
    }
}
