//! The folder a meeting's pack was played from, kept beside its journal: by its id alone another pack of the same id would be taken for
//! it, or none be found.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::written::unwritable;
use crate::store::folder;

/// How its file's name ends.
const ENDING: &str = "pack";

/// Keeps where a pack stands beside the journal of a meeting. Nothing is kept of a pack in the program, nor of a path that can't be
/// written as text.
pub(super) fn keep(journal: &Path, pack: Option<&Path>) -> Result<(), Failure> {
    let whole = pack.and_then(|pack| fs::canonicalize(pack).ok());
    let Some(whole) = whole.as_deref().and_then(Path::to_str) else { return Ok(()) };
    let file = file(journal);
    let written = folder::create_private(&file).and_then(|mut out| out.write_all(whole.as_bytes()));
    written.map_err(|error| unwritable(&file, &error))
}

/// Forgets it, with a meeting that came to nothing.
pub(super) fn forget(journal: &Path) -> io::Result<()> {
    match fs::remove_file(file(journal)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Where the pack of a meeting stood; none if that was not kept.
pub(in crate::cli) fn of(journal: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(file(journal)).ok()?;
    Some(PathBuf::from(text)).filter(|path| path.is_absolute())
}

fn file(journal: &Path) -> PathBuf {
    journal.with_extension(ENDING)
}
