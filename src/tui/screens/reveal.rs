//! The reveal: the verdict stays on top; all else in one column, or in two where there is room.

use super::session_title;
use crate::tui::model::Model;
use crate::tui::page::{Page, beside};
use crate::tui::reveal::verdict::verdict_line;
use crate::tui::reveal::{Block, Column, Section, remark, sections};
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// From this width on there are two columns.
const TWO: usize = 104;
/// Columns of the labels at the left.
const GUTTER: usize = 13;
/// Lines longer than this are hard to read.
const MEASURE: usize = 74;

/// The page.
pub fn page(model: &Model, scroll: usize, width: usize) -> Page {
    let Some((verdict, marks)) = verdict_line(model) else { return Page::default() };
    let sections = sections(model);
    let mut head = vec![Rich::new()];
    head.extend(with_marks(&verdict, marks, width));
    if let Some(remark) = remark(model) {
        head.extend(wrapped(&remark, width.min(MEASURE + GUTTER), 2));
    }
    head.extend(super::month::line(model, width));
    head.push(Rich::new());
    let body = if width >= TWO { two_columns(&sections, width) } else { one_column(sections.iter(), width) };
    Page { title: session_title(model), head, body, scroll, ..Page::default() }
}

/// The verdict, wrapped beside its marks.
fn with_marks(verdict: &Rich, marks: Rich, width: usize) -> Vec<Rich> {
    let mut lines = wrapped(verdict, width.saturating_sub(marks.width() + 2), 2);
    if let Some(first) = lines.first_mut() {
        *first = first.clone().with_right(marks, width);
    }
    lines
}

fn one_column<'a>(sections: impl Iterator<Item = &'a Section>, width: usize) -> Vec<Rich> {
    let mut lines: Vec<Rich> = Vec::new();
    for section in sections {
        if !lines.is_empty() {
            lines.push(Rich::new());
        }
        lines.extend(laid_out(section, width));
    }
    lines
}

fn two_columns(sections: &[Section], width: usize) -> Vec<Rich> {
    let left = (width - 5) / 2;
    let right = width - 5 - left;
    let column = |wanted: Column, width: usize| one_column(sections.iter().filter(|s| s.column == wanted), width);
    beside(column(Column::Words, left), column(Column::Line, right), left, "  │  ")
}

/// A section with its title in the gutter.
fn laid_out(section: &Section, width: usize) -> Vec<Rich> {
    let room = width.saturating_sub(GUTTER);
    let mut lines = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Text(rich, hang) => lines.extend(wrapped(rich, room.min(MEASURE), *hang)),
            Block::Scale(scale) => {
                if !lines.is_empty() {
                    lines.push(Rich::new());
                }
                lines.extend(scale.lines(room.min(MEASURE)));
            }
        }
    }
    let label = |i: usize| if i == 0 { Rich::of(Role::Accent, section.title.clone()) } else { Rich::new() };
    lines.into_iter().enumerate().map(|(i, line)| label(i).padded(GUTTER).join(line)).collect()
}
