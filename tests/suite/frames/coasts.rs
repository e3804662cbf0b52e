//! The coastline as one goes along it: every place once, what the log says of it, and nothing that is still to be asked.

use std::collections::BTreeSet;

use super::stage::Stage;
use escalate_or_act::domain::policy::analysis::coverage::Taught;
use escalate_or_act::domain::policy::analysis::facets::decider;
use escalate_or_act::tui::chart::{Chart, Charted, Sailed};
use escalate_or_act::tui::model::{Coast, Layer, Model, Screen};

fn coast(model: &Model) -> (&Coast, &Chart) {
    let Some(Screen::Coast(coast)) = model.screen() else { panic!("no coast but {:?}", model.screen()) };
    let Some(Charted::Drawn(chart)) = model.charts.get(&coast.pack) else { panic!("no chart") };
    (coast, chart)
}

#[test]
fn every_facet_stands_once_and_its_twins_show_it() {
    let stage = Stage::new().keys("o");
    let (_, chart) = coast(&stage.model);
    let order: Vec<usize> = chart.order().collect();
    assert_eq!(order.len(), chart.coastline.facets.len());
    assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), order.len());
    let pack = stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench");
    for at in order {
        let facet = &chart.coastline.facets[at];
        let pair = chart.pair(&pack.engine, at).expect("every facet has twins");
        let [here, there] = &pair.twins;
        assert_eq!(decider(&pack.engine, here), Some(facet.here), "{facet:?}");
        assert_eq!(decider(&pack.engine, there), Some(facet.there), "{facet:?}");
        let differing = here.iter().zip(there.iter()).filter(|(a, b)| a.1 != b.1).count();
        assert_eq!(differing, 1, "twins differ in one fact: {facet:?}");
    }
}

#[test]
fn keys_go_along_the_coast_and_never_off_it() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let stage = Stage::new().sized(size.0, size.1).keys("o<end><right><down><pgdn>");
        let last = coast(&stage.model).1.coastline.facets.len() - 1;
        assert_eq!(coast(&stage.model).0.at, last);
        let stage = stage.keys("<home><left><up><pgup>");
        assert_eq!(coast(&stage.model).0.at, 0);
        let mut stage = stage;
        for at in 1..=last {
            stage = stage.keys("<right>");
            assert_eq!(coast(&stage.model).0.at, at);
        }
        let mut seen = BTreeSet::new();
        stage = stage.keys("<home>");
        while seen.insert(coast(&stage.model).0.at) {
            stage = stage.keys("<down>");
        }
        assert!(seen.len() > 3, "down goes from line to line: {seen:?}");
    }
}

#[test]
fn n_goes_to_what_is_still_open() {
    let stage = Stage::new().keys("on");
    let (at, chart) = coast(&stage.model);
    let facet = chart.order().nth(at.at).expect("one is chosen");
    assert_ne!(chart.taught(facet), Taught::Crossed);
}

#[test]
fn right_answers_on_both_sides_cross_a_facet_and_a_lapse_opens_it_again() {
    let crossed = |stage: &Stage| coast(&stage.model).0.sailed.iter().filter(|s| s.taught() == Taught::Crossed).count();
    let touched = |stage: &Stage| coast(&stage.model).0.sailed.iter().filter(|s| s.taught() == Taught::Touched).count();
    let stage = Stage::new().keys("o");
    assert_eq!((crossed(&stage), touched(&stage)), (0, 0));
    // Over the year: the lead's. Its twin is one's own.
    let stage = Stage::new().play("over-the-year").keys("e3").keys("<esc>o");
    assert_eq!((crossed(&stage), touched(&stage)), (0, 1));
    let stage = Stage::new().play("over-the-year").keys("e3ta3").keys("<esc>o");
    assert_eq!((crossed(&stage), touched(&stage)), (1, 0));
    let stage = Stage::new().play("over-the-year").keys("e3te3").keys("<esc>o");
    assert_eq!((crossed(&stage), touched(&stage)), (0, 1), "a wrong answer crosses nothing");
}

#[test]
fn only_the_trainees_own_answers_are_their_way() {
    let stage = Stage::new().play("over-the-year").keys("e3").keys("<esc>o");
    let (_, chart) = coast(&stage.model);
    let policy = &stage.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("the bench").policy;
    let own = chart.sailed(policy, &stage.attempts, "robin");
    assert!(own.iter().any(|s| *s != Sailed::default()));
    assert!(chart.sailed(policy, &stage.attempts, "somebody else").iter().all(|s| *s == Sailed::default()));
}

#[test]
fn the_layers_take_turns() {
    let stage = Stage::new().keys("o<tab>");
    assert_eq!(coast(&stage.model).0.layer, Layer::Own);
    assert_eq!(coast(&stage.keys("<tab>").model).0.layer, Layer::Told);
}

#[test]
fn a_case_that_waits_for_its_answer_is_not_named() {
    let stage = Stage::new().play_all().keys("<esc>");
    let title = {
        let (pack, session) = stage.model.playing().expect("a session");
        pack.scenarios[session.round().expect("a case").scenario].title.to_string()
    };
    let mut stage = stage.keys("o");
    let facets = coast(&stage.model).1.coastline.facets.len();
    for _ in 0..facets {
        let picture = stage.picture(120, 40);
        assert!(!picture.contains(&title), "{picture}");
        stage = stage.keys("<right>");
    }
}

#[test]
fn a_line_is_seen_on_the_map_and_its_rule_read() {
    let stage = Stage::new().keys("om");
    assert!(matches!(stage.model.screen(), Some(Screen::Map(_))));
    let stage = stage.keys("<esc>r");
    assert!(matches!(stage.model.screen(), Some(Screen::Rule { .. })));
    let stage = stage.keys("<esc><esc>");
    assert!(matches!(stage.model.screen(), Some(Screen::Home { .. })));
}

#[test]
fn the_twin_of_a_case_played_from_a_line_is_the_one_over_that_line() {
    let mut played = 0;
    let facets = coast(&Stage::new().keys("o").model).1.coastline.facets.len();
    for along in 0..facets {
        let stage = Stage::new().keys("o").keys(&"<right>".repeat(along));
        let (at, chart) = coast(&stage.model);
        let facet = chart.order().nth(at.at).expect("one is chosen");
        let Some((fact, to)) = chart.twin(facet) else { continue };
        let stage = stage.keys("<enter>").keys("<enter>e2t");
        // A warning takes the first Enter; without one it does nothing on a case.
        let round = stage.model.playing().and_then(|(_, session)| session.round()).expect("the twin");
        let twin = round.twin.as_ref().expect("it is a twin");
        assert_eq!((twin.fact, twin.to), (fact, to));
        played += 1;
    }
    assert!(played > 3, "{played}");
}

#[test]
fn a_told_case_near_a_line_is_played_from_it() {
    let mut stage = Stage::new().keys("o");
    while !{
        let (at, chart) = coast(&stage.model);
        chart.order().nth(at.at).is_some_and(|facet| chart.near(facet).is_some())
    } {
        stage = stage.keys("<right>");
    }
    let stage = stage.keys("<enter>");
    assert!(matches!(stage.model.screen(), Some(Screen::Case(_))));
}
