//! Erasing a person out of the log: alone with it, in one transaction, and to the end from wherever it was stopped.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Error, Row as _, SqliteConnection};
use tokio::runtime::Runtime;
use tokio::time::sleep;

use super::chain::{Link, Row, SOME_ROWS};
use super::error::trouble;
use super::head::{self, Head};
use super::open::{APPEND_ONLY, PATIENCE, in_runtime};
use super::read::end;
use super::{verify, wait};
use crate::domain::session::Millis;
use crate::domain::session::hash;
use crate::store::erasure::{Beside, Erased, Noted, Person, Step};
use crate::store::folder::LOG;
use crate::store::trouble::{StoreTrouble, TroubleKind};

/// The triggers that keep the log append-only are lifted within the transaction alone: [`APPEND_ONLY`] puts them back before its end.
const LIFTED: &str = "DROP TRIGGER IF EXISTS attempts_stay; DROP TRIGGER IF EXISTS attempts_remain;
     DROP TRIGGER IF EXISTS notes_stay; DROP TRIGGER IF EXISTS notes_remain;";
/// After so long one tries again to be alone with the log.
const AGAIN: Duration = Duration::from_millis(20);
/// Rows that are chained anew in one go.
const AT_ONCE: i64 = 500;

/// Something in the way, in the words of an erasure.
fn refused(error: &Error, folder: &Path) -> StoreTrouble {
    StoreTrouble::of_erasing(trouble(error, folder).kind, folder)
}

fn refused_io(error: &std::io::Error, folder: &Path) -> StoreTrouble {
    StoreTrouble::of_erasing(StoreTrouble::of_io(error, folder).kind, folder)
}

pub(super) fn erase(
    folder: &Path,
    person: &Person,
    beside: Beside,
    now: Millis,
    told: &mut dyn FnMut(Step),
) -> Result<Erased, StoreTrouble> {
    // Brings an older log up to date, and finishes what was stopped before.
    drop(super::open::open(folder).map_err(|refused| StoreTrouble::of_erasing(refused.kind, folder))?);
    in_runtime(folder, |runtime, folder| {
        let mut connection = wait(runtime, connect(folder)).map_err(|e| refused(&e, folder))?;
        // Nothing of them enters it: from a hash of a name the name could be guessed.
        let id = unlike_any(now);
        if !beside.exchange.iter().all(|(ready, _)| ready.exists()) {
            return Err(StoreTrouble::of_erasing(TroubleKind::Disk, folder));
        }
        let noted = Noted { id, beside };
        noted.put(folder).map_err(|e| refused_io(&e, folder))?;
        told(Step::Noted);
        let decided = wait(runtime, decide(&mut connection, folder, person, &noted.id, now, told));
        match decided {
            Ok(mut erased) => {
                told(Step::Committed);
                erased.unfinished = finish(runtime, connection, folder, &noted, told).err();
                Ok(erased)
            }
            Err(error) => {
                // Nothing is in the log, so nothing is to be done; if this fails too, the next start does it.
                let _ = noted.drop_ready().and_then(|()| Noted::done(folder));
                Err(refused(&error, folder))
            }
        }
    })
}

/// Goes on with an erasure that was stopped: to its end if it was decided, else back to where it began.
pub(super) fn go_on(runtime: &Runtime, folder: &Path) -> Result<(), StoreTrouble> {
    if !Noted::is_there(folder) {
        return Ok(());
    }
    let failed = |e: &std::io::Error| refused_io(e, folder);
    let noted = Noted::read(folder).map_err(|e| failed(&e))?;
    if let Some(noted) = noted {
        let mut connection = wait(runtime, connect(folder)).map_err(|e| refused(&e, folder))?;
        if wait(runtime, is_decided(&mut connection, &noted.id)).map_err(|e| refused(&e, folder))? {
            return finish(runtime, connection, folder, &noted, &mut |_| {});
        }
        noted.drop_ready().map_err(|e| failed(&e))?;
    }
    Noted::done(folder).map_err(|e| failed(&e))
}

/// A connection that nobody else has one beside; for that one waits as long as for another program's writing, and SQLite itself can't.
async fn connect(folder: &Path) -> Result<SqliteConnection, Error> {
    let begun = Instant::now();
    loop {
        let connected = try_to_connect(folder).await;
        let locked = |error: &Error| trouble(error, folder).kind == TroubleKind::Locked;
        if !connected.as_ref().is_err_and(locked) || begun.elapsed() > PATIENCE {
            return connected;
        }
        sleep(AGAIN).await;
    }
}

/// What it deletes it overwrites.
async fn try_to_connect(folder: &Path) -> Result<SqliteConnection, Error> {
    let options = SqliteConnectOptions::new()
        .filename(folder.join(LOG))
        .create_if_missing(false)
        .locking_mode(SqliteLockingMode::Exclusive)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "ON")
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    // The first look takes the lock, and keeps it.
    sqlx::raw_sql("BEGIN IMMEDIATE; COMMIT").execute(&mut connection).await?;
    Ok(connection)
}

async fn is_decided(connection: &mut SqliteConnection, id: &str) -> Result<bool, Error> {
    let (tables,): (i64,) = sqlx::query_as("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'erasures'")
        .fetch_one(&mut *connection)
        .await?;
    if tables == 0 {
        // Another log was put in its place.
        return Ok(false);
    }
    let (decided,): (i64,) = sqlx::query_as("SELECT count(*) FROM erasures WHERE id = $1").bind(id).fetch_one(connection).await?;
    Ok(decided > 0)
}

