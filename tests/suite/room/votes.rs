//! Votes: secret, changeable until closed, each once; and what is told of them.

use escalate_or_act::domain::room::advice::Advice;
use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::ballot::{Hands, Turn};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::request::{FromHost, FromSeat, Step};
use escalate_or_act::domain::room::seat::{SeatId, everyone};
use escalate_or_act::domain::room::split::Moves;
use escalate_or_act::domain::room::view::table::Table;
use escalate_or_act::domain::session::answer::{Answer, Certainty};

use super::hall::{Hall, vote};

const SURE: Certainty = Certainty::Sure;

/// A meeting at its first vote, with so many people. Its answer is yes.
fn voting(people: u32) -> (Hall, Vec<SeatId>) {
    let mut hall = Hall::open(Length::Short);
    let seats = (0..people).map(|n| hall.join(n).unwrap()).collect();
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    (hall, seats)
}

#[test]
fn a_vote_may_change_until_it_is_closed() {
    let (mut hall, seats) = voting(1);
    let ballot = hall.ballot();
    hall.says(seats[0], Answer::Yes, SURE).unwrap();
    hall.says(seats[0], Answer::Escalate, Certainty::Unsure).unwrap();
    assert_eq!(hall.split(ballot.stop, Turn::First), [(seats[0], vote(Answer::Escalate, Certainty::Unsure))]);
    hall.step(Step::Next).unwrap();
    let late = FromSeat::Vote { ballot, vote: vote(Answer::No, SURE) };
    assert_eq!(hall.seat(seats[0], 9, &late), Err(Refusal::Closed));
    assert_eq!(hall.room.own(seats[0]).unwrap().votes[0].vote.answer, Answer::Escalate);
}

#[test]
fn what_comes_twice_or_late_changes_nothing() {
    let (mut hall, seats) = voting(1);
    let ballot = hall.ballot();
    let say = |answer| FromSeat::Vote { ballot, vote: vote(answer, SURE) };
    assert_eq!(hall.seat(seats[0], 2, &say(Answer::No)), Ok(true));
    assert_eq!(hall.seat(seats[0], 2, &say(Answer::No)), Ok(false));
    assert_eq!(hall.seat(seats[0], 1, &say(Answer::Yes)), Ok(false), "an older one that was held up");
    assert_eq!(hall.room.own(seats[0]).unwrap().votes[0].vote.answer, Answer::No);
}

#[test]
fn no_split_is_told_below_four_voters() {
    for people in 1..=5 {
        let (mut hall, seats) = voting(people);
        for seat in seats {
            hall.says(seat, Answer::Yes, SURE).unwrap();
        }
        assert_eq!(hall.room.host_view(&everyone).votes.first, None, "nor to the host before it is closed");
        hall.step(Step::Next).unwrap();
        let host = hall.room.host_view(&everyone);
        assert_eq!(host.votes.first.is_some(), people >= 4, "{people} voters");
        assert_eq!(host.advice.is_some(), people >= 4);
        hall.step(Step::To(Phase::Reveal)).unwrap();
        let Table::Reveal { votes, .. } = hall.room.board().table else { panic!("no answer") };
        assert_eq!(votes.first.is_some(), people >= 4);
    }
}

#[test]
fn hands_that_all_saw_do_not_tell_on_the_secret_votes_beside_them() {
    let (mut hall, seats) = voting(1);
    let ballot = hall.ballot();
    hall.host(&FromHost::Count { ballot, hands: Hands { yes: 3, no: 1, escalate: 2 } }).unwrap();
    assert_eq!(hall.room.voted(), Some(6));
    hall.says(seats[0], Answer::No, SURE).unwrap();
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.host_view(&everyone).votes.first, None, "seven votes less six hands is one person");
}

#[test]
fn hands_alone_are_a_vote() {
    let (mut hall, _) = voting(0);
    let ballot = hall.ballot();
    hall.host(&FromHost::Count { ballot, hands: Hands { yes: 9, no: 9, escalate: 9 } }).unwrap();
    hall.host(&FromHost::Count { ballot, hands: Hands { yes: 3, no: 1, escalate: 2 } }).unwrap();
    assert_eq!(
        hall.host(&FromHost::Count { ballot, hands: Hands { yes: 9_999, no: 2, escalate: 0 } }),
        Err(Refusal::TooManyHands)
    );
    hall.step(Step::Next).unwrap();
    let split = hall.room.host_view(&everyone).votes.first.unwrap();
    assert_eq!((split.yes, split.no, split.escalate), (3, 1, 2));
}

