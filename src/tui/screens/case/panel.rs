//! What is known of a case, beside its story or below it.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::fact::FactId;
use crate::domain::scenario::panel::is_nothing;
use crate::domain::session::round::Asked;
use crate::tui::columns::columns;
use crate::tui::page::beside;
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;
use crate::tui::{facts, words};

/// From this width on there are two columns, and a line for every fact.
const ROOMY: usize = 40;

/// What is known: the facts that were asked for, then those the panel shows, with a sign at those that were moved. Where it is
/// narrow, what stands at 0 or none shares one paragraph at the end.
pub(super) fn panel(policy: &Policy, case: &Case, answers: &[Asked], moved: &[FactId], width: usize) -> Vec<Rich> {
    let asked: Vec<FactId> = answers.iter().map(|a| a.fact).collect();
    let shown = facts::on_panel(policy, case).into_iter().filter(|id| !asked.contains(id));
    let folds = |id: &FactId| width < ROOMY && !moved.contains(id) && is_nothing(policy, *id, case);
    let (folded, shown): (Vec<FactId>, Vec<FactId>) = shown.partition(folds);
    let mut rows: Vec<Known> = Vec::new();
    // What was just learnt is looked for first, and must not lie below the fold.
    for asked in answers {
        let value = asked.value.map_or("they don't know".to_owned(), |v| words::value(policy, policy.fact(asked.fact), v));
        rows.push(Known { sign: "? ", label: policy.fact(asked.fact).label.to_string(), value, role: Role::Accent });
    }
    for id in shown {
        let (sign, role) = if moved.contains(&id) { ("▸ ", Role::Accent) } else { ("", Role::Strong) };
        let (label, value) = (policy.fact(id).label.to_string(), words::known(policy, id, case));
        rows.push(Known { sign, label, value, role });
    }
    let mut lines = if width < ROOMY { at_both_edges(&rows, width) } else { in_columns(&rows, width) };
    if !folded.is_empty() {
        let names: Vec<&str> = folded.iter().map(|id| policy.fact(*id).label.as_str()).collect();
        lines.extend(wrapped(&Rich::dim(format!("At 0 or none: {}", names.join(", "))), width, 1));
    }
    lines
}

/// A fact of the panel.
struct Known {
    /// Asked for, or moved.
    sign: &'static str,
    label: String,
    value: String,
    role: Role,
}

/// Labels and values in two columns, both wrapped.
fn in_columns(rows: &[Known], width: usize) -> Vec<Rich> {
    let widest = |text: fn(&Known) -> &str| rows.iter().map(|row| columns(text(row))).max().unwrap_or(0);
    let values = widest(|row| &row.value).min(width * 9 / 20);
    // With room for a sign, so that nothing shifts when one comes.
    let label = (widest(|row| &row.label) + 2).min(width.saturating_sub(values + 2));
    let one = |row: &Known| {
        let names = wrapped(&Rich::dim(row.sign).push(Role::Dim, row.label.clone()), label, 1);
        let values = wrapped(&Rich::of(row.role, row.value.clone()), width.saturating_sub(label + 2), 1);
        beside(names, values, label, "  ")
    };
    rows.iter().flat_map(one).collect()
}

/// Labels at the left edge, values at the right: on a line of its own where one is too short for both, and what takes more than one
/// line as a paragraph.
fn at_both_edges(rows: &[Known], width: usize) -> Vec<Rich> {
    let one = |row: &Known| {
        let (label, value) = (Rich::dim(row.sign).push(Role::Dim, row.label.clone()), Rich::of(row.role, row.value.clone()));
        if label.width() + 2 + value.width() <= width {
            return vec![label.with_right(value, width)];
        }
        let values = match value.width() < width {
            true => vec![Rich::new().with_right(value, width)],
            false => wrapped(&Rich::body("  ").join(value), width, 2),
        };
        wrapped(&label, width, 1).into_iter().chain(values).collect()
    };
    rows.iter().flat_map(one).collect()
}
