//! The number line of a base fact: bounds, step, and how far is near.

use super::grid;
use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::policy::fact::{Direction, NumberFact, Unit};
use crate::domain::policy::quantity::Quantity;

/// Reads what a number fact says beside its type.
pub(super) fn read(table: &mut Table<'_>, name: &str, unit: Unit, findings: &mut Findings) -> Option<NumberFact> {
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
