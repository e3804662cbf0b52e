//! The summary: never one number.

use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::session::Session;
use escalate_or_act::domain::session::answer::{Answer, Certainty, Wrong};
use escalate_or_act::domain::session::summary::{Leaning, Summary};
use escalate_or_act::domain::session::taps::Taps;

use super::desk::{Desk, NOON, plan};

const fn rate(count: u32, of: u32) -> Rate {
    Rate { count, of }
}

/// Plays the whole desk, each case as told.
fn play(desk: &Desk, told: impl Fn(&str) -> (Answer, Certainty)) -> Session {
    let mut session = Session::start(&desk.view(), plan(&[]), NOON);
    while let Some(round) = session.round() {
        let (answer, certainty) = told(&desk.scenarios[round.scenario].id);
        session.answer(&desk.view(), answer, certainty, Taps::default(), NOON);
        session.next(&desk.view(), NOON);
    }
    session
}

#[test]
fn both_error_rates_stand_beside_each_other() {
    let desk = Desk::new();
    let session = play(&desk, |id| match id {
        "yes" => (Answer::Escalate, Certainty::Sure),
        "no" => (Answer::Yes, Certainty::Fairly),
        "sparks" => (Answer::Yes, Certainty::Sure),
        "big" => (Answer::Escalate, Certainty::Unsure),
        "grey" => (Answer::Yes, Certainty::Unsure),
        "when" => (Answer::Yes, Certainty::Unsure),
        _ => (Answer::No, Certainty::Unsure),
    });
    let summary = session.summary();
    assert_eq!(summary.cases, 7);
    // Act: yes, no, warned. Escalate: sparks, big, and the one that was decided before asking. The grey area is in neither.
    assert_eq!(summary.over_escalation, rate(1, 3));
    assert_eq!(summary.over_reach, rate(2, 3));
    assert_eq!((summary.gave_it_away, summary.needless_no), (1, 1));
    assert_eq!((summary.grey.right, summary.grey.of), (0, 1));
    assert_eq!(summary.marks, -6 - 2 - 6 + 1, "grey areas are marked like others");
    assert_eq!(summary.marks_possible, 21);
    // Over-escalation 1, giving away 5, a critical over-reach 20, grey 5, deciding before asking 5, a needless no 1.
    assert!((summary.cost.value() - 37.0).abs() < 1e-9, "{:?}", summary.cost);
    assert_eq!(summary.right_but_unsure, ["big"]);
    assert_eq!(summary.leaning, Leaning::TooFew);
    let sure: Vec<Wrong> = summary.confidently_wrong.iter().map(|m| m.wrong).collect();
    assert_eq!(sure.len(), 2);
    assert!(sure.contains(&Wrong::OverEscalation) && sure.contains(&Wrong::OverReach));
    let again: Vec<(&str, usize)> = summary.read_again.iter().map(|c| (c.rule.as_str(), c.misses)).collect();
    assert_eq!(again[0], ("G-1", 3));
    assert_eq!(again.len(), 3, "a grey area has no clause to read again: {again:?}");
}

#[test]
fn the_missed_cases_are_played_again_and_no_others() {
    let desk = Desk::new();
    let session = play(&desk, |id| (if id == "sparks" { Answer::Yes } else { Answer::Escalate }, Certainty::Sure));
    let missed: Vec<String> = session.summary().missed.into_iter().map(|m| m.scenario).collect();
    let replay = Session::start(&desk.view(), session.replay(&desk.view(), 1).unwrap(), NOON);
    let mut dealt: Vec<String> = replay.cards().iter().map(|c| desk.scenarios[c.scenario].id.clone()).collect();
    let mut wanted = missed;
    dealt.sort();
    wanted.sort();
    assert_eq!(dealt, wanted);
    assert_eq!(dealt, ["no", "sparks", "warned", "when", "yes"]);
}

#[test]
fn nothing_missed_is_nothing_to_replay() {
    let desk = Desk::new();
    let mut session = desk.play("yes");
    session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON);
    assert!(session.replay(&desk.view(), 1).is_none());
}

#[test]
fn a_leaning_is_claimed_only_where_the_intervals_do_not_meet() {
    assert_eq!(Leaning::of(rate(4, 4), rate(0, 20)), Leaning::TooFew);
    assert_eq!(Leaning::of(rate(3, 6), rate(1, 6)), Leaning::NoneToSee);
    assert_eq!(Leaning::of(rate(6, 6), rate(0, 6)), Leaning::ToEscalate);
    assert_eq!(Leaning::of(rate(0, 8), rate(7, 8)), Leaning::ToAct);
}

#[test]
fn an_empty_session_has_no_rates() {
    let summary = Summary::of(&[]);
    assert_eq!(summary.over_escalation.interval(), None);
    assert_eq!((summary.cases, summary.marks), (0, 0));
}
