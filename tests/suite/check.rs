//! What reading and checking a pack finds.

mod codes;
mod command;
mod hostile;
mod planted;
mod properties;

use std::fs;
use std::path::Path;

use escalate_or_act::content::{self, Keep, LoadedPack, Sources};
use escalate_or_act::domain::diagnostic::{Diagnostic, line_and_column};
use escalate_or_act::domain::policy::date::Date;

/// The pack of the contract's own pages.
pub(super) const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/marrow-pine");
/// A small pack without findings, which every fixture changes in one place.
pub(super) const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/check-base");
/// A folder for each code, `NAMESPACE/CODE`, and more with a suffix.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/check");

fn load(path: &Path) -> LoadedPack {
    let found = content::find(&Sources::default(), &path.to_string_lossy()).expect("it is a pack");
    content::load(&found[0], Keep::All)
}

fn checked(path: &Path) -> (LoadedPack, Vec<Diagnostic>) {
    let pack = load(path);
    let found = pack.check(Date::parse("2026-11-21").unwrap());
    (pack, found)
}

/// Findings as `code file:line`.
fn lines(pack: &LoadedPack, found: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| line_and_column(pack.texts.get(&d.file).map_or("", String::as_str), d.span.start).0;
    found.iter().map(|d| format!("{} {}:{}", d.code, d.file, line(d))).collect()
}

/// Copies a folder's files over another's.
pub(super) fn overlay(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            overlay(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A copy of the small pack, in a folder that goes away.
fn copy_of_base() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    overlay(Path::new(BASE), folder.path());
    folder
}

#[test]
fn the_sample_of_the_contract_is_a_sound_pack() {
    let pack = load(Path::new(SAMPLE));
    assert_eq!(pack.diagnostics, []);
    let policy = pack.policy.expect("the sample's policy is sound");
    assert_eq!((policy.id.as_str(), policy.facts.len(), policy.rules.len()), ("marrow-pine", 10, 3));
    assert_eq!(policy.facts.iter().map(|f| f.name.as_str()).collect::<Vec<_>>()[..3], ["request", "item", "level"]);
    let scenario = &pack.scenarios[0];
    let story = scenario.story.fill(&policy, &scenario.case);
    assert_eq!(&*story, "Odile's kettle arrived 12 days ago with a crack across the lid. She has not used it.");
}

#[test]
fn what_a_rule_asks_has_a_place_in_the_file() {
    let pack = load(Path::new(SAMPLE));
    let source = pack.parsed.policy.unwrap();
    let rule = source.draft.as_ref().unwrap().rules.iter().position(|r| r.id == "M-6").unwrap();
    let places = &source.places.conditions[rule];
    let at = |place: &std::ops::Range<usize>| &pack.policy_text[place.clone()];
    assert_eq!(
        places.when[0].tests.iter().map(at).collect::<Vec<_>>(),
        ["request = \"refund\"", "item = [\"worn\", \"washed\"]"]
    );
    assert_eq!(at(&places.unless[0].whole), "{ item = \"worn\", days_since_purchase = \"<= 2\" }");
    assert_eq!(at(&places.unless[1].tests[0]), "tier = \"key\"");
}

#[test]
fn the_shipped_packs_have_nothing_to_mend() {
    for listing in content::list(&Sources::default()) {
        let pack = content::load(&listing, Keep::All);
        let found = pack.check(Date::parse("2026-11-21").unwrap());
        assert_eq!(lines(&pack, &found), [""; 0], "{}", listing.id);
    }
}

#[test]
fn a_users_pack_takes_the_place_of_a_shipped_one_of_the_same_id() {
    let data = tempfile::tempdir().unwrap();
    let shipped = content::list(&Sources::default());
    let mine = data.path().join("packs/mine");
    overlay(Path::new(BASE), &mine);
    let policy = fs::read_to_string(mine.join("policy.toml")).unwrap();
    fs::write(mine.join("policy.toml"), policy.replace("corner-shop", &shipped[0].id)).unwrap();
    let known = content::list(&Sources { data: Some(data.path().to_owned()) });
    assert_eq!(known.len(), shipped.len());
    assert_eq!((known[0].title.as_str(), known[0].scenarios), ("The corner shop", 3));
}

#[test]
fn a_broken_scenario_is_left_out_and_a_broken_policy_blocks_its_pack() {
    let folder = copy_of_base();
    fs::write(folder.path().join("lamps/broken.toml"), "format = 1\nid = \"broken\"\n").unwrap();
    let pack = load(folder.path());
    assert_eq!((pack.scenarios.len(), pack.left_out, pack.policy.is_some()), (3, 1, true));
    fs::write(folder.path().join("policy.toml"), "format = 1\n").unwrap();
    let pack = load(folder.path());
    assert_eq!((pack.scenarios.len(), pack.policy.is_some()), (0, false));
}
