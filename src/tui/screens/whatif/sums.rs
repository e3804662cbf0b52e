//! The figures of a draft in lines: cases that move each way, the money they are about, approvals saved, and trust against control.

use crate::domain::policy::Policy;
use crate::domain::policy::fact::Unit;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::whatif::control::to_hundredths;
use crate::domain::policy::whatif::tally::Moved;
use crate::domain::scenario::figures::of_quantity;
use crate::domain::wording::counted;
use crate::domain::wording::range::between;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::whatif::WhatIf;
use crate::tui::whatif::figures::{Figures, weighed};
use crate::tui::wrap::wrapped;

/// Columns of the labels.
const LABEL: usize = 18;
/// Below this many columns only what matters most is said.
const NARROW: usize = 70;

/// All of it, in lines of a width.
pub fn lines(pack: &Pack, what: &WhatIf, width: usize, roomy: bool) -> Vec<Rich> {
    let figures = match &what.figures {
        Ok(figures) => figures,
        Err(why) => return wrapped(&Rich::of(Role::Caution, format!("This can't be decided exactly: {why}")), width, 0),
    };
    let row = |(label, words): (&'static str, Rich)| {
        let hang = wrapped(&words, width.saturating_sub(LABEL), 0).into_iter().enumerate();
        hang.map(|(at, line)| Rich::dim(if at == 0 { label } else { "" }).padded(LABEL).join(line)).collect::<Vec<_>>()
    };
    told(pack, figures, roomy && width >= NARROW).into_iter().flat_map(row).collect()
}

/// Labels and what they say.
pub fn told(pack: &Pack, figures: &Figures, in_full: bool) -> Vec<(&'static str, Rich)> {
    let policy = &pack.policy;
    let [freed, taken] = figures.moved();
    let ways = [("escalate → act", &freed), ("act → escalate", &taken)].into_iter().filter(|(_, way)| way.cases > 0);
    let mut rows: Vec<(&'static str, Rich)> = ways.map(|(label, way)| (label, Rich::body(moved(policy, way)))).collect();
    if rows.is_empty() {
        rows.push(("told cases", Rich::body("none is settled by another than now")));
    } else {
        rows.push(("approvals", Rich::of(Role::Strong, approvals(&freed, &taken)).join(handed(policy, figures))));
    }
    for (way, label) in [(&freed, "trust, control"), (&taken, "trust, control")] {
        rows.extend(trust(policy, way, in_full).map(|words| (label, words)));
    }
    rows
}

/// `2 cases, $360 at stake`.
fn moved(policy: &Policy, moved: &Moved) -> String {
    let cases = counted(usize::try_from(moved.cases).unwrap_or(usize::MAX), "case", "cases");
    if policy.at_stake.is_empty() || moved.cases == moved.unpriced {
        return cases;
    }
    format!("{cases}, {} at stake", money(policy, moved.money))
}

fn approvals(freed: &Moved, taken: &Moved) -> String {
    match freed.cases.cmp(&taken.cases) {
        std::cmp::Ordering::Greater => format!("{} saved", freed.cases - taken.cases),
        std::cmp::Ordering::Less => format!("{} more", taken.cases - freed.cases),
        std::cmp::Ordering::Equal => "as many as now".to_owned(),
    }
}

/// Who would hear of more or fewer cases.
fn handed(policy: &Policy, figures: &Figures) -> Rich {
    let routes = figures.handed(policy).into_iter();
    routes.fold(Rich::new(), |line, (route, [before, after])| {
        line.push(Role::Dim, format!("   {} {before} → {after}", policy.route(route).label))
    })
}

/// What it costs to trust, and to control, over the range of what a mistake costs.
fn trust(policy: &Policy, moved: &Moved, in_full: bool) -> Option<Rich> {
    let weighed = weighed(moved).filter(|_| moved.cases > 0)?;
    let range = |(low, high): (i128, i128)| range(policy, low, high);
    let line = Rich::body(format!("alone {}, approved {} and ", range(weighed.trust), range(weighed.control)));
    let line = line.push(Role::Body, counted(usize::try_from(moved.cases).unwrap_or(usize::MAX), "approval", "approvals"));
    let line = line.push(Role::Body, format!(": control pays where one costs less than {}", range(weighed.even)));
    let assumed = "; 2 of 100 wrong, an approval catches 80 of 100 of these";
    Some(if in_full { line.push(Role::Dim, assumed) } else { line })
}

fn money(policy: &Policy, millionths: i128) -> String {
    of_quantity(policy, Unit::Money, to_hundredths(millionths))
}

fn range(policy: &Policy, low: i128, high: i128) -> String {
    let (low, high): (Quantity, Quantity) = (to_hundredths(low), to_hundredths(high));
    if low == high { of_quantity(policy, Unit::Money, low) } else { between(policy, Unit::Money, low, high) }
}
