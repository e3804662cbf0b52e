//! A scenario's twins as one JSON object.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Family;
use crate::domain::policy::analysis::lines::Side;
use crate::domain::policy::analysis::twins::Twin;
use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::Verdict;
use crate::domain::session::facet::Facet;
use crate::domain::session::facts::{to_json, value_to_json};

#[derive(Debug, Serialize)]
struct Written<'f> {
    policy: &'f str,
    scenario: &'f str,
    answer: Option<&'static str>,
    rule: Option<&'f str>,
    twins: Vec<One<'f>>,
    cousin: Option<Cousin<'f>>,
}

#[derive(Debug, Serialize)]
struct One<'f> {
    #[serde(flatten)]
    facet: Facet,
    changes: Moved<'f>,
    answer: &'static str,
    rule: Option<&'f str>,
    facts: Map<String, Json>,
    /// Whether the story tells what was moved; where not, it is the same, but for the change.
    told: bool,
    story: String,
    say: Vec<Said>,
}

#[derive(Debug, Serialize)]
struct Moved<'f> {
    fact: &'f str,
    from: Json,
    to: Json,
}

#[derive(Debug, Serialize)]
struct Said {
    who: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct Cousin<'f> {
    facts: Map<String, Json>,
    differs: Vec<&'f str>,
}

/// Writes the object, and a line's end.
pub(super) fn write(family: &Family<'_>, out: &mut dyn Write) -> io::Result<()> {
    let written = Written {
        policy: &family.policy.id,
        scenario: &family.scenario.id,
        answer: family.ruling.verdict.map(Verdict::name),
        rule: family.id(family.ruling.decider()),
        twins: family.twins.iter().filter_map(|twin| one(family, twin)).collect(),
        cousin: family.cousin.as_ref().map(|(case, differs)| Cousin {
            facts: to_json(family.policy, case),
            differs: differs.iter().map(|f| family.policy.fact(*f).name.as_str()).collect(),
        }),
    };
    serde_json::to_writer(&mut *out, &written).map_err(io::Error::from)?;
    writeln!(out)
}

fn one<'f>(family: &'f Family<'_>, twin: &Twin) -> Option<One<'f>> {
    let (policy, between) = (family.policy, &family.lines[twin.line].between);
    let (own, other) = (family.ruling.decider().flatten(), twin.decider.flatten());
    let (here, there) = match between.side(&twin.case) {
        Some(Side::Here) => (other, own),
        _ => (own, other),
    };
    let change = family.change(twin)?;
    let fact = policy.fact(change.fact);
    Some(One {
        facet: Facet::named(policy, between, here, there),
        changes: Moved { fact: &fact.name, from: value_to_json(fact, change.from), to: value_to_json(fact, change.to) },
        answer: twin.answer.name(),
        rule: family.id(twin.decider),
        facts: to_json(policy, &twin.case),
        told: family.tells(twin),
        story: family.scenario.story.fill(policy, &twin.case).to_string(),
        say: say(family, &twin.case),
    })
}

fn say(family: &Family<'_>, case: &Case) -> Vec<Said> {
    let said = family.scenario.speech.iter();
    said.map(|s| Said { who: s.who.name(), text: s.text.fill(family.policy, case).to_string() }).collect()
}
