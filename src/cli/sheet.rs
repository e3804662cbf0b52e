//! Text for people, in columns: headings, rows with a label, paragraphs.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::paint::{Paint, Role};
pub(super) use crate::domain::scenario::figures::of_count as grouped;
use crate::domain::scenario::layout::wrap;
use crate::domain::wording::counted;

/// Columns of a page.
pub(super) const COLUMNS: usize = 80;

/// Writes pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    pub(super) paint: Paint,
}

impl Sheet {
    /// In colour or plain.
    pub(super) fn new(colour: bool) -> Self {
        Self { paint: Paint { colour } }
    }

    /// A title on the left, what it is about on the right, an empty line.
    pub(super) fn head(&self, title: &str, about: &str, out: &mut dyn Write) -> io::Result<()> {
        let gap = COLUMNS.saturating_sub(title.width() + about.width()).max(2);
        let gap = if title.is_empty() { String::new() } else { " ".repeat(gap) };
        writeln!(out, "{}{gap}{}\n", self.paint.role(Role::Title, title), self.paint.role(Role::Quiet, about))
    }

    /// A heading after an empty line.
    pub(super) fn heading(&self, heading: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.paint.role(Role::Heading, heading))
    }

    /// A label, and text wrapped beside it.
    pub(super) fn row(&self, label: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let label = wrap(label, width);
        let lines = wrap(text, COLUMNS.saturating_sub(width + 4));
        for at in 0..lines.len().max(label.len()) {
            let left = label.get(at).map_or("", String::as_str);
            let gap = " ".repeat(width.saturating_sub(left.width()) + 2);
            let right = lines.get(at).map_or("", String::as_str);
            writeln!(out, "{}", format!("  {}{gap}{right}", self.paint.role(Role::Quiet, left)).trim_end())?;
        }
        Ok(())
    }

    /// Text wrapped under what stands above it.
    pub(super) fn paragraph(&self, role: Option<Role>, text: &str, out: &mut dyn Write) -> io::Result<()> {
        for line in wrap(text, COLUMNS - 2) {
            let line = role.map_or_else(|| line.clone(), |role| self.paint.role(role, &line));
            writeln!(out, "  {line}")?;
        }
        Ok(())
    }
}

/// `1 case`, `2 cases`, for a name that only takes an s.
pub(super) fn many(count: usize, name: &str) -> String {
    counted(count, name, &format!("{name}s"))
}
