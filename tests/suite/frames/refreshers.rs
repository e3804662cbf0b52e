//! The refresher: what its opening screen says, and what every case says of why it is here.

use escalate_or_act::domain::session::hand::Reason;
use escalate_or_act::tui::model::Screen;

use super::stage::Stage;

/// Plays on, wrongly or not, up to a case that is not as its story tells it.
pub(super) fn at_a_moved_case(mut stage: Stage) -> Stage {
    let moved = |stage: &Stage| {
        let round = stage.model.play.as_ref().and_then(|p| p.session.round());
        round.is_none_or(|round| !round.moved.is_empty() && round.outcome.is_none())
    };
    while !moved(&stage) && !matches!(stage.model.screen(), Some(Screen::Summary { .. })) {
        stage = stage.keys("e1<enter>");
    }
    assert!(stage.model.play.as_ref().is_some_and(|p| !p.session.is_finished()), "no case of the refresher was moved");
    stage
}

/// Everything missed, and sure.
fn missed() -> Stage {
    Stage::new().play_all().answer_all("a3").keys("<enter>")
}

fn shown(stage: &Stage) -> String {
    stage.picture(80, 24)
}

#[test]
fn who_has_played_nothing_is_not_told_of_refreshers() {
    let stage = Stage::new();
    assert!(!shown(&stage).contains("due") && !shown(&stage).contains("refresh"), "{}", shown(&stage));
    assert!(matches!(stage.keys("r").model.screen(), Some(Screen::Home { .. })));
}

#[test]
fn home_says_how_many_are_due_and_r_opens_them() {
    let stage = missed().days_later(3);
    let due = stage.model.refreshers.of[&0].due.len();
    assert!(due > 0 && shown(&stage).contains(&format!("{due} due: r")), "{}", shown(&stage));
    let stage = stage.keys("r");
    assert!(shown(&stage).contains("you were sure, and missed"), "{}", shown(&stage));
    assert!(shown(&stage).contains("red line"), "how many are red lines is said before the first case: {}", shown(&stage));
}

#[test]
fn every_case_says_why_it_is_here() {
    let mut stage = missed().days_later(3).keys("r<enter>");
    let mut cases = 0;
    while !matches!(stage.model.screen(), Some(Screen::Summary { .. })) {
        let screen = shown(&stage);
        assert!(screen.contains("Why this one: "), "{screen}");
        stage = stage.keys("n2<enter>");
        cases += 1;
    }
    assert!(cases > 0 && shown(&stage).contains("Comes back"), "{}", shown(&stage));
    let stage = stage.keys("<enter>");
    assert!(!shown(&stage).contains("due: r"), "what was refreshed is not due: {}", shown(&stage));
}

#[test]
fn what_is_missed_and_sure_comes_back_in_the_same_sitting() {
    let mut stage = missed().days_later(3).keys("r<enter>");
    let cards = |stage: &Stage| stage.model.play.as_ref().map_or(0, |p| p.session.cards().len());
    let before = cards(&stage);
    let card = |stage: &Stage| stage.model.play.as_ref().and_then(|p| p.session.card().cloned());
    let decision = card(&stage).expect("a card").decision;
    stage = stage.keys(if decision.name() == "escalate" { "a3" } else { "e3" });
    assert_eq!(cards(&stage), before + 1);
    let last = stage.model.play.as_ref().and_then(|p| p.session.cards().last().cloned()).expect("a card");
    assert_eq!(last.why, Some(Reason::Again));
}

#[test]
fn minutes_and_mix_are_chosen_before_the_first_case() {
    let stage = missed().days_later(400).keys("r");
    assert!(shown(&stage).contains("▸ as it comes"), "{}", shown(&stage));
    let stage = stage.keys("<tab>");
    assert!(shown(&stage).contains("▸ half and half"), "{}", shown(&stage));
    let stage = stage.keys("<tab>");
    assert!(shown(&stage).contains("▸ as at work") && shown(&stage).contains("don't say how often"), "{}", shown(&stage));
    let stage = stage.keys("--");
    assert!(shown(&stage).contains("at most 1 minute"), "{}", shown(&stage));
    assert!(matches!(stage.keys("<esc>").model.screen(), Some(Screen::Home { .. })));
}

#[test]
fn where_nothing_is_due_it_says_what_comes_next_and_offers_new_lines() {
    let stage = missed().keys("r");
    let screen = shown(&stage);
    assert!(screen.contains("Nothing is due") && screen.contains("comes back") | screen.contains("come back"), "{screen}");
    assert!(screen.contains("New lines"), "{screen}");
    let stage = stage.keys("<enter>");
    assert!(shown(&stage).contains("Why this one: new to you"), "{}", shown(&stage));
}
