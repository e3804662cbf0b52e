//! The rights of a person: all that is kept of them handed to them, and all of it gone when they say so.

mod aside;
mod command;
mod killed;
mod log;
mod meetings;

use std::path::{Path, PathBuf};

use escalate_or_act::domain::learner::profile::Profile;
use escalate_or_act::domain::person::name::Name;
use escalate_or_act::domain::session::attempt::{Attempt, Mode, PolicyStamp};
use escalate_or_act::domain::session::note::{About, Note, NoteKind};
use escalate_or_act::domain::session::snapshot::{SavedCard, Snapshot};
use escalate_or_act::domain::text::Text;
use escalate_or_act::store::entry::PolicyText;
use escalate_or_act::store::erasure::Person;
use escalate_or_act::store::log::Log;
use escalate_or_act::store::sqlite::SqliteLog;
use uuid::Uuid;

use super::store::sample::attempt;

/// Somebody whose name is in nothing else.
const ADA: &str = "Adalberta Quux";
const BO: &str = "Bo";
/// Words only they wrote.
const WORDS: &str = "a parrot that was paid for twice";

fn person(name: &str) -> Person {
    Person { trainees: vec![name.to_owned()], name: Name::of(&Text::clean(name)) }
}

/// An attempt of somebody's; `n` makes it unlike the others.
fn of(trainee: &str, n: u64) -> Attempt {
    Attempt { trainee: trainee.to_owned(), session: session(trainee), ..attempt(n) }
}

fn session(trainee: &str) -> Uuid {
    Uuid::from_u128(u128::from_le_bytes(std::array::from_fn(|at| *trainee.as_bytes().get(at).unwrap_or(&0))))
}

fn note(trainee: &str, words: &str, now: i64) -> Note {
    let policy = PolicyStamp { id: "marrow-pine".to_owned(), version: "2026.3".to_owned(), hash: "ab".repeat(32) };
    let about =
        About { pack: "marrow-pine".to_owned(), policy, scenario: Some("cracked-lid-1".to_owned()), rule: None, attempt: None };
    Note::take(&Text::clean(trainee), NoteKind::WhatAboutWhen, about, &Text::clean(words), now)
}

fn snapshot(trainee: &str, position: usize) -> Snapshot {
    let card = |n: usize| SavedCard {
        scenario: format!("kept-for-{trainee}-{n}"),
        case_hash: "c".repeat(64),
        ruling: "act M-1".to_owned(),
        skipped: false,
        moved: None,
        also: Vec::new(),
        why: None,
    };
    Snapshot {
        id: session(trainee),
        trainee: trainee.to_owned(),
        seed: 9,
        mode: Mode::Practice,
        pack: "marrow-pine".to_owned(),
        policy: PolicyStamp { id: "marrow-pine".to_owned(), version: "2026.3".to_owned(), hash: "ab".repeat(32) },
        topic: None,
        started: 4,
        // Fewer and fewer, so that what it was before is left between the rows.
        cards: (position..12).map(card).collect(),
        position,
        asked: Vec::new(),
        answers: position,
        closes_with_twins: true,
        twins: None,
        twin: 0,
        brings_back: false,
        looked_up: false,
        month: None,
    }
}

/// Two people's answers, turn by turn, with all that can stand beside them.
fn fill(folder: &Path, first: &str, second: &str, turns: u64) {
    let mut log = SqliteLog::open(folder).unwrap();
    let policy = PolicyText::new("marrow-pine", "2026.3", "format = 1\n# a policy is nobody's\n");
    log.append(&[policy.into()], None).unwrap();
    for n in 0..turns {
        let position = usize::try_from(n).unwrap();
        log.append(&[of(first, 2 * n).into()], Some(&snapshot(first, position))).unwrap();
        log.append(&[of(second, 2 * n + 1).into()], Some(&snapshot(second, position))).unwrap();
    }
    for trainee in [first, second] {
        let mut profile = Profile::default();
        for level in ["a-trainee-still", "senior", "lead"] {
            profile.own.entry("marrow-pine".to_owned()).or_default().insert("level".to_owned(), level.into());
            log.save_profile(trainee, &profile).unwrap();
        }
    }
    log.append(&[note(first, WORDS, 5).into(), note(second, "a cat?", 6).into()], None).unwrap();
    log.append(&[note(second, &format!("What did {first} mean by it?"), 7).into()], None).unwrap();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Files of a folder in whose bytes or whose name this stands.
fn holding(folder: &Path, needle: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        // A log that was just closed takes its journal away a moment later.
        let bytes = std::fs::read(path).unwrap_or_default();
        let stands = |part: &str| bytes.windows(part.len()).any(|window| window == part.as_bytes());
        // In a row of the log it stands as JSON writes it.
        let json = serde_json::to_string(needle).unwrap();
        stands(needle) || stands(&json[1..json.len() - 1]) || path.file_name().unwrap().to_string_lossy().contains(needle)
    };
    files(folder).into_iter().filter(holds).collect()
}

/// What only stands where something of theirs stands: their name, their words, the ids of their answers and sittings.
fn traces(folder: &Path, trainee: &str) -> Vec<String> {
    let mut log = SqliteLog::open(folder).unwrap();
    let kept = log.kept(&person(trainee)).unwrap();
    let mut traces = vec![trainee.to_owned(), format!("kept-for-{trainee}-11")];
    traces.extend(kept.attempts.iter().map(|attempt| attempt.id.to_string()));
    traces.extend(kept.attempts.iter().map(|attempt| attempt.scenario.clone()));
    traces.extend(kept.notes.iter().flat_map(|note| [note.text.clone(), note.id.to_string()]));
    traces.extend(kept.sittings.iter().map(|sitting| sitting.snapshot.id.to_string()));
    traces
}

fn assert_gone(folder: &Path, traces: &[String]) {
    for trace in traces {
        let holding = holding(folder, trace);
        assert!(holding.is_empty(), "{trace:?} still stands in {holding:?}");
    }
}

fn assert_there(folder: &Path, traces: &[String]) {
    for trace in traces {
        assert!(!holding(folder, trace).is_empty(), "{trace:?} stands nowhere: looking for it would prove nothing");
    }
}
