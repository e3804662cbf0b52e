//! `[policy]`: who and what, and what holds where no rule speaks.

use std::ops::Range;

use super::routes;
use super::vocabulary::{Declared, Lookup, look_up};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::Silence;
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::{Fact, FactId, Unit};
use crate::domain::policy::route::Route;
use crate::domain::text::Text;

/// Every key of `[policy]`.
pub(crate) const KEYS: [&str; 9] = ["id", "title", "version", "effective", "owner", "currency", "silence", "at_stake", "note"];

/// What `[policy]` says.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) version: Text,
    pub(super) effective: Option<Date>,
    pub(super) owner: Text,
    pub(super) currency: Option<Text>,
    /// None where it is missing or broken.
    pub(super) silence: Option<Silence>,
    pub(super) silence_span: Range<usize>,
    pub(super) at_stake: Vec<FactId>,
    pub(super) note: Option<Text>,
}

/// Reads `[policy]`.
pub(super) fn read(
    mut table: Table<'_>,
    facts: &[Declared<Fact>],
    routes: &[Declared<Route>],
    findings: &mut Findings,
) -> Header {
    let id = table.need("id", findings).and_then(|i| i.id(Alphabet::Plain, findings)).unwrap_or_default().to_owned();
    let title = table.need_line("title", findings).unwrap_or_default();
    let version = table.need_line("version", findings).unwrap_or_default();
    let effective = table.need("effective", findings).and_then(|i| i.date(findings));
    let owner = table.need_line("owner", findings).unwrap_or_default();
    let currency = currency(&mut table, facts, findings);
    let silence_item = table.need("silence", findings);
    let silence_span = silence_item.as_ref().map_or(table.span(), Item::span);
    let silence = silence_item.and_then(|i| silence(&i, routes, findings));
    let at_stake = at_stake(table.take("at_stake"), facts, findings);
    let note = table.line("note", findings);
    table.finish(&KEYS, findings);
    Header { id, title, version, effective, owner, currency, silence, silence_span, at_stake, note }
}

fn currency(table: &mut Table<'_>, facts: &[Declared<Fact>], findings: &mut Findings) -> Option<Text> {
    let money = facts.iter().filter(|f| f.value.as_ref().and_then(Fact::number).is_some_and(|n| n.unit == Unit::Money));
    let Some(item) = table.take("currency") else {
        if let Some(first) = money.into_iter().next() {
            let message = format!("`{}` is money, and the policy does not say in which currency", first.name);
            let help = "write currency = \"EUR\", or another ISO 4217 code";
            table.lacks(&["currency"], "policy::missing-currency", message, help, findings);
        }
        return None;
    };
    let code = item.line(findings)?;
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(code);
    }
    findings.report(
        "policy::bad-currency",
        item.span(),
        format!("`{}` is no currency code", shown(&code)),
        "write three capitals, like EUR",
    );
    None
}

fn silence(item: &Item<'_>, routes: &[Declared<Route>], findings: &mut Findings) -> Option<Silence> {
    let mut table = item.table("`silence`", findings)?;
    let (escalate, act) = (table.take("escalate"), table.take("act"));
    let clean = table.finish(&["escalate", "act"], findings);
    let silence = match (escalate, act) {
        (Some(route), None) => routes::one_of(&route, routes, findings).map(Silence::Escalate),
        (None, Some(words)) => words.line(findings).map(Silence::Act),
        _ if clean => {
            let help = "write { escalate = \"ROUTE\" } or { act = \"how to use one's judgement\" }";
            findings.report("policy::bad-silence", item.span(), "where no rule speaks, the policy must say one thing", help);
            None
        }
        _ => None,
    };
    silence.filter(|_| clean)
}

fn at_stake(item: Option<Item<'_>>, facts: &[Declared<Fact>], findings: &mut Findings) -> Vec<FactId> {
    let members = item.map(|i| i.members()).unwrap_or_default();
    members.iter().filter_map(|m| money_fact(m, facts, findings)).collect()
}

fn money_fact(item: &Item<'_>, facts: &[Declared<Fact>], findings: &mut Findings) -> Option<FactId> {
    let name = item.raw(findings)?;
    match look_up(facts, findings.names_lost, name) {
        Lookup::Found(id, fact) if fact.number().is_some_and(|n| n.unit == Unit::Money) => Some(id),
        Lookup::Found(_, fact) => {
            let message = format!("`{}` is not money", fact.name);
            findings.report("policy::bad-at-stake", item.span(), message, "name facts of type `money`");
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
