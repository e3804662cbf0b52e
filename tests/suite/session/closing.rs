//! The round of twins that closes a session.

use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Mode;
use escalate_or_act::domain::session::closing::MOST;
use escalate_or_act::domain::session::snapshot::Snapshot;
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};

use super::desk::{Desk, NOON, plan};

fn begin(desk: &Desk, only: &[&str]) -> Session {
    Session::start(&desk.view(), Plan { closes_with_twins: true, ..plan(only) }, NOON)
}

fn answer(desk: &Desk, session: &mut Session, answer: Answer) {
    session.answer(&desk.view(), answer, Certainty::Fairly, Taps::default(), NOON).unwrap();
}

/// Plays the whole deck, and stands at the first twin.
fn deck_played(desk: &Desk, only: &[&str], said: Answer) -> Session {
    let mut session = begin(desk, only);
    while session.closing().is_none() && !session.is_finished() {
        answer(desk, &mut session, said);
        session.next(&desk.view(), NOON);
    }
    session
}

fn again(desk: &Desk, session: &Session, saved: &Snapshot) -> Session {
    let saved = serde_json::from_str(&serde_json::to_string(saved).unwrap()).unwrap();
    Session::resume(&desk.view(), saved, session.attempts().to_vec(), &[], NOON).0
}

#[test]
fn a_twin_that_was_left_remembers_that_the_rules_were_looked_up() {
    let desk = Desk::new();
    let mut session = deck_played(&desk, &[], Answer::Yes);
    assert!(session.closing().is_some() && session.look_up());
    let saved = session.snapshot(&desk.view());
    let resumed = again(&desk, &session, &saved);
    assert!(resumed.round().unwrap().twin.is_some() && resumed.round().unwrap().looked_up);
    // Answered, and killed before the place was written: the next twin was not looked up.
    answer(&desk, &mut session, Answer::Yes);
    let resumed = again(&desk, &session, &saved);
    assert!(resumed.round().is_none_or(|round| !round.looked_up));
}

#[test]
fn a_session_closes_with_twins_of_its_cases_that_turn_the_answer() {
    let desk = Desk::new();
    let mut session = deck_played(&desk, &[], Answer::Yes);
    let (cases, twins) = (session.attempts().len(), session.closing().unwrap().len());
    assert!((1..=MOST).contains(&twins));
    for nth in 0..twins {
        let (round, closing) = (session.round().unwrap().clone(), session.closing().unwrap());
        assert_eq!(closing.at(), nth);
        let change = round.twin.unwrap();
        let original = round.full.with(change.fact, Some(change.from));
        let verdict = |case| desk.view().judge.decide(case).unwrap().verdict;
        assert_eq!(round.full.get(change.fact), Some(change.to));
        assert_ne!(verdict(&original), verdict(&round.full), "a twin turns the answer");
        answer(&desk, &mut session, Answer::Escalate);
        session.next(&desk.view(), NOON);
    }
    assert!(session.is_finished() && session.closing().is_none());
    assert_eq!(session.attempts().iter().filter(|a| a.mode == Mode::Twin).count(), twins);
    assert_eq!((session.summary().cases, session.summary().twins.of), (cases, twins), "twins are no first tries");
    let mut hashes: Vec<&str> = session.attempts().iter().map(|a| a.case_hash.as_str()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), cases + twins, "no case comes twice");
}

#[test]
fn what_was_missed_comes_first() {
    let desk = Desk::new();
    let mut session = begin(&desk, &["yes", "no"]);
    while session.closing().is_none() {
        answer(&desk, &mut session, Answer::Yes);
        session.next(&desk.view(), NOON);
    }
    assert_eq!(desk.scenarios[session.round().unwrap().scenario].id, "no", "what was refused with a yes");
    assert_eq!(session.closing().unwrap().len(), 1, "half as many twins as cases");
}

#[test]
fn a_twin_that_was_played_does_not_come_again() {
    let desk = Desk::new();
    let mut session = begin(&desk, &["sparks"]);
    answer(&desk, &mut session, Answer::Yes);
    assert!(session.twin(&desk.view(), NOON));
    answer(&desk, &mut session, Answer::Yes);
    session.next(&desk.view(), NOON);
    assert!(session.is_finished(), "sparks has the one twin");
}

#[test]
fn the_twins_can_be_left_out_at_any_time() {
    let desk = Desk::new();
    let mut session = deck_played(&desk, &[], Answer::Yes);
    let answered = session.attempts().len();
    assert!(session.skip_twins());
    assert!(session.is_finished() && session.attempts().len() == answered);
    assert!(!session.skip_twins());
    assert!(!begin(&desk, &[]).skip_twins(), "a case is no twin");
    let plain = Session::start(&desk.view(), plan(&["sparks"]), NOON);
    assert!(plain.closing().is_none());
}

#[test]
fn the_round_goes_on_where_it_stopped() {
    let desk = Desk::new();
    let mut session = deck_played(&desk, &[], Answer::No);
    let twins = session.closing().unwrap().len();
    assert!(twins > 1);
    for nth in 0..twins {
        let open = session.snapshot(&desk.view());
        let resumed = again(&desk, &session, &open);
        let (a, b) = (resumed.round().unwrap(), session.round().unwrap());
        assert_eq!((&a.full, a.twin, resumed.closing()), (&b.full, b.twin, session.closing()));
        answer(&desk, &mut session, Answer::Yes);
        // The answer is in the log, and the place is the one before it, or the one after it.
        for saved in [open, session.snapshot(&desk.view())] {
            let resumed = again(&desk, &session, &saved);
            let on = (nth + 1 < twins).then_some((nth + 1, twins));
            assert_eq!(resumed.closing().map(|c| (c.at(), c.len())), on);
            assert_eq!(resumed.attempts().len(), session.attempts().len());
        }
        session.next(&desk.view(), NOON);
    }
    assert!(session.is_finished());
}

#[test]
fn a_kill_before_the_first_twin_comes_to_the_same_round() {
    let desk = Desk::new();
    let mut session = begin(&desk, &["yes", "no", "big"]);
    let mut last = session.snapshot(&desk.view());
    while session.closing().is_none() {
        answer(&desk, &mut session, Answer::Yes);
        last = session.snapshot(&desk.view());
        session.next(&desk.view(), NOON);
    }
    let resumed = again(&desk, &session, &last);
    assert_eq!(resumed.closing(), session.closing());
    assert_eq!(resumed.round(), session.round());
}
