//! `[facts.NAME]`: what a case is described by.

use super::formula;
use super::number_fact;
use super::value::{self, Why};
use super::values;
use super::vocabulary::Declared;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::fact::{Fact, FactKind, Unit};
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

/// Reads all facts: the base ones first, then those computed from them. Some may be known by name already.
pub(super) fn read(item: Option<&Item<'_>>, mut facts: Vec<Declared<Fact>>, findings: &mut Findings) -> Vec<Declared<Fact>> {
    let Some(mut table) = item.and_then(|i| i.table("the facts", findings)) else { return facts };
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
        Type::Number(unit) => number_fact::read(&mut table, name, unit, findings).map(FactKind::Number),
        Type::Flag => Some(FactKind::Flag),
        Type::Choice => values::read(&mut table, findings).map(FactKind::Choice),
        Type::Set => values::read(&mut table, findings).map(FactKind::Set),
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
