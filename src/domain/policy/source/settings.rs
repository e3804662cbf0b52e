//! `[mastery]`, `[allowance]`, `[[gesture]]` and `[[accept]]`: what surrounds the rules. None of it decides a case.

use super::conditions::{self, Names};
use super::draft::doubtful;
use super::vocabulary::{Declared, Lookup, look_up};
use crate::domain::diagnostic::codes::{self, GREY_AREA};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::fact::{Fact, FactId};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::{Accept, Allowance, Gesture, Mastery};

/// Every key of `[mastery]`.
pub(crate) const MASTERY_KEYS: [&str; 3] = ["opportunities", "days", "critical_misses"];
/// Every key of `[allowance]`.
pub(crate) const ALLOWANCE_KEYS: [&str; 2] = ["counter", "adds"];
/// Every key of a gesture.
pub(crate) const GESTURE_KEYS: [&str; 6] = ["id", "label", "cost", "when", "unless", "say"];
/// Every key of an accepted warning.
pub(crate) const ACCEPT_KEYS: [&str; 4] = ["code", "rule", "when", "why"];

pub(super) fn mastery(item: &Item<'_>, findings: &mut Findings) -> Mastery {
    let usual = Mastery::default();
    let Some(mut table) = item.table("[mastery]", findings) else { return usual };
    let mut count = |key: &str, least: u32, usual: u32| {
        let Some(item) = table.take(key) else { return usual };
        let count = item.count(findings).unwrap_or(usual);
        if count < least {
            findings.report(
                "policy::bad-bounds",
                item.span(),
                format!("`{key}` can't be {count}"),
                &format!("it must be at least {least}"),
            );
        }
        count
    };
    let mastery = Mastery {
        opportunities: count("opportunities", 1, usual.opportunities),
        days: count("days", 1, usual.days),
        critical_misses: count("critical_misses", 0, usual.critical_misses),
    };
    table.finish(&MASTERY_KEYS, findings);
    mastery
}

pub(super) fn allowance(item: &Item<'_>, facts: &[Declared<Fact>], findings: &mut Findings) -> Option<Allowance> {
    let mut table = item.table("[allowance]", findings)?;
    let counter = table.need("counter", findings);
    let adds = table.need("adds", findings);
    table.finish(&ALLOWANCE_KEYS, findings);
    let counter = counter.and_then(|i| number_fact(&i, facts, true, findings));
    let adds_item = adds.clone();
    let adds = adds.and_then(|i| number_fact(&i, facts, false, findings));
    let ((counter, counted), (adds, added)) = counter.zip(adds)?;
    let units = (counted.number().map(|n| n.unit), added.number().map(|n| n.unit));
    if units.0 != units.1 || counter == adds {
        let message = format!("`{}` can't grow by `{}`", counted.name, added.name);
        findings.report("policy::bad-allowance", adds_item?.span(), message, "name two different facts of the same type");
        return None;
    }
    Some(Allowance { counter, adds })
}

fn number_fact<'v>(
    item: &Item<'_>,
    facts: &'v [Declared<Fact>],
    base: bool,
    findings: &mut Findings,
) -> Option<(FactId, &'v Fact)> {
    let name = item.raw(findings)?;
    match look_up(facts, findings.names_lost, name) {
        Lookup::Found(id, fact) if fact.number().is_some() && !(base && fact.is_computed()) => Some((id, fact)),
        Lookup::Found(_, fact) => {
            let what =
                if fact.number().is_none() { "not a number" } else { "computed: it grows through the facts it is made of" };
            findings.report(
                "policy::bad-allowance",
                item.span(),
                format!("`{}` is {what}", fact.name),
                "name a number fact that cases give",
            );
            None
        }
        Lookup::Broken => None,
        Lookup::Unknown => {
            let known = facts.iter().map(|f| f.name.as_str());
            findings.unknown("policy::unknown-fact", item.span(), format!("there is no fact `{}`", shown(name)), name, known);
            None
        }
    }
}

