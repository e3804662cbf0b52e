//! A number moved on the screen: the figures are those of a policy with that number in its file, and nothing is ever written.

use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::evaluate;
use escalate_or_act::domain::policy::limit::LimitId;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::source;
use escalate_or_act::tui::comparison::Compared;
use escalate_or_act::tui::message::{Message, Reply};
use escalate_or_act::tui::model::{Model, Screen};
use escalate_or_act::tui::whatif::{Focus, WhatIf};

use super::stage::Stage;

/// From home to what a full agent may give in a year: the fifth number of the bench.
pub(super) const YEAR: &str = "l<down><enter>i<tab><down><down><down><down><enter>";

fn what_if(model: &Model) -> &WhatIf {
    let Some(Screen::WhatIf(what)) = model.screen() else { panic!("no what-if but {:?}", model.screen()) };
    what
}

fn turned(stage: &Stage) -> Vec<String> {
    let pack = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench");
    let flips = &what_if(&stage.model).figures.as_ref().expect("it is small").flips;
    flips.iter().map(|flip| pack.scenarios[flip.scenario].id.clone()).collect()
}

#[test]
fn what_turns_is_what_the_policy_with_that_number_in_its_file_turns() {
    let mut stage = Stage::new().keys(YEAR);
    let text = include_str!("../../fixtures/screens/policy.toml");
    let day = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench").engine.day();
    let mut seen = 0;
    for _ in 0..8 {
        stage = stage.keys("[");
        let value = what_if(&stage.model).value();
        let written = text.replacen("full   = 1000", &format!("full   = {value}"), 1);
        let policy = source::parse(&written, "policy.toml").policy().expect("it is sound").clone();
        let engine = Engine::compile(&policy, day).expect("it is small");
        let pack = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench");
        let said = |engine: &Engine, case| engine.decide(case).ok().map(|r| (r.kind, r.route));
        let differs = pack.scenarios.iter().filter(|s| said(&engine, &s.case) != said(&pack.engine, &s.case));
        let differs: Vec<String> = differs.map(|s| s.id.clone()).collect();
        assert_eq!(turned(&stage), differs, "at {value}");
        seen += differs.len();
    }
    assert!(seen > 0, "something turns on the way");
}

#[test]
fn a_number_goes_no_further_than_its_facts() {
    let stage = Stage::new().keys(YEAR).keys(&"[".repeat(60));
    let pack = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench");
    let (low, high) = what_if(&stage.model).knob().range(&pack.policy);
    assert_eq!(what_if(&stage.model).value(), low);
    let stage = stage.keys(&"]".repeat(120));
    assert_eq!(what_if(&stage.model).value(), high);
    let stage = stage.keys("c");
    assert_eq!((what_if(&stage.model).moved(), turned(&stage)), (0, Vec::new()));
}

#[test]
fn several_numbers_are_moved_in_one_draft() {
    let stage = Stage::new().keys(YEAR).keys("[<tab><home><enter>--");
    assert_eq!(what_if(&stage.model).moved(), 2);
    assert!(stage.picture(80, 24).contains("and 1 other number moved"), "{}", stage.picture(80, 24));
    let stage = stage.keys("<tab>");
    assert_eq!(what_if(&stage.model).focus, Focus::Numbers);
    assert_eq!(stage.picture(80, 24).matches(" → ").count(), 2, "{}", stage.picture(80, 24));
}

#[test]
fn a_case_that_turns_is_read_with_both_answers_and_seen_on_the_map() {
    let stage = Stage::new().keys(YEAR).keys("[<enter>");
    let picture = stage.picture(80, 24);
    assert!(picture.contains("As it is   act, yes, under G-1"), "{picture}");
    assert!(picture.contains("What if    escalate to"), "{picture}");
    let stage = stage.keys("m");
    assert!(matches!(stage.model.screen(), Some(Screen::Map(_))));
    let stage = stage.keys("<esc><esc>");
    assert!(matches!(stage.model.screen(), Some(Screen::WhatIf(_))));
}

#[test]
fn the_draft_is_compared_and_an_answer_to_an_earlier_question_is_dropped() {
    let mut stage = Stage::new().keys(YEAR).keys("[d");
    let picture = stage.picture(80, 24);
    assert!(
        picture.contains("Scenarios that turn") && picture.contains("limits.year.full") == picture.contains("Edited"),
        "{picture}"
    );
    stage.send(Message::Reply(Reply::Compared(99, Err("of another draft".to_owned()))));
    let Some(Screen::Diff(reading)) = stage.model.screen() else { panic!("no comparison") };
    assert!(matches!(reading.compared, Compared::Told(_)));
    let together = stage.picture(80, 60);
    let stage = stage.keys("a");
    assert!(stage.picture(80, 60).lines().count() >= together.lines().count());
    assert!(stage.keys("<end>").picture(80, 24).contains("limits.year.full"));
}

#[test]
fn it_opens_at_the_number_that_one_stands_at() {
    let name = |stage: &Stage| what_if(&stage.model).knob().name.clone();
    assert_eq!(name(&Stage::new().keys("l<down><enter>i")), "limits.refund.new");
    let map = name(&Stage::new().keys("l<tab>mi"));
    assert!(map.starts_with("limits."), "the map has an amount on an axis: {map}");
    let coast = Stage::new().keys("oi");
    assert!(matches!(coast.model.screen(), Some(Screen::WhatIf(_))));
}

#[test]
fn from_a_map_it_opens_at_a_number_that_the_case_there_goes_by() {
    let mut limits = 0;
    for scenario in 0..8 {
        let stage = Stage::new().keys("l<tab>").keys(&"<down>".repeat(scenario)).keys("m");
        let Some(Screen::Map(map)) = stage.model.screen() else { continue };
        let case = map.now.clone();
        let stage = stage.keys("i");
        let pack = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench");
        let knob = what_if(&stage.model).knob();
        let Some(limit) = pack.policy.limits.iter().position(|limit| {
            knob.name.strip_prefix("limits.").is_some_and(|rest| rest.split('.').next() == Some(limit.name.as_str()))
        }) else {
            continue;
        };
        // A figure that the case goes by is one that another limit comes with when it is moved.
        let moved = knob.turned(&pack.policy, Quantity::from_millionths(knob.value.millionths() + 1));
        let figure = |policy| evaluate::limit(policy, &case, LimitId(limit));
        let Some(own) = figure(&pack.policy) else { continue };
        assert_ne!(figure(&moved), Some(own), "{} for {case:?}", knob.name);
        limits += 1;
    }
    assert!(limits > 0, "some map has a limit on it");
}

#[test]
fn a_case_that_waits_for_its_answer_is_not_given_away() {
    let stage = Stage::new().play("near-the-year").keys("l<down><enter>i");
    assert!(matches!(stage.model.screen(), Some(Screen::Rule { .. })));
    assert!(!stage.picture(80, 24).contains("what if"));
}

#[test]
fn a_log_that_can_not_be_read_is_said_where_its_answers_would_stand() {
    let mut stage = Stage::new().keys("l<down><enter>");
    stage.send(Message::Reply(Reply::Recalled(Err("the log can't be read.".to_owned()))));
    let picture = stage.picture(120, 40);
    assert!(picture.contains("Not known: the log can't be read."), "{picture}");
    assert!(!picture.contains("being read"), "{picture}");
}
