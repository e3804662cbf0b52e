//! Blanking out statements that can't be read, so that every other one keeps its place.

use std::ops::Range;

use super::scan::Scan;

/// A copy of the text with some stretches blanked out.
#[derive(Debug)]
pub(super) struct Mask<'t> {
    text: &'t str,
    statements: &'t [usize],
    headers: &'t [usize],
    copy: Option<String>,
}

impl<'t> Mask<'t> {
    pub(super) fn new(text: &'t str, scan: &'t Scan) -> Self {
        Self { text, statements: &scan.statements, headers: &scan.headers, copy: None }
    }

    /// The text as far as it can be read.
    pub(super) fn text(&self) -> &str {
        self.copy.as_deref().unwrap_or(self.text)
    }

    pub(super) fn into_copy(self) -> Option<String> {
        self.copy
    }

    /// The statement around a place: from its first byte to the start of the next one.
    pub(super) fn statement(&self, at: usize) -> Range<usize> {
        around(self.statements, at, self.text.len())
    }

    /// The section around a place: from its header to the next one.
    pub(super) fn section(&self, at: usize) -> Range<usize> {
        around(self.headers, at, self.text.len())
    }

    /// Whether the statement there is a header.
    pub(super) fn is_header(&self, statement: &Range<usize>) -> bool {
        self.headers.binary_search(&statement.start).is_ok()
    }

    /// Blanks a stretch out; line ends stay, and every byte keeps its place.
    pub(super) fn blank(&mut self, stretch: Range<usize>) {
        let source = self.text();
        let mut bytes = source.as_bytes().to_vec();
        for byte in bytes.get_mut(stretch).into_iter().flatten() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        // The stretch starts and ends between characters; were it not so, the file would be given up as unreadable.
        self.copy = Some(String::from_utf8(bytes).unwrap_or_default());
    }
}

fn around(starts: &[usize], at: usize, end: usize) -> Range<usize> {
    let next = starts.partition_point(|s| *s <= at);
    let start = if next == 0 { 0 } else { starts[next - 1] };
    start..starts.get(next).copied().unwrap_or(end)
}