pub(super) fn gestures(list: Option<&Item<'_>>, names: Names<'_>, findings: &mut Findings) -> Vec<Gesture> {
    let mut seen: Vec<(String, usize)> = Vec::new();
    let mut gestures = Vec::new();
    for member in list.map(Item::members).unwrap_or_default() {
        let Some(mut table) = member.table("a gesture", findings) else { continue };
        let id = table.need("id", findings);
        let id = id.and_then(|item| Some((item.id(Alphabet::Plain, findings)?.to_owned(), item.span())));
        if let Some((id, span)) = &id {
            match seen.iter().find(|(other, _)| other == id) {
                Some((_, first)) => {
                    let message = format!("`{id}` is taken already, on line {}", findings.line(*first));
                    findings.report("policy::duplicate-id", span.clone(), message, "give this gesture its own id");
                }
                None => seen.push((id.clone(), span.start)),
            }
        }
        gestures.extend(gesture(table, id.map(|(id, _)| id), names, findings));
    }
    gestures
}

fn gesture(mut table: Table<'_>, id: Option<String>, names: Names<'_>, findings: &mut Findings) -> Option<Gesture> {
    let label = table.need_line("label", findings);
    let cost_item = table.need("cost", findings);
    let cost = cost_item.as_ref().and_then(|c| c.quantity(findings));
    if let (Some(item), Some(cost)) = (&cost_item, cost)
        && cost < Quantity::ZERO
    {
        findings.report("policy::bad-bounds", item.span(), format!("`cost` can't be {cost}"), "it must be 0 or more");
    }
    let when = conditions::read(&mut table, "when", names, findings);
    let unless = conditions::read(&mut table, "unless", names, findings);
    let say = table.line("say", findings);
    table.finish(&GESTURE_KEYS, findings);
    Some(Gesture { id: id?, label: label?, cost: cost?, when: when.sound()?, unless: unless.sound()?, say })
}

/// Accepted warnings, each with the place of its header.
pub(super) fn accepts(
    list: Option<&Item<'_>>,
    ids: &[String],
    names: Names<'_>,
    findings: &mut Findings,
) -> Vec<(Accept, std::ops::Range<usize>)> {
    let mut accepts = Vec::new();
    for member in list.map(Item::members).unwrap_or_default() {
        let Some(mut table) = member.table("an accepted warning", findings) else { continue };
        let span = table.span();
        let code = table.need("code", findings).and_then(|i| code(&i, findings));
        let rule = table.take("rule");
        let rule = rule.map_or(Some(None), |i| clause_id(&i, ids, findings).map(Some));
        let place = table.key_span("when");
        let when = conditions::read(&mut table, "when", names, findings);
        if let (Some(code), Some(place)) = (&code, place)
            && code != GREY_AREA
        {
            let message = format!("`when` picks among grey areas, and this accepts `{code}`");
            findings.report("policy::bad-accept", place, message, "take `when` out; `rule` says where else a warning is kept");
        }
        let why = table.need_line("why", findings);
        table.finish(&ACCEPT_KEYS, findings);
        if let Some((((code, rule), when), why)) = code.zip(rule).zip(when.sound()).zip(why) {
            accepts.push((Accept { code, rule, when, why }, span));
        }
    }
    accepts
}

fn code(item: &Item<'_>, findings: &mut Findings) -> Option<String> {
    let written = item.raw(findings)?;
    if codes::WARNINGS.contains(&written) || codes::FORESEEN.contains(&written) {
        return Some(written.to_owned());
    }
    let known = codes::WARNINGS.iter().chain(&codes::FORESEEN).copied();
    findings.unknown(
        "policy::unknown-code",
        item.span(),
        format!("`{}` is not a warning that can be accepted", shown(written)),
        written,
        known,
    );
    None
}

fn clause_id(item: &Item<'_>, ids: &[String], findings: &mut Findings) -> Option<String> {
    let name = item.raw(findings)?;
    if ids.iter().any(|id| id == name) {
        return Some(name.to_owned());
    }
    if !findings.names_lost && !doubtful(ids.iter().map(String::as_str)) {
        let message = format!("there is no rule `{}`", shown(name));
        findings.unknown("policy::unknown-rule", item.span(), message, name, ids.iter().map(String::as_str));
    }
    None
}