#[test]
fn the_advice_follows_the_share_that_is_right() {
    for (right, of, advice) in [
        (0, 10, Advice::Hint),
        (2, 10, Advice::Hint),
        (3, 10, Advice::Discuss),
        (7, 10, Advice::Discuss),
        (8, 10, Advice::Explain),
        (10, 10, Advice::Explain),
        (5, 7, Advice::Explain),
        (2, 7, Advice::Hint),
    ] {
        let (mut hall, _) = voting(0);
        let ballot = hall.ballot();
        hall.host(&FromHost::Count { ballot, hands: Hands { yes: right, no: of - right, escalate: 0 } }).unwrap();
        hall.step(Step::Next).unwrap();
        let host = hall.room.host_view(&everyone);
        assert_eq!((host.advice, host.right[0]), (Some(advice), Some(right)), "{right} of {of}");
    }
}

#[test]
fn the_swing_is_told_side_by_side_and_never_by_name() {
    let (mut hall, seats) = voting(5);
    let first = [Answer::Yes, Answer::No, Answer::Escalate, Answer::Escalate, Answer::Yes];
    let second = [Answer::Yes, Answer::Yes, Answer::Yes, Answer::Escalate, Answer::No];
    for (seat, answer) in seats.iter().zip(first) {
        hall.says(*seat, answer, SURE).unwrap();
    }
    let stop = hall.room.place().stop;
    hall.on_to(stop, Phase::VoteAgain);
    for (seat, answer) in seats.iter().zip(second) {
        hall.says(*seat, answer, Certainty::Fairly).unwrap();
    }
    hall.step(Step::Next).unwrap();
    let Table::Swing { votes, .. } = hall.room.board().table else { panic!("no swing") };
    let told = |split: Option<_>| split.map(|s: escalate_or_act::domain::room::split::Split| (s.yes, s.no, s.escalate, s.sure));
    assert_eq!(told(votes.first), Some((2, 1, 2, [0, 0, 5])));
    assert_eq!(told(votes.second), Some((3, 1, 1, [0, 5, 0])));
    let host = hall.room.host_view(&everyone);
    assert_eq!(host.moves, Some(Moves { both: 5, to_right: 2, from_right: 1 }));
    assert_eq!(host.right, [Some(2), Some(3)]);
}

#[test]
fn who_voted_only_once_is_not_told_by_who_moved() {
    let (mut hall, seats) = voting(5);
    for seat in &seats {
        hall.says(*seat, Answer::Yes, SURE).unwrap();
    }
    let stop = hall.room.place().stop;
    hall.on_to(stop, Phase::VoteAgain);
    for seat in &seats[1..] {
        hall.says(*seat, Answer::No, SURE).unwrap();
    }
    hall.step(Step::Next).unwrap();
    let host = hall.room.host_view(&everyone);
    assert_eq!(
        (host.right, host.moves),
        ([Some(5), Some(0)], None),
        "two splits and the moves between would tell the fifth vote"
    );
}

#[test]
fn a_second_vote_nobody_took_has_no_swing() {
    let (mut hall, _) = voting(1);
    let stop = hall.room.place().stop;
    hall.on_to(stop, Phase::VoteAgain);
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.room.place().phase, Phase::Reveal);
}

#[test]
fn a_suspended_case_says_why_at_its_reveal() {
    let (mut hall, _) = voting(1);
    let item = hall.room.stop().unwrap().what.item().unwrap();
    let why = escalate_or_act::domain::text::Text::clean("The clause was changed last week.");
    hall.host(&FromHost::Suspend { item, reason: Some(why.clone()) }).unwrap();
    hall.step(Step::To(Phase::Reveal)).unwrap();
    let Table::Reveal { suspended, .. } = hall.room.board().table else { panic!("no answer") };
    assert_eq!(suspended, Some(why));
    hall.host(&FromHost::Suspend { item, reason: None }).unwrap();
    assert_eq!(hall.room.suspended(item), None);
    assert_eq!(hall.host(&FromHost::Suspend { item: 99, reason: None }), Err(Refusal::NoCase));
}
