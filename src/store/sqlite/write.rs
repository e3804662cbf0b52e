//! Writing: each call is one transaction, and durable when it returns.

use serde::Serialize;
use sqlx::{Connection, Error, SqliteConnection};
use uuid::Uuid;

use super::chain::{Link, Row};
use super::read::end;
use crate::domain::learner::profile::Profile;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;
use crate::store::entry::{Entry, PolicyText};

/// Appends what isn't there yet, and says where a session stands. Gives the end of the chain, if it moved.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    entries: &[Entry],
    session: Option<&Snapshot>,
) -> Result<Option<Link>, Error> {
    // Immediate: the end of the chain must not move between reading and writing it.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let before = end(&mut transaction).await?;
    let mut link = before.clone();
    for entry in entries {
        match entry {
            Entry::Attempt(new) => link = attempt(&mut transaction, new, link).await?,
            Entry::Note(new) => note(&mut transaction, new).await?,
            Entry::Policy(text) => policy(&mut transaction, text).await?,
        }
    }
    if let Some(snapshot) = session {
        place(&mut transaction, snapshot, entries).await?;
    }
    transaction.commit().await?;
    Ok((link != before).then_some(link))
}

async fn attempt(connection: &mut SqliteConnection, new: &Attempt, last: Link) -> Result<Link, Error> {
    let (id, session, body) = (new.id.to_string(), new.session.to_string(), json(new)?);
    let known: Option<(i64,)> =
        sqlx::query_as("SELECT seq FROM attempts WHERE id = $1").bind(&id).fetch_optional(&mut *connection).await?;
    if known.is_some() {
        return Ok(last);
    }
    let (trainee, scenario) = (new.trainee.as_str(), new.scenario.as_str());
    let link = last.next(&Row { id: &id, trainee, session: &session, scenario, time: new.time, body: &body });
    sqlx::query(
        "INSERT INTO attempts (seq, id, trainee, session, scenario, time, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(link.seq)
    .bind(&id)
    .bind(trainee)
    .bind(&session)
    .bind(scenario)
    .bind(new.time)
    .bind(&body)
    .bind(&link.hash)
    .execute(connection)
    .await?;
    Ok(link)
}

async fn note(connection: &mut SqliteConnection, new: &Note) -> Result<(), Error> {
    sqlx::query("INSERT INTO notes (id, trainee, time, body) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING")
        .bind(new.id.to_string())
        .bind(&new.trainee)
        .bind(new.time)
        .bind(json(new)?)
        .execute(connection)
        .await
        .map(drop)
}

async fn policy(connection: &mut SqliteConnection, new: &PolicyText) -> Result<(), Error> {
    sqlx::query("INSERT INTO policies (hash, id, version, text) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING")
        .bind(&new.hash)
        .bind(&new.id)
        .bind(&new.version)
        .bind(&new.text)
        .execute(connection)
        .await
        .map(drop)
}

/// Where a session stands. One that is finished stays finished.
async fn place(connection: &mut SqliteConnection, snapshot: &Snapshot, entries: &[Entry]) -> Result<(), Error> {
    let latest = entries.iter().filter_map(Entry::attempt).map(|a| a.time).max();
    sqlx::query(
        "INSERT INTO sessions (id, trainee, saved, finished, snapshot) VALUES ($1, $2, $3, NULL, $4)
         ON CONFLICT (id) DO UPDATE SET saved = excluded.saved, snapshot = excluded.snapshot",
    )
    .bind(snapshot.id.to_string())
    .bind(&snapshot.trainee)
    .bind(latest.unwrap_or(snapshot.started).max(snapshot.started))
    .bind(json(snapshot)?)
    .execute(connection)
    .await
    .map(drop)
}

pub(super) async fn finish(connection: &mut SqliteConnection, session: Uuid, now: Millis) -> Result<(), Error> {
    sqlx::query("UPDATE sessions SET finished = $1 WHERE id = $2 AND finished IS NULL")
        .bind(now)
        .bind(session.to_string())
        .execute(connection)
        .await
        .map(drop)
}

pub(super) async fn profile(connection: &mut SqliteConnection, trainee: &str, profile: &Profile) -> Result<(), Error> {
    sqlx::query("INSERT INTO profiles (trainee, body) VALUES ($1, $2) ON CONFLICT (trainee) DO UPDATE SET body = excluded.body")
        .bind(trainee)
        .bind(json(profile)?)
        .execute(connection)
        .await
        .map(drop)
}

fn json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| Error::Encode(Box::new(e)))
}
