//! What stands on the terminal, row by row: a row is painted again only if its line changed, and of that row only cells that changed
//! are sent.

use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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
    cells: Buffer,
}

impl Paper {
    /// What a cleared terminal shows.
    pub fn blank(width: u16, height: u16) -> Self {
        let row = |y| Row { line: Rich::new(), cells: Buffer::empty(Rect::new(0, y, width, 1)) };
        Self { area: Rect::ZERO, rows: (0..height).map(row).collect() }
    }

    /// Shows a sheet; false if it stands there already.
    pub fn show<B: Backend>(&mut self, sheet: Sheet, theme: Theme, backend: &mut B) -> Result<bool, B::Error> {
        let area = sheet.area;
        let moved = std::mem::replace(&mut self.area, area) != area;
        let stale = self.rows.iter().zip(sheet.rows).enumerate().filter(|(_, (row, line))| moved || row.line != *line);
        let fresh: Vec<(usize, Row)> = stale
            .map(|(at, (row, line))| {
                let mut cells = Buffer::empty(row.cells.area);
                paint_row(&line, (area.left(), row.cells.area.y), area.width, theme, &mut cells);
                (at, Row { line, cells })
            })
            .collect();
        if fresh.is_empty() {
            return Ok(false);
        }
        backend.draw(fresh.iter().flat_map(|(at, row)| self.rows[*at].cells.diff_iter(&row.cells)))?;
        for (at, row) in fresh {
            self.rows[at] = row;
        }
        Ok(true)
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

    fn sheet(lines: [&str; 3], area: Rect) -> Sheet {
        let mut sheet = Sheet::blank(area);
        sheet.put(0, 3, lines.map(|line| Rich::of(Role::Accent, line.to_owned())));
        sheet
    }

    /// What a person sees in each cell: a blank is nothing, whether it was written or not.
    fn on_terminal(bytes: &[u8]) -> Vec<Option<(String, vt100::Color)>> {
        let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 14.try_into().unwrap(), 0);
        terminal.process(bytes);
        let places = (0..3).flat_map(|row| (0..14).map(move |column| (row, column)));
        let cells = places.filter_map(|(row, column)| terminal.screen().cell(row, column));
        cells.map(|cell| (!cell.contents().trim().is_empty()).then(|| (cell.contents().to_owned(), cell.fgcolor()))).collect()
    }

    #[test]
    fn what_stands_there_is_what_a_whole_painting_shows() {
        let theme = Theme::new(Depth::True, Ground::Dark);
        let mut paper = Paper::blank(14, 3);
        let mut sent = Vec::new();
        for (step, lines) in SHEETS.into_iter().enumerate() {
            for area in [AREA, Rect { x: step as u16 % 2, ..AREA }] {
                paper.show(sheet(lines, area), theme, &mut CrosstermBackend::new(&mut sent)).unwrap();
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
        assert!(paper.show(sheet(SHEETS[0], AREA), theme, &mut CrosstermBackend::new(&mut sent)).unwrap());
        let before = sent.len();
        assert!(!paper.show(sheet(SHEETS[0], AREA), theme, &mut CrosstermBackend::new(&mut sent)).unwrap());
        assert_eq!(sent.len(), before);
    }
}
