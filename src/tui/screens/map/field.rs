//! The map itself: its regions with their rules named in them, the case, the told cases, the axes and their values.

use super::legend::{fill, sign_role};
use super::{NUMBERS, names};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::tui::boundary::axis::Axis;
use crate::tui::boundary::map::Map;
use crate::tui::boundary::regions::{Region, pieces, regions};
use crate::tui::page::window;
use crate::tui::rich::{Rich, Role};
use crate::tui::scale;
use crate::tui::shelf::Pack;
use crate::tui::words;
use crate::tui::wrap::cut;
use std::ops::Range;

/// Widest place of a map, along a number and along names.
const WIDEST_NUMBER: usize = 6;
const WIDEST: usize = 14;
/// Most lines of a row that has a name.
const TALLEST: usize = 3;
/// A name of a value under a map is never cut to fewer columns.
const SHORTEST: usize = 7;

/// A sign and its role: one column of one row.
type Ink = (char, Role);

/// The part of a map that is shown.
struct Frame<'a> {
    map: &'a Map,
    columns: Range<usize>,
    rows: Range<usize>,
    /// Columns of the screen for each place.
    cell: usize,
    /// Lines of the screen for each row.
    tall: usize,
    /// Columns of the labels, with the line after them.
    labels: usize,
}

/// The map with its axes, in a width and at most so many rows of places.
pub(super) fn lines(pack: &Pack, map: &Map, width: usize, rows: usize) -> Vec<Rich> {
    let labels = if is_number(&map.up) { NUMBERS } else { names(width).min(longest(&pack.policy, &map.up) + 2) };
    let room = width.saturating_sub(labels);
    let many = map.across.values.len().max(1);
    let cell = (room / many).clamp(1, if is_number(&map.across) { WIDEST_NUMBER } else { WIDEST });
    let up = map.up.values.len().max(1);
    let frame = Frame {
        map,
        columns: window(many, map.across.at, room / cell),
        rows: window(up, map.up.at, rows),
        cell,
        tall: (rows / up).clamp(1, if is_number(&map.up) { 1 } else { TALLEST }),
        labels,
    };
    let regions = regions(map);
    let mut ink = frame.ground(&regions);
    frame.names(pack, &mut ink);
    frame.signs(&mut ink);
    let mut lines: Vec<Rich> = Vec::new();
    for (i, ink) in ink.iter().enumerate().rev() {
        let row = frame.rows.start + i / frame.tall;
        let named = i % frame.tall == frame.middle();
        lines.push(frame.label(&pack.policy, row, named).join(line(ink)));
    }
    let edge = "─".repeat(frame.columns.len() * cell);
    lines.push(Rich::body(" ".repeat(labels - 1)).push(Role::Dim, format!("└{edge}")));
    let under = frame.under(&pack.policy);
    lines.extend(under.into_iter().map(|line| Rich::body(" ".repeat(labels)).join(line)));
    lines
}

fn line(ink: &[Ink]) -> Rich {
    let runs = ink.chunk_by(|one, next| one.1 == next.1).filter_map(|run| run.first().map(|(_, role)| (*role, run)));
    runs.fold(Rich::new(), |line, (role, run)| {
        let mut signs = String::with_capacity(4 * run.len());
        signs.extend(run.iter().map(|(sign, _)| sign));
        line.push(role, signs)
    })
}

