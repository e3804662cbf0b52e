//! The boundary as a map of two facts, walked with the arrow keys.

use super::session_title;
use crate::domain::policy::case::Value;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::{Policy, fact::FactId};
use crate::tui::boundary::line::Ground;
use crate::tui::boundary::map::{Axis, Map, Room};
use crate::tui::model::Model;
use crate::tui::page::{Page, beside};
use crate::tui::rich::{Rich, Role};
use crate::tui::scale;
use crate::tui::words;
use crate::tui::wrap::{cut, wrapped};

/// From this width on the verdict stands beside the map.
const BESIDE: usize = 104;
/// Columns of the labels on the left of the map.
const LABELS: usize = 14;
/// Lines of the verdict below a narrow map.
const FOOT: usize = 5;

/// The page.
pub fn page(model: &Model, map: &Map, width: usize) -> Page {
    let Some((pack, _)) = model.playing() else { return Page::default() };
    let policy = &pack.policy;
    let (across, up) = (policy.fact(map.across.fact), policy.fact(map.up.fact));
    let heading = Rich::of(Role::Strong, across.label.to_string())
        .push(Role::Dim, " across, ")
        .push(Role::Strong, up.label.to_string())
        .push(Role::Dim, " up; everything else as in this case");
    let mut head = wrapped(&heading, width, 0);
    head.push(legend());
    head.push(Rich::new());
    if width >= BESIDE {
        let left = width - 44;
        let body = beside(drawn(policy, map, left), verdict(policy, map, 40), left, "    ");
        return Page { title: session_title(model), head, body, ..Page::default() };
    }
    let foot = std::iter::once(Rich::new()).chain(verdict(policy, map, width)).take(FOOT).collect();
    Page { title: session_title(model), head, body: drawn(policy, map, width), foot, near: Some(0), ..Page::default() }
}

/// How many places of a map fit a screen.
pub fn room(columns: usize, rows: usize) -> Room {
    // Title, bars, heading, legend and axis; below a narrow map stands the verdict too.
    let around = if columns >= BESIDE + 6 { 13 } else { 9 + 2 + FOOT };
    let across = if columns >= BESIDE + 6 { columns.saturating_sub(6 + 44) } else { columns.saturating_sub(2) };
    Room { columns: across.saturating_sub(LABELS + 2), rows: rows.saturating_sub(around).max(4) }
}

/// The map and its axes.
fn drawn(policy: &Policy, map: &Map, width: usize) -> Vec<Rich> {
    let columns = map.across.values.len();
    let cell = (width.saturating_sub(LABELS + 2) / columns.max(1)).clamp(1, 12);
    let mut lines = Vec::new();
    for row in (0..map.up.values.len()).rev() {
        lines.push(label(policy, map, row).join(cells(map, row, cell)));
    }
    lines.push(Rich::body(" ".repeat(LABELS)).push(Role::Dim, format!("└{}", "─".repeat(columns * cell))));
    lines.push(Rich::body(" ".repeat(LABELS + 1)).join(under(policy, map, columns * cell, cell)));
    lines
}

/// The value at the left of a row: where the trainee is, where this case stands, and the ends.
fn label(policy: &Policy, map: &Map, row: usize) -> Rich {
    let last = map.up.values.len() - 1;
    let few = last < 16 && !matches!(map.up.values.first(), Some(Value::Number(_)));
    let text = match row {
        _ if row == map.at.1 || row == 0 || row == last || few => at(policy, &map.up, row),
        _ => String::new(),
    };
    let text = cut(&text, LABELS - 1);
    let role = if row == map.at.1 { Role::Strong } else { Role::Dim };
    let padding = (LABELS - 1).saturating_sub(Rich::body(text.clone()).width());
    Rich::body(" ".repeat(padding)).push(role, text).push(Role::Dim, " │")
}

/// A row of places; neighbours drawn alike are one piece.
fn cells(map: &Map, row: usize, cell: usize) -> Rich {
    let mut line = Rich::new();
    for column in 0..map.across.values.len() {
        let ground = map.cell(column, row).map_or(Ground::Impossible, |c| c.ground);
        let (fill, region) = (glyph(ground), scale::region(ground));
        match sign(map, (column, row)) {
            Some(sign) => {
                line.extend(Role::Strong, sign, 1);
                line.extend(region, fill, cell - 1);
            }
            None => line.extend(region, fill, cell),
        }
    }
    line
}

