//! A person goes out of the log; the rest is what it would be had they never been in it.

use std::fs;
use std::path::Path;

use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::store::erasure::{Beside, Erased};
use escalate_or_act::store::log::{Log, Whose};
use escalate_or_act::store::sqlite::SqliteLog;
use escalate_or_act::store::trouble::{StoreTrouble, TroubleKind};
use sqlx::Connection;
use tempfile::tempdir;

use super::{ADA, BO, WORDS, assert_gone, assert_there, fill, holding, note, of, person, traces};
use crate::suite::store::children::{says, writer};
use crate::suite::store::history::{connect, sql, try_sql};
use crate::suite::store::sample::{all, attempt, findings};

fn erase(folder: &Path, name: &str) -> Result<Erased, StoreTrouble> {
    SqliteLog::erase(folder, &person(name), Beside::default(), 77, &mut |_| {})
}

fn whose(folder: &Path, name: &str) -> Vec<Attempt> {
    SqliteLog::open(folder).unwrap().attempts(&Whose::Trainee(name.to_owned())).unwrap()
}

/// Number and hash of every row.
fn links(folder: &Path) -> Vec<(i64, String)> {
    let (runtime, mut connection) = connect(folder);
    let rows =
        runtime.block_on(sqlx::query_as("SELECT seq, hash FROM attempts ORDER BY seq").fetch_all(&mut connection)).unwrap();
    runtime.block_on(connection.close()).unwrap();
    rows
}

#[test]
fn nothing_of_them_is_left_and_the_rest_is_whole() {
    let folder = tempdir().unwrap();
    fill(folder.path(), ADA, BO, 8);
    let (theirs, others) = (traces(folder.path(), ADA), traces(folder.path(), BO));
    assert_there(folder.path(), &theirs);
    assert!(theirs.len() > 18 && theirs.iter().any(|trace| trace == WORDS));
    let before = SqliteLog::open(folder.path()).unwrap().kept(&person(BO)).unwrap();

    let erased = erase(folder.path(), ADA).unwrap();
    assert_eq!(erased, Erased { attempts: 8, notes: 1, sessions: 1, named: 1, unfinished: None });
    assert_gone(folder.path(), &theirs);
    // Where a session stood once, and what was set once: both may be left between the rows.
    assert_gone(folder.path(), &[format!("kept-for-{ADA}-0"), "a-trainee-still".to_owned()]);

    let mut after = SqliteLog::open(folder.path()).unwrap().kept(&person(BO)).unwrap();
    assert_eq!(after.notes[1].text, "What did (erased) mean by it?");
    assert_ne!(after.notes[1].id, before.notes[1].id, "an id made of the name would confirm it");
    let renamed = before.notes[1].id.to_string();
    (after.notes[1].id, after.notes[1].text) = (before.notes[1].id, format!("What did {ADA} mean by it?"));
    assert_eq!(after, before);
    assert_eq!(findings(folder.path()), []);
    assert_there(
        folder.path(),
        &others.into_iter().filter(|trace| !trace.contains(ADA) && *trace != renamed).collect::<Vec<_>>(),
    );
    assert!(whose(folder.path(), ADA).is_empty());

    // It goes on, and keeps what it is given.
    SqliteLog::open(folder.path()).unwrap().append(&[of(ADA, 90).into(), of(BO, 91).into()], None).unwrap();
    assert_eq!(findings(folder.path()), []);
    assert_eq!(all(folder.path()).len(), 10);
    for text in
        ["DELETE FROM attempts WHERE seq = 1", "UPDATE attempts SET hash = ''", "DELETE FROM notes", "DELETE FROM erasures"]
    {
        assert!(try_sql(folder.path(), text).is_err(), "{text}");
    }
}

#[test]
fn the_log_is_as_if_they_had_never_been_in_it() {
    for theirs in 0..32_u64 {
        let (folder, without) = (tempdir().unwrap(), tempdir().unwrap());
        let is_theirs = |n: u64| theirs >> n & 1 == 1;
        let (mut log, mut expected) = (SqliteLog::open(folder.path()).unwrap(), SqliteLog::open(without.path()).unwrap());
        for n in 0..5 {
            let new = of(if is_theirs(n) { ADA } else { BO }, n);
            log.append(&[new.clone().into()], None).unwrap();
            if !is_theirs(n) {
                expected.append(&[new.into()], None).unwrap();
            }
        }
        drop((log, expected));
        erase(folder.path(), ADA).unwrap();
        assert_eq!(links(folder.path()), links(without.path()), "{theirs:05b}");
        assert_eq!(all(folder.path()), all(without.path()), "{theirs:05b}");
        assert_eq!(findings(folder.path()), [], "{theirs:05b}");
        if theirs < 31 {
            let head = |folder: &Path| fs::read_to_string(folder.join("log.head")).unwrap();
            assert_eq!(head(folder.path()), head(without.path()), "{theirs:05b}");
        }
    }
}

