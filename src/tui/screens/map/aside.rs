//! What stands beside a map: what the policy says where one stands, and the other facts to be changed.

use super::field::value;
use super::legend;
use crate::domain::policy::case::Value;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::tui::boundary::line::Ground;
use crate::tui::boundary::map::{Focus, Map, Row};
use crate::tui::page::window;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;
use crate::tui::wrap::{cut, truncated, wrapped};

/// What the policy says where one stands, and which clause says so, in at most so many lines.
pub(super) fn here(pack: &Pack, map: &Map, width: usize, most: usize) -> Vec<Rich> {
    let Some(cell) = map.here() else { return Vec::new() };
    let (role, word) = match cell.ground {
        Ground::Answer(verdict) => (Role::Side(verdict), words::verdict(Some(verdict))),
        Ground::Open => (Role::Dim, "depends on what is not known"),
        Ground::Impossible => (Role::Dim, "can't occur"),
    };
    let line = Rich::of(role, word.to_owned());
    let told = told_here(pack, map, width);
    let mut lines = Vec::new();
    match cell.rule.and_then(|id| pack.policy.rules.get(id.0)) {
        Some(rule) => {
            let line = line.push(Role::Accent, format!("  {}", rule.id)).push(Role::Strong, format!("  {}", rule.title));
            lines.extend(wrapped(&line, width, 0));
            lines.extend(wrapped(&Rich::body(rule.text.to_string()), width, 0));
        }
        None if cell.is_grey() => lines.extend(wrapped(&line.push(Role::Dim, "  no rule speaks here: a grey area"), width, 0)),
        None => lines.push(line),
    }
    let room = most.saturating_sub(usize::from(told.is_some()));
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.pop() {
            lines.push(truncated(last.push(Role::Body, " …"), width));
        }
    }
    lines.extend(told);
    lines
}

/// The told cases where one stands.
fn told_here(pack: &Pack, map: &Map, width: usize) -> Option<Rich> {
    let here = map.told.iter().filter(|t| map.shown.shows(t) && t.at == map.at());
    let mut titles = here.filter_map(|t| pack.scenarios.get(t.scenario)).map(|s| s.title.to_string());
    let first = titles.next()?;
    let more = titles.count();
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    Some(truncated(Rich::dim("○ told: ").push(Role::Body, format!("{first}{more}")), width))
}

/// Verdict, patterns and facts, one below the other, in a height.
pub(super) fn everything(pack: &Pack, map: &Map, width: usize, height: usize) -> Vec<Rich> {
    /// Lines kept for the verdict, so that nothing below it jumps while one walks.
    const VERDICT: usize = 7;
    let place = [&map.across, &map.up].map(|axis| {
        let label = pack.policy.fact(axis.fact).label.to_string();
        truncated(Rich::dim(format!("{label}  ")).push(Role::Strong, value(&pack.policy, axis, axis.at)), width)
    });
    let mut lines = Vec::from(place);
    let mut verdict = here(pack, map, width, VERDICT);
    verdict.resize(VERDICT, Rich::new());
    lines.append(&mut verdict);
    let legend = legend::listed(pack, map, width, 8);
    lines.extend(legend);
    lines.push(Rich::new());
    let room = height.saturating_sub(lines.len());
    lines.extend(facts(pack, map, width, room));
    lines
}

/// The other facts, one a row, around the one that is chosen.
pub(super) fn facts(pack: &Pack, map: &Map, width: usize, height: usize) -> Vec<Rich> {
    let rows = map.rows(&pack.policy);
    let (cursor, chosen) = match map.focus {
        Focus::Walk => (0, None),
        Focus::Facts { row } => (row, Some(row)),
    };
    let shown = window(rows.len(), cursor, height.saturating_sub(1));
    let hidden = rows.len() - shown.len();
    let more = if hidden > 0 { format!("  {} of {}", cursor + 1, rows.len()) } else { String::new() };
    let head = match chosen {
        None => Rich::of(Role::Strong, "Every fact").push(Role::Dim, "  Tab to change"),
        Some(_) => Rich::of(Role::Accent, "Every fact").push(Role::Dim, more),
    };
    let list = shown.clone().filter_map(|i| Some(fact_row(pack, map, *rows.get(i)?, chosen == Some(i), width)));
    std::iter::once(head).chain(list).collect()
}

