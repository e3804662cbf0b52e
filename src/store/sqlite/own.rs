//! Reading everything of one person, and who there is.

use serde::de::DeserializeOwned;
use sqlx::{Error, SqliteConnection};

use super::read::{parse, policy};
use crate::domain::person::own::{Judge, Kept, Sitting};
use crate::domain::session::note::Note;
use crate::store::erasure::Person;

pub(super) async fn trainees(connection: &mut SqliteConnection) -> Result<Vec<String>, Error> {
    let query = "SELECT trainee FROM attempts UNION SELECT trainee FROM notes
         UNION SELECT trainee FROM sessions UNION SELECT trainee FROM profiles ORDER BY 1";
    let names: Vec<(String,)> = sqlx::query_as(query).fetch_all(connection).await?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}

/// What can't be read is given as it stands: it is theirs, too.
pub(super) async fn kept(connection: &mut SqliteConnection, person: &Person) -> Result<Kept, Error> {
    let mut kept = Kept::default();
    for trainee in &person.trainees {
        let bodies: Vec<(String,)> = sqlx::query_as("SELECT body FROM attempts WHERE trainee = $1 ORDER BY seq")
            .bind(trainee)
            .fetch_all(&mut *connection)
            .await?;
        kept.attempts.extend(bodies.into_iter().filter_map(|(body,)| read(body, &mut kept.unreadable)));
        let bodies: Vec<(String,)> = sqlx::query_as("SELECT body FROM notes WHERE trainee = $1 ORDER BY time, id")
            .bind(trainee)
            .fetch_all(&mut *connection)
            .await?;
        kept.notes.extend(bodies.into_iter().filter_map(|(body,)| read(body, &mut kept.unreadable)));
        let sittings: Vec<(i64, Option<i64>, String)> =
            sqlx::query_as("SELECT saved, finished, snapshot FROM sessions WHERE trainee = $1 ORDER BY saved DESC, id DESC")
                .bind(trainee)
                .fetch_all(&mut *connection)
                .await?;
        for (saved, finished, body) in sittings {
            kept.sittings.extend(read(body, &mut kept.unreadable).map(|snapshot| Sitting { saved, finished, snapshot }));
        }
        let profile: Option<(String,)> =
            sqlx::query_as("SELECT body FROM profiles WHERE trainee = $1").bind(trainee).fetch_optional(&mut *connection).await?;
        kept.profiles.extend(profile.and_then(|(body,)| read(body, &mut kept.unreadable)));
    }
    for stamp in kept.stamps() {
        let text = policy(connection, &stamp.hash).await?.map(|policy| policy.text);
        kept.policies.push(Judge { stamp, text });
    }
    let notes: Vec<(String, String)> = sqlx::query_as("SELECT trainee, body FROM notes").fetch_all(connection).await?;
    let named = |(trainee, body): &&(String, String)| {
        !person.trainees.contains(trainee) && parse::<Note>(body).is_some_and(|note| person.name.stands_in(&note.text))
    };
    kept.named = notes.iter().filter(named).count();
    Ok(kept)
}

fn read<T: DeserializeOwned>(body: String, unreadable: &mut Vec<String>) -> Option<T> {
    let read = parse(&body);
    if read.is_none() {
        unreadable.push(body);
    }
    read
}
