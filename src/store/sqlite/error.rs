//! What SQLite's failures mean to somebody who plays.

use std::path::Path;

use sqlx::Error;
use sqlx::migrate::MigrateError;

use crate::store::trouble::{StoreTrouble, TroubleKind};

/// The trouble behind a failure.
pub(super) fn trouble(error: &Error, folder: &Path) -> StoreTrouble {
    match error {
        Error::Database(e) => StoreTrouble::new(e.code().map_or(TroubleKind::Disk, |code| kind(&code)), folder),
        Error::Io(e) => StoreTrouble::of_io(e, folder),
        Error::Migrate(e) => of_migration(e, folder),
        // What doesn't decode isn't what was encoded.
        Error::Decode(_) | Error::ColumnDecode { .. } | Error::ColumnNotFound(_) => {
            StoreTrouble::new(TroubleKind::Damaged, folder)
        }
        _ => StoreTrouble::new(TroubleKind::Disk, folder),
    }
}

/// The trouble behind a failed migration.
pub(super) fn of_migration(error: &MigrateError, folder: &Path) -> StoreTrouble {
    match error {
        // It has a step that this program doesn't know, or knows otherwise.
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) | MigrateError::VersionTooNew(..) => {
            StoreTrouble::new(TroubleKind::Newer, folder)
        }
        MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => trouble(e, folder),
        MigrateError::Dirty(_) => StoreTrouble::new(TroubleKind::Damaged, folder),
        _ => StoreTrouble::new(TroubleKind::Disk, folder),
    }
}

/// By SQLite's result code; the extended ones carry the primary one in their lowest byte (sqlite.org/rescode.html).
fn kind(code: &str) -> TroubleKind {
    match code.parse::<u32>().map(|c| c & 0xff) {
        Ok(5 | 6) => TroubleKind::Locked,
        Ok(3 | 8 | 14 | 23) => TroubleKind::ReadOnly,
        Ok(13) => TroubleKind::Full,
        Ok(1 | 11 | 26) => TroubleKind::Damaged,
        _ => TroubleKind::Disk,
    }
}