async fn decide(
    connection: &mut SqliteConnection,
    folder: &Path,
    person: &Person,
    id: &str,
    now: Millis,
    told: &mut dyn FnMut(Step),
) -> Result<Erased, Error> {
    let broken = verify::first_broken(connection, folder).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::raw_sql(LIFTED).execute(&mut *transaction).await?;
    let mut erased = Erased::default();
    let (mut first, mut before) = (None, 0);
    for trainee in &person.trainees {
        let (from, earlier): (Option<i64>, i64) =
            sqlx::query_as("SELECT min(seq), count(CASE WHEN seq < $2 THEN 1 END) FROM attempts WHERE trainee = $1")
                .bind(trainee)
                .bind(broken.unwrap_or(0))
                .fetch_one(&mut *transaction)
                .await?;
        first = first.into_iter().chain(from).min();
        before += earlier;
        erased.attempts += delete(&mut transaction, "DELETE FROM attempts WHERE trainee = $1", trainee).await?;
        erased.notes += delete(&mut transaction, "DELETE FROM notes WHERE trainee = $1", trainee).await?;
        erased.sessions += delete(&mut transaction, "DELETE FROM sessions WHERE trainee = $1", trainee).await?;
        delete(&mut transaction, "DELETE FROM profiles WHERE trainee = $1", trainee).await?;
    }
    erased.named = take_name_out(&mut transaction, person).await?;
    told(Step::Deleted);
    if let Some(first) = first {
        chain_anew(&mut transaction, first).await?;
    }
    told(Step::Chained);
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    sqlx::query("INSERT INTO erasures (id, time, attempts, notes, sessions, broken) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(now)
        .bind(number(erased.attempts))
        .bind(number(erased.notes))
        .bind(number(erased.sessions))
        .bind(broken.map(|row| (row - before).max(1)))
        .execute(&mut *transaction)
        .await?;
    sqlx::raw_sql(APPEND_ONLY).execute(&mut *transaction).await?;
    transaction.commit().await?;
    Ok(erased)
}

async fn delete(connection: &mut SqliteConnection, query: &'static str, trainee: &str) -> Result<u64, Error> {
    sqlx::query(query).bind(trainee).execute(connection).await.map(|done| done.rows_affected())
}

/// An id of that time that tells nothing of what it is for.
fn unlike_any(time: Millis) -> String {
    let chance = RandomState::new().build_hasher().finish();
    hash::id(time, &[&chance.to_le_bytes()]).to_string()
}

/// Takes the name out of what others noted. How many notes had it.
async fn take_name_out(connection: &mut SqliteConnection, person: &Person) -> Result<u64, Error> {
    let notes: Vec<(String, String)> = sqlx::query_as("SELECT id, body FROM notes").fetch_all(&mut *connection).await?;
    let mut named = 0;
    for (id, body) in notes {
        let Ok(mut note) = serde_json::from_str::<Json>(&body) else { continue };
        let Some(Json::String(text)) = note.get_mut("text") else { continue };
        let Some(without) = person.name.taken_out_of(text) else { continue };
        *text = without;
        // The old id was made of the old words: a guess at the name could be checked against it.
        let time = note.get("time").and_then(Json::as_i64).unwrap_or_default();
        let fresh = unlike_any(time);
        if let Some(own) = note.get_mut("id") {
            *own = Json::String(fresh.clone());
        }
        let query = sqlx::query("UPDATE notes SET id = $1, body = $2 WHERE id = $3");
        query.bind(fresh).bind(note.to_string()).bind(id).execute(&mut *connection).await?;
        named += 1;
    }
    Ok(named)
}

/// Numbers and chains the rows from a number on anew, after the row that is then before them.
async fn chain_anew(connection: &mut SqliteConnection, first: i64) -> Result<(), Error> {
    let last: Option<(i64, String)> = sqlx::query_as("SELECT seq, hash FROM attempts WHERE seq < $1 ORDER BY seq DESC LIMIT 1")
        .bind(first)
        .fetch_optional(&mut *connection)
        .await?;
    let mut link = last.map_or_else(Link::default, |(seq, hash)| Link { seq, hash });
    let mut done = first - 1;
    loop {
        let rows = sqlx::query(SOME_ROWS).bind(done).bind(AT_ONCE).fetch_all(&mut *connection).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            done = row.try_get("seq")?;
            link = link.next(&Row::of(row)?);
            // Numbers only fall, and those below are settled: none is given twice.
            sqlx::query("UPDATE attempts SET seq = $1, hash = $2 WHERE seq = $3")
                .bind(link.seq)
                .bind(&link.hash)
                .bind(done)
                .execute(&mut *connection)
                .await?;
        }
    }
}

/// All that comes after the decision. Doing it again does no harm.
fn finish(
    runtime: &Runtime,
    mut connection: SqliteConnection,
    folder: &Path,
    noted: &Noted,
    told: &mut dyn FnMut(Step),
) -> Result<(), StoreTrouble> {
    noted.carry_out().map_err(|e| refused_io(&e, folder))?;
    told(Step::Exchanged);
    let rebuilt = wait(runtime, async {
        sqlx::raw_sql("VACUUM").execute(&mut connection).await?;
        sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
        end(&mut connection).await
    });
    let end = rebuilt.map_err(|e| refused(&e, folder))?;
    told(Step::Rebuilt);
    let missing = head::read(folder).missing;
    let put = head::put(folder, &Head { end, missing });
    put.and_then(|()| Noted::done(folder)).map_err(|e| refused_io(&e, folder))?;
    // Left by a program that was killed; as long as this one is alone nobody reads it.
    let _ = fs::remove_file(folder.join(format!("{LOG}-shm")));
    told(Step::Finished);
    // Closing it gives the lock back; whatever it says, all is done.
    let _ = wait(runtime, connection.close());
    Ok(())
}