#[test]
fn more_rows_than_are_chained_in_one_go() {
    let folder = tempdir().unwrap();
    let mut log = SqliteLog::open(folder.path()).unwrap();
    let entries: Vec<_> = (0..1700).map(|n| of(if n % 5 == 0 { ADA } else { BO }, n).into()).collect();
    log.append(&entries, None).unwrap();
    drop(log);
    assert_eq!(erase(folder.path(), ADA).unwrap().attempts, 340);
    assert_eq!(findings(folder.path()), []);
    let left: Vec<String> = all(folder.path()).into_iter().map(|a| a.scenario).collect();
    assert_eq!(left, (0..1700).filter(|n| n % 5 != 0).map(|n| format!("cracked-lid-{n}")).collect::<Vec<_>>());
}

#[test]
fn answers_that_stand_in_the_journal_alone_go_too() {
    let folder = tempdir().unwrap();
    let mut child = writer(folder.path(), folder.path(), 0, 1000, None);
    assert_eq!(says(&mut child).take(12).count(), 12);
    child.kill().unwrap();
    child.wait().unwrap();
    let stands = holding(folder.path(), "cracked-lid-7");
    assert!(stands.iter().any(|path| path.ends_with("log.sqlite-wal")), "{stands:?}");
    assert!(erase(folder.path(), "Ada").unwrap().attempts >= 12);
    for trace in ["Ada", "cracked-lid-7"] {
        assert_eq!(holding(folder.path(), trace), Vec::<std::path::PathBuf>::new());
    }
    assert_eq!(findings(folder.path()), []);
}

#[test]
fn who_only_took_a_note_is_erased_and_nobody_elses_row_moves() {
    let folder = tempdir().unwrap();
    let mut log = SqliteLog::open(folder.path()).unwrap();
    log.append(&[of(BO, 1).into(), of(BO, 2).into(), note(ADA, WORDS, 3).into()], None).unwrap();
    drop(log);
    let before = links(folder.path());
    assert_eq!(erase(folder.path(), ADA).unwrap().notes, 1);
    assert_eq!(links(folder.path()), before);
    assert_gone(folder.path(), &[ADA.to_owned(), WORDS.to_owned()]);
}

#[test]
fn a_log_that_was_changed_before_stays_said() {
    let folder = tempdir().unwrap();
    fill(folder.path(), ADA, BO, 4);
    sql(folder.path(), "DROP TRIGGER attempts_stay; UPDATE attempts SET time = 1 WHERE seq = 6");
    assert!(findings(folder.path())[0].sentence.ends_with("at answer 6."));
    erase(folder.path(), ADA).unwrap();
    for _ in 0..2 {
        let found = findings(folder.path());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, TroubleKind::Tampered);
        // Answers 1, 3 and 5 before it are gone.
        assert_eq!(found[0].sentence, "The log is not what was written: it was changed or damaged at answer 3.");
        SqliteLog::open(folder.path()).unwrap().append(&[attempt(70).into()], None).unwrap();
    }
}

#[test]
fn answers_that_were_missing_before_stay_missing() {
    let folder = tempdir().unwrap();
    fill(folder.path(), ADA, BO, 4);
    sql(folder.path(), "DROP TRIGGER attempts_remain; DELETE FROM attempts WHERE seq > 6");
    erase(folder.path(), ADA).unwrap();
    let found = findings(folder.path());
    assert_eq!(
        found.iter().map(|t| t.sentence.as_str()).collect::<Vec<_>>(),
        ["2 answers that were saved once are missing from the end of the log."]
    );
}

#[test]
fn nobody_is_erased_while_somebody_has_the_log_open() {
    let folder = tempdir().unwrap();
    fill(folder.path(), ADA, BO, 2);
    let mut open = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(open.trainees().unwrap(), [ADA, BO]);
    let refused = erase(folder.path(), ADA).unwrap_err();
    assert_eq!(refused.kind, TroubleKind::Locked);
    assert!(refused.to_string().contains("has it open. Leave it there, then run this again."), "{refused}");
    open.append(&[of(ADA, 50).into()], None).unwrap();
    drop(open);
    assert_eq!(whose(folder.path(), ADA).len(), 3, "nothing went");
    assert_eq!(erase(folder.path(), ADA).unwrap().attempts, 3);
}
