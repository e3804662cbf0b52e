//! Tests of numbers: `<= 30`, `10..20`, `<= limits.refund`, another fact, or a list of these.

use toml::de::DeValue;

use super::conditions::Names;
use super::operand;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::words::shown;
use crate::domain::policy::condition::{Comparison, NumberTest, Operand, Test};
use crate::domain::policy::fact::{Fact, FactId, NumberFact};
use crate::domain::policy::quantity::Quantity;

/// Signs, the longer ones first.
const SIGNS: [(&str, Comparison); 6] = [
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    (">", Comparison::More),
    ("=", Comparison::Equal),
];

/// The fact a test is about, with what its right sides may name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tested<'v> {
    pub(super) id: FactId,
    pub(super) fact: &'v Fact,
    pub(super) number: &'v NumberFact,
    pub(super) names: Names<'v>,
}

/// Reads a test of a number, or a list of which any may hold.
pub(super) fn read(
    entry: &Item<'_>,
    id: FactId,
    fact: &Fact,
    names: Names<'_>,
    findings: &mut Findings,
) -> Option<(Test, String)> {
    let tested = Tested { id, fact, number: fact.number()?, names };
    let members = entry.members();
    if members.is_empty() {
        let message = format!("an empty list tests nothing of `{}`", fact.name);
        findings.report("policy::empty-condition", entry.span(), message, "name at least one value, or leave the test out");
        return None;
    }
    let read: Vec<Option<(NumberTest, String)>> = members.iter().map(|m| one(m, tested, findings)).collect();
    let (tests, texts): (Vec<_>, Vec<_>) = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().unzip();
    Some((Test::Number(tests), texts.join(", ")))
}

fn one(item: &Item<'_>, tested: Tested<'_>, findings: &mut Findings) -> Option<(NumberTest, String)> {
    match item.value() {
        DeValue::Integer(_) | DeValue::Float(_) => {
            let value = item.quantity(findings)?;
            operand::number(item, value, tested, findings)?;
            Some((NumberTest::Compare(Comparison::Equal, Operand::Number(value)), value.to_string()))
        }
        DeValue::String(text) => written(item, text, tested, findings),
        _ => {
            item.wrong_type("a number or a test like \"<= 30\"", findings);
            None
        }
    }
}

fn written(item: &Item<'_>, text: &str, tested: Tested<'_>, findings: &mut Findings) -> Option<(NumberTest, String)> {
    let text = text.trim();
    if let Some((low, high)) = text.split_once("..") {
        return between(item, low.trim(), high.trim(), tested, findings);
    }
    let Some((sign, comparison)) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign)) else {
        let message = format!("`{}` is not a test of a number", shown(text));
        findings.report("policy::bad-test", item.span(), message, hint(text));
        return None;
    };
    let right = text[sign.len()..].trim();
    if right.starts_with(['=', '<', '>']) {
        findings.report(
            "policy::bad-test",
            item.span(),
            format!("`{}` is not a test of a number", shown(text)),
            "the signs are <=, <, >=, >, = and !=",
        );
        return None;
    }
    let test = NumberTest::Compare(*comparison, operand::read(item, right, tested, findings)?);
    if !test.can_hold(tested.number) {
        let NumberFact { min, max, .. } = tested.number;
        let message = format!("this test can never hold: `{}` goes from {min} to {max}", tested.fact.name);
        findings.report("policy::out-of-bounds", item.span(), message, "move the threshold, or the fact's bounds");
        return None;
    }
    Some((test, format!("{sign} {right}")))
}

fn between(item: &Item<'_>, low: &str, high: &str, tested: Tested<'_>, findings: &mut Findings) -> Option<(NumberTest, String)> {
    let ends = (operand::read(item, low, tested, findings), operand::read(item, high, tested, findings));
    let (from, to) = (ends.0?, ends.1?);
    let test = NumberTest::Between(from, to);
    if let (Operand::Number(a), Operand::Number(b)) = (from, to)
        && !test.can_hold(tested.number)
    {
        findings.report(
            "policy::bad-test",
            item.span(),
            format!("this test can never hold: {a} is more than {b}"),
            "write the smaller end first",
        );
        return None;
    }
    Some((test, format!("{low}..{high}")))
}

fn hint(text: &str) -> &'static str {
    if text.starts_with('≤') || text.starts_with('≥') || text.starts_with('≠') {
        "write <=, >= or !="
    } else if text.starts_with("limits.") {
        "begin with a sign: \"<= limits.NAME\""
    } else if Quantity::parse(text).is_ok() {
        "begin with a sign, or write the number without quotes"
    } else {
        "write a number, \"<= 30\", \"10..20\" with both ends in, or a list of these"
    }
}
