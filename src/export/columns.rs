//! Plain text in columns.

use crate::domain::scenario::layout::wrap;

/// Columns of a page.
pub(super) const COLUMNS: usize = 80;

/// A label, and text wrapped beside it.
pub(super) fn indented(label: &str, text: &str, by: usize, out: &mut Vec<String>) {
    let width = if label.is_empty() { 0 } else { 11.max(label.chars().count() + 1) };
    for (at, line) in wrap(text, COLUMNS - by - width).iter().enumerate() {
        let lead = if at == 0 { label } else { "" };
        out.push(format!("{}{lead:<width$}{line}", " ".repeat(by)));
    }
}
