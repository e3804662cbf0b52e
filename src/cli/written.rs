//! What a command writes down: into the file that was named, or to standard output.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::Failure;

/// Writes a page into a file, if one was named; else to standard output.
pub(super) fn page(page: &str, file: Option<&Path>, out: &mut dyn Write) -> Result<(), Failure> {
    match file {
        None => Ok(out.write_all(page.as_bytes())?),
        Some(path) => fs::write(path, page).map_err(|error| unwritable(path, &error)),
    }
}

/// A file that can't be written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Unusable(format!("`{}` can't be written: {error}", path.display()))
}
