//! Cases to ask about first.

use escalate_or_act::domain::session::answer::{Answer, Certainty, Judgement, Wrong};
use escalate_or_act::domain::session::taps::Taps;

use super::desk::{DAYS, Desk, MOOD, NOON};

#[test]
fn deciding_before_asking_is_wrong_either_way() {
    let desk = Desk::new();
    for (answer, wrong) in
        [(Answer::Yes, Wrong::OverReach), (Answer::No, Wrong::OverReach), (Answer::Escalate, Wrong::OverEscalation)]
    {
        let mut session = desk.play("when");
        let outcome = session.answer(&desk.view(), answer, Certainty::Unsure, Taps::default(), NOON).unwrap();
        assert_eq!(outcome.judgement, Judgement::Wrong(wrong));
        assert!(!outcome.settled && !outcome.attempt.verdict.settled);
        assert_eq!(outcome.attempt.judgement(), Judgement::Wrong(wrong), "the log tells the same");
        assert!(outcome.attempt.facts["days"].is_null(), "what nobody asked, nobody knew");
    }
}

#[test]
fn asking_what_is_missing_and_then_deciding_is_right() {
    let desk = Desk::new();
    let mut session = desk.play("when");
    assert_eq!(session.round().unwrap().missing, [DAYS]);
    assert_eq!(session.round().unwrap().askable(&desk.view()), [DAYS, MOOD]);
    assert!(!session.ask(&desk.view(), MOOD).unwrap().matters, "it costs nothing, and is shown");
    let asked = session.ask(&desk.view(), DAYS).unwrap();
    assert!(asked.matters && asked.value.is_some());
    assert_eq!(session.ask(&desk.view(), DAYS), None, "asked already");
    assert_eq!(session.round().unwrap().known.get(DAYS), asked.value, "the answer stands on the panel");
    let outcome = session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap();
    assert_eq!((outcome.judgement, outcome.marks), (Judgement::Right, 3));
    assert_eq!(outcome.attempt.asked, ["mood", "days"]);
    assert_eq!(outcome.attempt.facts["days"].to_string(), "12");
}

#[test]
fn what_was_asked_does_not_make_it_another_case() {
    let desk = Desk::new();
    let hash = |ask: bool| {
        let mut session = desk.play("when");
        if ask {
            session.ask(&desk.view(), DAYS);
        }
        session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap().attempt.case_hash.clone()
    };
    assert_eq!(hash(true), hash(false));
}

#[test]
fn other_cases_have_nothing_to_ask() {
    let desk = Desk::new();
    let mut session = desk.play("yes");
    assert!(session.round().unwrap().askable(&desk.view()).is_empty());
    assert_eq!(session.ask(&desk.view(), DAYS), None);
}
