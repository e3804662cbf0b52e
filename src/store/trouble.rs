//! What can go wrong with the log, in sentences for the person who plays.

use std::fmt;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// What is the matter, and what one can do about it. The game plays on whatever it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreTrouble {
    /// For programs.
    pub kind: TroubleKind,
    /// One plain sentence.
    pub sentence: String,
    /// What to do.
    pub remedy: String,
}

/// What is the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    /// No room left.
    Full,
    /// The folder or the log can't be written.
    ReadOnly,
    /// Somebody else is writing and doesn't stop.
    Locked,
    /// The file isn't a log, or can't be read any more.
    Damaged,
    /// A newer version of the program wrote it.
    Newer,
    /// The log can be read, but isn't what was written.
    Tampered,
    /// Answers that were saved once are gone.
    TailLost,
    /// A rescue file could only be read in part.
    RescueUnread,
    /// The disk refused for some other reason.
    Disk,
}

impl StoreTrouble {
    /// Any trouble with the log in this folder.
    pub fn new(kind: TroubleKind, folder: &Path) -> Self {
        let (sentence, remedy) = words(kind);
        Self { kind, sentence: sentence.to_owned(), remedy: remedy.replace("{folder}", &shown(folder)) }
    }

    /// What keeps somebody from being erased.
    pub fn of_erasing(kind: TroubleKind, folder: &Path) -> Self {
        let (sentence, remedy) = match kind {
            TroubleKind::Locked => (
                "The log is in use: another window of this program, or another program, has it open.",
                "Leave it there, then run this again. The log is in {folder}.",
            ),
            TroubleKind::Full => (
                "There is no room left on the disk, and the log has to be written anew.",
                "Make room for it once more, then run this again. The log is in {folder}.",
            ),
            TroubleKind::ReadOnly => (
                "The data folder, or a file in it, can't be written.",
                "Make it your own again, then run this again. The folder is {folder}.",
            ),
            TroubleKind::Newer => (
                "A newer version of this program wrote the log.",
                "Run this again with the newer version. The log is in {folder}.",
            ),
            TroubleKind::Damaged => (
                "The log is damaged, or is no log, and what is in it can't be told apart.",
                "Restore it from a copy, then run this again; or delete the file log.sqlite in {folder}, and everybody's answers with it.",
            ),
            _ => ("The disk refused.", "Run this again. The folder is {folder}."),
        };
        Self { kind, sentence: sentence.to_owned(), remedy: remedy.replace("{folder}", &shown(folder)) }
    }

    /// From a failure of the file system.
    pub fn of_io(error: &Error, folder: &Path) -> Self {
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => TroubleKind::Full,
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::AlreadyExists
            | ErrorKind::NotADirectory
            | ErrorKind::NotFound => TroubleKind::ReadOnly,
            _ => TroubleKind::Disk,
        };
        Self::new(kind, folder)
    }

    /// Adds what happened, as far as it helps: which row, which file.
    #[must_use]
    pub fn with(mut self, sentence: String) -> Self {
        self.sentence = sentence;
        self
    }
}

impl fmt::Display for StoreTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sentence, self.remedy)
    }
}

impl std::error::Error for StoreTrouble {}

/// A folder as it may be shown: paths can hold anything.
pub(super) fn shown(path: &Path) -> String {
    crate::domain::text::Text::clean(&path.display().to_string()).replace('\n', " ")
}

fn words(kind: TroubleKind) -> (&'static str, &'static str) {
    match kind {
        TroubleKind::Full => (
            "Your answers can't be saved: there is no room left on the disk.",
            "Play on; they are kept, and saved as soon as there is room in {folder}.",
        ),
        TroubleKind::ReadOnly => (
            "Your answers can't be saved: the data folder can't be written.",
            "Play on; or give another folder with --data. The folder is {folder}.",
        ),
        TroubleKind::Locked => (
            "Your answers can't be saved yet: another program holds the log.",
            "Play on; they are kept, and tried again with your next answer. The log is in {folder}.",
        ),
        TroubleKind::Damaged => (
            "Your answers can't be saved: the log is damaged, or is no log.",
            "Play on; then move the file log.sqlite out of {folder} and keep it, and a new one is begun.",
        ),
        TroubleKind::Newer => (
            "Your answers can't be saved: a newer version of this program wrote the log.",
            "Play on; or start the newer version, or give another folder with --data. The log is in {folder}.",
        ),
        TroubleKind::Tampered => {
            ("The log is not what was written: it was changed or damaged.", "Figures from it may be wrong. It is in {folder}.")
        }
        TroubleKind::TailLost => (
            "Answers that were saved once are missing from the log.",
            "If you put an older log back yourself, delete the file log.head in {folder}; if not, keep a copy of the folder.",
        ),
        TroubleKind::RescueUnread => {
            ("A rescue file could only be read in part.", "What could be read was saved; the file was kept in {folder}.")
        }
        TroubleKind::Disk => {
            ("Your answers can't be saved: the disk refused.", "Play on; they are kept and tried again. The folder is {folder}.")
        }
    }
}
