//! `[limits]`: numbers with a name, plain or by one or two choices.

use std::ops::Range;

use super::vocabulary::{Declared, Lookup, PlacedLimit, look_up};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::stray::Sort;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::fact::{Fact, FactId, FactKind, Named};
use crate::domain::policy::limit::Limit;
use crate::domain::policy::quantity::Quantity;

/// Reads all limits. Some may be known by name already.
pub(super) fn read(
    item: Option<&Item<'_>>,
    mut limits: Vec<Declared<PlacedLimit>>,
    facts: &[Declared<Fact>],
    findings: &mut Findings,
) -> Vec<Declared<PlacedLimit>> {
    let Some(mut table) = item.and_then(|i| i.table("the limits", findings)) else { return limits };
    for entry in table.rest() {
        let named = Alphabet::Name.allows(entry.key);
        if !named {
            let shown = shown(entry.key);
            findings.report(
                "file::bad-id",
                entry.key_span.clone(),
                format!("`{shown}` can't be a limit's name"),
                Alphabet::Name.words(),
            );
        }
        let value = one(&entry, facts, findings).filter(|_| named && !findings.is_doubtful("limits", entry.key));
        limits.push(Declared { name: entry.key.to_owned(), span: entry.key_span.clone(), value });
    }
    limits
}

/// The values of a choice.
#[derive(Clone, Copy)]
struct Values<'v> {
    /// The fact's name.
    of: &'v str,
    names: &'v [Named],
}

impl<'v> Values<'v> {
    fn of(facts: &'v [Declared<Fact>], (id, names): (FactId, &'v [Named])) -> Self {
        Self { of: &facts[id.0].name, names }
    }
}

type Cells = Vec<(Quantity, Range<usize>)>;

fn one(entry: &Item<'_>, facts: &[Declared<Fact>], findings: &mut Findings) -> Option<PlacedLimit> {
    if !entry.value().is_table() {
        let value = entry.quantity(findings)?;
        return Some(placed(entry, Vec::new(), vec![(value, entry.span())]));
    }
    let mut table = entry.table("a limit", findings)?;
    let by = table.need("by", findings)?;
    let choices = choices(&by, facts, findings)?;
    let ids = choices.iter().map(|(id, _)| *id).collect();
    let of = |choice| Values::of(facts, choice);
    let cells = match choices[..] {
        [only] => row(&mut table, of(only), findings)?,
        [first, second] => rows(&mut table, of(first), of(second), findings)?,
        _ => return None,
    };
    Some(placed(entry, ids, cells))
}

fn placed(entry: &Item<'_>, by: Vec<FactId>, cells: Cells) -> PlacedLimit {
    let (values, spans) = cells.into_iter().unzip();
    PlacedLimit { limit: Limit { name: entry.key.to_owned(), by, values }, spans }
}

/// The choices a limit depends on.
fn choices<'v>(by: &Item<'_>, facts: &'v [Declared<Fact>], findings: &mut Findings) -> Option<Vec<(FactId, &'v [Named])>> {
    let members = by.members();
    if members.is_empty() || members.len() > 2 {
        findings.report(
            "policy::bad-limit",
            by.span(),
            "a limit depends on one choice, or on two".to_owned(),
            "write by = \"tier\" or by = [\"level\", \"tier\"]",
        );
        return None;
    }
    let found: Vec<_> = members.iter().map(|m| choice(m, facts, findings)).collect();
    let found: Vec<_> = found.into_iter().collect::<Option<_>>()?;
    if found.len() == 2 && found[0].0 == found[1].0 {
        findings.report(
            "policy::bad-limit",
            by.span(),
            "a limit can't depend on the same choice twice".to_owned(),
            "name it once",
        );
        return None;
    }
    Some(found)
}

fn choice<'v>(item: &Item<'_>, facts: &'v [Declared<Fact>], findings: &mut Findings) -> Option<(FactId, &'v [Named])> {
    let name = item.raw(findings)?;
    match look_up(facts, findings.names_lost, name) {
        Lookup::Found(id, fact) => match &fact.kind {
            FactKind::Choice(names) => Some((id, names)),
            _ => {
                let message = format!("`{}` is not a choice, so no limit can depend on it", fact.name);
                findings.report("policy::bad-limit", item.span(), message, "a limit depends on facts of type `choice`");
                None
            }
        },
        Lookup::Broken => None,
        Lookup::Unknown => {
            let shown = shown(name);
            let known = facts.iter().map(|f| f.name.as_str());
            findings.unknown("policy::unknown-fact", item.span(), format!("there is no fact `{shown}`"), name, known);
            None
        }
    }
}

/// A number for each value of a choice.
fn row(table: &mut Table<'_>, values: Values<'_>, findings: &mut Findings) -> Option<Cells> {
    let cells = each(table, values, findings, |item, findings| Some((item.quantity(findings)?, item.span())))?;
    Some(cells)
}

/// A row for each value of the first choice.
fn rows(table: &mut Table<'_>, first: Values<'_>, second: Values<'_>, findings: &mut Findings) -> Option<Cells> {
    let rows = each(table, first, findings, |item, findings| row(&mut item.table("a limit", findings)?, second, findings))?;
    Some(rows.into_iter().flatten().collect())
}

/// Reads what stands under each of the names, and reports the names that are missing and those that don't belong.
fn each<T>(
    table: &mut Table<'_>,
    Values { of, names }: Values<'_>,
    findings: &mut Findings,
    mut read: impl FnMut(&Item<'_>, &mut Findings) -> Option<T>,
) -> Option<Vec<T>> {
    let mut found = Vec::with_capacity(names.len());
    let mut missing = Vec::new();
    let mut sound = true;
    for name in names {
        match table.take(&name.id) {
            Some(item) => match read(&item, findings) {
                Some(value) => found.push(value),
                None => sound = false,
            },
            None => missing.push(name.id.as_str()),
        }
    }
    let strays = table.rest();
    for stray in &strays {
        let shown = shown(stray.key);
        // A value that is missing is the one most probably meant.
        let known = names.iter().map(|n| n.id.as_str()).filter(|n| missing.is_empty() || missing.contains(n));
        findings.unknown(
            "policy::unknown-value",
            stray.key_span.clone(),
            format!("`{shown}` is not a value this limit depends on"),
            stray.key,
            known,
        );
        findings.stray(Sort::Value { of: of.to_owned() }, "policy::unknown-value", stray.key_span.clone(), stray.key);
    }
    if missing.len() > strays.len() && !table.is_incomplete() {
        let message =
            format!("the limit says nothing for {}", missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", "));
        findings.report("policy::limit-value-missing", table.span(), message, "give every value its number");
    }
    (sound && missing.is_empty() && strays.is_empty()).then_some(found)
}
