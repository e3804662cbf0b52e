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

/// Keeps it for a meeting that has begun already: where that fails people meet all the same, and what is lost is said.
pub(super) fn keep_or_say(journal: &Path, pack: Option<&Path>) -> Option<String> {
    let failure = keep(journal, pack).err()?;
    Some(format!("{failure}. The meeting goes on without it; `eoa debrief --pack FOLDER` says later where the pack is."))
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

#[cfg(test)]
mod tests {
    use super::{keep_or_say, of};

    #[test]
    fn a_meeting_that_has_begun_is_told_where_its_packs_place_can_not_be_kept() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("meeting.journal");
        assert_eq!(keep_or_say(&journal, Some(folder.path())), None);
        assert!(of(&journal).is_some());
        // There is a file already, which is nobody else's to write.
        let said = keep_or_say(&journal, Some(folder.path())).unwrap();
        assert!(said.contains("can't be written") && said.contains("The meeting goes on without it"), "{said}");
    }
}
