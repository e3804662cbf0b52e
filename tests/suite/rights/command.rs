//! `eoa data`, the real binary.

use std::fs;
use std::path::{Path, PathBuf};

use escalate_or_act::domain::learner::profile::Profile;
use escalate_or_act::domain::person::own::NOT_FOR_APPRAISAL;
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::session::note::Note;
use escalate_or_act::live::journal::Journal;
use escalate_or_act::store::log::{Log, Whose};
use escalate_or_act::store::rescue;
use escalate_or_act::store::sqlite::SqliteLog;
use escalate_or_act::store::trainee::tidied;
use serde_json::Value as Json;
use tempfile::{TempDir, tempdir};

use super::meetings::{QUESTION, met};
use super::{ADA, BO, WORDS, assert_gone, assert_there, fill, holding, note, of, traces};
use crate::suite::eoa::{Ran, keep, run_in};
use crate::suite::store::sample::{all, findings};

const BENCH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/screens");

/// Where the binary keeps its data.
pub(super) fn data(folder: &Path) -> PathBuf {
    folder.join("no-data-here")
}

pub(super) fn filled() -> TempDir {
    let folder = tempdir().unwrap();
    fill(&data(folder.path()), ADA, BO, 4);
    folder
}

pub(super) fn eoa(folder: &Path, arguments: &[&str], typed: &str) -> Ran {
    run_in(folder, arguments, typed)
}

