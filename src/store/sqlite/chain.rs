//! The chain: every row's hash is made of the row and the hash before it, so that no row can change or vanish unseen.

use sqlx::sqlite::SqliteRow;
use sqlx::{Error, Row as _};

/// What of every row is chained, with its number and its hash; after a number, at most so many.
pub(super) const SOME_ROWS: &str =
    "SELECT seq, id, trainee, session, scenario, time, body, hash FROM attempts WHERE seq > $1 ORDER BY seq LIMIT $2";

/// A link of the chain: a row's number and its hash. Number 0 is before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Link {
    /// Rows so far, this one among them.
    pub seq: i64,
    /// In hexadecimal; empty before the first.
    pub hash: String,
}

/// What of a row is chained.
pub(super) struct Row<'a> {
    pub id: &'a str,
    pub trainee: &'a str,
    pub session: &'a str,
    pub scenario: &'a str,
    pub time: i64,
    pub body: &'a str,
}

impl<'a> Row<'a> {
    /// Of [`SOME_ROWS`].
    pub(super) fn of(row: &'a SqliteRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get("id")?,
            trainee: row.try_get("trainee")?,
            session: row.try_get("session")?,
            scenario: row.try_get("scenario")?,
            time: row.try_get("time")?,
            body: row.try_get("body")?,
        })
    }
}

impl Link {
    /// The link after this one.
    pub(super) fn next(&self, row: &Row<'_>) -> Self {
        let seq = self.seq + 1;
        let (number, time) = (seq.to_string(), row.time.to_string());
        let mut hasher = blake3::Hasher::new();
        for part in [&self.hash, &number, row.id, row.trainee, row.session, row.scenario, &time, row.body] {
            // With its length, so that nothing can move from one part to the next.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        Self { seq, hash: hasher.finalize().to_hex().to_string() }
    }
}
