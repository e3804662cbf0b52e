//! Opening: for writing where that can be, else for reading; an older log is brought up to date, a newer one refused.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use tokio::runtime::{Builder, Runtime};

use super::error::{of_migration, trouble};
use super::verify::{self, Progress};
use super::{SqliteLog, erase, wait};
use crate::store::folder::{self, LOG};
use crate::store::trouble::{StoreTrouble, TroubleKind};

static MIGRATIONS: Migrator = sqlx::migrate!("src/store/migrations");

/// What only SQLite understands, and so isn't among the migrations.
pub(super) const APPEND_ONLY: &str = include_str!("append_only.sql");

/// How long a write waits for another program's: commits take milliseconds, and what fails is tried again with the next answer.
pub(super) const PATIENCE: Duration = Duration::from_millis(800);

/// Does something in the folder, with a runtime that ends with it.
pub(super) fn in_runtime<T>(
    folder: &Path,
    work: impl FnOnce(&Runtime, &Path) -> Result<T, StoreTrouble>,
) -> Result<T, StoreTrouble> {
    work(&runtime(folder)?, folder)
}

fn runtime(folder: &Path) -> Result<Runtime, StoreTrouble> {
    Builder::new_current_thread().enable_time().build().map_err(|e| StoreTrouble::of_io(&e, folder))
}

pub(super) fn open(folder: &Path) -> Result<SqliteLog, StoreTrouble> {
    let runtime = runtime(folder)?;
    match for_writing(&runtime, folder) {
        Ok((connection, progress)) => Ok(log(runtime, connection, folder, false, progress)),
        Err(refused) if refused.kind == TroubleKind::ReadOnly => {
            let connection = for_reading(&runtime, folder).map_err(|_| refused)?;
            Ok(log(runtime, connection, folder, true, Progress::default()))
        }
        Err(refused) => Err(refused),
    }
}

fn log(runtime: Runtime, connection: SqliteConnection, folder: &Path, read_only: bool, progress: Progress) -> SqliteLog {
    SqliteLog { runtime, connection, folder: folder.to_path_buf(), read_only, progress }
}

fn for_writing(runtime: &Runtime, folder: &Path) -> Result<(SqliteConnection, Progress), StoreTrouble> {
    folder::prepare(folder).map_err(|e| StoreTrouble::of_io(&e, folder))?;
    erase::go_on(runtime, folder)?;
    let options = SqliteConnectOptions::new()
        .filename(folder.join(LOG))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .disable_statement_logging();
    wait(runtime, async {
        let mut connection = options.connect().await.map_err(|e| trouble(&e, folder))?;
        MIGRATIONS.run(&mut connection).await.map_err(|e| of_migration(&e, folder))?;
        sqlx::raw_sql(APPEND_ONLY).execute(&mut connection).await.map_err(|e| trouble(&e, folder))?;
        let progress = verify::compare_end(&mut connection, folder).await.map_err(|e| trouble(&e, folder))?;
        Ok((connection, progress))
    })
}

/// A log in a folder that can't be written: its journal can't be opened there, so SQLite must be told that nothing changes.
fn for_reading(runtime: &Runtime, folder: &Path) -> Result<SqliteConnection, StoreTrouble> {
    let options = SqliteConnectOptions::new()
        .filename(folder.join(LOG))
        .create_if_missing(false)
        .read_only(true)
        .immutable(true)
        .disable_statement_logging();
    wait(runtime, async {
        let mut connection = options.connect().await.map_err(|e| trouble(&e, folder))?;
        // An empty or foreign file opens, too: only one with a log in it is worth reading.
        super::read::end(&mut connection).await.map_err(|e| trouble(&e, folder))?;
        Ok(connection)
    })
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::{Path, Progress, SqliteLog, for_reading, log, runtime};
    use crate::domain::learner::profile::Profile;
    use crate::store::folder::LOG;
    use crate::store::log::Log;
    use crate::store::trouble::TroubleKind;

    fn reader(folder: &Path) -> Option<SqliteLog> {
        let runtime = runtime(folder).ok()?;
        let connection = for_reading(&runtime, folder).ok()?;
        Some(log(runtime, connection, folder, true, Progress::default()))
    }

    #[test]
    fn a_log_that_cannot_be_written_can_be_read() {
        let folder = tempdir().unwrap();
        let profile = Profile::default();
        SqliteLog::open(folder.path()).unwrap().save_profile("Ada", &profile).unwrap();
        let journal = std::fs::metadata(folder.path().join(format!("{LOG}-wal")));
        assert_eq!(journal.map_or(0, |m| m.len()), 0, "closing leaves one whole file behind");
        let mut reader = reader(folder.path()).unwrap();
        assert_eq!(reader.profile("Ada").unwrap(), profile);
        let refused = reader.append(&[], None).unwrap_err();
        assert_eq!(refused.kind, TroubleKind::ReadOnly);
    }

    #[test]
    fn what_is_no_log_is_not_read() {
        let folder = tempdir().unwrap();
        assert!(reader(folder.path()).is_none());
        std::fs::write(folder.path().join(LOG), "").unwrap();
        assert!(reader(folder.path()).is_none());
    }
}
