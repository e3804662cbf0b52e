//! What stands on the terminal, row by row: a row is painted again only where its line changed, and of that only cells that changed are
//! sent.

use std::io;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ink::Pen;
use crate::tui::columns::letters;
use crate::tui::rich::{Piece, Rich};
use crate::tui::sheet::{Sheet, paint_pieces, paint_row};
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
    /// How many letters, where each takes one column.
    letters: Option<usize>,
    cells: Buffer,
}

/// Where a line differs from the one before it, cell above cell.
struct Stretch {
    pieces: Range<usize>,
    columns: Range<usize>,
}

impl Paper {
    /// What a cleared terminal shows.
    pub fn blank(width: u16, height: u16) -> Self {
        let row = |y| Row { line: Rich::new(), letters: Some(0), cells: Buffer::empty(Rect::new(0, y, width, 1)) };
        Self { area: Rect::ZERO, rows: (0..height).map(row).collect() }
    }

    /// Writes what makes this sheet of what stands there; false if it stands there already.
    pub fn show(&mut self, sheet: Sheet, theme: Theme, out: &mut Vec<u8>) -> io::Result<bool> {
        let area = sheet.area;
        let moved = std::mem::replace(&mut self.area, area) != area;
        let mut pen = Pen::new(out);
        let mut any = false;
        for (row, line) in self.rows.iter_mut().zip(sheet.rows).filter(|(row, line)| moved || row.line != *line) {
            let letters = line.0.iter().map(letters_on_a_line).sum();
            match row.differs(&line, letters, usize::from(area.width)).filter(|_| !moved) {
                Some(stretch) => row.paint_there(&line.0, stretch, area.left(), theme, &mut pen)?,
                None => row.paint(&line, letters, area, theme, &mut pen)?,
            }
            (row.line, row.letters) = (line, letters);
            any = true;
        }
        pen.lift()?;
        Ok(any)
    }
}

impl Row {
    /// Where another line differs; none where that can't be told by counting letters.
    fn differs(&self, line: &Rich, letters: Option<usize>, most: usize) -> Option<Stretch> {
        let (before, after) = (self.letters.filter(|n| *n <= most)?, letters.filter(|n| *n <= most)?);
        let (old, new) = (&self.line.0, &line.0);
        let same = |(one, other): &(&Piece, &Piece)| one == other;
        let lead = old.iter().zip(new).take_while(same).count();
        // What follows stands where it stood, if the line is as long as it was.
        let tail = match before == after {
            true => old[lead..].iter().rev().zip(new[lead..].iter().rev()).take_while(same).count(),
            false => 0,
        };
        let columns = |pieces: &[Piece]| pieces.iter().filter_map(letters_on_a_line).sum::<usize>();
        let (from, to) = (columns(&new[..lead]), before.max(after) - columns(&new[new.len() - tail..]));
        Some(Stretch { pieces: lead..new.len() - tail, columns: from..to })
    }

    /// Paints the pieces of a stretch, and writes what they change.
    fn paint_there(&mut self, line: &[Piece], stretch: Stretch, left: u16, theme: Theme, pen: &mut Pen<'_>) -> io::Result<()> {
        let place = |column: usize| usize::from(left - self.cells.area.x) + column;
        let cells = place(stretch.columns.start)..place(stretch.columns.end);
        let x = left + u16::try_from(stretch.columns.start).unwrap_or(0);
        let before = self.cells.content[cells.clone()].to_vec();
        self.cells.content[cells].iter_mut().for_each(|cell| cell.reset());
        let room = u16::try_from(before.len()).unwrap_or(u16::MAX);
        paint_pieces(&line[stretch.pieces], (x, self.cells.area.y), room, theme, &mut self.cells);
        pen.plain(x, &before, &self.cells)
    }

    /// Paints a line, and writes what it changes; `letters` is how many it has, where each takes one column.
    fn paint(&mut self, line: &Rich, letters: Option<usize>, area: Rect, theme: Theme, pen: &mut Pen<'_>) -> io::Result<()> {
        let mut cells = Buffer::empty(self.cells.area);
        paint_row(line, (area.left(), cells.area.y), area.width, theme, &mut cells);
        match self.letters.and(letters) {
            Some(_) => pen.plain(cells.area.x, &self.cells.content, &cells)?,
            None => pen.row(&self.cells, &cells)?,
        }
        self.cells = cells;
        Ok(())
    }
}

/// How many letters, where each takes one column and none ends the line.
fn letters_on_a_line(piece: &Piece) -> Option<usize> {
    letters(&piece.text).filter(|_| !piece.text.contains('\n'))
}

#[cfg(test)]
mod tests {
    use ratatui::backend::{Backend, CrosstermBackend};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use proptest::collection::vec;
    use proptest::prelude::{prop_assert_eq, proptest};
    use proptest::sample::select;
    use proptest::test_runner::Config;

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

    /// What lines are made of: some longer than the row, some of letters that take two columns or none of their own.
    const PIECES: [&str; 10] = ["a", "ab", "abc", " ", "   ", "│ x", "much longer than a row", "顧客", "e\u{301}", "a\nb"];
    const ROLES: [Role; 4] = [Role::Body, Role::Dim, Role::Accent, Role::Cursor];

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

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(500) })]
        #[test]
        fn any_lines_one_after_the_other_are_as_painted_whole(
            lines in vec(vec((select(&PIECES[..]), select(&ROLES[..])), 0..5), 1..12),
        ) {
            let theme = Theme::new(Depth::True, Ground::Dark);
            let mut paper = Paper::blank(14, 3);
            let mut sent = Vec::new();
            for pieces in lines {
                let line = || pieces.iter().fold(Rich::new(), |line, (text, role)| line.push(*role, *text));
                let sheet = || {
                    let mut sheet = Sheet::blank(AREA);
                    sheet.put(1, 1, [line()]);
                    sheet
                };
                paper.show(sheet(), theme, &mut sent).unwrap();
                let mut whole = Buffer::empty(SCREEN);
                sheet().paint(theme, &mut whole);
                let mut at_once = Vec::new();
                CrosstermBackend::new(&mut at_once).draw(Buffer::empty(SCREEN).diff_iter(&whole)).unwrap();
                prop_assert_eq!(on_terminal(&sent), on_terminal(&at_once), "{:?}", pieces);
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
