//! A policy that was edited after somebody had mastered it: words cost nothing, a line that moved costs what hangs on it, and a rule
//! that was turned round is to be shown anew.

use std::collections::BTreeMap;

use escalate_or_act::domain::learner::path::progress::{Standing, Step};
use escalate_or_act::domain::learner::upheld::Upheld;
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::hand::Chosen;
use escalate_or_act::export::certificate::{Format, page};
use serde_json::Value as Json;

use super::walker::{self, BENCH, DAY, Walker};

/// Somebody who has mastered the bench's policy at the first level.
fn master() -> Walker {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    walker.now += DAY;
    walker.sitting(&mut walker::right);
    assert_eq!(walker.progress().step, Step::Done);
    walker
}

/// Other words throughout, and another version.
fn reworded(text: &str) -> String {
    let told = text.replace("text     = \"", "text     = \"Now: ").replace("why      = \"", "why      = \"Then: ");
    told.replace("\"2026.1\"", "\"2026.2\"")
}

/// How each rule of the path stands, by its id.
fn standings(walker: &Walker) -> BTreeMap<String, Standing> {
    let (path, view) = (walker.path(), walker.view());
    let ids = path.units.iter().map(|unit| view.policy.rules[unit.rule.0].id.clone());
    ids.zip(walker.progress().standings).collect()
}

fn certificate(walker: &Walker) -> String {
    page(&walker.certificate().unwrap(), Format::Text)
}

#[test]
fn other_words_cost_nobody_anything() {
    let mut walker = master();
    let before = walker.progress();
    walker.edit(reworded);
    let after = walker.progress();
    assert_eq!(after.standings, before.standings);
    assert_eq!(after.step, Step::Done);
    let page = certificate(&walker);
    assert!(page.contains("5 of 5 rules mastered"), "{page}");
    assert!(page.contains("kintsugi, version 2026.2 · checked on 2026-07-25, by version 2026.1"), "{page}");
    assert!(!page.contains("left out") && !page.contains("decided otherwise"), "{page}");
}

#[test]
fn a_rule_that_was_turned_round_is_to_be_shown_anew_and_checked() {
    let mut walker = master();
    walker.edit(|text| {
        let turned = text.replace("act   = \"Credit the account.\"", "decline = \"Say no yourself.\"");
        turned.replace("\"2026.1\"", "\"2026.2\"")
    });
    let standings_now = standings(&walker);
    let turned = &standings_now["G-2"];
    assert_eq!((turned.tries.of, turned.shown.is_shown(), turned.is_mastered()), (0, false, false));
    assert!(turned.turned > 0);
    for id in ["R-1", "R-2", "S-1", "G-1"] {
        assert!(standings_now[id].is_mastered(), "{id} is what it was");
    }
    assert_eq!(walker.progress().step, Step::Round);
    let page = certificate(&walker);
    assert!(page.contains("4 of 5 rules mastered"), "{page}");
    assert!(
        page.contains("· G-2 Unused, with its seal, a stop line\n      changed since it was met: 0 of 7 tries, 0 of 2 days"),
        "{page}"
    );
    assert!(page.contains("left out: version 2026.2 decides these cases"), "{page}");
    assert!(page.contains("decided otherwise since, and no longer count"), "{page}");
    // It is shown again, on two days; but the check that was passed did not ask about it.
    for _ in 0..40 {
        match walker.progress().step {
            Step::Check | Step::Done => break,
            Step::Rest => walker.now += DAY,
            _ => {}
        }
        walker.sitting(&mut walker::right);
    }
    assert!(standings(&walker)["G-2"].shown.is_shown());
    assert_eq!(walker.progress().step, Step::Check);
}

/// Who decides a case at the first level, read from the rules by hand.
fn by_hand(attempt: &Attempt, limit: i64) -> &'static str {
    let text = |name: &str| attempt.facts[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| attempt.facts[name].as_i64().unwrap();
    let has = |member: &str| attempt.facts["signals"].as_array().unwrap().iter().any(|m| m.as_str() == Some(member));
    match (text("request").as_str(), text("item").as_str()) {
        _ if has("sparks") => "R-1",
        ("refund", "worn") => "S-1",
        ("refund", "faulty") if number("days") <= 30 => {
            if number("amount") > limit || number("given") + number("amount") > 200 {
                "R-2"
            } else {
                "G-1"
            }
        }
        ("credit", "unused") if attempt.facts["seal"] == Json::Bool(true) => "G-2",
        _ => "",
    }
}

#[test]
fn a_line_that_moved_costs_what_lay_between_and_nothing_else() {
    let walker = master();
    for limit in [0, 10, 30, 45, 49, 51, 60, 90, 600] {
        let mut walker = walker.again();
        let before = standings(&walker);
        walker.edit(|text| text.replace("new    = 50", &format!("new    = {limit}")).replace("full   = 150", "full   = 600"));
        let after = standings(&walker);
        for (id, standing) in &after {
            let tries = || walker.attempts.iter().filter(|a| a.is_rated() && a.decider() == Some(id.as_str()));
            assert!(tries().all(|a| by_hand(a, 50) == id), "the rules as they were, read by hand");
            let still = tries().filter(|a| by_hand(a, limit) == id).count();
            assert_eq!(standing.tries.of as usize, still, "{id} at {limit}");
            assert_eq!(standing.turned as usize, tries().count() - still, "{id} at {limit}");
        }
        for id in ["R-1", "S-1", "G-2"] {
            assert_eq!(after[id], before[id], "{id} at {limit}");
        }
        assert!(limit > 45 || after.get("G-1").is_none_or(|g| g.turned > 0), "more than €45 was dealt");
    }
}

#[test]
fn what_was_answered_before_enough_was_asked_is_held_against_the_whole_case() {
    let mut walker = master();
    let card = Chosen { scenario: "which-state".to_owned(), moved: Vec::new(), why: None };
    walker.play(Mode::Practice, vec![card], &mut walker::right);
    let mut early = walker.attempts.pop().unwrap();
    assert_eq!((early.decider(), early.asked.is_empty()), (Some("S-1"), false));
    for fact in std::mem::take(&mut early.asked) {
        early.facts.insert(fact, Json::Null);
    }
    early.verdict.settled = false;
    walker.edit(reworded);
    assert!(Upheld::by(&walker.view()).upholds(&early));
    walker.edit(|text| text.replace("decline = \"Say no yourself, and offer the repair.\"", "act = \"Refund it.\""));
    assert!(!Upheld::by(&walker.view()).upholds(&early));
}

#[test]
fn a_fact_that_is_new_since_is_as_its_story_has_it_and_one_under_another_name_is_unknown() {
    let mut walker = master();
    let told = |a: &&Attempt| a.decider() == Some("G-2") && a.facts["signals"] == serde_json::json!([]);
    let mut new = walker.attempts.iter().find(told).unwrap().clone();
    new.facts.remove("signals");
    walker.edit(reworded);
    assert!(Upheld::by(&walker.view()).upholds(&new), "no story but one says anything of sparks");
    let seal = new.facts.remove("seal").unwrap();
    new.facts.insert("sealed".to_owned(), seal);
    assert!(!Upheld::by(&walker.view()).upholds(&new), "whether there is a seal decides it, and can't be read any more");
}
