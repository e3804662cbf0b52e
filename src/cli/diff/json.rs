//! The comparison as JSON: one object.

use std::io::Write;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Compared;
use crate::cli::Failure;
use crate::cli::pack::Version;
use crate::cli::said::Said;
use crate::domain::policy::Policy;
use crate::domain::policy::diff::Side;
use crate::domain::revision::groups::Group;
use crate::domain::revision::lines::Line;
use crate::domain::revision::seen::Seen;
use crate::domain::revision::told::{Half, Told};
use crate::domain::session::facet::Facet;
use crate::domain::wording::Phrase;

#[derive(Serialize)]
struct Comparison<'r> {
    old: Name<'r>,
    new: Name<'r>,
    as_of: String,
    changes: Vec<Change<'r>>,
    groups: Vec<Grouped<'r>>,
    never: Vec<Never<'r>>,
    scenarios: Vec<Scenario<'r>>,
    lines: Lines<'r>,
    progress: Vec<Trainee<'r>>,
    /// Only where the log could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    progress_unknown: Option<&'r str>,
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

/// Changes that share what was said, or what is said now.
#[derive(Serialize)]
struct Grouped<'r> {
    share: &'static str,
    changes: &'r [usize],
}

#[derive(Serialize)]
struct Lines<'r> {
    born: Vec<&'r Facet>,
    lost: Vec<&'r Facet>,
    moved: Vec<Moved<'r>>,
}

#[derive(Serialize)]
struct Moved<'r> {
    was: &'r Facet,
    now: &'r Facet,
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
    #[serde(flatten)]
    said: Said<'r>,
    words: &'r str,
}

#[derive(Serialize)]
struct Trainee<'r> {
    trainee: &'r str,
    answered: usize,
    turned: usize,
    scenarios: Vec<&'r str>,
    lines: usize,
}

#[derive(Serialize)]
struct Edited<'r> {
    class: &'r str,
    about: &'r str,
    says: &'r str,
}

/// Writes all of it.
pub(super) fn write(compared: &Compared<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let report = compared.report;
    let facets = |lines| -> Vec<&Facet> { Vec::from_iter(<&[Line]>::into_iter(lines).map(|line| &line.facet)) };
    let comparison = Comparison {
        old: name(compared.old),
        new: name(compared.new),
        as_of: compared.as_of.to_string(),
        changes: report.changes.iter().map(|c| change(compared, c)).collect(),
        groups: report.groups.iter().map(grouped).collect(),
        never: report
            .barred
            .iter()
            .map(|(side, words)| Never { now: if *side == Side::New { "impossible" } else { "possible" }, words })
            .collect(),
        scenarios: report.turns.iter().map(|t| Scenario { id: &t.id, was: heard(&t.was), now: heard(&t.now) }).collect(),
        lines: Lines {
            born: facets(&report.lines.born),
            lost: facets(&report.lines.lost),
            moved: report.lines.moved.iter().map(|m| Moved { was: &m.was.facet, now: &m.now.facet }).collect(),
        },
        progress_unknown: compared.progress.trouble.as_deref(),
        progress: compared
            .progress
            .touched
            .iter()
            .map(|t| Trainee {
                trainee: &t.trainee,
                answered: t.answered,
                turned: t.turned,
                scenarios: t.scenarios.iter().map(String::as_str).collect(),
                lines: t.lines,
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

fn grouped(group: &Group) -> Grouped<'_> {
    Grouped { share: if group.side == Side::Old { "was" } else { "now" }, changes: &group.changes }
}

fn change<'r>(compared: &'r Compared<'_>, told: &'r Told) -> Change<'r> {
    let says = |phrase: &'r Phrase| Says {
        fact: phrase.fact.map(|f| compared.revision.diff.common.facts[f.0].name.as_str()),
        label: &phrase.label,
        says: &phrase.says,
    };
    Change {
        was: answer(&compared.old.policy, &told.was),
        now: answer(&compared.new.policy, &told.now),
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
    Heard { said: Said::of(seen), words: seen.words() }
}
