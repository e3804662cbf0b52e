//! Right sides of a number's test: a number, a limit, or another number fact.

use super::formula::steps;
use super::grid;
use super::number_test::Tested;
use super::vocabulary::{Lookup, PlacedLimit, look_up};
use crate::domain::document::findings::Findings;
use crate::domain::document::item::{Item, not_a_number};
use crate::domain::document::words::shown;
use crate::domain::policy::condition::Operand;
use crate::domain::policy::fact::{Fact, FactId};
use crate::domain::policy::limit::LimitId;
use crate::domain::policy::quantity::Quantity;

/// Reads one right side and holds it against the fact that is tested.
pub(super) fn read(item: &Item<'_>, text: &str, tested: Tested<'_>, findings: &mut Findings) -> Option<Operand> {
    if text.is_empty() {
        findings.report(
            "policy::bad-test",
            item.span(),
            "this test has no right side".to_owned(),
            "write a number, limits.NAME or another fact",
        );
        return None;
    }
    if let Some(name) = text.strip_prefix("limits.") {
        return limit(item, name, tested, findings);
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        return match Quantity::parse(text) {
            Ok(value) => number(item, value, tested, findings).map(|()| Operand::Number(value)),
            Err(why) => {
                findings.report(
                    "file::not-a-number",
                    item.span(),
                    format!("`{}` can't be read exactly", shown(text)),
                    not_a_number(why),
                );
                None
            }
        };
    }
    fact(item, text, tested, findings)
}

/// Holds a threshold against the fact's bounds and steps.
pub(super) fn number(item: &Item<'_>, value: Quantity, tested: Tested<'_>, findings: &mut Findings) -> Option<()> {
    let (number, name) = (tested.number, &tested.fact.name);
    if !grid::within(value, number) {
        let message = format!("{value} is out of reach: `{name}` goes from {} to {}", number.min, number.max);
        findings.report("policy::out-of-bounds", item.span(), message, "move the threshold, or the fact's bounds");
        return None;
    }
    if !grid::is_multiple(value, number.step) {
        let (below, above) = grid::neighbours(value, number.step);
        let message = format!("`{name}` is never {value}: it moves in steps of {}", number.step);
        findings.report(
            "policy::off-grid",
            item.span(),
            message,
            &format!("write {below} or {above}, or give the fact a smaller `step`"),
        );
        return None;
    }
    Some(())
}

fn limit(item: &Item<'_>, name: &str, tested: Tested<'_>, findings: &mut Findings) -> Option<Operand> {
    let limits = tested.names.limits;
    let Some(at) = limits.iter().position(|l| l.name == name) else {
        if !findings.names_lost {
            let message = format!("there is no limit `{}`", shown(name));
            findings.unknown_in_text("policy::unknown-limit", item.span(), message, name, limits.iter().map(|l| l.name.as_str()));
        }
        return None;
    };
    let placed = limits[at].value.as_ref()?;
    limit_fits(placed, tested, findings).then_some(Operand::Limit(LimitId(at)))
}

/// Holds every value of a limit against the fact it is compared with; what is wrong is said where the value stands, once.
fn limit_fits(placed: &PlacedLimit, tested: Tested<'_>, findings: &mut Findings) -> bool {
    let (number, name) = (tested.number, &tested.fact.name);
    let mut fits = true;
    for (value, span) in placed.limit.values.iter().copied().zip(&placed.spans) {
        if !grid::is_multiple(value, number.step) {
            let (below, above) = grid::neighbours(value, number.step);
            let message =
                format!("`{name}` is compared with this limit and is never {value}: it moves in steps of {}", number.step);
            findings.report_once(
                "policy::off-grid",
                span.clone(),
                message,
                &format!("write {below} or {above}, or give the fact a smaller `step`"),
            );
            fits = false;
        } else if !grid::within(value, number) {
            let message = format!(
                "`{name}`, compared with this limit, goes from {} to {}: {value} is out of its reach",
                number.min, number.max
            );
            findings.warn_once("policy::limit-out-of-bounds", span.clone(), message, "move the limit, or the fact's bounds");
        }
    }
    fits
}

fn fact(item: &Item<'_>, name: &str, tested: Tested<'_>, findings: &mut Findings) -> Option<Operand> {
    match look_up(tested.names.facts, findings.names_lost, name) {
        Lookup::Found(id, other) => comparable(item, id, other, tested, findings).then_some(Operand::Fact(id)),
        Lookup::Broken => None,
        Lookup::Unknown => {
            let limits = tested.names.limits.iter().map(|l| format!("limits.{}", l.name)).collect::<Vec<_>>();
            let facts = tested.names.facts.iter().filter(|f| f.value.as_ref().is_some_and(|f| f.number().is_some()));
            let known = facts.map(|f| f.name.as_str()).chain(limits.iter().map(String::as_str));
            let message = format!("`{}` is neither a number, a limit nor a fact", shown(name));
            findings.unknown_in_text("policy::unknown-fact", item.span(), message, name, known);
            None
        }
    }
}

/// Whether two facts may be compared exactly.
fn comparable(item: &Item<'_>, id: FactId, other: &Fact, tested: Tested<'_>, findings: &mut Findings) -> bool {
    let refuse = |message: String, help: &str, findings: &mut Findings| {
        findings.report("policy::bad-comparison", item.span(), message, help);
        false
    };
    let Some(number) = other.number() else {
        return refuse(format!("`{}` is not a number", other.name), "compare a number with a number", findings);
    };
    if id == tested.id {
        return refuse(
            format!("`{}` is compared with itself", other.name),
            "compare it with another fact, a limit or a number",
            findings,
        );
    }
    if number.unit != tested.number.unit {
        let message = format!(
            "`{}` is of type {}, `{}` of type {}",
            tested.fact.name,
            tested.number.unit.name(),
            other.name,
            number.unit.name()
        );
        return refuse(message, "only facts of one type can be compared", findings);
    }
    let mut bases = bases(tested.id, tested.fact);
    bases.extend(self::bases(id, other));
    bases.sort_unstable();
    bases.dedup();
    if bases.len() > 2 {
        let message = format!("`{}` and `{}` rest on {} facts together", tested.fact.name, other.name, bases.len());
        return refuse(message, "exactness ends at two: compare with a number or a limit instead", findings);
    }
    if !grid::fit(tested.number.step, number.step) {
        steps(item, tested.number.step, number.step, findings);
        return false;
    }
    true
}

/// The base facts a fact rests on.
fn bases(id: FactId, fact: &Fact) -> Vec<FactId> {
    match fact.number().and_then(|n| n.is.as_ref()) {
        Some(formula) => formula.terms.iter().map(|(id, _)| *id).collect(),
        None => vec![id],
    }
}
