//! What somebody judged well, said as what it was: the fact they saw, the question they asked, the people they chose. Never for speed,
//! and never for merely being right.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::explanation::{Kind, Room, Verdict};
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::figures;
use crate::domain::session::answer::{Answer, Certainty};
use crate::domain::session::outcome::Outcome;
use crate::domain::session::round::Round;

/// The one thing worth naming about a right answer, what is rarest first; none where there is nothing but that it is right.
pub fn acknowledged(policy: &Policy, round: &Round, outcome: &Outcome) -> Option<String> {
    if !outcome.judgement.is_right() {
        return None;
    }
    let known = [
        question(policy, round),
        people(policy, round, outcome),
        both(policy, round, outcome),
        near(policy, round, outcome),
        refusal(round, outcome),
        unsure(policy, round, outcome),
        named(policy, outcome),
        grey(round, outcome),
        checked(outcome),
    ];
    known.into_iter().flatten().next()
}

/// They asked for what was missing before they decided.
fn question(policy: &Policy, round: &Round) -> Option<String> {
    let asked: Vec<&str> = round.asked.iter().filter(|a| a.matters).map(|a| policy.fact(a.fact).label.as_str()).collect();
    let all = !round.missing.is_empty() && round.missing.iter().all(|id| round.asked.iter().any(|a| a.fact == *id));
    (all && !asked.is_empty()).then(|| format!("You asked before you decided: {} settled it.", super::listed(&asked, "and")))
}

/// They named the right people, at the right urgency.
fn people(policy: &Policy, round: &Round, outcome: &Outcome) -> Option<String> {
    let tap = outcome.taps.route.as_ref().filter(|tap| tap.grade.is_some_and(|g| g.right))?;
    let route = policy.routes.iter().find(|r| r.id == tap.id)?;
    round.explanation.ruling.route?;
    Some(format!("The right people, and as soon as they have to know: {}, {}.", route.label, route.urgency.how_soon()))
}

/// They handed over part of it, where part of it is still theirs.
fn both(policy: &Policy, round: &Round, outcome: &Outcome) -> Option<String> {
    let still = round.explanation.ruling.still.first().and_then(|id| policy.rules.get(id.0))?;
    (outcome.answer == Answer::Escalate)
        .then(|| format!("You handed it over although {} alone would have let you act.", still.id))
}

/// It stood within a small step of the line, and was there to be seen.
fn near(policy: &Policy, round: &Round, outcome: &Outcome) -> Option<String> {
    // Who named something else that doesn't decide was not looking at the line.
    outcome.taps.fact.as_ref().is_none_or(|tap| tap.right).then_some(())?;
    let close = |room: &&Room| {
        let near = policy.fact(room.fact).number().map_or(0, |n| n.near_twentieths);
        room.turns_to.is_some() && room.left().millionths().saturating_mul(20) <= near
    };
    let room = round.explanation.room.iter().filter(|room| is_given(policy, round, room.fact)).find(close)?;
    let fact = policy.fact(room.fact);
    let amount = |q| figures::of_value(policy, fact, Value::Number(q));
    Some(format!(
        "{}: {} is next to the line at {}, and you saw on which side.",
        fact.label,
        amount(room.value),
        amount(room.limit)
    ))
}

/// Whether there is something about a fact to notice: the case gives it, and it is not what every case means that says nothing of it;
/// or it was moved.
fn is_given(policy: &Policy, round: &Round, fact: FactId) -> bool {
    let moved = round.twin.iter().chain(&round.moved).any(|change| change.fact == fact);
    moved || round.known.get(fact) != policy.fact(fact).usually
}

/// They said no themselves.
fn refusal(round: &Round, outcome: &Outcome) -> Option<String> {
    let declines = round.explanation.ruling.kind == Some(Kind::Decline) && outcome.answer == Answer::No;
    declines.then(|| "You said no yourself, where handing it over would only have put it off.".to_owned())
}

/// They were unsure, and saw what decides all the same.
fn unsure(policy: &Policy, round: &Round, outcome: &Outcome) -> Option<String> {
    let fact = deciding(round).filter(|_| outcome.certainty == Certainty::Unsure && !outcome.grey)?;
    let label = &policy.fact(fact).label;
    Some(format!("You were unsure, and still read it right. What carries it: {label}. You may trust that reading."))
}

/// They named the fact that decides.
fn named(policy: &Policy, outcome: &Outcome) -> Option<String> {
    let tap = outcome.taps.fact.as_ref().filter(|tap| tap.right)?;
    let fact = policy.fact(policy.fact_id(&tap.name)?);
    Some(format!("You named what decides: {}.", fact.label))
}

/// No rule speaks, and they did what the policy asks for then.
fn grey(round: &Round, outcome: &Outcome) -> Option<String> {
    let what = match round.explanation.ruling.verdict? {
        Verdict::Escalate => "you asked rather than guessed",
        Verdict::Yes | Verdict::No | Verdict::Either => "you judged for yourself, as the policy wants it there",
    };
    outcome.grey.then(|| format!("No rule speaks here, and {what}."))
}

/// They went to the rules rather than guess. Which of them they read there is not known, and not praised.
fn checked(outcome: &Outcome) -> Option<String> {
    let checked = outcome.attempt.looked_up;
    checked.then(|| "You went to the rules rather than guess.".to_owned())
}

/// The first fact that forces the answer.
fn deciding(round: &Round) -> Option<FactId> {
    round.explanation.because.iter().find(|reason| reason.holds).map(|reason| reason.fact)
}