pub(super) fn export(folder: &Path, name: &str) -> Json {
    let ran = eoa(folder, &["data", "export", "--trainee", name, "--json"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str(&ran.out).unwrap()
}

fn attempts_of(export: &Json) -> Vec<Attempt> {
    serde_json::from_value(export["attempts"].clone()).unwrap()
}

/// A meeting hosted here in which somebody had that alias.
pub(super) fn with_meeting(folder: &Path, alias: &str, others: u32) -> PathBuf {
    let meetings = data(folder).join("meetings");
    fs::create_dir_all(&meetings).unwrap();
    let path = meetings.join("00000000-0000-0000-0000-000000000007.journal");
    Journal::write_whole(&path, &met(others, alias).0.events).unwrap();
    path
}

#[test]
fn an_export_is_complete_and_comes_back() {
    let folder = filled();
    with_meeting(folder.path(), ADA, 4);
    let export = export(folder.path(), ADA);
    let mut log = SqliteLog::open(&data(folder.path())).unwrap();
    assert_eq!(attempts_of(&export), log.attempts(&Whose::Trainee(ADA.to_owned())).unwrap());
    let notes: Vec<Note> = serde_json::from_value(export["notes"].clone()).unwrap();
    assert_eq!(notes, log.notes(ADA).unwrap());
    assert_eq!(export["sittings"][0]["snapshot"]["id"], log.unfinished(ADA).unwrap()[0].id.to_string());
    assert_eq!(export["profile"], serde_json::to_value(log.profile(ADA).unwrap()).unwrap());
    assert_eq!(export["policies"][0]["id"], "marrow-pine");
    assert_eq!(export["meetings"][0]["seats"][0]["votes"].as_array().unwrap().len(), 2);
    assert_eq!(export["meetings"][0]["seats"][0]["questions"][0], QUESTION);
    assert_eq!(export["not_in_here"]["notes_of_others_that_name_you"], 1);
    assert_eq!(export["not_for_appraisal"], NOT_FOR_APPRAISAL);
    assert!(!export.to_string().contains("a cat?"), "nothing of anybody else");
}

#[test]
fn the_page_for_people() {
    let folder = tempdir().unwrap();
    let mut log = SqliteLog::open(&data(folder.path())).unwrap();
    let mut fixed = of(ADA, 2);
    fixed.id = uuid::Uuid::from_u128(1);
    fixed.policy.hash = "ab".repeat(32);
    fixed.zone = -(3 * 60 + 30) * 60_000;
    let snapshot = super::snapshot(ADA, 9);
    let mut words = note(ADA, "what about when\n\"it\" rains? <b>顧</b>", 1_700_000_000_000);
    words.id = uuid::Uuid::from_u128(2);
    log.append(&[fixed.into(), words.into()], Some(&snapshot)).unwrap();
    drop(log);
    with_meeting(folder.path(), ADA, 4);
    let ran = eoa(folder.path(), &["data", "export", "--trainee", ADA], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let flat: String = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(NOT_FOR_APPRAISAL), "{}", ran.out);
    for line in ran.out.lines() {
        assert!(unicode_width(line) <= 80, "{line}");
    }
    keep("data-export", &ran.out);
}

fn unicode_width(line: &str) -> usize {
    // Wide signs are in the fixture twice at the most.
    line.chars().count()
}

#[test]
fn an_export_goes_to_a_file_of_its_owners_and_over_no_other() {
    let folder = filled();
    let file = folder.path().join("ada.json");
    let arguments = ["data", "export", "--trainee", ADA, "--json", "--out", file.to_str().unwrap()];
    assert_eq!(eoa(folder.path(), &arguments, ""), Ran { code: 0, out: String::new(), err: String::new() });
    assert_eq!(attempts_of(&serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap()).len(), 4);
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777, 0o600);
    let ran = eoa(folder.path(), &arguments, "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("can't be written"), "{}", ran.err);
}

#[test]
fn somebody_unknown_is_told_who_there_is_and_nothing_is_begun() {
    let folder = filled();
    for what in ["export", "erase"] {
        let ran = eoa(folder.path(), &["data", what, "--trainee", "Boo"], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        let expected = format!("eoa: nothing is kept of `Boo`. There are `{ADA}` and `Bo`. Did you mean `Bo`?\n");
        assert_eq!(ran.err, expected, "{what}");
    }
    let empty = tempdir().unwrap();
    let ran = eoa(empty.path(), &["data", "erase", "--trainee", "Ada", "--yes"], "");
    assert_eq!((ran.code, ran.err.as_str()), (2, "eoa: nothing is kept of `Ada`. Nobody's answers are kept here.\n"));
    assert!(!data(empty.path()).exists(), "looking begins no log");
}

#[test]
fn the_name_has_to_be_typed() {
    let folder = filled();
    for typed in ["", "\n", "yes\n", "Bo\n", "adalberta quux\n"] {
        let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA], typed);
        assert_eq!(ran.code, 1, "{typed:?}");
        assert!(ran.err.contains("nothing was erased: what was typed is not the name."), "{}", ran.err);
        assert!(ran.out.contains("4 answers, 1 note, 1 sitting, what they set"), "{}", ran.out);
        assert!(ran.out.contains("`eoa data export` writes it down first"), "{}", ran.out);
    }
    assert_eq!(all(&data(folder.path())).len(), 8);
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA], &format!("  {ADA} \n"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Erased: 4 answers, 1 note, 1 sitting."), "{}", ran.out);
    assert_eq!(all(&data(folder.path())).len(), 4);
}

#[test]
fn nothing_of_them_is_left_in_any_file() {
    let folder = filled();
    let path = with_meeting(folder.path(), ADA, 4);
    let folders = [folder.path().to_path_buf()];
    // Answers that could not be saved: some wait to be taken in, some were set aside.
    let waiting = rescue::write(&folders, &[of(ADA, 60).into()], None, "waiting").unwrap();
    let torn = rescue::write(&folders, &[of(ADA, 61).into()], None, "torn").unwrap();
    let text = fs::read_to_string(&torn).unwrap();
    fs::write(torn.with_extension("partly-read"), &text[..text.len() - 20]).unwrap();
    fs::remove_file(&torn).unwrap();
    let before = export(folder.path(), BO);
    assert_eq!(attempts_of(&export(folder.path(), ADA)).len(), 5, "what waited is taken in");
    assert!(!waiting.exists());
    assert_eq!(export(folder.path(), ADA)["set_aside"].as_array().unwrap().len(), 1);

    let mut theirs = traces(&data(folder.path()), ADA);
    theirs.extend([QUESTION.to_owned(), "cracked-lid-61".to_owned()]);
    assert_there(folder.path(), &theirs);
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("The meeting \"The desk\": 2 votes") || ran.out.contains("the meeting \"The desk\": 2 votes"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("figures of fewer than five people are left out"), "{}", ran.out);
    assert!(!ran.out.contains("also stands in"), "{}", ran.out);
    assert_gone(folder.path(), &theirs);

    let mut after = export(folder.path(), BO);
    assert_eq!(after["notes"][1]["text"], "What did (erased) mean by it?");
    assert_ne!(after["notes"][1]["id"], before["notes"][1]["id"], "an id made of the name would confirm it");
    after["notes"][1] = before["notes"][1].clone();
    assert_eq!(after, before, "of the others all is as it was");
    assert_eq!(findings(&data(folder.path())), []);
    assert_eq!(Journal::read(&path).unwrap().len(), met(4, "Somebody").0.events.len() - 3 + 1, "two votes and a question less");
    let again = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!((again.code, again.err.contains("There is only `Bo`.")), (2, true), "{}", again.err);
}

#[test]
fn what_was_set_under_every_spelling_of_a_name_is_handed_over() {
    let folder = tempdir().unwrap();
    fill(&data(folder.path()), ADA, BO, 2);
    let mut log = SqliteLog::open(&data(folder.path())).unwrap();
    let mut other = Profile::default();
    other.own.entry("tarn".to_owned()).or_default().insert("level".to_owned(), "of-another-spelling".into());
    // As an older program may have kept it.
    log.save_profile(&format!(" {ADA}\u{200b}"), &other).unwrap();
    drop(log);
    let told = export(folder.path(), ADA);
    let levels = [&told["profile"]["own"], &told["profiles_of_other_spellings"][0]["own"]].map(ToString::to_string);
    assert!(levels.iter().any(|own| own.contains("\"lead\"")), "{levels:?}");
    assert!(levels.iter().any(|own| own.contains("of-another-spelling")), "{levels:?}");
    let page = eoa(folder.path(), &["data", "export", "--trainee", ADA], "");
    assert!(page.out.contains("of-another-spelling") && page.out.contains("another spelling of your name"), "{}", page.out);
}

#[test]
fn files_that_are_not_ours_are_named_and_left() {
    let folder = filled();
    let pack = data(folder.path()).join("packs").join("own");
    fs::create_dir_all(&pack).unwrap();
    fs::write(pack.join("notes.md"), format!("{ADA} wrote this.")).unwrap();
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert!(ran.out.contains("The name also stands in") && ran.out.contains("notes.md`"), "{}", ran.out);
    assert_eq!(holding(folder.path(), ADA), [pack.join("notes.md")]);
}

#[test]
fn a_name_may_hold_anything() {
    let names = [
        "O'Neil \"Bob\" \\ %_; DROP TABLE attempts; --",
        "<script>alert(1)</script>",
        "Zoë 顧客 שלום 👩\u{200d}🚒",
        "--yes",
        "a",
        "../../etc/passwd",
        "\u{1b}[2J\u{202e}evil  \t name",
        "x y z x y z x y z x y z x y z x y z x y z x y z x y z",
    ];
    for raw in names {
        let name = tidied(raw);
        let folder = tempdir().unwrap();
        fill(&data(folder.path()), &name, "Somebody Else", 2);
        let option = format!("--trainee={raw}");
        let ran = eoa(folder.path(), &["data", "export", &option, "--json"], "");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{raw:?}");
        let export: Json = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((&export["trainee"], attempts_of(&export).len()), (&Json::from(name.as_str()), 2), "{raw:?}");
        let page = eoa(folder.path(), &["data", "export", &option], "");
        assert!(!page.out.contains(['\u{1b}', '\u{202e}']), "{raw:?}");
        let ran = eoa(folder.path(), &["data", "erase", &option], &format!("{raw}\n"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{raw:?}");
        assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{raw:?}");
        if name.chars().count() > 1 {
            assert_gone(folder.path(), &[name.to_string()]);
        }
        assert_eq!(all(&data(folder.path())).len(), 2, "{raw:?}");
        assert_eq!(findings(&data(folder.path())), [], "{raw:?}");
    }
    let folder = filled();
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", " \u{200b} ", "--yes"], "");
    assert_eq!((ran.code, ran.err.contains("say whom")), (2, true), "{}", ran.err);
}

#[test]
fn a_game_that_is_open_and_a_meeting_that_is_hosted_stand_in_the_way() {
    let folder = filled();
    let path = with_meeting(folder.path(), ADA, 4);
    let mut game = SqliteLog::open(&data(folder.path())).unwrap();
    assert_eq!(game.attempts(&Whose::Everybody).unwrap().len(), 8);
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nothing was erased. The log is in use: another window of this program"), "{}", ran.err);
    drop(game);
    let (hosted, _) = Journal::resume(&path).unwrap();
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it is being hosted in another window. End it there"), "{}", ran.err);
    drop(hosted);
    assert_eq!(all(&data(folder.path())).len(), 8, "nothing went");
    assert!(!holding(folder.path(), QUESTION).is_empty());
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing was left lying about");
    assert_eq!(eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "").code, 0);
    assert_gone(folder.path(), &[ADA.to_owned(), QUESTION.to_owned()]);
}

#[test]
fn a_damaged_journal_with_the_name_in_it_stands_in_the_way() {
    let folder = filled();
    let path = with_meeting(folder.path(), ADA, 4);
    let bytes = fs::read(&path).unwrap();
    let mut damaged = bytes.clone();
    damaged[3] ^= 1;
    fs::write(&path, damaged).unwrap();
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is damaged. Restore `"), "{}", ran.err);
    assert_eq!(all(&data(folder.path())).len(), 8, "nothing went");
    fs::write(&path, bytes).unwrap();
    assert_eq!(eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "").code, 0);
}

#[test]
fn who_was_in_a_meeting_alone_is_erased_too() {
    let folder = tempdir().unwrap();
    with_meeting(folder.path(), "Zenobia", 5);
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", "Zenobia", "--yes"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_gone(folder.path(), &["Zenobia".to_owned(), QUESTION.to_owned()]);
}

#[test]
fn what_was_played_is_exported_and_erased() {
    let folder = tempdir().unwrap();
    for name in [ADA, BO] {
        let ran =
            eoa(folder.path(), &["play", BENCH, "--plain", "--trainee", name, "--seed", "7", "--topic", "refunds"], "1\n3\n3\n");
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let (theirs, others) = (export(folder.path(), ADA), export(folder.path(), BO));
    assert!(!attempts_of(&theirs).is_empty());
    let judge = &theirs["policies"][0];
    assert!(judge["text"].as_str().is_some_and(|text| text.contains("format")), "{judge}");
    let traces = traces(&data(folder.path()), ADA);
    assert_there(folder.path(), &traces[..1]);
    let ran = eoa(folder.path(), &["data", "erase", "--trainee", ADA, "--yes"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let ids: Vec<String> = attempts_of(&theirs).iter().map(|attempt| attempt.id.to_string()).collect();
    assert_gone(folder.path(), &[vec![ADA.to_owned(), WORDS.to_owned()], ids].concat());
    assert_eq!(export(folder.path(), BO), others);
}
