//! Every answer, oldest first: what was known, what was said, and what the policy says.

use serde_json::Value as Json;

use super::{Page, minute, sure};
use crate::domain::person::own::Own;
use crate::domain::policy::explanation::Verdict;
use crate::domain::session::Millis;
use crate::domain::session::attempt::{Attempt, Mode};
use crate::domain::session::taps::GradedTaps;
use crate::domain::wording::debrief::answer as said;

pub(super) fn answers(own: &Own, page: &mut Page) {
    page.section("Your answers");
    if own.kept.attempts.is_empty() {
        page.line("", "None.");
    }
    for (at, attempt) in own.kept.attempts.iter().enumerate() {
        one(at + 1, attempt, page);
    }
}

fn one(number: usize, attempt: &Attempt, page: &mut Page) {
    let policy = &attempt.policy;
    let occasion = match attempt.mode {
        Mode::Practice => String::new(),
        other => format!(", {}", other.name()),
    };
    page.item(&format!("{number}. {} · {}{occasion}", minute(attempt.time), attempt.scenario));
    page.line("You said", &format!("{}; {}", said(attempt.answer), sure(attempt.confidence)));
    page.line("Policy", &verdict(attempt));
    page.line("It was", attempt.judgement().wrong().map_or("right", |wrong| wrong.label()));
    page.line("Known", &facts(attempt));
    if !attempt.asked.is_empty() {
        page.line("You asked", &attempt.asked.join(", "));
    }
    taps(&attempt.taps, page);
    if let Some(facet) = &attempt.facet {
        let side = |rule: &Option<String>| rule.clone().unwrap_or_else(|| "no rule".to_owned());
        page.line(
            "Its line",
            &format!("{}: {} here, {} there", line(&facet.fact, &facet.line), side(&facet.here), side(&facet.there)),
        );
    }
    page.line("Judged by", &format!("{}, {}; pack {}", policy.id, policy.version, attempt.pack));
    page.line("Took", &format!("{}; this is never scored", seconds(attempt.duration)));
    if attempt.zone != 0 {
        page.line("Clock", &clock(attempt.zone));
    }
    page.line("Kept as", &format!("answer {} of sitting {}, by version {}", attempt.id, attempt.session, attempt.program));
    page.line("", &format!("case {}", attempt.case_hash));
}

/// Where the answer turns: `amount at 150`, `refusal`, `signals with hazard`, `item: faulty | worn, washed`.
fn line(fact: &str, line: &Json) -> String {
    match line {
        Json::Bool(_) => fact.to_owned(),
        Json::String(member) => format!("{fact} with {member}"),
        Json::Array(classes) => format!("{fact}: {}", classes.iter().map(value_of).collect::<Vec<_>>().join(" | ")),
        other => format!("{fact} at {}", value_of(other)),
    }
}

/// How far a clock is ahead of UTC: `UTC+13:00`, `UTC-03:30`.
fn clock(zone: Millis) -> String {
    let minutes = zone.unsigned_abs() / 60_000;
    format!("UTC{}{:02}:{:02}", if zone < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

/// Of milliseconds, begun ones counted whole.
fn seconds(duration: u64) -> String {
    let seconds = duration.div_ceil(1000);
    if seconds == 1 { "a second".to_owned() } else { format!("{seconds} seconds") }
}

fn verdict(attempt: &Attempt) -> String {
    let verdict = &attempt.verdict;
    if !verdict.settled {
        return "too little was known to settle it: ask first".to_owned();
    }
    let answer = match verdict.answer() {
        Verdict::Yes => "act, yes",
        Verdict::No => "act, no",
        Verdict::Escalate => "escalate",
        Verdict::Either => "act, by your own judgement",
    };
    let by = match verdict.rules.as_slice() {
        [] => "no rule speaks".to_owned(),
        [rule] => format!("rule {rule}"),
        rules => format!("rules {}", rules.join(", ")),
    };
    format!("{answer}; {by}; at stake: {}", verdict.stakes.name())
}

fn facts(attempt: &Attempt) -> String {
    let fact = |(name, value): (&String, &Json)| format!("{name} {}", value_of(value));
    attempt.facts.iter().map(fact).collect::<Vec<_>>().join(" · ")
}

pub(super) fn value_of(value: &Json) -> String {
    match value {
        Json::Null => "not known".to_owned(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        Json::String(text) => text.clone(),
        Json::Array(members) if members.is_empty() => "none".to_owned(),
        Json::Array(members) => members.iter().map(value_of).collect::<Vec<_>>().join(", "),
        Json::Number(_) | Json::Object(_) => value.to_string(),
    }
}

fn taps(taps: &GradedTaps, page: &mut Page) {
    let right = |right| if right { "right" } else { "not right" };
    if let Some(fact) = &taps.fact {
        page.line("Decides", &format!("you named {}: {}", fact.name, right(fact.right)));
    }
    if let Some(route) = &taps.route {
        let graded = match route.grade {
            Some(grade) => format!("{}, {} off in urgency", right(grade.right), grade.levels_off),
            None => "it was not one to hand over".to_owned(),
        };
        page.line("Hand to", &format!("you named {}: {graded}", route.id));
    }
}
