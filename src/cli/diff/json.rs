//! The comparison as JSON: one object.

use std::io::Write;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Report;
use super::changes::{Half, Told};
use crate::cli::Failure;
use crate::cli::pack::Version;
use crate::cli::seen::Seen;
use crate::domain::policy::Policy;
use crate::domain::policy::diff::Side;
use crate::domain::wording::Phrase;

#[derive(Serialize)]
struct Comparison<'r> {
    old: Name<'r>,
    new: Name<'r>,
    as_of: String,
    changes: Vec<Change<'r>>,
    never: Vec<Never<'r>>,
    scenarios: Vec<Scenario<'r>>,
    progress: Vec<Trainee<'r>>,
    edits: Vec<Edited<'r>>,
    /// Only where it is true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undecided: bool,
}

#[derive(Serialize)]
struct Name<'r> {
    id: &'r str,
    version: &'r str,
}

#[derive(Serialize)]
struct Change<'r> {
    was: Answer<'r>,
    now: Answer<'r>,
    turns: bool,
    sentence: String,
    #[serde(rename = "where")]
    place: Vec<Vec<Says<'r>>>,
    unless: &'r [String],
    case: Option<Case<'r>>,
}

#[derive(Serialize)]
struct Answer<'r> {
    answer: &'r str,
    kind: &'r str,
    route: Option<&'r str>,
    rule: Option<&'r str>,
}

#[derive(Serialize)]
struct Says<'r> {
    fact: Option<&'r str>,
    label: &'r str,
    says: &'r str,
}

#[derive(Serialize)]
struct Case<'r> {
    old: &'r Map<String, Json>,
    new: &'r Map<String, Json>,
    scenario: Option<&'r str>,
}

#[derive(Serialize)]
struct Never<'r> {
    now: &'static str,
    words: &'r str,
}

#[derive(Serialize)]
struct Scenario<'r> {
    id: &'r str,
    was: Heard<'r>,
    now: Heard<'r>,
}

#[derive(Serialize)]
struct Heard<'r> {
    answer: Option<&'r str>,
    kind: Option<&'r str>,
    route: Option<&'r str>,
    rule: Option<&'r str>,
    words: &'r str,
}

#[derive(Serialize)]
struct Trainee<'r> {
    trainee: &'r str,
    answered: usize,
    turned: usize,
    scenarios: Vec<&'r str>,
}

#[derive(Serialize)]
struct Edited<'r> {
    class: &'r str,
    about: &'r str,
    says: &'r str,
}

/// Writes all of it.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let comparison = Comparison {
        old: name(report.old),
        new: name(report.new),
        as_of: report.as_of.to_string(),
        changes: report.changes.iter().map(|c| change(report, c)).collect(),
        never: report
            .barred
            .iter()
            .map(|(barred, words)| Never { now: if barred.side == Side::New { "impossible" } else { "possible" }, words })
            .collect(),
        scenarios: report.turns.iter().map(|t| Scenario { id: &t.id, was: heard(&t.was), now: heard(&t.now) }).collect(),
        progress: report
            .progress
            .touched
            .iter()
            .map(|t| Trainee {
                trainee: &t.trainee,
                answered: t.answered,
                turned: t.turned,
                scenarios: t.scenarios.iter().map(String::as_str).collect(),
            })
            .collect(),
        edits: report.edits.iter().map(|e| Edited { class: e.class.name(), about: &e.about, says: &e.says }).collect(),
        undecided: report.undecided,
    };
    serde_json::to_writer_pretty(&mut *out, &comparison).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn name(version: &Version) -> Name<'_> {
    Name { id: &version.policy.id, version: &version.policy.version }
}

fn change<'r>(report: &'r Report<'_>, told: &'r Told) -> Change<'r> {
    let says = |phrase: &'r Phrase| Says {
        fact: phrase.fact.map(|f| report.diff.common.facts[f.0].name.as_str()),
        label: &phrase.label,
        says: &phrase.says,
    };
    Change {
        was: answer(&report.old.policy, &told.was),
        now: answer(&report.new.policy, &told.now),
        turns: told.turns(),
        sentence: told.sentence(),
        place: told.parts.iter().map(|part| part.iter().map(says).collect()).collect(),
        unless: &told.unless,
        case: told.example.as_ref().map(|e| Case { old: &e.old, new: &e.new, scenario: e.scenario.as_deref() }),
    }
}

fn answer<'r>(policy: &'r Policy, half: &'r Half) -> Answer<'r> {
    let (kind, route) = half.said;
    Answer {
        answer: kind.verdict().name(),
        kind: kind.name(),
        route: route.map(|r| policy.route(r).id.as_str()),
        rule: half.rule.as_deref(),
    }
}

fn heard(seen: &Seen) -> Heard<'_> {
    let words = seen.words();
    match seen {
        Seen::Said(a) => {
            Heard { answer: Some(a.answer), kind: a.kind, route: a.route.as_deref(), rule: a.rule.as_deref(), words }
        }
        Seen::Unknown | Seen::Impossible => Heard { answer: None, kind: None, route: None, rule: None, words },
    }
}
