//! The way through a meeting.

use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::{Length, What};
use escalate_or_act::domain::room::place::{Phase, Place};
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::request::{FromHost, Step};
use escalate_or_act::domain::room::view::table::{Kind, Table};
use escalate_or_act::domain::session::answer::{Answer, Certainty};

use super::hall::{Hall, setup};
use crate::suite::session::desk::NOON;

#[test]
fn a_plan_takes_the_minutes_it_is_called_by() {
    for length in Length::ALL {
        let setup = setup(length, 10);
        assert_eq!(setup.stops.iter().map(|stop| stop.minutes).sum::<u32>(), length.minutes(), "{length:?}");
        assert_eq!(setup.stops.first().unwrap().what, What::Lobby);
        assert_eq!(setup.stops.last().unwrap().what, What::Close);
    }
}

#[test]
fn a_short_meeting_plays_both_sides_of_the_line_and_their_twins() {
    let setup = setup(Length::Short, 10);
    let cases: Vec<usize> =
        setup.stops.iter().filter_map(|s| if let What::Case { item } = s.what { Some(item) } else { None }).collect();
    let twins: Vec<usize> =
        setup.stops.iter().filter_map(|s| if let What::Twin { item } = s.what { Some(item) } else { None }).collect();
    let decisions: Vec<_> = cases.iter().map(|item| setup.items[*item].key.verdict().decision.name()).collect();
    assert_eq!(decisions, ["act", "escalate"]);
    assert!(!twins.is_empty());
    for twin in twins {
        let item = &setup.items[twin];
        let of = &setup.items[item.twin_of.unwrap()];
        assert_ne!(item.key.answer(), of.key.answer(), "a twin has another answer");
        assert!(item.sheet.twin.is_some(), "and says what was changed");
    }
}

#[test]
fn one_key_leads_from_the_lobby_to_the_end() {
    for length in Length::ALL {
        let mut hall = Hall::open(length);
        let mut keys = 0;
        while hall.room.place().phase != Phase::Close {
            assert!(hall.step(Step::Next).unwrap());
            keys += 1;
            assert!(keys < 200);
        }
        assert_eq!(hall.step(Step::Next), Err(Refusal::Nowhere));
    }
}

#[test]
fn going_back_never_opens_a_closed_vote() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    let ada = hall.join(1).unwrap();
    hall.on_to(stop, Phase::Vote);
    hall.says(ada, Answer::Yes, Certainty::Sure).unwrap();
    hall.on_to(stop, Phase::Split);
    hall.step(Step::Back).unwrap();
    assert_eq!(hall.room.place(), Place { stop, phase: Phase::Read }, "the closed vote is passed over");
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.place(), Place { stop, phase: Phase::Split });
}

#[test]
fn a_slip_of_the_back_key_costs_no_vote() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    let ada = hall.join(1).unwrap();
    hall.on_to(stop, Phase::Vote);
    hall.says(ada, Answer::Yes, Certainty::Sure).unwrap();
    hall.step(Step::Back).unwrap();
    assert_eq!(hall.room.open_ballot(), None, "nobody votes while the case is read again");
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.place(), Place { stop, phase: Phase::Vote });
    assert_eq!(hall.room.voted(), Some(1), "it was never closed");
}

#[test]
fn a_case_left_out_by_mistake_can_be_gone_back_to() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Read);
    hall.step(Step::Leave).unwrap();
    assert_eq!(hall.room.place().stop, stop + 1);
    hall.step(Step::Back).unwrap();
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.place(), Place { stop, phase: Phase::Vote }, "its vote was never open");
}

#[test]
fn once_the_answer_is_out_nobody_votes() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Read);
    hall.step(Step::To(Phase::Reveal)).unwrap();
    hall.step(Step::Back).unwrap();
    assert_eq!(hall.room.place().phase, Phase::Read);
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.place().phase, Phase::Reveal);
}

#[test]
fn a_key_pressed_twice_moves_once() {
    let mut hall = Hall::open(Length::Short);
    let press = FromHost::Go { from: hall.room.place(), step: Step::Next };
    assert_eq!(hall.host(&press), Ok(true));
    assert_eq!(hall.host(&press), Ok(false));
    assert_eq!(hall.room.place().stop, 1);
}

#[test]
fn everyone_sees_which_case_it_is_of_how_many() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    hall.on_to(stop + 1, Phase::Read);
    let Table::Read { case } = hall.room.board().table else { panic!("no case is read") };
    assert_eq!((case.kind, case.number, case.of), (Kind::Case, 2, 2));
}

#[test]
fn a_timer_ends_nothing_and_stops_when_the_meeting_goes_on() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Discuss);
    hall.host(&FromHost::Time { until: Some(NOON + 60_000) }).unwrap();
    hall.host(&FromHost::Time { until: Some(NOON + 90_000) }).unwrap();
    assert_eq!(hall.room.board().timer, Some(NOON + 90_000));
    assert_eq!(hall.room.place().phase, Phase::Discuss);
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.board().timer, None);
}

#[test]
fn a_journal_with_a_hole_in_it_is_refused() {
    let mut hall = Hall::open(Length::Short);
    for n in 1..4 {
        hall.join(n).unwrap();
    }
    let mut events = hall.events.clone();
    events.remove(2);
    assert_eq!(
        Room::replay(events).unwrap_err().to_string(),
        "event 3 comes where event 2 belongs: something between is missing"
    );
    assert!(Room::replay(hall.events[1..].to_vec()).is_err());
}
