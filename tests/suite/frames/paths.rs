//! The path: its units, a unit's opening, the check before and after.

use escalate_or_act::domain::learner::path::progress::Step;

use super::stage::Stage;
use crate::suite::eoa::keep;
use crate::suite::path::walker::{self, BENCH, DAY, Walker};

/// A game in whose log somebody has come so far, at its path.
fn after(walker: &Walker) -> Stage {
    let mut stage = Stage::new().with_profile(walker.profile.clone());
    stage.attempts = walker.attempts.clone();
    stage.keys("n")
}

fn units(many: usize) -> Walker {
    let mut walker = Walker::on(BENCH);
    for _ in 0..many {
        walker.sitting(&mut walker::right);
    }
    walker
}

#[test]
fn the_path_of_somebody_new() {
    keep("path", &Stage::new().keys("n").pictures());
}

#[test]
fn a_unit_begins_with_its_rule() {
    keep("path-opening", &after(&units(1)).keys("<enter>").pictures());
}

#[test]
fn then_come_its_two_sides() {
    keep("path-case", &after(&units(1)).keys("<enter><enter>").pictures());
}

#[test]
fn half_way() {
    keep("path-half-way", &after(&units(7)).pictures());
}

#[test]
fn what_the_check_is() {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    keep("path-before-check", &after(&walker).keys("<enter>").pictures());
}

#[test]
fn how_the_check_went() {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    let mut stage = after(&walker).keys("<enter><enter>");
    for at in 0..12 {
        let verdict = stage.model.playing().and_then(|(_, s)| s.round()?.explanation.ruling.verdict).expect("a case");
        let key = walker::key(verdict);
        // One is missed.
        let key = if at == 3 { if key == "e" { "a" } else { "e" } } else { key };
        stage = stage.keys(&format!("{key}2"));
    }
    keep("path-after-check", &stage.pictures());
}

#[test]
fn nothing_of_a_check_is_revealed_before_its_end() {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    let stage = after(&walker).keys("<enter><enter>").keys("e2");
    let picture = stage.picture(80, 24);
    assert!(picture.contains("case 2 of 12") && !picture.contains("You said"), "{picture}");
    let stage = stage.keys("l");
    assert!(stage.picture(80, 24).contains("What do you do?"), "the rules aren't looked up in it");
}

#[test]
fn all_of_it() {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    walker.sitting(&mut walker::right);
    walker.now += DAY;
    assert_eq!(walker.progress().step, Step::Done);
    let stage = after(&walker);
    keep("path-done", &stage.pictures());
    let mut walker = walker;
    walker.now += DAY;
    let stage = after(&walker).keys("u");
    assert!(stage.picture(80, 24).contains("Your level is “Full” now"), "{}", stage.picture(80, 24));
    assert!(stage.picture(80, 24).contains("the check"), "and it is checked again");
}
