//! Every code: a fixture that shows it at its line and nothing else, and a heading in the author's guide.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{FIXTURES, checked, copy_of_base, lines, overlay};
use escalate_or_act::domain::diagnostic::codes::{ERRORS, WARNINGS};

/// Codes whose file is made by the test in [`super::hostile`]: too large to keep, not a file at all, or too much to go through.
const MADE: [&str; 10] = [
    "file::string-too-long",
    "file::too-large",
    "file::too-many-keys",
    "file::too-many-mistakes",
    "file::unreadable",
    "pack::link-loop",
    "pack::no-policy",
    "pack::no-scenarios",
    "pack::too-deep",
    "policy::undecided",
];

fn all() -> impl Iterator<Item = &'static str> {
    ERRORS.into_iter().chain(WARNINGS)
}

/// The folders of fixtures, in order.
fn fixtures() -> Vec<PathBuf> {
    let inside = |folder: &Path| fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect::<Vec<_>>();
    let mut folders: Vec<PathBuf> = inside(Path::new(FIXTURES)).iter().flat_map(|namespace| inside(namespace)).collect();
    folders.sort_unstable();
    folders
}

fn expected(fixture: &Path) -> Vec<String> {
    fs::read_to_string(fixture.join("expected")).unwrap().lines().map(ToOwned::to_owned).collect()
}

#[test]
fn each_fixture_shows_its_findings_and_nothing_by_cascade() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let folder = copy_of_base();
        overlay(&fixture, folder.path());
        let (pack, found) = checked(folder.path());
        let shown = lines(&pack, &found);
        if shown != expected(&fixture) {
            let said: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
            wrong.push(format!("{}: expected {:?}, found {shown:?}: {said:?}", fixture.display(), expected(&fixture)));
        }
        for diagnostic in &found {
            assert!(diagnostic.message.chars().count() < 160, "{}", diagnostic.message);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_small_pack_behind_the_fixtures_has_no_findings() {
    let folder = copy_of_base();
    let (_, found) = checked(folder.path());
    assert_eq!(found, []);
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let known: BTreeSet<String> = all().map(ToOwned::to_owned).collect();
    let shown: BTreeSet<String> =
        fixtures().iter().flat_map(|f| expected(f)).map(|l| l.split(' ').next().unwrap().to_owned()).collect();
    let made: BTreeSet<String> = MADE.iter().map(|code| (*code).to_owned()).collect();
    let without: Vec<&String> = known.iter().filter(|code| !shown.contains(*code) && !made.contains(*code)).collect();
    assert!(without.is_empty(), "no fixture shows {without:?}");
    assert!(shown.is_subset(&known), "{:?}", shown.difference(&known));
}

#[test]
fn every_code_has_a_heading_in_the_authors_guide_and_every_heading_a_code() {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/README.md")).unwrap();
    let headings: Vec<&str> = guide.lines().filter_map(|l| l.strip_prefix("### `")?.strip_suffix('`')).collect();
    let headings: BTreeSet<&str> = headings.into_iter().filter(|h| h.contains("::")).collect();
    let known: BTreeSet<&str> = all().collect();
    assert_eq!(known.difference(&headings).collect::<Vec<_>>(), Vec::<&&str>::new(), "without a heading");
    assert_eq!(headings.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "headings of nothing");
}

#[test]
fn the_pack_that_the_guide_builds_from_nothing_is_sound() {
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/README.md")).unwrap();
    let section = guide.split("## A pack from nothing").nth(1).unwrap().split("\n## ").next().unwrap();
    let blocks: Vec<&str> = section.split("```toml\n").skip(1).map(|b| b.split("```").next().unwrap()).collect();
    let [facts, routes, rules, scenario] = blocks[..] else { panic!("the guide shows a policy in three parts, and a scenario") };
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("returns")).unwrap();
    fs::write(folder.path().join("policy.toml"), [facts, routes, rules].concat()).unwrap();
    fs::write(folder.path().join("returns/cracked-lid.toml"), scenario).unwrap();
    let (pack, found) = checked(folder.path());
    assert_eq!(lines(&pack, &found), ["policy::unexercised policy.toml:40"], "only the red line has no case yet");
}
