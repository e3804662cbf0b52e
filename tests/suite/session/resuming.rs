//! Going on where one stopped.

use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::snapshot::{Changes, Snapshot};
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Session, attempt::Attempt};

use super::desk::{AMOUNT, DAYS, Desk, NOON, plan, policy, scenarios};

/// A session on the whole desk, so many cases in.
fn begun(desk: &Desk, answered: usize) -> Session {
    let mut session = Session::start(&desk.view(), plan(&[]), NOON);
    for _ in 0..answered {
        session.answer(&desk.view(), Answer::Yes, Certainty::Fairly, Taps::default(), NOON);
        session.next(&desk.view(), NOON);
    }
    session
}

fn stored(snapshot: &Snapshot) -> Snapshot {
    serde_json::from_str(&serde_json::to_string(snapshot).unwrap()).unwrap()
}

fn ids(desk: &Desk, session: &Session) -> Vec<String> {
    session.cards().iter().map(|c| desk.scenarios[c.scenario].id.clone()).collect()
}

fn resume(desk: &Desk, session: &Session, saved: &Snapshot) -> (Session, Changes) {
    Session::resume(&desk.view(), stored(saved), session.attempts().to_vec(), &[], NOON + 99)
}

#[test]
fn a_session_goes_on_at_the_same_case_with_the_same_deck() {
    let desk = Desk::new();
    for answered in 0..scenarios().len() {
        let session = begun(&desk, answered);
        let (again, changes) = resume(&desk, &session, &session.snapshot(&desk.view()));
        assert!(changes.is_empty());
        assert_eq!(again.id(), session.id());
        assert_eq!(ids(&desk, &again), ids(&desk, &session));
        assert_eq!(again.position(), answered);
        assert_eq!(again.round().map(|r| r.scenario), session.round().map(|r| r.scenario));
        assert_eq!(again.summary(), session.summary());
    }
}

#[test]
fn a_kill_between_the_answer_and_the_place_repeats_no_case() {
    let desk = Desk::new();
    let mut session = begun(&desk, 2);
    let stale = session.snapshot(&desk.view());
    session.answer(&desk.view(), Answer::No, Certainty::Sure, Taps::default(), NOON);
    let mut twice: Vec<Attempt> = session.attempts().to_vec();
    twice.extend(session.attempts().to_vec());
    let (again, _) = Session::resume(&desk.view(), stored(&stale), twice, &[], NOON);
    assert_eq!(again.position(), 3);
    assert_eq!(again.attempts().len(), 3);
}

#[test]
fn a_reveal_that_was_left_goes_on_with_the_next_case() {
    let desk = Desk::new();
    let mut session = begun(&desk, 1);
    session.answer(&desk.view(), Answer::No, Certainty::Sure, Taps::default(), NOON);
    let (again, _) = resume(&desk, &session, &session.snapshot(&desk.view()));
    assert_eq!(again.position(), 2);
    assert!(again.round().unwrap().outcome.is_none());
}

#[test]
fn what_was_asked_stays_asked() {
    let desk = Desk::new();
    let mut session = desk.play("when");
    session.ask(&desk.view(), DAYS);
    let (again, _) = resume(&desk, &session, &session.snapshot(&desk.view()));
    assert_eq!(again.round().unwrap().asked, session.round().unwrap().asked);
}

#[test]
fn a_changed_pack_is_said_and_the_rest_goes_on() {
    let desk = Desk::new();
    let session = begun(&desk, 1);
    let deck = ids(&desk, &session);
    let saved = session.snapshot(&desk.view());
    let mut scenarios = scenarios();
    scenarios.retain(|s| s.id != deck[2]);
    scenarios.reverse();
    let changed = scenarios.iter_mut().find(|s| s.id == deck[3]).unwrap();
    changed.case.set(AMOUNT, Some(Value::Number(Quantity::whole(77))));
    scenarios.iter_mut().find(|s| s.id == deck[4]).unwrap().title = escalate_or_act::domain::text::Text::clean("retold");
    let desk = Desk::of(policy(), scenarios);
    let (again, changes) = resume(&desk, &session, &saved);
    assert_eq!((&changes.vanished, &changes.changed), (&vec![deck[2].clone()], &vec![deck[3].clone()]));
    assert!(changes.turned.is_empty());
    let left: Vec<String> = deck.iter().filter(|id| **id != deck[2] && **id != deck[3]).cloned().collect();
    assert_eq!(ids(&desk, &again), left);
    assert_eq!(again.position(), 1);
}

#[test]
fn a_changed_policy_is_said_and_its_cases_stay() {
    let desk = Desk::new();
    let session = begun(&desk, 0);
    let saved = session.snapshot(&desk.view());
    let mut policy = policy();
    policy.limits[0].values = vec![Quantity::whole(160); 2];
    policy.facts.swap(4, 5);
    policy.facts.swap(4, 5);
    let desk = Desk::of(policy, scenarios());
    let (again, changes) = resume(&desk, &session, &saved);
    assert_eq!(changes.turned, ["big"]);
    assert_eq!(again.cards().len(), scenarios().len());
}
