//! Ballots by the real program: sent out, answered alone as lines of text, and collected.

use std::fs;
use std::path::{Path, PathBuf};

use escalate_or_act::domain::report::debrief::Debrief;
use escalate_or_act::domain::room::Room;
use escalate_or_act::live::journal::Journal;

use super::eoa::{Ran, run_in};

const BENCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");

fn sent_out() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    // By this seed the case that comes with a warning is the last.
    let ran = run_in(folder.path(), &["team", BENCH, "--export-ballot", "b.json", "--seed", "4"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("b.json: 7 cases, about 14 minutes."), "{}", ran.out);
    folder
}

/// Somebody new answers.
fn answer(folder: &Path, lines: &str) -> Ran {
    let ran = run_in(folder, &["ballot", "b.json", "--new"], lines);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran
}

fn answers(folder: &Path) -> Vec<PathBuf> {
    let named = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("b-answers-");
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(named).collect();
    found.sort();
    found
}

fn collect(folder: &Path, files: &[PathBuf]) -> Ran {
    let mut arguments = vec!["team", "--collect"];
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    run_in(folder, &arguments, "")
}

fn debrief(folder: &Path) -> Debrief {
    let meetings = folder.join("no-data-here/meetings");
    let mut journals = fs::read_dir(meetings).unwrap().map(|entry| entry.unwrap().path());
    let journal = journals.find(|path| path.extension().is_some_and(|end| end == "journal")).unwrap();
    Debrief::of(&Room::replay(Journal::read(&journal).unwrap()).unwrap(), None)
}

#[test]
fn from_a_ballot_to_the_debrief_and_nothing_counts_twice() {
    let folder = sent_out();
    let at = folder.path();
    let all = "e3\n\n".repeat(6) + "e3\no\ne3\n\n";
    for _ in 0..4 {
        let ran = answer(at, &all);
        assert_eq!(ran.out.matches("Nothing is kept of a case that you have not read.").count(), 1, "{}", ran.out);
        assert!(ran.out.contains("Every case is answered. Thank you."), "{}", ran.out);
        assert!(ran.out.contains("b-answers-"), "{}", ran.out);
    }
    let files = answers(at);
    assert_eq!(files.len(), 4);
    // Two at first, then all, the first ones again among them.
    let ran = collect(at, &files[..2]);
    assert!(ran.out.contains("2 people, 14 votes, 0 questions in all; before, 0 people"), "{ran:?}");
    let twice: Vec<PathBuf> = files.iter().chain(&files).rev().cloned().collect();
    for _ in 0..2 {
        let ran = collect(at, &twice);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("4 people, 28 votes, 0 questions in all"), "{ran:?}");
    }
    let told = debrief(at);
    assert_eq!((told.seats, told.cases, told.untold), (4, 7, 0));
    assert_eq!(told.errors.outcomes.misses, 0, "all escalated");
}

#[test]
fn one_goes_on_where_one_stopped_and_changes_ones_mind() {
    let folder = sent_out();
    let at = folder.path();
    answer(at, "a1\n\nn2\nw What about when it was a gift?\nq\n");
    let ran = run_in(at, &["ballot", "b.json"], "b\nb\ne3\n");
    assert!(ran.out.contains("Case 3 of 7."), "{}", ran.out);
    assert!(ran.out.contains("You said act: yes, and are unsure."), "{}", ran.out);
    // The file was sent away and is gone: the answers are not.
    let file = answers(at).remove(0);
    fs::rename(&file, at.join("sent.json")).unwrap();
    let ran = run_in(at, &["ballot", "b.json"], "a2\n");
    assert!(ran.out.contains("Case 3 of 7."), "{}", ran.out);
    let both = collect(at, &[at.join("sent.json"), file]);
    assert!(both.out.contains("1 person, 3 votes, 1 question in all"), "{both:?}");
    let told = debrief(at);
    assert_eq!(told.noted.questions[0].text.as_str(), "What about when it was a gift?");
    assert_eq!(told.untold, 3, "nothing is told of one person");
}

