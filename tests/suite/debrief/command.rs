//! `eoa debrief` over the journal of a meeting played from a pack in a folder, and the drafts it leaves there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use escalate_or_act::content::{Keep, Sources, find, load};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::room::agenda::{Length, Wanted};
use escalate_or_act::domain::room::event::Setup;
use escalate_or_act::domain::room::note::Note;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::FromHost;
use escalate_or_act::domain::session::answer::Answer::Escalate;
use escalate_or_act::domain::session::answer::Certainty::Sure;
use escalate_or_act::domain::session::hash::text_hash;
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::text::Text;
use escalate_or_act::live::journal::Journal;

use crate::suite::eoa::run_in;
use crate::suite::room::hall::{Hall, setup};

const QUESTION: &str = "What about when {amount} is \"disputed\" = and\nthe card is [hers]?";

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A meeting of the shop, as the pack in that folder tells it: four people escalate the first case, and two things are noted.
fn meeting(shop: &Path) -> Hall {
    let pack = load(&find(&Sources::default(), shop.to_str().unwrap()).unwrap()[0], Keep::Findings);
    let policy = pack.policy.as_ref().unwrap();
    let engine = Engine::compile(policy, Date::new(2026, 11, 21).unwrap()).unwrap();
    let policy_hash = text_hash(&pack.policy_text);
    let view = PackView { name: &pack.id, policy, policy_hash: &policy_hash, judge: &engine, scenarios: &pack.scenarios };
    let (stops, items) = Wanted { length: Length::Short, seed: 5, ..Wanted::default() }.agenda(&view).unwrap();
    let (title, policy) = (policy.title.clone(), view.stamp());
    let mut hall = Hall::of(Setup { pack: pack.id.clone(), title, policy, stops, items, ..setup(Length::Short, 20) });
    let seats: Vec<_> = (0..4).map(|n| hall.join(n).unwrap()).collect();
    hall.on_to(hall.first_case(), Phase::Vote);
    for seat in seats {
        hall.says(seat, Escalate, Sure).unwrap();
    }
    hall.host(&FromHost::Note(Note::question(Text::clean(QUESTION)))).unwrap();
    let readings = [Text::clean("From the sale."), Text::clean("From the \"delivery\".")];
    let (interim, owner) = (Text::clean("The kinder one."), Text::clean("Policy desk"));
    hall.host(&FromHost::Note(Note::Gap { readings, votes: [3, 1], interim, owner })).unwrap();
    hall
}

fn journal(data: &Path, hall: &Hall) -> PathBuf {
    data.join(format!("meetings/{}.journal", hall.room.setup().id))
}

/// A folder with the shop's pack among the user's own, and the journal of a meeting.
fn held() -> (tempfile::TempDir, PathBuf) {
    let (home, shop, _) = held_by();
    (home, shop)
}

/// The same, and the meeting.
fn held_by() -> (tempfile::TempDir, PathBuf, Hall) {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("no-data-here");
    let shop = data.join("packs/shop");
    copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/retail"), &shop);
    let hall = meeting(&shop);
    fs::create_dir_all(data.join("meetings")).unwrap();
    let mut written = Journal::create(&journal(&data, &hall), &hall.events[0]).unwrap();
    written.append(&hall.events[1..].iter().collect::<Vec<_>>()).unwrap();
    written.close().unwrap();
    (home, shop, hall)
}

#[test]
fn the_last_meeting_is_told_in_every_form_and_by_its_name() {
    let (home, _) = held();
    let ran = run_in(home.path(), &["debrief", "--json"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["seats"], 4);
    assert_eq!(json["gaps"][0]["owner"], "Policy desk");
    for (form, begins) in [("--html", "<!DOCTYPE html>"), ("--markdown", "# "), ("--csv", "part,"), ("--no-drafts", "WHAT WE")] {
        let ran = run_in(home.path(), &["debrief", "000000000007", form], "");
        assert!(ran.code == 0 && ran.out.starts_with(begins), "{form}: {ran:?}");
    }
    let unknown = run_in(home.path(), &["debrief", "nobody"], "");
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("there is no meeting `nobody`; there are `00000000-0000-0000-0000-000000000007`"),
        "{unknown:?}"
    );
}

