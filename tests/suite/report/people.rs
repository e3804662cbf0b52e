//! People with a known way of answering, at the returns desk.

use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::{Kind, Verdict};
use escalate_or_act::domain::policy::rule::Stakes;
use escalate_or_act::domain::policy::{Policy, date::Date};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::session::facts::to_json;

use crate::suite::measures::attempts::{DAY, START, of};
use crate::suite::session::desk::{AMOUNT, case, policy};

/// A mark of certainty a minute after the last.
const MINUTE: i64 = 60_000;

pub(in crate::suite) fn engine() -> Engine {
    Engine::compile(&policy(), Date::new(2026, 9, 1).unwrap()).unwrap()
}

/// Thirty cases of each kind. Everything that must be escalated is; of what one may settle, so many are escalated; of what must be
/// escalated, so many are kept. Always sure.
pub(in crate::suite) fn sure_of_all(alarms: i64, misses: i64) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for i in 0..30 {
        let time = START + i % 3 * DAY + i * MINUTE;
        let yes = if i < alarms { Answer::Escalate } else { Answer::Yes };
        let hand = if i < misses { Answer::Yes } else { Answer::Escalate };
        attempts.push(of("G-1", Kind::Act, yes, time));
        let mut must = of("R-2", Kind::Escalate, hand, time + MINUTE / 2);
        must.verdict.stakes = Stakes::Minor;
        attempts.push(must);
    }
    attempts
}

/// Escalates two of three that are theirs, and is sure of it.
pub(in crate::suite) fn over_escalator() -> Vec<Attempt> {
    sure_of_all(20, 0)
}

/// Answers anything.
pub(in crate::suite) fn coin_tosser() -> Vec<Attempt> {
    let fairly = |attempt: Attempt| Attempt { confidence: Certainty::Fairly, ..attempt };
    sure_of_all(15, 15).into_iter().map(fairly).collect()
}

/// What somebody answers to some cases who believes in a policy, logged as the policy of the desk judges it.
pub(in crate::suite) fn answers(believed: &Policy, cases: &[Case]) -> Vec<Attempt> {
    let (engine, believes) = (engine(), Engine::compile(believed, Date::new(2026, 9, 1).unwrap()).unwrap());
    let attempt = |(i, case): (usize, &Case)| {
        let answer = match believes.decide(case).unwrap().verdict.unwrap() {
            Verdict::Yes | Verdict::Either => Answer::Yes,
            Verdict::No => Answer::No,
            Verdict::Escalate => Answer::Escalate,
        };
        logged(&engine, case, answer, START + i64::try_from(i).unwrap() * MINUTE)
    };
    cases.iter().enumerate().map(attempt).collect()
}

/// An answer to a case, as the desk's policy judges it.
pub(in crate::suite) fn logged(engine: &Engine, case: &Case, answer: Answer, time: i64) -> Attempt {
    let ruling = engine.decide(case).unwrap();
    let policy = engine.policy();
    let rules: Vec<String> = ruling.rules.iter().map(|r| policy.rules[r.0].id.clone()).collect();
    let kind = ruling.kind.unwrap();
    let mut attempt = of(rules.first().map_or("", String::as_str), kind, answer, time);
    attempt.facts = to_json(policy, case);
    attempt.policy.id.clone_from(&policy.id);
    attempt.verdict.rules = rules;
    attempt.verdict.stakes = ruling.rules.first().map(|r| policy.rules[r.0].stakes).unwrap_or_default();
    attempt.facet = None;
    attempt
}

/// Faulty goods within the time, at these amounts.
pub(in crate::suite) fn amounts(amounts: &[i64]) -> Vec<Case> {
    amounts.iter().map(|amount| case(*amount, Some(12), 0, 0)).collect()
}

/// Where a case stands on the money.
pub(in crate::suite) fn amount(case: &Case) -> i64 {
    match case.get(AMOUNT) {
        Some(Value::Number(q)) => q.millionths() / 1_000_000,
        _ => panic!("no amount"),
    }
}
