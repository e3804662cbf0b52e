//! "What about when…?"

use super::title;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// Lines of the note that are shown: its end, where it is being written.
const LINES: usize = 8;

/// The page.
pub fn page(_model: &Model, text: &str, width: usize) -> Page {
    let mut body = vec![Rich::new(), Rich::of(Role::Strong, "What about when…?"), Rich::new()];
    let about = "A case the policy forgets, a clause that reads two ways: write it down, and it is kept with the case and the \
                 clause you are looking at, for whoever keeps the policy. Leave names and numbers of customers out.";
    body.append(&mut wrapped(&Rich::dim(about), width.min(74), 0));
    // A blank that can't be a break holds the place of the cursor.
    let mut lines = wrapped(&Rich::body(format!("{text}\u{a0}")), width.min(76) - 2, 0);
    lines.drain(..lines.len().saturating_sub(LINES));
    let column = lines.last().map_or(0, Rich::width) + 1;
    let row = lines.len();
    let mut foot = vec![Rich::new()];
    foot.extend(lines.into_iter().map(|l| Rich::of(Role::Accent, "│ ").join(l)));
    foot.push(Rich::new());
    Page { title: title("a note"), body, foot, near: Some(0), cursor: Some((column, row)), ..Page::default() }
}
