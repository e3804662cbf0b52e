//! What stands on the terminal, row by row: a row is painted again only if its line changed, and of that row only cells that changed
//! are sent.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ink::Pen;
use crate::tui::rich::Rich;
use crate::tui::sheet::{Sheet, paint_row};
use crate::tui::theme::Theme;

/// The rows of a terminal of one size.
#[derive(Debug)]
pub struct Paper {
    /// Where the lines stand.
    area: Rect,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    line: Rich,
    /// Every letter of it takes one column.
    plain: bool,
    cells: Buffer,
}

impl Paper {
    /// What a cleared terminal shows.
    pub fn blank(width: u16, height: u16) -> Self {
        let row = |y| Row { line: Rich::new(), plain: true, cells: Buffer::empty(Rect::new(0, y, width, 1)) };
        Self { area: Rect::ZERO, rows: (0..height).map(row).collect() }
    }

    /// Writes what makes this sheet of what stands there; false if it stands there already.
    pub fn show(&mut self, sheet: Sheet, theme: Theme, out: &mut Vec<u8>) -> io::Result<bool> {
        let area = sheet.area;
        let moved = std::mem::replace(&mut self.area, area) != area;
        let mut pen = Pen::new(out);
        let mut any = false;
        for (row, line) in self.rows.iter_mut().zip(sheet.rows).filter(|(row, line)| moved || row.line != *line) {
            let mut cells = Buffer::empty(row.cells.area);
            paint_row(&line, (area.left(), row.cells.area.y), area.width, theme, &mut cells);
            let plain = line.is_plain();
            if plain && row.plain {
                pen.plain_row(&row.cells, &cells)?;
            } else {
                pen.row(&row.cells, &cells)?;
            }
            *row = Row { line, plain, cells };
            any = true;
        }
        pen.lift()?;
        Ok(any)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::backend::{Backend, CrosstermBackend};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::Paper;
    use crate::tui::rich::{Rich, Role};
    use crate::tui::sheet::Sheet;
    use crate::tui::theme::{Depth, Ground, Theme};

    const SCREEN: Rect = Rect::new(0, 0, 14, 3);
    const AREA: Rect = Rect::new(1, 0, 12, 3);
    const SHEETS: [[&str; 3]; 5] = [
        ["case 1 of 3", "顧客が怒っている", "?"],
        ["case 1 of 3", "顧客 が", ""],
        ["case 2 of 3", "much longer than the row", "🚒 e\u{301} a"],
        ["", "a", "🚒 b"],
        ["", "a", "🚒 b"],
    ];

    fn sheet(lines: [&'static str; 3], area: Rect) -> Sheet {
        let mut sheet = Sheet::blank(area);
        let line = |line: &'static str| {
            let (near, far) = line.split_at(line.char_indices().nth(2).map_or(0, |(at, _)| at));
            Rich::of(Role::Accent, near).push(Role::Body, far).push(Role::Cursor, "  ")
        };
        sheet.put(0, 3, lines.map(line));
        sheet
    }

    /// What a person sees in each cell: a blank is nothing, whether it was written or not.
    fn on_terminal(bytes: &[u8]) -> Vec<Option<(String, vt100::Color, bool, bool)>> {
        let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 14.try_into().unwrap(), 0);
        terminal.process(bytes);
        let places = (0..3).flat_map(|row| (0..14).map(move |column| (row, column)));
        let cells = places.filter_map(|(row, column)| terminal.screen().cell(row, column));
        let look = |cell: &vt100::Cell| (cell.contents().trim().to_owned(), cell.fgcolor(), cell.bold(), cell.inverse());
        cells.map(|cell| (cell.inverse() || !cell.contents().trim().is_empty()).then(|| look(cell))).collect()
    }

    #[test]
    fn what_stands_there_is_what_a_whole_painting_shows() {
        let theme = Theme::new(Depth::True, Ground::Dark);
        let mut paper = Paper::blank(14, 3);
        let mut sent = Vec::new();
        for (step, lines) in SHEETS.into_iter().enumerate() {
            for area in [AREA, Rect { x: step as u16 % 2, ..AREA }] {
                paper.show(sheet(lines, area), theme, &mut sent).unwrap();
                let mut whole = Buffer::empty(SCREEN);
                sheet(lines, area).paint(theme, &mut whole);
                let mut at_once = Vec::new();
                CrosstermBackend::new(&mut at_once).draw(Buffer::empty(SCREEN).diff_iter(&whole)).unwrap();
                assert_eq!(on_terminal(&sent), on_terminal(&at_once), "{lines:?}");
            }
        }
    }

    #[test]
    fn nothing_is_sent_for_what_stands_there() {
        let theme = Theme::new(Depth::None, Ground::Unknown);
        let (mut paper, mut sent) = (Paper::blank(14, 3), Vec::new());
        assert!(paper.show(sheet(SHEETS[0], AREA), theme, &mut sent).unwrap());
        let before = sent.len();
        assert!(!paper.show(sheet(SHEETS[0], AREA), theme, &mut sent).unwrap());
        assert_eq!(sent.len(), before);
    }
}
