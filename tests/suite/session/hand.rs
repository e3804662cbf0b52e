//! An exact hand: the cards that were chosen, in their order, each with why it is here.

use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Mode;
use escalate_or_act::domain::session::hand::{Chosen, Part, Reason};
use escalate_or_act::domain::session::round::Moved;
use escalate_or_act::domain::session::snapshot::Snapshot;
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};

use super::desk::{AMOUNT, DAYS, Desk, NOON, plan, policy, scenarios};

fn number(fact: escalate_or_act::domain::policy::fact::FactId, to: i64) -> Moved {
    (fact, Value::Number(Quantity::whole(to)))
}

fn chosen(scenario: &str, moved: &[Moved], why: Reason) -> Chosen {
    Chosen { scenario: scenario.to_owned(), moved: moved.to_vec(), why: Some(why) }
}

/// A story as it is told, another, and the first again with its days moved over the line.
fn three() -> Vec<Chosen> {
    vec![
        chosen("yes", &[], Reason::Due),
        chosen("big", &[number(AMOUNT, 90)], Reason::SureAndMissed(NOON - 1)),
        chosen("yes", &[number(DAYS, 31)], Reason::Flipped("4".to_owned())),
    ]
}

fn deal(desk: &Desk, hand: Vec<Chosen>) -> Session {
    Session::start(&desk.view(), Plan { mode: Mode::Refresh, hand, brings_back: true, ..plan(&[]) }, NOON)
}

fn say(desk: &Desk, session: &mut Session, answer: Answer, certainty: Certainty) {
    session.answer(&desk.view(), answer, certainty, Taps::default(), NOON).unwrap();
    session.next(&desk.view(), NOON);
}

fn resumed(desk: &Desk, session: &Session, saved: &Snapshot) -> Session {
    let saved = serde_json::from_str(&serde_json::to_string(saved).unwrap()).unwrap();
    let (again, changes) = Session::resume(&desk.view(), saved, session.attempts().to_vec(), &[], NOON);
    assert!(changes.is_empty(), "{changes:?}");
    again
}

#[test]
fn a_hand_is_played_in_its_order_with_its_reasons() {
    let desk = Desk::new();
    let mut session = deal(&desk, three());
    for card in three() {
        let round = session.round().unwrap().clone();
        assert_eq!(desk.scenarios[round.scenario].id, card.scenario);
        assert_eq!(session.why(), card.why.as_ref());
        assert_eq!(round.moved.iter().map(|change| (change.fact, change.to)).collect::<Vec<_>>(), card.moved);
        assert!(round.twin.is_none(), "it came after no other case");
        assert!(card.moved.iter().all(|(fact, to)| round.full.get(*fact) == Some(*to)));
        say(&desk, &mut session, Answer::Yes, Certainty::Fairly);
    }
    assert!(session.is_finished());
    assert!(session.attempts().iter().all(|a| a.mode == Mode::Refresh), "a moved case met cold is no twin");
    // Amount 90 is within the limit; 31 days are not, and nobody speaks of them.
    let right: Vec<bool> = session.attempts().iter().map(|a| a.judgement().is_right()).collect();
    assert_eq!(right, [true, true, false]);
}

#[test]
fn a_hand_goes_on_where_it_stopped_though_a_story_is_in_it_twice() {
    let desk = Desk::new();
    let mut session = deal(&desk, three());
    for nth in 0..3 {
        let open = session.snapshot(&desk.view());
        let again = resumed(&desk, &session, &open);
        assert_eq!((again.position(), again.cards()), (nth, session.cards()));
        assert_eq!((again.round(), again.why()), (session.round(), session.why()));
        session.answer(&desk.view(), Answer::Yes, Certainty::Fairly, Taps::default(), NOON).unwrap();
        for saved in [open, session.snapshot(&desk.view())] {
            assert_eq!(resumed(&desk, &session, &saved).position(), nth + 1, "the log wins over the place");
        }
        session.next(&desk.view(), NOON);
    }
}

