//! `[facts.NAME]`: what a case is described by.

use super::formula;
use super::grid;
use super::value::{self, Why};
use super::vocabulary::Declared;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::fact::{Direction, Fact, FactKind, Named, NumberFact, Unit};
use crate::domain::policy::quantity::Quantity;
use crate::domain::text::Text;

/// Every key of a fact.
pub(crate) const KEYS: [&str; 14] =
    ["label", "type", "values", "min", "max", "step", "near", "riskier", "fixed", "own", "hidden", "usually", "ask", "is"];

/// The types a fact can have.
pub(crate) const TYPES: [(&str, Type); 10] = [
    ("money", Type::Number(Unit::Money)),
    ("number", Type::Number(Unit::Number)),
    ("count", Type::Number(Unit::Count)),
    ("percent", Type::Number(Unit::Percent)),
    ("minutes", Type::Number(Unit::Minutes)),
    ("hours", Type::Number(Unit::Hours)),
    ("days", Type::Number(Unit::Days)),
    ("flag", Type::Flag),
    ("choice", Type::Choice),
    ("set", Type::Set),
];

/// A fact's type as written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Type {
    Number(Unit),
    Flag,
    Choice,
    Set,
}

/// Reads all facts: the base ones first, then those computed from them.
pub(super) fn read(item: &Item<'_>, findings: &mut Findings) -> Vec<Declared<Fact>> {
    let Some(mut table) = item.table("the facts", findings) else { return Vec::new() };
    let mut facts = Vec::new();
    let mut computed = Vec::new();
    for entry in table.rest() {
        let named = name(&entry, findings) && !findings.is_doubtful("facts", entry.key);
        let mut declared = Declared { name: entry.key.to_owned(), span: entry.key_span.clone(), value: None };
        match entry.table("a fact", findings) {
            Some(table) if table.has("is") => computed.push((facts.len(), table, named)),
            Some(table) => declared.value = base(table, entry.key, findings).filter(|_| named),
            None => {}
        }
        facts.push(declared);
    }
    for (at, table, named) in computed {
        let fact = formula::read(table, at, &facts, findings);
        facts[at].value = fact.filter(|_| named);
    }
    facts
}

/// A fact is named where numbers stand too, so it begins with a letter.
fn name(entry: &Item<'_>, findings: &mut Findings) -> bool {
    let good = Alphabet::Name.allows(entry.key) && entry.key.starts_with(|c: char| c.is_ascii_lowercase());
    if !good {
        let shown = shown(entry.key);
        let help = format!("begin with a letter, and use {}", Alphabet::Name.words());
        findings.report("file::bad-id", entry.key_span.clone(), format!("`{shown}` can't be a fact's name"), &help);
    }
    good
}

/// What every fact may say beside its type and values.
pub(super) struct Common {
    label: Option<Text>,
    fixed: bool,
    own: bool,
    hidden: bool,
    ask: Option<Text>,
}

impl Common {
    pub(super) fn read(table: &mut Table<'_>, findings: &mut Findings) -> Self {
        Self {
            label: table.need_line("label", findings),
            fixed: table.flag("fixed", findings),
            own: table.flag("own", findings),
            hidden: table.flag("hidden", findings),
            ask: table.line("ask", findings),
        }
    }

    pub(super) fn fact(self, name: &str, kind: FactKind) -> Fact {
        let label = self.label.unwrap_or_else(|| Text::clean(name));
        Fact {
            name: name.to_owned(),
            label,
            kind,
            fixed: self.fixed,
            own: self.own,
            hidden: self.hidden,
            usually: None,
            ask: self.ask,
        }
    }
}

fn base(mut table: Table<'_>, name: &str, findings: &mut Findings) -> Option<Fact> {
    let common = Common::read(&mut table, findings);
    let written = table.need("type", findings).and_then(|t| t.word(&TYPES, findings));
    let Some(written) = written else {
        // Which other keys belong depends on the type: without it, only those of no type are reported.
        table.pass_over(&KEYS);
        table.finish(&KEYS, findings);
        return None;
    };
    let kind = match written {
        Type::Number(unit) => number(&mut table, name, unit, findings).map(FactKind::Number),
        Type::Flag => Some(FactKind::Flag),
        Type::Choice => values(&mut table, findings).map(FactKind::Choice),
        Type::Set => values(&mut table, findings).map(FactKind::Set),
    };
    let usually = table.take("usually");
    let clean = table.finish(known_keys(written), findings);
    let mut fact = common.fact(name, kind?);
    if let Some(item) = usually {
        fact.usually = Some(given(&item, &fact, findings)?);
    }
    Some(fact).filter(|_| clean)
}

fn known_keys(written: Type) -> &'static [&'static str] {
    match written {
        Type::Number(_) => {
            &["label", "type", "min", "max", "step", "near", "riskier", "fixed", "own", "hidden", "usually", "ask", "is"]
        }
        Type::Flag => &["label", "type", "fixed", "own", "hidden", "usually", "ask"],
        Type::Choice | Type::Set => &["label", "type", "values", "fixed", "own", "hidden", "usually", "ask"],
    }
}