/// One fact at a time, on a screen without room for more.
pub(super) fn one_fact(pack: &Pack, map: &Map, width: usize) -> Rich {
    let rows = map.rows(&pack.policy);
    match map.focus {
        Focus::Walk => Rich::dim(format!("Tab changes any of the {} facts", map.start.facts.len())),
        Focus::Facts { row } => {
            let of = Rich::dim(format!("{} of {}", row + 1, rows.len()));
            let line = rows.get(row).map_or_else(Rich::new, |row| fact_row(pack, map, *row, true, width - of.width() - 2));
            line.with_right(of, width)
        }
    }
}

/// A fact and its value; what is changed, and what lies on an axis, is marked.
fn fact_row(pack: &Pack, map: &Map, row: Row, chosen: bool, width: usize) -> Rich {
    let (label, value) = match row {
        Row::Fact(id) => (pack.policy.fact(id).label.to_string(), of_fact(pack, map, id)),
        Row::Member(id, member) => {
            let names = pack.policy.fact(id).names();
            let on = matches!(map.now.get(id), Some(Value::Set(bits)) if bits & (1 << member) != 0);
            let label = names.get(member).map_or_else(String::new, |n| format!("  {}", n.label));
            (label, if on { "yes" } else { "no" }.to_owned())
        }
    };
    let (open, close) = if chosen { ("◂ ", " ▸") } else { ("", "") };
    let room = width.saturating_sub(3 + open.chars().count() + close.chars().count());
    // A value is worth more than the end of a label; neither takes all.
    let wide = |text: &str| Rich::body(text.to_owned()).width();
    let of_value = wide(&value).min((room * 3 / 5).max(room.saturating_sub(wide(&label) + 1)));
    let label = cut(&label, room.saturating_sub(of_value + 1));
    let value = format!("{open}{}{close}", cut(&value, of_value));
    let mark = mark(map, row);
    let (start, name, told) = match (chosen, mark) {
        (true, _) => ("▸", Role::Accent, Role::Accent),
        (false, '•') => (" ", Role::Body, Role::Caution),
        (false, _) => (" ", Role::Dim, Role::Body),
    };
    let line = Rich::of(Role::Accent, start).push(if mark == '•' { Role::Caution } else { Role::Dim }, mark.to_string());
    line.push(name, label).with_right(Rich::of(told, value), width)
}

fn mark(map: &Map, row: Row) -> char {
    let id = row.fact();
    match row {
        Row::Fact(_) if id == map.across.fact => '→',
        Row::Fact(_) if id == map.up.fact => '↑',
        Row::Fact(_) if map.now.get(id) != map.start.case.get(id) => '•',
        Row::Member(_, member) => {
            let bits = |case: &crate::domain::policy::case::Case| match case.get(id) {
                Some(Value::Set(bits)) => bits >> member & 1,
                _ => 0,
            };
            if bits(&map.now) == bits(&map.start.case) { ' ' } else { '•' }
        }
        Row::Fact(_) => ' ',
    }
}

/// The value of a fact; of a set that has its members below it, how many.
fn of_fact(pack: &Pack, map: &Map, id: FactId) -> String {
    match (&pack.policy.fact(id).kind, map.now.get(id)) {
        (FactKind::Set(_), Some(Value::Set(bits))) if bits.count_ones() > 1 => format!("{} of these", bits.count_ones()),
        (FactKind::Set(_), Some(Value::Set(0))) => "none".to_owned(),
        _ => words::known(&pack.policy, id, &map.now),
    }
}
