//! What was acknowledged is there: after a kill, beside another process, whatever the fields.

use std::collections::BTreeSet;

use escalate_or_act::domain::learner::profile::{Comfort, Profile, Settings};
use escalate_or_act::domain::session::attempt::{Mode, PolicyStamp};
use escalate_or_act::domain::session::hand::Reason;
use escalate_or_act::domain::session::note::{About, Note, NoteKind};
use escalate_or_act::domain::session::snapshot::{SavedCard, SavedMonth, Snapshot};
use escalate_or_act::domain::text::Text;
use escalate_or_act::store::entry::PolicyText;
use escalate_or_act::store::log::{Log, Whose};
use escalate_or_act::store::sqlite::SqliteLog;
use tempfile::tempdir;

use super::children::{says, writer};
use super::sample::{SESSION, all, attempt, findings, store};

#[test]
fn every_field_comes_back_and_nothing_is_doubled() {
    let folder = tempdir().unwrap();
    let mut log = SqliteLog::open(folder.path()).unwrap();
    let attempts: Vec<_> = (0..3).map(attempt).collect();
    for _ in 0..2 {
        let entries: Vec<_> = attempts.iter().cloned().map(Into::into).collect();
        log.append(&entries, None).unwrap();
    }
    let mut other = attempt(3);
    other.trainee = "Bo".to_owned();
    log.append(&[other.clone().into()], None).unwrap();
    assert_eq!(log.attempts(&Whose::Trainee("Ada".to_owned())).unwrap(), attempts);
    assert_eq!(log.attempts(&Whose::Session(SESSION)).unwrap().len(), 4);
    assert_eq!(log.attempts(&Whose::Trainee("Bo".to_owned())).unwrap(), [other]);
}

#[test]
fn sessions_notes_policies_and_profiles_come_back() {
    let folder = tempdir().unwrap();
    let mut log = SqliteLog::open(folder.path()).unwrap();
    let stamp = PolicyStamp { id: "p".to_owned(), version: "1".to_owned(), hash: "h".to_owned() };
    let about = About {
        pack: "p".to_owned(),
        policy: stamp.clone(),
        scenario: None,
        rule: Some("M-1".to_owned()),
        attempt: Some(attempt(3).id),
    };
    let note = Note::take(&Text::clean("Ada"), NoteKind::WhatAboutWhen, about, &Text::clean("it is raining?"), 5);
    let policy = PolicyText::new("p", "1", "format = 1\r\n\ttab\u{202e}");
    let card = SavedCard {
        scenario: "s".to_owned(),
        moved: Some(("days".to_owned(), 31.into())),
        also: vec![("amount".to_owned(), 95.into())],
        case_hash: "c".to_owned(),
        ruling: "act M-1".to_owned(),
        skipped: false,
        why: Some(Reason::SureAndMissed(3)),
    };
    let mut snapshot = Snapshot {
        id: SESSION,
        trainee: "Ada".to_owned(),
        seed: u64::MAX,
        mode: Mode::Practice,
        pack: "p".to_owned(),
        policy: stamp,
        topic: None,
        started: 4,
        cards: vec![card],
        position: 0,
        asked: vec!["days".to_owned()],
        looked_up: true,
        answers: 0,
        closes_with_twins: true,
        brings_back: true,
        twins: None,
        twin: 0,
        month: Some(SavedMonth::default()),
    };
    log.append(&[note.clone().into(), policy.clone().into(), note.clone().into()], Some(&snapshot)).unwrap();
    snapshot.position = 1;
    log.append(&[], Some(&snapshot)).unwrap();
    let mut profile = Profile {
        settings: Settings { second_taps: true, comfort: Comfort::RulesFirst, ..Settings::default() },
        ..Profile::default()
    };
    profile.own.entry("p".to_owned()).or_default().insert("level".to_owned(), "senior".into());
    log.save_profile("Ada", &profile).unwrap();
    drop(log);

    let mut log = SqliteLog::open(folder.path()).unwrap();
    assert_eq!(log.notes("Ada").unwrap(), [note]);
    assert_eq!(log.policy(&policy.hash).unwrap(), Some(policy), "a policy's text is kept byte by byte");
    assert_eq!(log.unfinished("Ada").unwrap(), [snapshot.clone()]);
    assert_eq!(log.profile("Ada").unwrap(), profile);
    assert_eq!(log.profile("nobody").unwrap(), Profile::default());
    log.finish(SESSION, 9).unwrap();
    assert!(log.unfinished("Ada").unwrap().is_empty());
    log.append(&[], Some(&snapshot)).unwrap();
    assert!(log.unfinished("Ada").unwrap().is_empty(), "a finished session isn't offered again");
}

