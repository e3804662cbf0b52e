//! Comparing the log with what was written: its end with the head kept apart, at once; every link anew, bit by bit.

use std::path::Path;

use sqlx::{Error, Row as _, SqliteConnection};

use super::chain::{Link, Row, SOME_ROWS};
use super::head::{self, Head};
use super::read::end;
use crate::store::trouble::{StoreTrouble, TroubleKind};

/// Rows looked at in one go: so few that nobody's answer waits for it.
const AT_ONCE: i64 = 500;

/// What was found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// The last row looked at: its number and hash, as stored.
    stored: Link,
    /// The first row that isn't what was written.
    broken: Option<i64>,
    /// Answers missing at the end.
    missing: i64,
}

/// Compares the log's end with its head. What is missing is added to the head, and said from then on.
pub(super) async fn compare_end(connection: &mut SqliteConnection, folder: &Path) -> Result<Progress, Error> {
    // The head first: another program may append between the two, and then the log is ahead, which is no loss.
    let Head { end: written, missing } = head::read(folder);
    let end = end(connection).await?;
    let lost = (written.seq - end.seq).max(0);
    let at_head: Option<(String,)> =
        sqlx::query_as("SELECT hash FROM attempts WHERE seq = $1").bind(written.seq).fetch_optional(&mut *connection).await?;
    if lost > 0 {
        let _ = head::put(folder, &Head { end, missing: missing + lost });
    }
    let other = at_head.is_some_and(|(hash,)| hash != written.hash);
    // What an erasure chained anew was found to be wrong before stays said.
    let (before,): (Option<i64>,) = sqlx::query_as("SELECT min(broken) FROM erasures").fetch_one(&mut *connection).await?;
    let broken = other.then_some(written.seq).into_iter().chain(before).min();
    Ok(Progress { broken, missing: missing + lost, ..Progress::default() })
}

/// The first row that isn't what was written, once all of the chain was followed.
pub(super) async fn first_broken(connection: &mut SqliteConnection, folder: &Path) -> Result<Option<i64>, Error> {
    let mut progress = compare_end(connection, folder).await?;
    while !some_more(connection, &mut progress).await? {}
    Ok(progress.broken)
}

/// Follows the chain over some more rows. True once it has come to its end.
pub(super) async fn some_more(connection: &mut SqliteConnection, progress: &mut Progress) -> Result<bool, Error> {
    let rows = sqlx::query(SOME_ROWS).bind(progress.stored.seq).bind(AT_ONCE).fetch_all(&mut *connection).await?;
    for row in &rows {
        let found = Link { seq: row.try_get("seq")?, hash: row.try_get("hash")? };
        let expected = progress.stored.next(&Row::of(row)?);
        if found != expected {
            progress.broken = Some(progress.broken.map_or(expected.seq, |first| first.min(expected.seq)));
        }
        progress.stored = found;
    }
    Ok(rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX))
}

/// What there is to say about it.
pub(super) fn findings(progress: &Progress, folder: &Path) -> Vec<StoreTrouble> {
    let broken = progress.broken.map(|row| {
        let trouble = StoreTrouble::new(TroubleKind::Tampered, folder);
        let sentence = format!("The log is not what was written: it was changed or damaged at answer {row}.");
        trouble.with(sentence)
    });
    let missing = (progress.missing > 0).then(|| {
        let trouble = StoreTrouble::new(TroubleKind::TailLost, folder);
        let (n, are) = (
            progress.missing,
            if progress.missing == 1 { "answer that was saved once is" } else { "answers that were saved once are" },
        );
        trouble.with(format!("{n} {are} missing from the end of the log."))
    });
    broken.into_iter().chain(missing).collect()
}
