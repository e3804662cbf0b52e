//! The kept corpus of the fuzz targets, replayed.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/targets.rs"]
mod targets;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut replayed = 0;
    for entry in fs::read_dir(folder).unwrap() {
        run(&fs::read(entry.unwrap().path()).unwrap());
        replayed += 1;
    }
    assert!(replayed > 4, "the corpus of {target} is not there");
}

#[test]
fn policies() {
    replay("policy", targets::policy);
}

#[test]
fn scenarios() {
    replay("scenario", targets::scenario);
}

#[test]
fn facts() {
    replay("facts", targets::facts);
}

#[test]
fn settings() {
    replay("setting", targets::setting);
}

#[test]
fn phrases() {
    replay("phrases", targets::phrases);
}
