//! What a condition asks of one fact, by the fact's type.

use super::conditions::Names;
use super::facts::given;
use super::number_test;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::policy::case::Value;
use crate::domain::policy::condition::{FactTest, SetTest, Test};
use crate::domain::policy::fact::{Fact, FactId, FactKind, Named};

/// Every key of a test of a set.
const SET_KEYS: [&str; 6] = ["any", "all", "none", "at_least", "of", "empty"];

/// Reads the test of one fact.
pub(super) fn read(entry: &Item<'_>, id: FactId, fact: &Fact, names: Names<'_>, findings: &mut Findings) -> Option<FactTest> {
    let (test, text) = match &fact.kind {
        FactKind::Number(_) => number_test::read(entry, id, fact, names, findings)?,
        FactKind::Flag => {
            let flag = entry.flag(findings)?;
            (Test::Flag(flag), flag.to_string())
        }
        FactKind::Choice(values) => choice(entry, fact, values, findings)?,
        FactKind::Set(members) => set(entry, fact, members, findings)?,
    };
    Some(FactTest { fact: id, test, text })
}

fn choice(entry: &Item<'_>, fact: &Fact, values: &[Named], findings: &mut Findings) -> Option<(Test, String)> {
    if !entry.value().is_table() {
        let mask = mask(entry, fact, findings)?;
        return Some((Test::Choice(mask), listed(mask, values)));
    }
    let mut table = entry.table("a test of a choice", findings)?;
    let none = table.need("none", findings);
    let clean = table.finish(&["none"], findings);
    let excluded = mask(&none?, fact, findings)?;
    let all = all(values);
    if excluded == all {
        never_holds(entry, "it rules out every value", findings);
        return None;
    }
    Some((Test::Choice(all & !excluded), format!("none: {}", listed(excluded, values)))).filter(|_| clean)
}

fn set(entry: &Item<'_>, fact: &Fact, members: &[Named], findings: &mut Findings) -> Option<(Test, String)> {
    if !entry.value().is_table() {
        let any = mask(entry, fact, findings)?;
        return Some((Test::Set(SetTest { any, ..SetTest::default() }), listed(any, members)));
    }
    let mut table = entry.table("a test of a set", findings)?;
    if table.is_empty() {
        findings.report(
            "policy::bad-test",
            entry.span(),
            format!("`{}` is tested for nothing", entry.key),
            "write any, all, none, at_least with of, or empty = true",
        );
        return None;
    }
    let any = part(&mut table, "any", fact, findings);
    let all = part(&mut table, "all", fact, findings);
    let none = part(&mut table, "none", fact, findings);
    let at_least = at_least(&mut table, fact, findings);
    let empty = empty(&mut table, findings);
    let clean = table.finish(&SET_KEYS, findings);
    let test = SetTest { any: any?, all: all?, none: none?, at_least: at_least?, empty: empty? };
    let possible = possible(entry, &test, findings);
    Some((Test::Set(test), described(&test, members))).filter(|_| clean && possible)
}

/// A part of a set's test that may be absent: no members then.
fn part(table: &mut Table<'_>, key: &str, fact: &Fact, findings: &mut Findings) -> Option<u64> {
    table.take(key).map_or(Some(0), |item| mask(&item, fact, findings))
}

fn at_least(table: &mut Table<'_>, fact: &Fact, findings: &mut Findings) -> Option<Option<(u32, u64)>> {
    if !table.has("at_least") && !table.has("of") {
        return Some(None);
    }
    let count = table.need("at_least", findings);
    let of = table.need("of", findings);
    let (count, of) = (count?, of?);
    let (number, mask) = (count.count(findings), mask(&of, fact, findings));
    let (number, mask) = (number?, mask?);
    if number == 0 {
        findings.report(
            "policy::bad-test",
            count.span(),
            "at least 0 always holds".to_owned(),
            "write at least 1, or leave it out",
        );
        return None;
    }
    if number > mask.count_ones() {
        never_holds(&count, &format!("there are only {} to choose from", mask.count_ones()), findings);
        return None;
    }
    Some(Some((number, mask)))
}

fn empty(table: &mut Table<'_>, findings: &mut Findings) -> Option<bool> {
    let Some(item) = table.take("empty") else { return Some(false) };
    let empty = item.flag(findings)?;
    if !empty {
        findings.report(
            "policy::bad-test",
            item.span(),
            "`empty` can only be `true`".to_owned(),
            "for anything at all, list the members",
        );
    }
    empty.then_some(true)
}

/// Whether the parts of a set's test can hold together.
fn possible(entry: &Item<'_>, test: &SetTest, findings: &mut Findings) -> bool {
    let asked = test.any != 0 || test.all != 0 || test.at_least.is_some();
    let clash = if test.empty && asked {
        Some("it asks for nothing and for something")
    } else if test.all & test.none != 0 {
        Some("it asks for a member and rules it out")
    } else if test.any != 0 && test.any & !test.none == 0 {
        Some("it rules out all that it asks for")
    } else {
        test.at_least.filter(|(n, of)| (of & !test.none).count_ones() < *n).map(|_| "it rules out too many to have so many left")
    };
    if let Some(why) = clash {
        never_holds(entry, why, findings);
    }
    clash.is_none()
}

fn never_holds(item: &Item<'_>, why: &str, findings: &mut Findings) {
    findings.report("policy::bad-test", item.span(), format!("this test can never hold: {why}"), "mend it, or take it out");
}

/// A value or a list of values, as bits.
fn mask(item: &Item<'_>, fact: &Fact, findings: &mut Findings) -> Option<u64> {
    let members = item.members();
    if members.is_empty() {
        let message = format!("an empty list tests nothing of `{}`", fact.name);
        findings.report("policy::empty-condition", item.span(), message, "name at least one value, or leave the test out");
        return None;
    }
    let bits: Vec<Option<u64>> = members.iter().map(|m| bit(m, fact, findings)).collect();
    bits.into_iter().try_fold(0, |mask, bit| bit.map(|b| mask | b))
}

fn bit(item: &Item<'_>, fact: &Fact, findings: &mut Findings) -> Option<u64> {
    item.raw(findings)?;
    match given(item, fact, findings)? {
        Value::Choice(value) => Some(1 << value),
        Value::Set(set) => Some(set),
        Value::Number(_) | Value::Flag(_) => None,
    }
}

fn all(names: &[Named]) -> u64 {
    u64::MAX >> (64 - names.len().clamp(1, 64))
}

fn listed(mask: u64, names: &[Named]) -> String {
    let chosen = names.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
    chosen.map(|(_, n)| n.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn described(test: &SetTest, names: &[Named]) -> String {
    let mut parts = Vec::new();
    if test.any != 0 {
        parts.push(listed(test.any, names));
    }
    if test.all != 0 {
        parts.push(format!("all: {}", listed(test.all, names)));
    }
    if test.none != 0 {
        parts.push(format!("none: {}", listed(test.none, names)));
    }
    if let Some((number, of)) = test.at_least {
        parts.push(format!("at least {number} of: {}", listed(of, names)));
    }
    if test.empty {
        parts.push("empty".to_owned());
    }
    parts.join("; ")
}
