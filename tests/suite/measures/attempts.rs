//! Attempts made by hand: what a person answered, when and how sure.

use escalate_or_act::domain::policy::explanation::{Decision, Kind};
use escalate_or_act::domain::policy::rule::Stakes;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode, PolicyStamp, VerdictStamp};
use escalate_or_act::domain::session::facet::Facet;
use escalate_or_act::domain::session::taps::GradedTaps;
use serde_json::{Map, json};
use uuid::Uuid;

pub const DAY: i64 = 86_400_000;
/// A morning.
pub const START: i64 = 20_000 * DAY + 8 * 3_600_000;

/// A right answer, sure, under a rule that says to act; the rest is changed by hand.
pub fn right(rule: &str, time: i64) -> Attempt {
    of(rule, Kind::Act, Answer::Yes, time)
}

/// An answer under a rule of this kind, sure.
pub fn of(rule: &str, kind: Kind, answer: Answer, time: i64) -> Attempt {
    let decision = if matches!(kind, Kind::Escalate | Kind::SilenceEscalate) { Decision::Escalate } else { Decision::Act };
    Attempt {
        id: Uuid::from_u128(u128::try_from(time).unwrap_or_default() << 64),
        trainee: "Ada".to_owned(),
        session: Uuid::nil(),
        mode: Mode::Practice,
        pack: "desk".to_owned(),
        policy: PolicyStamp { id: "desk".to_owned(), version: "1".to_owned(), hash: "h".to_owned() },
        scenario: "a".to_owned(),
        case_hash: "c".to_owned(),
        facts: Map::new(),
        asked: Vec::new(),
        answer,
        confidence: Certainty::Sure,
        taps: GradedTaps::default(),
        looked_up: false,
        verdict: VerdictStamp { decision, kind: Some(kind), rules: vec![rule.to_owned()], stakes: Stakes::Major, settled: true },
        facet: Some(Facet { fact: "amount".to_owned(), line: json!(150), here: Some(rule.to_owned()), there: None }),
        duration: 1,
        time,
        zone: 0,
        program: "0".to_owned(),
    }
}