#[test]
fn cards_that_cannot_be_played_are_left_out() {
    let desk = Desk::new();
    let there = [number(DAYS, 12)];
    let hand = vec![
        chosen("gone", &[], Reason::New),
        chosen("yes", &there, Reason::New),
        chosen("no", &[number(AMOUNT, 80)], Reason::New),
    ];
    let session = deal(&desk, hand);
    assert_eq!(session.cards().len(), 1, "a story that is gone, and a move that moves nothing");
}

#[test]
fn what_was_missed_and_sure_comes_back_once_and_shows_nothing_of_memory() {
    let desk = Desk::new();
    let mut session = deal(&desk, vec![chosen("yes", &[], Reason::Due), chosen("no", &[], Reason::Due)]);
    say(&desk, &mut session, Answer::Escalate, Certainty::Sure);
    assert_eq!(session.cards().len(), 3);
    say(&desk, &mut session, Answer::No, Certainty::Sure);
    assert_eq!(session.why(), Some(&Reason::Again));
    let round = session.round().unwrap();
    assert_eq!(desk.scenarios[round.scenario].id, "yes");
    assert!(!round.moved.is_empty(), "put in another way: across its line");
    let saved = session.snapshot(&desk.view());
    assert_eq!(resumed(&desk, &session, &saved).why(), Some(&Reason::Again));
    say(&desk, &mut session, Answer::No, Certainty::Sure);
    assert!(session.is_finished(), "and not once more");
    assert_eq!(session.attempts().last().unwrap().mode, Mode::Replay);
}

#[test]
fn unsure_misses_and_shuffled_decks_bring_nothing_back() {
    let desk = Desk::new();
    let mut session = deal(&desk, vec![chosen("yes", &[], Reason::Due)]);
    say(&desk, &mut session, Answer::Escalate, Certainty::Fairly);
    assert!(session.is_finished());
    let mut deck = Session::start(&desk.view(), plan(&["yes"]), NOON);
    say(&desk, &mut deck, Answer::Escalate, Certainty::Sure);
    assert!(deck.is_finished());
}

#[test]
fn where_no_line_is_near_what_was_missed_and_sure_comes_back_as_it_was() {
    // One rule that asks for a fact which can't change: nothing turns the answer.
    let mut policy = policy();
    policy.rules.retain(|rule| rule.id == "S-1");
    let desk = Desk::of(policy, scenarios());
    let mut session = deal(&desk, vec![chosen("no", &[], Reason::Due)]);
    let first = session.round().unwrap().full.clone();
    assert!(!session.has_twin(&desk.view()));
    say(&desk, &mut session, Answer::Yes, Certainty::Sure);
    assert_eq!((session.cards().len(), session.why()), (2, Some(&Reason::Again)));
    assert_eq!(session.round().unwrap().full, first);
    say(&desk, &mut session, Answer::Yes, Certainty::Sure);
    assert!(session.is_finished(), "and not once more");
    assert_eq!(session.attempts().iter().map(|a| a.mode).collect::<Vec<_>>(), [Mode::Refresh, Mode::Replay]);
}

#[test]
fn what_comes_back_was_not_just_explained_and_is_not_to_come_anyhow() {
    let desk = Desk::new();
    // Moved, and missed: it would come back as it is told, but that is in the hand already, before it or after it.
    for hand in [
        vec![chosen("yes", &[], Reason::Due), chosen("yes", &[number(DAYS, 31)], Reason::Due), chosen("no", &[], Reason::Due)],
        vec![chosen("yes", &[number(DAYS, 31)], Reason::Due), chosen("no", &[], Reason::Due), chosen("yes", &[], Reason::Due)],
    ] {
        let mut session = deal(&desk, hand);
        while !session.is_finished() {
            let moved = session.round().is_some_and(|round| !round.moved.is_empty());
            let (said, sure) = if moved { (Answer::Yes, Certainty::Sure) } else { (Answer::Yes, Certainty::Unsure) };
            say(&desk, &mut session, said, sure);
        }
        let mut met: Vec<&str> = session.attempts().iter().map(|a| a.case_hash.as_str()).collect();
        let all = met.len();
        met.sort_unstable();
        met.dedup();
        assert_eq!(met.len(), all, "no case comes twice");
    }
}

