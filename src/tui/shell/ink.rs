//! Cells as the bytes that draw them.
//!
//! ratatui's own way formats every cell for itself, changes the style at blanks that look alike in both, and moves the cursor over
//! every cell that stays. Here letters are copied one after the other, and a few that stay are sent again: that is shorter.

use std::io;

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute, SetStyle};
use ratatui::backend::IntoCrossterm;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::tui::columns::columns;

/// Moving the cursor takes about as many bytes as so many letters.
const WORTH_A_MOVE: u16 = 6;
/// What a blank shows too.
const SHOWS_ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Writes what terminals draw. Before and after, their style is plain.
pub struct Pen<'o> {
    out: &'o mut Vec<u8>,
    style: Style,
    /// Column and row of the cursor, where it is sure.
    at: Option<(u16, u16)>,
}

impl<'o> Pen<'o> {
    /// A pen that stands nowhere yet.
    pub fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, style: Style::new(), at: None }
    }

    /// Writes what makes one row of another.
    pub fn row(&mut self, before: &Buffer, after: &Buffer) -> io::Result<()> {
        for (x, y, cell) in before.diff_iter(after) {
            self.put(x, y, cell, after)?;
            // Terminals don't agree on how wide a wide letter is.
            self.at = (columns(cell.symbol()) == 1).then_some((x + 1, y));
        }
        self.halves(before, after)
    }

    /// Writes what stands beside a letter that has taken half the place of a wide one: the terminal has blanked that in its own way.
    fn halves(&mut self, before: &Buffer, after: &Buffer) -> io::Result<()> {
        let Rect { x: left, y, .. } = after.area;
        let pairs = || before.content.iter().zip(&after.content);
        let is_wide = |cell: &Cell| columns(cell.symbol()) > 1;
        for (x, ((was, is), (before, beside))) in (left + 1..).zip(pairs().zip(pairs().skip(1))) {
            if is_wide(was) && was != is && !is_wide(is) && before == beside {
                self.at = None;
                self.put(x, y, beside, after)?;
            }
        }
        Ok(())
    }

    /// The same for cells of a row from a column on, where every letter takes one column: cell stands above cell.
    pub fn plain(&mut self, from: u16, before: &[Cell], after: &Buffer) -> io::Result<()> {
        let Rect { x: left, y, .. } = after.area;
        let cells = (from..).zip(before.iter().zip(after.content.iter().skip(usize::from(from - left))));
        for (x, (_, cell)) in cells.filter(|(_, (before, after))| before != after) {
            self.put(x, y, cell, after)?;
            self.at = Some((x + 1, y));
        }
        Ok(())
    }

    /// Writes a cell at its place.
    fn put(&mut self, x: u16, y: u16, cell: &Cell, row: &Buffer) -> io::Result<()> {
        if self.at != Some((x, y)) && !self.writes_over(x, y, row) {
            queue!(self.out, MoveTo(x, y))?;
        }
        self.write(cell)
    }

    /// Ends with the style plain.
    pub fn lift(mut self) -> io::Result<()> {
        self.dip(Style::new())
    }

    /// Gets to a place by sending again what stands in between, if that is little and in the style of the pen.
    fn writes_over(&mut self, x: u16, y: u16, row: &Buffer) -> bool {
        let Some((from, _)) = self.at.filter(|(from, at)| *at == y && *from < x && x - *from <= WORTH_A_MOVE) else {
            return false;
        };
        let between = || (from..x).filter_map(|x| row.cell((x, y)));
        if !between().all(|cell| cell.symbol().len() == 1 && self.suits(cell)) {
            return false;
        }
        self.out.extend(between().flat_map(|cell| cell.symbol().bytes()));
        true
    }

    fn write(&mut self, cell: &Cell) -> io::Result<()> {
        if !self.suits(cell) {
            self.dip(style(cell))?;
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
        Ok(())
    }

    /// Whether a cell looks right in the style of the pen.
    fn suits(&self, cell: &Cell) -> bool {
        let style = style(cell);
        style == self.style || (cell.symbol() == " " && !shows_on_blanks(style) && !shows_on_blanks(self.style))
    }

    fn dip(&mut self, style: Style) -> io::Result<()> {
        if self.style != Style::new() {
            queue!(self.out, SetAttribute(Attribute::Reset))?;
        }
        self.style = style;
        queue!(self.out, SetStyle(style.into_crossterm()))
    }
}

/// The style of a cell, with nothing in it that is plain.
fn style(cell: &Cell) -> Style {
    let set = |colour: Color| Some(colour).filter(|colour| *colour != Color::Reset);
    let plain = Style { fg: set(cell.fg), bg: set(cell.bg), underline_color: set(cell.underline_color), ..Style::new() };
    plain.add_modifier(cell.modifier)
}

fn shows_on_blanks(style: Style) -> bool {
    style.bg.is_some() || style.add_modifier.intersects(SHOWS_ON_BLANKS)
}