impl Frame<'_> {
    /// The line of a row on which its name and signs stand.
    fn middle(&self) -> usize {
        (self.tall - 1) / 2
    }

    /// The line of the drawing on which a row's signs stand.
    fn line_of(&self, row: usize) -> usize {
        (row - self.rows.start) * self.tall + self.middle()
    }

    fn width(&self) -> usize {
        self.columns.len() * self.cell
    }

    /// Every place in the pattern of its region, from the bottom row up.
    fn ground(&self, regions: &[Region]) -> Vec<Vec<Ink>> {
        let ink = |column: usize, row: usize| {
            let region = self.map.cell(column, row).and_then(|cell| regions.iter().find(|r| r.cell == *cell));
            region.map_or((' ', Role::Body), |region| (fill(region), scale::region(region.cell.ground)))
        };
        let row = |row: usize| {
            let places = self.columns.clone().flat_map(|column| std::iter::repeat_n(ink(column, row), self.cell));
            places.collect::<Vec<Ink>>()
        };
        self.rows.clone().flat_map(|r| std::iter::repeat_n(row(r), self.tall)).collect()
    }

    /// The name of who decides, in every piece of a region that has room for it.
    fn names(&self, pack: &Pack, ink: &mut [Vec<Ink>]) {
        let signs = self.signs_at();
        for piece in pieces(self.map, self.columns.clone(), self.rows.clone()) {
            let name = match piece.cell.rule.and_then(|id| pack.policy.rules.get(id.0)) {
                Some(rule) => rule.id.clone(),
                None if piece.cell.is_grey() => "no rule".to_owned(),
                None => continue,
            };
            let written = format!(" {name} ");
            let length = written.chars().count();
            let places = length.div_ceil(self.cell);
            let free = |column: usize, row: usize| !signs.contains(&(column, row));
            let Some((row, column)) = piece.room_for(places, free) else { continue };
            let from = (column - self.columns.start) * self.cell + (places * self.cell - length) / 2;
            let role = scale::role(piece.cell.ground);
            for (place, sign) in ink[self.line_of(row)][from..].iter_mut().zip(written.chars()) {
                *place = (sign, role);
            }
        }
    }

    /// Told cases and this case: what no name may cover.
    fn signs_at(&self) -> Vec<(usize, usize)> {
        let told = self.map.told.iter().filter(|t| self.map.shown.shows(t)).map(|t| t.at);
        told.chain(self.map.across.home.zip(self.map.up.home)).collect()
    }

    /// Told cases, this case and where one stands, the last on top.
    fn signs(&self, ink: &mut [Vec<Ink>]) {
        let map = self.map;
        let told = map.told.iter().filter(|t| map.shown.shows(t));
        let mut signs: Vec<((usize, usize), char)> = told
            .clone()
            .filter(|t| !t.holds)
            .chain(told.filter(|t| t.holds))
            .map(|t| (t.at, if t.holds { '○' } else { '×' }))
            .collect();
        let home = if map.changes().is_empty() { '●' } else { '◎' };
        signs.extend(map.across.home.zip(map.up.home).map(|at| (at, home)));
        signs.push((map.at(), '◆'));
        for ((column, row), sign) in signs {
            if self.columns.contains(&column) && self.rows.contains(&row) {
                let place = (column - self.columns.start) * self.cell + (self.cell - 1) / 2;
                ink[self.line_of(row)][place] = (sign, sign_role(sign));
            }
        }
    }

    /// The value at the left of a row: of every row where they are names, else of the ends and of where one stands.
    fn label(&self, policy: &Policy, row: usize, named: bool) -> Rich {
        let (map, shown) = (self.map, &self.rows);
        let wanted = !is_number(&map.up) || row == map.up.at || row == shown.start || row + 1 == shown.end;
        let text = if named && wanted { cut(&value(policy, &map.up, row), self.labels - 2) } else { String::new() };
        let role = if row == map.up.at { Role::Strong } else { Role::Dim };
        let padding = (self.labels - 2).saturating_sub(Rich::body(text.clone()).width());
        let edge = match () {
            () if row + 1 == shown.end && shown.end < map.up.values.len() => " ↑",
            () if row == shown.start && row > 0 => " ↓",
            () => " │",
        };
        Rich::body(" ".repeat(padding)).push(role, text).push(Role::Dim, edge)
    }

    /// The values along the map: of every column where they can be told apart, else of the ends and of where one stands.
    fn under(&self, policy: &Policy) -> Vec<Rich> {
        let axis = &self.map.across;
        let staggered = (1..=2).find(|lines| self.cell * lines > SHORTEST);
        match staggered.filter(|_| !is_number(axis)) {
            Some(1) => vec![self.every(policy, 0, 1)],
            Some(lines) => (0..lines).map(|first| self.every(policy, first, lines)).collect(),
            None => vec![self.ends(policy)],
        }
    }

    /// Every so-manieth value from one on, each under its column.
    fn every(&self, policy: &Policy, first: usize, step: usize) -> Rich {
        let columns = self.columns.clone().enumerate().skip(first).step_by(step);
        columns.fold(Rich::new(), |line, (i, column)| {
            let role = if column == self.map.across.at { Role::Strong } else { Role::Dim };
            let room = (self.cell * step).min(self.width() - i * self.cell);
            line.padded(i * self.cell).push(role, cut(&value(policy, &self.map.across, column), room.saturating_sub(1)))
        })
    }

    fn ends(&self, policy: &Policy) -> Rich {
        let (axis, width) = (&self.map.across, self.width());
        let text = |place: usize, most: usize| cut(&value(policy, axis, place), most);
        let (first, end) = (text(self.columns.start, 14), text(self.columns.end.saturating_sub(1), 14));
        let here = text(axis.at, 24.min(width));
        let wide = |text: &str| Rich::body(text.to_owned()).width();
        let column = (axis.at - self.columns.start) * self.cell + self.cell / 2;
        let middle = column.saturating_sub(wide(&here) / 2).min(width.saturating_sub(wide(&here)));
        let mut line = Rich::new();
        if axis.at > self.columns.start && middle > wide(&first) {
            line = line.push(Role::Dim, first);
        }
        let line = line.padded(middle).push(Role::Strong, here);
        let last = axis.at + 1 >= self.columns.end;
        if !last && line.width() + wide(&end) < width { line.padded(width - wide(&end)).push(Role::Dim, end) } else { line }
    }
}

fn is_number(axis: &Axis) -> bool {
    matches!(axis.values.first(), Some(Value::Number(_)))
}

/// Columns of the longest value of an axis.
fn longest(policy: &Policy, axis: &Axis) -> usize {
    (0..axis.values.len()).map(|place| Rich::body(value(policy, axis, place)).width()).max().unwrap_or(0)
}

/// The value of a place along an axis. Of several together it is said first how many: cut short, they would look like their first.
pub(super) fn value(policy: &Policy, axis: &Axis, place: usize) -> String {
    let Some(value) = axis.values.get(place) else { return String::new() };
    let said = words::value(policy, policy.fact(axis.fact), *value);
    match value {
        Value::Set(members) if members.count_ones() > 1 => format!("{} together: {said}", members.count_ones()),
        _ => said,
    }
}