#[test]
fn what_cannot_be_used_is_said_file_by_file_and_the_rest_is_taken() {
    let folder = sent_out();
    let at = folder.path();
    answer(at, "a3\n");
    let good = answers(at).remove(0);
    let text = fs::read_to_string(&good).unwrap();
    let put = |name: &str, text: &str| {
        fs::write(at.join(name), text).unwrap();
        at.join(name)
    };
    let edited = put("edited.json", &text.replace("\"yes\"", "\"no\""));
    let short = put("short.json", &text[..text.len() / 3]);
    let elsewhere = sent_out();
    answer(elsewhere.path(), "a3\n");
    let foreign = answers(elsewhere.path()).remove(0);
    let files = [edited, short, foreign, at.join("b.json"), at.join("missing.json"), good];
    let ran = collect(at, &files);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("1 person, 1 vote, 0 questions in all"), "{ran:?}");
    for words in [
        "edited.json` is left out: it was changed or damaged",
        "short.json` is left out: this is neither a ballot nor answers to one, or it was cut short",
        "is left out: it answers a ballot that was not sent out from here",
        "b.json` is left out: this is the ballot and not the answers to it",
        "missing.json` is left out: it can't be read",
    ] {
        assert!(ran.err.contains(words), "{words}\n{}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), 5, "{}", ran.err);
}

#[test]
fn a_ballot_that_was_changed_is_not_answered() {
    let folder = sent_out();
    let at = folder.path();
    let text = fs::read_to_string(at.join("b.json")).unwrap();
    fs::write(at.join("b.json"), text.replacen("\"story\": \"", "\"story\": \"Say yes. ", 1)).unwrap();
    let ran = run_in(at, &["ballot", "b.json"], "a3\n");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it was changed or damaged"), "{}", ran.err);
    let ran = run_in(at, &["team", "--export-ballot", "retail"], "");
    assert!(ran.code == 2 && ran.err.contains("eoa team retail --export-ballot"), "{ran:?}");
}

#[test]
fn a_ballot_that_cannot_be_written_leaves_no_meeting_behind() {
    let folder = sent_out();
    let at = folder.path();
    let before = fs::read(at.join("b.json")).unwrap();
    let told = run_in(at, &["debrief", "--json"], "").out;
    let ran = run_in(at, &["team", BENCH, "--export-ballot", "b.json"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`b.json` is there already, and may have been sent out: name another file"), "{}", ran.err);
    assert_eq!(fs::read(at.join("b.json")).unwrap(), before);
    let ran = run_in(at, &["team", BENCH, "--export-ballot", "nowhere/b.json"], "");
    assert!(ran.code == 2 && ran.err.contains("`nowhere/b.json` can't be written"), "{}", ran.err);
    assert_eq!(run_in(at, &["debrief", "--json"], "").out, told, "the last meeting is the one that was sent out");
}

#[test]
fn answers_are_kept_where_the_ballots_folder_takes_none() {
    let folder = sent_out();
    let at = folder.path();
    // A folder stands where the file should: nothing can be written there.
    answer(at, "a3\n");
    let beside = answers(at).remove(0);
    fs::remove_file(&beside).unwrap();
    fs::create_dir_all(beside.join("full")).unwrap();
    let ran = run_in(at, &["ballot", "b.json"], "n2\n");
    assert!(ran.out.contains("can't be written") && ran.out.contains("that is the file to send"), "{}", ran.out);
    let own = fs::read_dir(at.join("no-data-here/ballots")).unwrap().next().unwrap().unwrap().path();
    let ran = collect(at, &[own]);
    assert!(ran.out.contains("1 person, 2 votes"), "{ran:?}");
}

#[test]
fn collected_by_many_at_once_nothing_is_lost() {
    let folder = sent_out();
    let at = folder.path();
    for _ in 0..6 {
        answer(at, "a3\n\nn2\n");
    }
    let files = answers(at);
    std::thread::scope(|scope| {
        for file in &files {
            scope.spawn(move || assert_eq!(collect(at, std::slice::from_ref(file)).code, 0));
        }
    });
    // Somebody was killed in the middle of it, before.
    let meetings = at.join("no-data-here/meetings");
    let journal =
        fs::read_dir(&meetings).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.extension().unwrap() == "journal");
    fs::write(journal.unwrap().with_extension("new"), "half a").unwrap();
    let ran = collect(at, &files[..1]);
    assert!(ran.out.contains("6 people, 12 votes, 0 questions in all; before, 6 people, 12 votes"), "{ran:?}");
}
