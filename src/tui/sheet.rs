//! A whole screen as lines, before it is painted: what stands in each row, and where the cursor is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::columns::{is_plain, letters_of};
use super::rich::{Piece, Rich};
use super::theme::Theme;
use super::wrap::truncated;

/// The screen's rows from its top, all between the same two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Where a line begins and ends, and which rows there are.
    pub area: Rect,
    /// One line a row.
    pub rows: Vec<Rich>,
    /// Where somebody types.
    pub cursor: Option<Position>,
}

impl Sheet {
    /// A sheet with nothing on it.
    pub fn blank(area: Rect) -> Self {
        Self { area, rows: vec![Rich::new(); usize::from(area.height)], cursor: None }
    }

    /// Puts lines into at most so many rows from a row on; what doesn't fit is left out.
    pub fn put(&mut self, from: usize, most: usize, lines: impl IntoIterator<Item = Rich>) {
        for (row, line) in self.rows.iter_mut().skip(from).take(most).zip(lines) {
            *row = line;
        }
    }

    /// Paints all rows.
    pub fn paint(&self, theme: Theme, buffer: &mut Buffer) {
        for (y, line) in (self.area.top()..self.area.bottom()).zip(&self.rows) {
            paint_row(line, (self.area.left(), y), self.area.width, theme, buffer);
        }
    }
}

/// Paints a line from a place on; what is too wide is cut with `…`.
pub fn paint_row(line: &Rich, (left, y): (u16, u16), width: u16, theme: Theme, buffer: &mut Buffer) {
    if line.width() > usize::from(width) {
        return paint_row(&truncated(line.clone(), usize::from(width)), (left, y), width, theme, buffer);
    }
    paint_pieces(&line.0, (left, y), width, theme, buffer);
}

/// Paints pieces of a line one after the other, into at most so many cells.
pub fn paint_pieces(pieces: &[Piece], (left, y): (u16, u16), width: u16, theme: Theme, buffer: &mut Buffer) {
    let mut x = left;
    for piece in pieces {
        let room = usize::from((left + width).saturating_sub(x));
        x = paint_text(&piece.text, (x, y), room, theme.style(piece.role), buffer);
    }
}

/// Paints text into at most so many cells, and says where it ends.
fn paint_text(text: &str, (x, y): (u16, u16), room: usize, style: Style, buffer: &mut Buffer) -> u16 {
    // Text that needs no care is most of it, and ratatui takes the same care with all.
    if !is_plain(text) || !buffer.area.contains(Position::new(x, y)) {
        return buffer.set_stringn(x, y, text, room, style).0;
    }
    let from = buffer.index_of(x, y);
    let room = room.min(usize::from(buffer.area.right() - x));
    let cells = buffer.content.get_mut(from..from + room).unwrap_or_default();
    let letters = letters_of(text).filter(|letter| *letter != "\n");
    cells.iter_mut().zip(letters).fold(x, |x, (cell, letter)| {
        cell.set_symbol(letter).set_style(style);
        x + 1
    })
}
