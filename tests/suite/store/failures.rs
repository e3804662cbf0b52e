//! Where the log can't be written: a plain sentence, the game plays on, and nothing is lost.

use std::collections::BTreeSet;
use std::fs;

use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::store::handle::Store;
use escalate_or_act::store::keeper::{Farewell, Written};
use escalate_or_act::store::log::Whose;
use escalate_or_act::store::sqlite::SqliteLog;
use escalate_or_act::store::trouble::TroubleKind;
use tempfile::tempdir;

use super::children::{says, writer};
use super::sample::{all, attempt, findings, store};

fn append(store: &Store, n: u64) -> Written {
    store.wait(move |keeper| keeper.append(vec![attempt(n).into()], None)).unwrap()
}

fn scenarios(attempts: &[Attempt]) -> Vec<String> {
    attempts.iter().map(|a| a.scenario.clone()).collect()
}

#[test]
fn no_room_on_the_disk_is_said_and_nothing_is_lost_or_doubled() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let mut child = writer(folder.path(), elsewhere.path(), 0, 150, Some(160));
    let heard: Vec<String> = says(&mut child).collect();
    child.wait().unwrap();
    let ids = |word: &str, place: usize| -> BTreeSet<String> {
        let lines = heard.iter().filter(|line| line.starts_with(word));
        lines.map(|line| line.split(' ').nth(place).unwrap().to_owned()).collect()
    };
    let (saved, waiting) = (ids("saved", 1), ids("trouble", 3));
    assert!(!saved.is_empty() && !waiting.is_empty(), "{heard:?}");
    assert!(heard.iter().any(|line| line.contains("Your answers can't be saved:") && line.contains("Play on;")), "{heard:?}");
    assert!(heard.last().unwrap().starts_with("rescued "), "{heard:?}");
    let before: BTreeSet<String> = all(folder.path()).iter().map(|a| a.id.to_string()).collect();
    assert!(saved.is_subset(&before));

    // There is room again: the next start takes the rescue file in.
    let store = store(folder.path(), elsewhere.path());
    let there = store.wait(|keeper| keeper.attempts(&Whose::Everybody)).unwrap().unwrap();
    assert_eq!(scenarios(&there), (0..150).map(|n| format!("cracked-lid-{n}")).collect::<Vec<_>>());
    store.close();
    assert_eq!(findings(folder.path()), []);
    let left: Vec<_> = fs::read_dir(elsewhere.path()).unwrap().collect();
    assert!(left.is_empty(), "the rescue file is gone once it is taken in");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_the_answers_are_rescued() {
    let base = tempdir().unwrap();
    let (folder, elsewhere) = (base.path().join("data"), tempdir().unwrap());
    // A file where the folder should be: refused to everybody, to an administrator too.
    fs::write(&folder, "in the way").unwrap();
    let first = store(&folder, elsewhere.path());
    for n in 0..3 {
        let written = append(&first, n);
        assert_eq!(written.unsaved as u64, n + 1);
        let trouble = written.trouble.unwrap();
        assert_eq!(trouble.kind, TroubleKind::ReadOnly);
        assert!(trouble.remedy.contains("--data") && trouble.remedy.contains(&folder.display().to_string()), "{trouble}");
    }
    let Some(Farewell::Rescued(3, path)) = first.close() else { panic!("not rescued") };
    assert!(path.starts_with(elsewhere.path()));
    let again = fs::read(&path).unwrap();
    fs::remove_file(&folder).unwrap();

    let second = store(&folder, elsewhere.path());
    append(&second, 7);
    second.close();
    assert!(!path.exists());
    // Somebody puts the file back: it changes nothing.
    fs::write(&path, again).unwrap();
    let third = store(&folder, elsewhere.path());
    append(&third, 8);
    third.close();
    assert_eq!(scenarios(&all(&folder)), [0, 1, 2, 7, 8].map(|n| format!("cracked-lid-{n}")));
    assert_eq!(findings(&folder), []);
}

#[test]
fn what_waits_is_written_in_order_as_soon_as_it_can_be() {
    let base = tempdir().unwrap();
    let folder = base.path().join("data");
    fs::write(&folder, "in the way").unwrap();
    let store = store(&folder, base.path());
    append(&store, 0);
    append(&store, 1);
    fs::remove_file(&folder).unwrap();
    assert_eq!(append(&store, 2), Written { unsaved: 0, trouble: None });
    assert_eq!(store.close(), Some(Farewell::Saved));
    assert_eq!(scenarios(&all(&folder)), [0, 1, 2].map(|n| format!("cracked-lid-{n}")));
}

#[test]
fn a_damaged_log_is_said_and_left_as_it_is() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    let file = folder.path().join("log.sqlite");
    let garbage = b"this is no database, and was somebody's diary".repeat(300);
    fs::write(&file, &garbage).unwrap();
    let store = store(folder.path(), elsewhere.path());
    let trouble = append(&store, 1).trouble.unwrap();
    assert_eq!(trouble.kind, TroubleKind::Damaged);
    assert!(matches!(store.close(), Some(Farewell::Rescued(1, _))));
    assert_eq!(fs::read(&file).unwrap(), garbage);
}

#[test]
fn a_newer_log_is_refused_in_a_plain_sentence() {
    let (folder, elsewhere) = (tempdir().unwrap(), tempdir().unwrap());
    drop(SqliteLog::open(folder.path()).unwrap());
    super::history::sql(
        folder.path(),
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
    );
    let store = store(folder.path(), elsewhere.path());
    let trouble = append(&store, 1).trouble.unwrap();
    assert_eq!(trouble.kind, TroubleKind::Newer);
    assert_eq!(trouble.sentence, "Your answers can't be saved: a newer version of this program wrote the log.");
    assert!(matches!(store.close(), Some(Farewell::Rescued(1, _))));
}

#[test]
fn another_program_that_holds_the_log_delays_an_answer_and_no_more() {
    let folder = tempdir().unwrap();
    let store = store(folder.path(), folder.path());
    append(&store, 0);
    let held = super::history::hold(folder.path());
    let written = append(&store, 1);
    assert_eq!(written.trouble.map(|t| t.kind), Some(TroubleKind::Locked));
    drop(held);
    assert_eq!(append(&store, 2), Written { unsaved: 0, trouble: None });
    store.close();
    assert_eq!(scenarios(&all(folder.path())), [0, 1, 2].map(|n| format!("cracked-lid-{n}")));
}
