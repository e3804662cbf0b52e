//! Killed at any step, an erasure has happened whole, or not at all; and it can be run again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use escalate_or_act::store::erasure::{Beside, Step};
use escalate_or_act::store::log::Log;
use escalate_or_act::store::sqlite::SqliteLog;
use tempfile::{TempDir, tempdir};

use super::{ADA, BO, assert_gone, assert_there, fill, person, traces};
use crate::suite::store::sample::findings;

const ROLE: &str = "EOA_TEST_ERASING";

fn beside(folder: &Path) -> Beside {
    let at = |name: &str| folder.join(name);
    Beside { exchange: vec![(at("meeting.journal-ready"), at("meeting.journal"))], wipe: vec![at("torn.partly-read")] }
}

/// A log with two people in it, and files beside it that are about one.
fn filled() -> TempDir {
    let folder = tempdir().unwrap();
    fill(folder.path(), ADA, BO, 3);
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("meeting.journal", &format!("{ADA} voted yes"));
    write("meeting.journal-ready", "somebody was here");
    write("torn.partly-read", &format!("\"{ADA}\" and no mo"));
    folder
}

/// Runs a child that erases, and dies once this step is done.
fn erase_until(folder: &Path, step: Step) {
    let run = ["--exact", "suite::rights::killed::child", "--ignored", "--nocapture", "--test-threads=1"];
    let role = format!("{}\n{step:?}", folder.display());
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(run).env(ROLE, role).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(!command.status().unwrap().success(), "it was to die after {step:?}");
}

#[test]
#[ignore = "a process of its own for other tests"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let (folder, last) = role.split_once('\n').unwrap();
    let folder = PathBuf::from(folder);
    let mut told = |step: Step| {
        if format!("{step:?}") == last {
            std::process::abort();
        }
    };
    SqliteLog::erase(&folder, &person(ADA), beside(&folder), 77, &mut told).unwrap();
}

#[test]
fn killed_at_any_step_it_is_all_there_or_all_gone() {
    for step in Step::ALL {
        let folder = filled();
        let theirs = traces(folder.path(), ADA);
        assert_there(folder.path(), &theirs);
        let before = SqliteLog::open(folder.path()).unwrap().kept(&person(ADA)).unwrap();
        erase_until(folder.path(), step);
        // The next start, of anything that opens the log.
        let mut log = SqliteLog::open(folder.path()).unwrap();
        let after = log.kept(&person(ADA)).unwrap();
        assert_eq!(log.attempts(&escalate_or_act::store::log::Whose::Everybody).unwrap().len(), 3 + after.attempts.len());
        drop(log);
        let meeting = fs::read_to_string(folder.path().join("meeting.journal")).unwrap();
        assert!(!folder.path().join("erasing.json").exists(), "after {step:?}");
        assert!(!folder.path().join("meeting.journal-ready").exists(), "after {step:?}");
        if step < Step::Committed {
            assert_eq!(after, before, "after {step:?}");
            assert_eq!(meeting, format!("{ADA} voted yes"), "after {step:?}");
            assert!(folder.path().join("torn.partly-read").exists(), "after {step:?}");
            assert_there(folder.path(), &theirs);
        } else {
            assert!(after.is_empty(), "after {step:?}");
            assert_eq!(meeting, "somebody was here", "after {step:?}");
            assert_gone(folder.path(), &theirs);
        }
        assert_eq!(findings(folder.path()), [], "after {step:?}");
        // Run again, it comes to its end.
        fs::write(folder.path().join("meeting.journal-ready"), "somebody was here").unwrap();
        SqliteLog::erase(folder.path(), &person(ADA), beside(folder.path()), 78, &mut |_| {}).unwrap();
        assert_gone(folder.path(), &theirs);
        assert_eq!(findings(folder.path()), [], "after {step:?} and another run");
    }
}

#[test]
fn two_kills_in_a_row_are_no_worse_than_one() {
    let folder = filled();
    let theirs = traces(folder.path(), ADA);
    erase_until(folder.path(), Step::Chained);
    drop(SqliteLog::open(folder.path()).unwrap());
    fs::write(folder.path().join("meeting.journal-ready"), "somebody was here").unwrap();
    erase_until(folder.path(), Step::Committed);
    SqliteLog::finish_erasing(folder.path()).unwrap();
    assert_gone(folder.path(), &theirs);
    assert_eq!(findings(folder.path()), []);
}

#[test]
fn a_log_put_in_another_ones_place_is_not_taken_for_the_erased_one() {
    let (folder, other) = (filled(), tempdir().unwrap());
    fill(other.path(), ADA, BO, 1);
    erase_until(folder.path(), Step::Committed);
    fs::remove_file(folder.path().join("log.sqlite-wal")).unwrap();
    fs::copy(other.path().join("log.sqlite"), folder.path().join("log.sqlite")).unwrap();
    let there = SqliteLog::open(folder.path()).unwrap().kept(&person(ADA)).unwrap();
    assert_eq!(there.attempts.len(), 1, "that log never had an erasure");
}

#[test]
fn what_is_to_take_a_place_has_to_be_there() {
    let folder = filled();
    fs::remove_file(folder.path().join("meeting.journal-ready")).unwrap();
    assert!(SqliteLog::erase(folder.path(), &person(ADA), beside(folder.path()), 77, &mut |_| {}).is_err());
    let there = SqliteLog::open(folder.path()).unwrap().kept(&person(ADA)).unwrap();
    assert_eq!(there.attempts.len(), 3, "nothing was erased");
}