#[test]
fn what_was_looked_up_or_asked_for_one_card_is_not_marked_on_another_of_its_story() {
    let desk = Desk::new();
    let mut session = deal(&desk, vec![chosen("yes", &[], Reason::Due), chosen("yes", &[number(DAYS, 31)], Reason::Due)]);
    session.look_up();
    let saved = session.snapshot(&desk.view());
    assert!(resumed(&desk, &session, &saved).round().unwrap().looked_up, "the same card");
    // It was answered, and the program killed before the place was written.
    say(&desk, &mut session, Answer::Yes, Certainty::Fairly);
    let again = resumed(&desk, &session, &saved);
    assert!(!again.round().unwrap().moved.is_empty() && !again.round().unwrap().looked_up, "the other one");
}

#[test]
fn several_facts_may_be_moved_and_are_kept() {
    let desk = Desk::new();
    let moved = [number(DAYS, 31), number(AMOUNT, 90)];
    let session = deal(&desk, vec![chosen("yes", &moved, Reason::Probe)]);
    let round = session.round().unwrap();
    assert_eq!(round.moved.iter().map(|change| (change.fact, change.to)).collect::<Vec<_>>(), moved);
    assert!(moved.iter().all(|(fact, to)| round.full.get(*fact) == Some(*to)));
    let again = resumed(&desk, &session, &session.snapshot(&desk.view()));
    assert_eq!(again.cards(), session.cards());
    assert_eq!(again.round().unwrap().moved, round.moved);
}

#[test]
fn the_missed_cards_of_a_hand_come_again_as_they_were_played() {
    let desk = Desk::new();
    let mut session = deal(&desk, three());
    (0..3).for_each(|_| say(&desk, &mut session, Answer::Yes, Certainty::Fairly));
    let plan = session.replay(&desk.view(), 1).unwrap();
    assert_eq!(plan.hand, [Chosen { scenario: "yes".to_owned(), moved: vec![number(DAYS, 31)], why: None }]);
    let replay = Session::start(&desk.view(), plan, NOON);
    assert_eq!((replay.cards().len(), replay.mode()), (1, Mode::Replay));
}

#[test]
fn what_is_asked_right_after_a_rule_or_is_harder_than_need_be_is_told_from_the_rest() {
    let desk = Desk::new();
    let hand = vec![
        chosen("yes", &[], Reason::Unit(1, Part::OneSide)),
        chosen("no", &[], Reason::Unit(1, Part::Practice)),
        chosen("big", &[], Reason::Stretch),
        chosen("sparks", &[], Reason::Check),
    ];
    let mut session = Session::start(&desk.view(), Plan { mode: Mode::Onboarding, hand, ..plan(&[]) }, NOON);
    (0..4).for_each(|_| say(&desk, &mut session, Answer::No, Certainty::Fairly));
    let modes: Vec<Mode> = session.attempts().iter().map(|a| a.mode).collect();
    assert_eq!(modes, [Mode::Lesson, Mode::Onboarding, Mode::Stretch, Mode::Check]);
    let rated: Vec<bool> = session.attempts().iter().map(|a| a.is_rated()).collect();
    assert_eq!(rated, [false, true, false, true], "the first comes right after its rule, the third can't count against them");
}

#[test]
fn a_session_put_away_before_there_were_hands_still_loads() {
    let desk = Desk::new();
    let session = Session::start(&desk.view(), plan(&["yes", "no"]), NOON);
    let mut old = serde_json::to_value(session.snapshot(&desk.view())).unwrap();
    let fields = old.as_object_mut().unwrap();
    fields.remove("brings_back").unwrap();
    assert!(fields["cards"][0].get("moved").is_none() && fields["cards"][0].get("why").is_none());
    let (again, _) = Session::resume(&desk.view(), serde_json::from_value(old).unwrap(), Vec::new(), &[], NOON);
    assert_eq!(again.cards(), session.cards());
}
