//! Blanking out statements that can't be read, so that every other one keeps its place.

use std::ops::Range;

use super::scan::Scan;

/// The text with some stretches blanked out.
#[derive(Debug)]
pub(super) struct Mask<'t> {
    bytes: Vec<u8>,
    statements: &'t [usize],
    headers: &'t [usize],
    touched: bool,
}

impl<'t> Mask<'t> {
    pub(super) fn new(text: &str, scan: &'t Scan) -> Self {
        Self { bytes: text.as_bytes().to_vec(), statements: &scan.statements, headers: &scan.headers, touched: false }
    }

    /// The text as far as it can be read.
    pub(super) fn text(&self) -> String {
        // Stretches start and end between characters; were it not so, the file would be given up as unreadable.
        String::from_utf8(self.bytes.clone()).unwrap_or_default()
    }

    /// Whether anything is blanked out.
    pub(super) fn is_touched(&self) -> bool {
        self.touched
    }

    /// Whether nothing is left to read in a stretch.
    pub(super) fn is_blank(&self, stretch: &Range<usize>) -> bool {
        self.bytes.get(stretch.clone()).is_none_or(|bytes| bytes.iter().all(u8::is_ascii_whitespace))
    }

    /// The statement around a place: from its first byte to the start of the next one.
    pub(super) fn statement(&self, at: usize) -> Range<usize> {
        around(self.statements, at, self.bytes.len())
    }

    /// The section around a place: from its header to the next one.
    pub(super) fn section(&self, at: usize) -> Range<usize> {
        around(self.headers, at, self.bytes.len())
    }

    /// Whether the statement there is a header.
    pub(super) fn is_header(&self, statement: &Range<usize>) -> bool {
        self.headers.binary_search(&statement.start).is_ok()
    }

    /// Blanks a stretch out; line ends stay, and every byte keeps its place.
    pub(super) fn blank(&mut self, stretch: Range<usize>) {
        self.touched = true;
        for byte in self.bytes.get_mut(stretch).into_iter().flatten() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
}

fn around(starts: &[usize], at: usize, end: usize) -> Range<usize> {
    let next = starts.partition_point(|s| *s <= at);
    let start = if next == 0 { 0 } else { starts[next - 1] };
    start..starts.get(next).copied().unwrap_or(end)
}
