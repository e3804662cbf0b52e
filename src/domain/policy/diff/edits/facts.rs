//! What can be said of a case: facts, their ranges and their values.

use super::super::ground::{Side, type_name};
use super::{Pen, Versions};
use crate::domain::policy::fact::{Fact, FactId, FactKind, NumberFact};
use crate::domain::wording::listed;

pub(super) fn write(versions: &Versions<'_>, pen: &mut Pen<'_>) {
    for (at, fact) in versions.new.facts.iter().enumerate() {
        let own = versions.common.own(Side::Old, FactId(at));
        match (own, versions.old.facts.iter().find(|f| f.name == fact.name)) {
            (Some(own), _) => both(versions, FactId(at), versions.old.fact(own), fact, pen),
            (None, Some(before)) => pen.write(&fact.name, retyped(before, fact)),
            (None, None) => pen.write(&fact.name, "new fact: the version before never asks about it"),
        }
    }
    for fact in versions.old.facts.iter().filter(|f| versions.new.fact_id(&f.name).is_none()) {
        pen.write(&fact.name, "gone: the new version never asks about it");
    }
}

fn retyped(before: &Fact, now: &Fact) -> String {
    let kind = |fact: &Fact| {
        let given = if fact.is_computed() { "computed " } else { "" };
        format!("{given}{}", type_name(fact))
    };
    format!("was {}, is {}: the two versions read it as two facts", kind(before), kind(now))
}

/// A fact of both versions; `id` is its place among the common ones.
fn both(versions: &Versions<'_>, id: FactId, before: &Fact, now: &Fact, pen: &mut Pen<'_>) {
    match (&before.kind, &now.kind) {
        (FactKind::Number(a), FactKind::Number(b)) => number(&now.name, a, b, pen),
        (FactKind::Choice(_), FactKind::Choice(_)) => {
            let says = |side: Side, what: &str, whose: &str| {
                let unknown = versions.common.unknown_values(side, id);
                let names = named(&versions.common.facts[id.0], unknown)?;
                Some(format!("{what} {names}: {whose} knows no such case"))
            };
            let (gained, lost) =
                (says(Side::Old, "now also", "the version before"), says(Side::New, "no longer", "the new version"));
            gained.into_iter().chain(lost).for_each(|says| pen.write(&now.name, says));
        }
        (FactKind::Set(_), FactKind::Set(_)) => {
            let says = |side: Side, what: &str, whose: &str| {
                let unknown = versions.common.unknown_values(side, id);
                let names = named(&versions.common.facts[id.0], unknown)?;
                Some(format!("{what} {names}: {whose} never asks about it"))
            };
            let (gained, lost) =
                (says(Side::Old, "now also", "the version before"), says(Side::New, "no longer", "the new version"));
            gained.into_iter().chain(lost).for_each(|says| pen.write(&now.name, says));
        }
        _ => {}
    }
}

fn named(fact: &Fact, mask: u64) -> Option<String> {
    let names = fact.names().iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
    let names: Vec<String> = names.map(|(_, n)| format!("`{}`", n.id)).collect();
    (!names.is_empty()).then(|| listed(&names, "and"))
}

fn number(name: &str, before: &NumberFact, now: &NumberFact, pen: &mut Pen<'_>) {
    match (&before.is, &now.is) {
        (Some(a), Some(b)) if a.text != b.text => {
            return pen.write(name, format!("was computed as {}, is {}", a.text, b.text));
        }
        (Some(_), _) => return,
        _ => {}
    }
    if (before.min, before.max) != (now.min, now.max) {
        let range = |n: &NumberFact| format!("{} to {}", n.min, n.max);
        let mut who = Vec::new();
        if now.max > before.max || now.min < before.min {
            who.push("the version before");
        }
        if now.max < before.max || now.min > before.min {
            who.push("the new version");
        }
        let says = format!("{}, now {}: beyond its range {} knows no case", range(before), range(now), listed(&who, "and"));
        pen.write(name, says);
    }
    if before.step != now.step {
        let says =
            format!("steps of {}, now {}: between the coarser ones, rules are read as they are written", before.step, now.step);
        pen.write(name, says);
    }
}