#[test]
fn a_kill_loses_nothing_that_was_acknowledged() {
    let folder = tempdir().unwrap();
    let mut acknowledged = BTreeSet::new();
    for round in 0..12u64 {
        let mut child = writer(folder.path(), folder.path(), 10_000 * round, 10_000, None);
        let wanted = usize::try_from(1 + round * 3).unwrap();
        let said = says(&mut child);
        let heard: Vec<String> = said.take(wanted).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(heard.len(), wanted);
        acknowledged.extend(heard.iter().map(|line| line.strip_prefix("saved ").expect(line).to_owned()));
        let there: BTreeSet<String> = all(folder.path()).iter().map(|a| a.id.to_string()).collect();
        assert!(acknowledged.is_subset(&there), "round {round}");
        assert_eq!(findings(folder.path()), []);
    }
}

#[test]
fn two_processes_write_at_once_and_both_are_heard() {
    let folder = tempdir().unwrap();
    let mut children = [0, 500].map(|first| writer(folder.path(), folder.path(), first, 60, None));
    let heard: Vec<Vec<String>> = children.each_mut().map(|child| says(child).collect()).into();
    for (child, heard) in children.iter_mut().zip(&heard) {
        child.wait().unwrap();
        assert_eq!(heard.last().map(String::as_str), Some("all saved"), "{heard:?}");
    }
    let scenarios: BTreeSet<String> = all(folder.path()).into_iter().map(|a| a.scenario).collect();
    let expected: BTreeSet<String> = (0..60).chain(500..560).map(|n| format!("cracked-lid-{n}")).collect();
    assert_eq!(scenarios, expected);
    assert_eq!(all(folder.path()).len(), 120);
    assert_eq!(findings(folder.path()), []);
}

#[test]
fn nothing_is_opened_before_the_first_question() {
    let base = tempdir().unwrap();
    let folder = base.path().join("deep").join("data");
    let store = store(&folder, base.path());
    store.ask(|_| (), |()| ());
    assert!(!folder.exists());
    let written = store.wait(|keeper| keeper.append(vec![attempt(1).into()], None)).unwrap();
    assert_eq!((written.unsaved, written.trouble), (0, None));
    assert!(folder.join("log.sqlite").exists());
    store.close();
}

#[cfg(unix)]
#[test]
fn the_log_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let base = tempdir().unwrap();
    let folder = base.path().join("data");
    let mut log = SqliteLog::open(&folder).unwrap();
    log.append(&[attempt(1).into()], None).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

/// By hand: how long an answer takes to be durable, beside a raw append and sync of the same bytes.
#[test]
#[ignore = "a measurement"]
fn how_long_an_answer_takes() {
    use std::io::Write;
    use std::time::Instant;
    let folder = tempdir().unwrap();
    let mut log = SqliteLog::open(folder.path()).unwrap();
    let mut raw = std::fs::File::create(folder.path().join("raw")).unwrap();
    let (mut durable, mut bare) = (Vec::new(), Vec::new());
    for n in 0..300 {
        let entry = [attempt(n).into()];
        let line = serde_json::to_vec(&entry[0]).unwrap();
        let begun = Instant::now();
        log.append(&entry, None).unwrap();
        durable.push(begun.elapsed());
        let begun = Instant::now();
        raw.write_all(&line).and_then(|()| raw.sync_data()).unwrap();
        bare.push(begun.elapsed());
    }
    durable.sort();
    bare.sort();
    writeln!(std::io::stderr(), "median: durable {:?}, raw {:?}", durable[150], bare[150]).unwrap();
}