#[test]
fn a_pack_that_was_named_by_its_path_is_found_there_again() {
    let home = tempfile::tempdir().unwrap();
    // A pack of the same id as one in the program, and another text: the team's own next version.
    let mine = home.path().join("mine");
    copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/bank"), &mine);
    let policy = fs::read_to_string(mine.join("policy.toml")).unwrap();
    let line = policy.lines().find(|line| line.starts_with("version")).unwrap().to_owned();
    fs::write(mine.join("policy.toml"), policy.replace(&line, "version = \"our-own\"")).unwrap();
    let ran = run_in(home.path(), &["team", "./mine", "--export-ballot", "b.json"], "");
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = run_in(home.path(), &["ballot", "b.json"], "w What about when it was a gift?\nq\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    let answers = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().path());
    let answers = answers.into_iter().find(|path| path.to_str().unwrap().contains("-answers-")).unwrap();
    assert_eq!(run_in(home.path(), &["team", "--collect", answers.to_str().unwrap()], "").code, 0);
    // From wherever it is asked.
    let elsewhere = home.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(home.path().join("no-data-here"), elsewhere.join("no-data-here")).unwrap();
    let ran = run_in(&elsewhere, &["debrief"], "");
    assert!(!ran.out.contains("The policy has changed since the meeting"), "{}", ran.out);
    assert!(ran.err.contains("mine/inbox`"), "{}", ran.err);
    assert_eq!(fs::read_dir(mine.join("inbox")).unwrap().count(), 1);
    // Gone from there, whatever answers to its id is taken, and that is said.
    fs::rename(&mine, home.path().join("moved")).unwrap();
    let ran = run_in(&elsewhere, &["debrief", "--no-drafts"], "");
    assert!(ran.out.contains("changed since the"), "{}", ran.out);
}

#[test]
fn what_landed_in_the_inbox_is_said_below_the_page() {
    let (home, _) = held();
    let both = home.path().join("both.txt");
    let file = fs::File::create(&both).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_eoa"))
        .arg("debrief")
        .env_clear()
        .env("EOA_DATA", home.path().join("no-data-here"))
        .env("HOME", home.path())
        .stdout(file.try_clone().unwrap())
        .stderr(file)
        .status();
    assert!(ran.unwrap().success());
    let told = fs::read_to_string(both).unwrap();
    let last = told.lines().last().unwrap();
    assert!(told.starts_with("WHAT WE") && last.starts_with("eoa: 2 drafts"), "{told}");
}

#[test]
fn nobody_met_here() {
    let home = tempfile::tempdir().unwrap();
    let ran = run_in(home.path(), &["debrief"], "");
    assert_eq!((ran.code, ran.err.as_str()), (2, "eoa: there is no meeting on this machine yet: `eoa team` begins one\n"));
}

#[test]
fn questions_and_gaps_land_in_the_packs_inbox_once_and_are_no_part_of_it() {
    let (home, shop) = held();
    let before = run_in(home.path(), &["check", "--json", "oxbow-lantern"], "");
    let ran = run_in(home.path(), &["debrief"], "");
    assert!(ran.err.starts_with("eoa: 2 drafts of what was asked are new in `"), "{ran:?}");
    assert_eq!(run_in(home.path(), &["check", "--json", "oxbow-lantern"], ""), before, "drafts are not played");
    let mut files: Vec<PathBuf> = fs::read_dir(shop.join("inbox")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let [gap, question] = &files[..] else { panic!("{files:?}") };
    let rule = fs::read_to_string(gap).unwrap();
    let parsed: toml::Table = rule.parse().unwrap();
    assert_eq!(parsed["rule"][0]["text"].as_str(), Some("From the sale."));
    for line in ["# Reading 2 (1 of 4 in the room): From the \"delivery\".", "# Until it is settled: The kinder one."] {
        assert!(rule.lines().any(|own| own == line), "{rule}");
    }
    fs::write(gap, "mine now").unwrap();
    let again = run_in(home.path(), &["debrief"], "");
    assert!(again.err.contains("are in `") && fs::read_to_string(gap).unwrap() == "mine now", "{again:?}");
    // Moved into the pack, the question's draft is a scenario without a mistake.
    fs::rename(question, shop.join("faulty").join(question.file_name().unwrap())).unwrap();
    let check = run_in(home.path(), &["check", "--json", "oxbow-lantern"], "");
    let found: Vec<serde_json::Value> = serde_json::from_str(&check.out).unwrap();
    let errors: Vec<_> = found.iter().filter(|d| d["severity"] == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
    let told = fs::read_to_string(shop.join("faulty").join(question.file_name().unwrap())).unwrap();
    assert!(told.contains("{{amount}} is"), "a brace in a story names a fact: {told}");
}

#[test]
fn a_draft_that_nobody_has_touched_learns_who_takes_it() {
    let (home, shop, mut hall) = held_by();
    let path = journal(&home.path().join("no-data-here"), &hall);
    let question = || {
        let files = fs::read_dir(shop.join("inbox")).unwrap().map(|entry| entry.unwrap().path());
        files.into_iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with("question")).unwrap()
    };
    let takes = |hall: &mut Hall, owner: &str| {
        let note = hall.room.notes()[0].seq;
        hall.host(&FromHost::Assign { note, owner: Text::clean(owner) }).unwrap();
        let (mut journal, _) = Journal::resume(&path).unwrap();
        journal.append(&[hall.events.last().unwrap()]).unwrap();
        journal.close().unwrap();
        run_in(home.path(), &["debrief", "--json"], "")
    };
    run_in(home.path(), &["debrief"], "");
    let untaken = fs::read_to_string(question()).unwrap();
    assert!(!untaken.contains("found out"), "{untaken}");
    let ran = takes(&mut hall, "Anna = [\"x\"]\nof the desk");
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["questions"][0]["owner"], "Anna = [\"x\"]\nof the desk");
    let taken = fs::read_to_string(question()).unwrap();
    assert!(taken.contains("# To be found out by: Anna = [\"x\"]\n# of the desk\n"), "{taken}");
    let parsed = |text: &str| text.parse::<toml::Table>().unwrap();
    assert_eq!(parsed(&taken), parsed(&untaken), "it stands in a comment");

    // What somebody has begun to work on is theirs.
    let mine = format!("{untaken}# mine\n");
    fs::write(question(), &mine).unwrap();
    takes(&mut hall, "Bo");
    assert_eq!(fs::read_to_string(question()).unwrap(), mine);
}