fn number(table: &mut Table<'_>, name: &str, unit: Unit, findings: &mut Findings) -> Option<NumberFact> {
    let percent = unit == Unit::Percent;
    let step = table.take("step");
    let step_value = match &step {
        Some(item) => item.quantity(findings).filter(|s| positive(item, *s, findings)),
        None => Some(grid::default_step(unit)),
    };
    let min_item = table.take("min");
    let max_item = if percent { table.take("max") } else { table.need("max", findings) };
    let min = min_item.as_ref().map_or(Some(Quantity::ZERO), |i| i.quantity(findings));
    let max = match &max_item {
        Some(item) => item.quantity(findings),
        None => percent.then(|| Quantity::whole(100)),
    };
    let near = near(table, findings);
    let riskier = riskier(table, findings);
    let (step, min, max) = (step_value?, min?, max?);
    for item in [&min_item, &max_item].into_iter().flatten() {
        on_grid(item, name, step, findings)?;
    }
    if min >= max {
        let span = max_item.or(min_item).map_or(table.span(), |i| i.span());
        findings.report(
            "policy::bad-bounds",
            span,
            format!("`{name}` goes from {min} to {max}"),
            "`min` must be less than `max`",
        );
        return None;
    }
    let near_twentieths = near?.map_or(max.millionths() - min.millionths(), |n| n.millionths().saturating_mul(20));
    Some(NumberFact { unit, min, max, step, near_twentieths, riskier, is: None })
}

/// `near`: absent, a positive number, or broken.
pub(super) fn near(table: &mut Table<'_>, findings: &mut Findings) -> Option<Option<Quantity>> {
    let Some(item) = table.take("near") else { return Some(None) };
    let near = item.quantity(findings)?;
    // Twentieths of a larger one would not fit the range of numbers, and nothing so large feels small.
    if near > Quantity::from_millionths(Quantity::LIMIT.millionths() / 20) {
        findings.report(
            "policy::bad-bounds",
            item.span(),
            format!("`near` can't be {near}"),
            "it is a difference that feels small",
        );
        return None;
    }
    positive(&item, near, findings).then_some(Some(near))
}

pub(super) fn riskier(table: &mut Table<'_>, findings: &mut Findings) -> Option<Direction> {
    table.take("riskier")?.word(&[("up", Direction::Up), ("down", Direction::Down)], findings)
}

fn positive(item: &Item<'_>, value: Quantity, findings: &mut Findings) -> bool {
    if value <= Quantity::ZERO {
        findings.report("policy::bad-bounds", item.span(), format!("`{}` can't be {value}", item.key), "it must be more than 0");
    }
    value > Quantity::ZERO
}

fn on_grid(item: &Item<'_>, fact: &str, step: Quantity, findings: &mut Findings) -> Option<()> {
    let value = item.quantity(findings)?;
    if grid::is_multiple(value, step) {
        return Some(());
    }
    let (below, above) = grid::neighbours(value, step);
    let message = format!("`{}` of `{fact}` can't be {value}: it moves in steps of {step}", item.key);
    findings.report("policy::off-grid", item.span(), message, &format!("write {below} or {above}, or a smaller `step`"));
    None
}

/// `values`: a list of ids, or a table of ids and labels.
fn values(table: &mut Table<'_>, findings: &mut Findings) -> Option<Vec<Named>> {
    const MOST: usize = 64;
    let item = table.need("values", findings)?;
    let named = if item.value().is_table() { labelled(&item, findings)? } else { listed(&item, findings)? };
    if named.is_empty() || named.len() > MOST {
        let message = format!("`values` has {} members", named.len());
        findings.report("policy::bad-values", item.span(), message, &format!("give at least one and at most {MOST}"));
        return None;
    }
    Some(named)
}

fn labelled(item: &Item<'_>, findings: &mut Findings) -> Option<Vec<Named>> {
    let entries = item.table("the values", findings)?.rest();
    let named: Vec<Option<Named>> = entries
        .iter()
        .map(|entry| {
            let good = Alphabet::Name.allows(entry.key);
            if !good {
                let shown = shown(entry.key);
                findings.report(
                    "file::bad-id",
                    entry.key_span.clone(),
                    format!("`{shown}` can't be a value"),
                    Alphabet::Name.words(),
                );
            }
            let label = entry.line(findings)?;
            good.then(|| Named { id: entry.key.to_owned(), label })
        })
        .collect();
    named.into_iter().collect()
}

fn listed(item: &Item<'_>, findings: &mut Findings) -> Option<Vec<Named>> {
    let members = item.list("a list of values, or a table of values and labels", findings)?;
    let mut named: Vec<Named> = Vec::with_capacity(members.len().min(65));
    let mut whole = true;
    for member in members.iter().take(66) {
        let Some(id) = member.id(Alphabet::Name, findings) else {
            whole = false;
            continue;
        };
        if named.iter().any(|n| n.id == id) {
            findings.report("policy::bad-values", member.span(), format!("`{id}` is given twice"), "keep one of them");
            whole = false;
        }
        named.push(Named { id: id.to_owned(), label: Text::clean(&id.replace(['_', '-'], " ")) });
    }
    whole.then_some(named)
}

/// A value of a fact within a policy.
pub(super) fn given(item: &Item<'_>, fact: &Fact, findings: &mut Findings) -> Option<crate::domain::policy::case::Value> {
    match value::read(fact, &item.given()) {
        Ok(value) => Some(value),
        Err(wrong) => {
            let code = match wrong.why {
                Why::Type => "file::wrong-type",
                Why::Digits => "file::not-a-number",
                Why::Bounds => "policy::out-of-bounds",
                Why::Grid => "policy::off-grid",
                Why::Unknown => "policy::unknown-value",
            };
            findings.wrong_value(code, item, &wrong);
            None
        }
    }
}
