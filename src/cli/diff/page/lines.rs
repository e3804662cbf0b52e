//! Lines that moved, are new or are gone, on the page.

use std::io::{self, Write};

use super::Page;
use crate::cli::paint::Role;

/// So many rows are told, and so many rules in each.
const ROWS: usize = 5;
const RULES: usize = 3;

impl Page<'_> {
    pub(super) fn lines(&self, out: &mut dyn Write) -> io::Result<()> {
        let lines = &self.compared.report.lines;
        let rows = lines.rows();
        if rows.is_empty() {
            return Ok(());
        }
        let (most, rules) = if self.compared.all { (usize::MAX, usize::MAX) } else { (ROWS, RULES) };
        self.sheet.heading("Lines at which the answer turns", out)?;
        let width = rows.iter().take(most).map(|r| r.about.chars().count()).max().unwrap_or_default().min(26);
        for row in rows.iter().take(most) {
            self.sheet.row(&row.about, &format!("{}, between {}", row.says, row.between(rules)), width, out)?;
        }
        if rows.len() > most {
            let more = format!("and {} more: --all tells them", rows.len() - most);
            self.sheet.paragraph(Some(Role::Quiet), &more, out)?;
        }
        if !lines.complete {
            self.sheet.paragraph(Some(Role::Grey), "The search for lines was given up: some may be missing.", out)?;
        }
        Ok(())
    }
}
