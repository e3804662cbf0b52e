//! `when`, `unless` and `never`: tables of tests.

use super::ClausePlaces;
use super::fact_test;
use super::vocabulary::{Declared, Lookup, PlacedLimit, look_up};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::shown;
use crate::domain::policy::condition::{Clause, Condition, FactTest};
use crate::domain::policy::fact::Fact;

/// What conditions may name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'v> {
    pub(super) facts: &'v [Declared<Fact>],
    pub(super) limits: &'v [Declared<PlacedLimit>],
}

/// A condition that may be absent.
#[derive(Clone, Debug)]
pub(super) enum Read {
    /// Not given.
    Absent,
    /// As it stands.
    Sound(Condition, Vec<ClausePlaces>),
    /// Given, with mistakes.
    Broken,
}

impl Read {
    /// The condition, or nothing where it is absent; none at all where it is broken.
    pub(super) fn sound(self) -> Option<Option<Condition>> {
        match self {
            Self::Absent => Some(None),
            Self::Sound(condition, _) => Some(Some(condition)),
            Self::Broken => None,
        }
    }

    /// Where its tables and tests stand; empty where there is nothing sound to point at.
    pub(super) fn places(&self) -> Vec<ClausePlaces> {
        match self {
            Self::Sound(_, places) => places.clone(),
            Self::Absent | Self::Broken => Vec::new(),
        }
    }
}

/// Reads the condition under a key.
pub(super) fn read(table: &mut Table<'_>, key: &str, names: Names<'_>, findings: &mut Findings) -> Read {
    let Some(item) = table.take(key) else { return Read::Absent };
    let sound = condition(&item, names, findings);
    sound.map_or(Read::Broken, |condition| Read::Sound(condition, places(&item, findings)))
}

/// Reads one table of tests, or a list of tables.
pub(super) fn condition(item: &Item<'_>, names: Names<'_>, findings: &mut Findings) -> Option<Condition> {
    let members = item.members();
    if members.is_empty() {
        empty(item, findings);
        return None;
    }
    let clauses: Vec<Option<Clause>> = members.iter().map(|m| clause(m, names, findings)).collect();
    clauses.into_iter().collect::<Option<Vec<_>>>().map(|any| Condition { any })
}

/// Where the tables of a condition stand, and the tests in each, in the order in which they are read.
fn places(item: &Item<'_>, findings: &mut Findings) -> Vec<ClausePlaces> {
    let tables = item.members().into_iter().filter_map(|member| {
        let whole = member.span();
        let tests = member.table("a condition", findings)?.rest();
        Some(ClausePlaces { whole, tests: tests.iter().map(|t| t.key_span.start..t.span().end).collect() })
    });
    tables.collect()
}

fn empty(item: &Item<'_>, findings: &mut Findings) {
    let message = format!("`{}` tests nothing", item.key);
    let help = match item.key {
        "when" => "leave `when` out if it always holds",
        "unless" => "leave `unless` out if nothing switches it off",
        _ => "name at least one fact",
    };
    findings.report("policy::empty-condition", item.span(), message, help);
}

fn clause(item: &Item<'_>, names: Names<'_>, findings: &mut Findings) -> Option<Clause> {
    let mut table = item.table("a condition", findings)?;
    if table.is_empty() {
        empty(item, findings);
        return None;
    }
    let tests: Vec<Option<FactTest>> = table.rest().iter().map(|entry| fact_test(entry, names, findings)).collect();
    tests.into_iter().collect::<Option<Vec<_>>>().map(|tests| Clause { tests })
}

fn fact_test(entry: &Item<'_>, names: Names<'_>, findings: &mut Findings) -> Option<FactTest> {
    match look_up(names.facts, findings.names_lost, entry.key) {
        Lookup::Found(id, fact) => fact_test::read(entry, id, fact, names, findings),
        Lookup::Broken => None,
        Lookup::Unknown => {
            let known = names.facts.iter().map(|f| f.name.as_str());
            let message = format!("there is no fact `{}`", shown(entry.key));
            findings.unknown("policy::unknown-fact", entry.key_span.clone(), message, entry.key, known);
            None
        }
    }
}