/// Where the trainee is, and where this case stands.
fn sign(map: &Map, place: (usize, usize)) -> Option<char> {
    if place == map.at {
        return Some('◆');
    }
    (place == (map.across.home, map.up.home)).then_some('●')
}

/// How a region is filled: told apart without colour.
fn glyph(ground: Ground) -> char {
    match ground {
        Ground::Answer(Verdict::Yes) => '·',
        Ground::Answer(Verdict::No) => '╱',
        Ground::Answer(Verdict::Escalate) => '▒',
        Ground::Answer(Verdict::Either) => '~',
        Ground::Open => '?',
        Ground::Impossible => ' ',
    }
}

/// Values under the map: both ends, and where the trainee is.
fn under(policy: &Policy, map: &Map, width: usize, cell: usize) -> Rich {
    let last = map.across.values.len() - 1;
    let (first, end, here) = (at(policy, &map.across, 0), at(policy, &map.across, last), at(policy, &map.across, map.at.0));
    let wide = |text: &str| Rich::body(text.to_owned()).width();
    let (first, end, here) = (cut(&first, 14), cut(&end, 14), cut(&here, 24));
    let middle = (map.at.0 * cell).saturating_sub(wide(&here) / 2).min(width.saturating_sub(wide(&here)));
    let mut line = Rich::new();
    if middle > wide(&first) {
        line = line.push(Role::Dim, first);
    }
    let line = line.padded(middle).push(Role::Strong, here);
    if line.width() + wide(&end) < width { line.padded(width - wide(&end)).push(Role::Dim, end) } else { line }
}

fn at(policy: &Policy, axis: &Axis, place: usize) -> String {
    value(policy, axis.fact, axis.values.get(place))
}

fn value(policy: &Policy, fact: FactId, value: Option<&Value>) -> String {
    value.map_or_else(String::new, |v| words::value(policy, policy.fact(fact), *v))
}

fn legend() -> Rich {
    let grounds = [Verdict::Yes, Verdict::No, Verdict::Escalate].map(Ground::Answer);
    let line = grounds.into_iter().fold(Rich::new(), |line, ground| {
        line.push(scale::region(ground), glyph(ground).to_string().repeat(2))
            .push(Role::Dim, format!(" {}   ", scale::name(ground)))
    });
    line.push(Role::Strong, "●").push(Role::Dim, " this case   ").push(Role::Strong, "◆").push(Role::Dim, " you")
}

/// What the policy says where the trainee stands, and which clause says so.
fn verdict(policy: &Policy, map: &Map, width: usize) -> Vec<Rich> {
    let Some(cell) = map.here() else { return Vec::new() };
    let mut lines = Vec::new();
    let place = [&map.across, &map.up].map(|axis| {
        let at = if axis.fact == map.across.fact { map.at.0 } else { map.at.1 };
        format!("{}: {}", policy.fact(axis.fact).label, at_value(policy, axis, at))
    });
    lines.extend(wrapped(&Rich::dim(place.join(" · ")), width, 0));
    let (role, word) = match cell.ground {
        Ground::Answer(verdict) => (Role::Side(verdict), words::verdict(Some(verdict))),
        Ground::Open => (Role::Dim, "depends on what is not known"),
        Ground::Impossible => (Role::Dim, "can't occur"),
    };
    let line = Rich::of(role, word.to_owned());
    match cell.rule.and_then(|id| policy.rules.get(id.0)) {
        Some(rule) => {
            lines.extend(wrapped(
                &line.push(Role::Accent, format!("  {}", rule.id)).push(Role::Strong, format!("  {}", rule.title)),
                width,
                0,
            ));
            lines.extend(wrapped(&Rich::body(rule.text.to_string()), width, 0));
        }
        None if cell.ground == Ground::Impossible => lines.push(line),
        None => lines.extend(wrapped(&line.push(Role::Dim, "  no rule speaks here: a grey area"), width, 0)),
    }
    lines
}

fn at_value(policy: &Policy, axis: &Axis, place: usize) -> String {
    at(policy, axis, place)
}
