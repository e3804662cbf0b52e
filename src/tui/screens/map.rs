//! The boundary as a map of two facts: walked with the arrow keys, every other fact to be changed beside it.

mod aside;
mod field;
mod legend;

use super::{session_title, title};
use crate::domain::wording::counted;
use crate::tui::boundary::map::{Map, Room};
use crate::tui::model::{Model, Screen};
use crate::tui::page::{Page, beside};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::view;

/// How a map and what goes with it share a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// All of it beside the map.
    Wide,
    /// The other facts beside the map, the verdict below.
    Middle,
    /// The verdict and one fact at a time below.
    Narrow,
}

impl Shape {
    fn of(width: usize) -> Self {
        match width {
            104.. => Self::Wide,
            72.. => Self::Middle,
            _ => Self::Narrow,
        }
    }

    /// Columns beside the map, and the gap before them.
    fn aside(self) -> (usize, &'static str) {
        match self {
            Self::Wide => (42, "   "),
            Self::Middle => (29, "  "),
            Self::Narrow => (0, ""),
        }
    }

    /// Lines above and below the map.
    fn around(self) -> usize {
        match self {
            Self::Wide => 2,
            Self::Middle => 2 + MIDDLE_FOOT,
            Self::Narrow => 1 + NARROW_FOOT,
        }
    }
}

/// Lines of the verdict and the legend below a map: with the facts beside it, and without.
const MIDDLE_FOOT: usize = 6;
const NARROW_FOOT: usize = 5;
/// Columns of the values on the left of a map, with the line after them: of numbers, and of names at most.
const NUMBERS: usize = 13;
const NAMES: usize = 28;
/// Lines under a map: its edge, and the values along it.
const UNDER: usize = 2;

/// The page.
pub fn page(model: &Model, map: &Map, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(map.start.pack)) else { return Page::default() };
    let (shape, rows) = (Shape::of(width), room_for(width, model.size.1).rows);
    let in_session = model.screens.iter().any(|s| matches!(s, Screen::Reveal { .. }));
    let title = if in_session { session_title(model) } else { (title("map").0, Rich::dim(map.start.name.to_string())) };
    let (aside, gap) = shape.aside();
    let left = width - aside - gap.len();
    let drawn = field::lines(pack, map, left, rows);
    // Names under the map may take a line more: the map shows a row less, for nobody can scroll here.
    let over = drawn.len().saturating_sub(rows + UNDER);
    let drawn = if over > 0 { field::lines(pack, map, left, rows.saturating_sub(over).max(1)) } else { drawn };
    let mut head = vec![heading(pack, map, width)];
    if shape == Shape::Narrow {
        return Page { title, head, body: drawn, foot: narrow(pack, map, width), near: Some(0), ..Page::default() };
    }
    head.push(Rich::new());
    if shape == Shape::Middle {
        let facts = aside::facts(pack, map, aside, drawn.len());
        let foot = std::iter::once(Rich::new()).chain(below(pack, map, width, MIDDLE_FOOT - 1)).collect();
        return Page { title, head, body: beside(drawn, facts, left, gap), foot, near: Some(0), ..Page::default() };
    }
    let height = usize::from(model.size.1).saturating_sub(view::around(model.size.1) + head.len());
    let body = beside(drawn, aside::everything(pack, map, aside, height), left, gap);
    Page { title, head, body, ..Page::default() }
}

/// How many places of a map fit a screen.
pub fn room((columns, rows): (u16, u16)) -> Room {
    room_for(usize::from(view::page_width(columns)), rows)
}

fn room_for(width: usize, rows: u16) -> Room {
    let shape = Shape::of(width);
    let (aside, gap) = shape.aside();
    let left = width.saturating_sub(aside + gap.len());
    Room {
        columns: left.saturating_sub(NUMBERS),
        beside_names: left.saturating_sub(names(left)),
        rows: usize::from(rows).saturating_sub(view::around(rows) + shape.around() + UNDER).max(4),
    }
}

/// Columns for names on the left of a map of so many columns.
fn names(width: usize) -> usize {
    (width * 2 / 5).min(NAMES)
}

/// Which facts lie along the map, and whether the rest is as it was.
fn heading(pack: &Pack, map: &Map, width: usize) -> Rich {
    let (across, up) = (pack.policy.fact(map.across.fact), pack.policy.fact(map.up.fact));
    let left = Rich::of(Role::Strong, across.label.to_string())
        .push(Role::Dim, " across, ")
        .push(Role::Strong, up.label.to_string())
        .push(Role::Dim, " up");
    let changes = map.changes().len();
    let right = match changes {
        0 => Rich::dim("everything else as in this case"),
        n => Rich::of(Role::Caution, format!("• {} changed", counted(n, "other fact", "other facts"))),
    };
    if left.width() + right.width() + 2 > width { left } else { left.with_right(right, width) }
}

/// The verdict where one stands and the patterns of the map, in so many lines.
fn below(pack: &Pack, map: &Map, width: usize, lines: usize) -> Vec<Rich> {
    let legend = legend::in_lines(pack, map, width, 2);
    let mut below = aside::here(pack, map, width, lines - legend.len());
    below.resize(lines - legend.len(), Rich::new());
    below.extend(legend);
    below
}

fn narrow(pack: &Pack, map: &Map, width: usize) -> Vec<Rich> {
    let mut foot = vec![aside::one_fact(pack, map, width)];
    foot.extend(below(pack, map, width, NARROW_FOOT - 1));
    foot
}
