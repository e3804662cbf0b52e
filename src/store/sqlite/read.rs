//! Reading. What comes out of the file is made safe here: it may have been written by anybody.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use sqlx::{Error, SqliteConnection};

use super::chain::Link;
use crate::domain::learner::profile::Profile;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::note::Note;
use crate::domain::session::snapshot::Snapshot;
use crate::domain::text::Text;
use crate::store::entry::PolicyText;
use crate::store::log::Whose;

/// The last link of the chain.
pub(super) async fn end(connection: &mut SqliteConnection) -> Result<Link, Error> {
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT seq, hash FROM attempts ORDER BY seq DESC LIMIT 1").fetch_optional(connection).await?;
    Ok(last.map_or_else(Link::default, |(seq, hash)| Link { seq, hash }))
}

/// A row that can't be read is left out: the check of the chain names it.
pub(super) async fn attempts(connection: &mut SqliteConnection, whose: &Whose) -> Result<Vec<Attempt>, Error> {
    let bodies: Vec<(String,)> = match whose {
        Whose::Trainee(name) => {
            sqlx::query_as("SELECT body FROM attempts WHERE trainee = $1 ORDER BY seq").bind(name).fetch_all(connection).await?
        }
        Whose::Session(id) => {
            let query = sqlx::query_as("SELECT body FROM attempts WHERE session = $1 ORDER BY seq");
            query.bind(id.to_string()).fetch_all(connection).await?
        }
        Whose::Everybody => sqlx::query_as("SELECT body FROM attempts ORDER BY seq").fetch_all(connection).await?,
    };
    Ok(bodies.iter().filter_map(|(body,)| parse(body)).collect())
}

pub(super) async fn notes(connection: &mut SqliteConnection, trainee: &str) -> Result<Vec<Note>, Error> {
    let query = sqlx::query_as("SELECT body FROM notes WHERE trainee = $1 ORDER BY time, id");
    let bodies: Vec<(String,)> = query.bind(trainee).fetch_all(connection).await?;
    Ok(bodies.iter().filter_map(|(body,)| parse(body)).collect())
}

pub(super) async fn policy(connection: &mut SqliteConnection, hash: &str) -> Result<Option<PolicyText>, Error> {
    let query = sqlx::query_as("SELECT id, version, text FROM policies WHERE hash = $1").bind(hash);
    let found: Option<(String, String, String)> = query.fetch_optional(connection).await?;
    Ok(found.map(|(id, version, text)| PolicyText { hash: hash.to_owned(), id, version, text }))
}

pub(super) async fn unfinished(connection: &mut SqliteConnection, trainee: &str) -> Result<Vec<Snapshot>, Error> {
    let query =
        sqlx::query_as("SELECT snapshot FROM sessions WHERE trainee = $1 AND finished IS NULL ORDER BY saved DESC, id DESC");
    let bodies: Vec<(String,)> = query.bind(trainee).fetch_all(connection).await?;
    Ok(bodies.iter().filter_map(|(body,)| parse(body)).collect())
}

pub(super) async fn profile(connection: &mut SqliteConnection, trainee: &str) -> Result<Profile, Error> {
    let query = sqlx::query_as("SELECT body FROM profiles WHERE trainee = $1").bind(trainee);
    let found: Option<(String,)> = query.fetch_optional(connection).await?;
    Ok(found.and_then(|(body,)| parse(&body)).unwrap_or_default())
}

/// JSON from a file, its strings made safe to show.
pub(super) fn parse<T: DeserializeOwned>(body: &str) -> Option<T> {
    let mut json: Json = serde_json::from_str(body).ok()?;
    clean(&mut json);
    serde_json::from_value(json).ok()
}

fn clean(json: &mut Json) {
    match json {
        Json::String(text) => *text = Text::clean(text).to_string(),
        Json::Array(items) => items.iter_mut().for_each(clean),
        Json::Object(members) => {
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, mut value)| {
                    clean(&mut value);
                    (Text::clean(&name).to_string(), value)
                })
                .collect();
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
