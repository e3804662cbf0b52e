//! Who is in the room: coming in, coming back, being called, being shown out.

use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::alias::{Alias, skeleton};
use escalate_or_act::domain::room::ballot::Turn;
use escalate_or_act::domain::room::event::{Event, Happened};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::request::{FromHost, FromSeat, Step};
use escalate_or_act::domain::room::seat::{SeatId, Ticket, everyone};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;

use super::hall::{Hall, setup, ticket, vote};

fn called(hall: &Hall, seat: SeatId) -> String {
    hall.room.seat_of(seat).unwrap().called().to_owned()
}

#[test]
fn who_drops_out_comes_back_as_herself() {
    let mut hall = Hall::open(Length::Short);
    let ada = hall.join_as(1, "Ada").unwrap();
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    hall.says(ada, Answer::Yes, Certainty::Sure).unwrap();
    let own = hall.room.own(ada).unwrap();
    assert_eq!(hall.join_as(1, "somebody else").unwrap(), ada);
    assert_eq!(hall.room.own(ada).unwrap(), own, "with seat, name and vote");
    assert_eq!((own.votes[0].vote.answer, own.last), (Answer::Yes, 1));
}

#[test]
fn who_comes_late_votes_from_then_on() {
    let mut hall = Hall::open(Length::Short);
    let stop = hall.first_case();
    hall.on_to(stop, Phase::VoteAgain);
    let late = hall.join(9).unwrap();
    hall.says(late, Answer::No, Certainty::Unsure).unwrap();
    assert!(hall.split(stop, Turn::First).is_empty());
    assert_eq!(hall.split(stop, Turn::Second).len(), 1);
}

#[test]
fn a_locked_room_lets_its_own_people_back_in() {
    let mut hall = Hall::open(Length::Short);
    let ada = hall.join(1).unwrap();
    hall.host(&FromHost::Lock { locked: true }).unwrap();
    assert_eq!(hall.join(2), Err(Refusal::Locked));
    assert_eq!(hall.join(1), Ok(ada));
    hall.host(&FromHost::Lock { locked: false }).unwrap();
    assert!(hall.join(2).is_ok());
}

#[test]
fn a_room_is_full_when_its_seats_are_taken() {
    let mut hall = Hall::of(setup(Length::Short, 2));
    let one = hall.join(1).unwrap();
    hall.join(2).unwrap();
    assert_eq!(hall.join(3), Err(Refusal::Full));
    hall.host(&FromHost::Remove { seat: one }).unwrap();
    assert!(hall.join(3).is_ok(), "a seat that was given up can be taken");
}

#[test]
fn who_is_shown_out_stays_out_and_takes_only_the_open_vote_along() {
    let mut hall = Hall::open(Length::Short);
    let (ada, ben) = (hall.join(1).unwrap(), hall.join(2).unwrap());
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    for seat in [ada, ben] {
        hall.says(seat, Answer::Yes, Certainty::Sure).unwrap();
    }
    hall.on_to(stop, Phase::VoteAgain);
    hall.says(ada, Answer::No, Certainty::Sure).unwrap();
    let ballot = hall.ballot();
    hall.host(&FromHost::Remove { seat: ada }).unwrap();
    assert_eq!(hall.split(stop, Turn::First).len(), 2, "what is closed stays");
    assert_eq!(hall.split(stop, Turn::Second).len(), 0);
    assert_eq!(hall.join(1), Err(Refusal::Removed));
    let again = FromSeat::Vote { ballot, vote: vote(Answer::Yes, Certainty::Sure) };
    assert_eq!(hall.seat(ada, 9, &again), Err(Refusal::Removed));
    assert_eq!(hall.room.own(ada), None);
    assert_eq!(hall.room.people(), 1);
    assert_eq!(hall.host(&FromHost::Remove { seat: ada }), Ok(false));
    assert_eq!(hall.host(&FromHost::Remove { seat: SeatId(77) }), Err(Refusal::NoSeat));
}

#[test]
fn people_are_animals_until_they_say_otherwise() {
    let mut hall = Hall::open(Length::Short);
    let (ada, ben) = (hall.join_as(1, "Sam").unwrap(), hall.join_as(2, "\u{1b}[2JЅаm").unwrap());
    assert_eq!(called(&hall, ada), "Sam");
    assert_eq!(called(&hall, ben), "[2JЅаm");
    let carl = hall.join_as(3, "S\u{200b}am").unwrap();
    assert_eq!(called(&hall, carl), "Sam 2", "nobody can pass for another");
    let animal = hall.room.seat_of(carl).unwrap().name.to_string();
    hall.seat(carl, 1, &FromSeat::Rename { alias: "  ".to_owned() }).unwrap();
    assert_eq!(called(&hall, carl), animal);
    assert_eq!(hall.seat(carl, 2, &FromSeat::Rename { alias: "Host".to_owned() }), Err(Refusal::NoName));
    let dora = hall.join_as(4, &animal).unwrap();
    assert_eq!(called(&hall, dora), format!("{animal} 2"), "nor for an animal in the room");
    hall.seat(ada, 1, &FromSeat::Rename { alias: "Ada".to_owned() }).unwrap();
    hall.seat(ada, 2, &FromSeat::Rename { alias: "ADA".to_owned() }).unwrap();
    assert_eq!(called(&hall, ada), "ADA", "one's own name is not taken");
    let eve = hall.join_as(5, "Sam").unwrap();
    assert_eq!(called(&hall, eve), "Sam", "a name given up is free");
}

#[test]
fn nobody_is_given_a_name_that_somebody_took() {
    // The animals in the order in which this room hands them out.
    let mut plain = Hall::open(Length::Short);
    let animals: Vec<String> = (0..40).map(|n| plain.join(n).map(|seat| called(&plain, seat)).unwrap()).collect();
    let mut hall = Hall::open(Length::Short);
    let taker = hall.join_as(0, &animals[33]).unwrap();
    assert_eq!(called(&hall, taker), animals[33]);
    (1..40).for_each(|n| assert!(hall.join(n).is_ok()));
    let names = |hall: &Hall| hall.room.seats().map(|(_, seat)| skeleton(seat.called())).collect::<Vec<_>>();
    let distinct = |hall: &Hall| names(hall).into_iter().collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!(distinct(&hall), 40, "{:?}", names(&hall));
    assert_eq!(called(&hall, SeatId(33)), format!("{} 2", animals[33]));
    // The same look in use by two, as a journal of an earlier version may tell it: it is free only when both are called otherwise.
    let joined = |seat: u32, name: &str, alias: Option<&str>| Happened::Joined {
        seat: SeatId(seat),
        ticket: Some(ticket(500 + seat)),
        name: Text::clean(name),
        alias: alias.and_then(|alias| Alias::of(alias, |_| false)),
    };
    for what in [joined(40, "Yak", None), joined(41, "Zebu", Some("Yak"))] {
        let event = Event { seq: hall.room.next_seq(), at: 0, what };
        hall.room.apply(&event).unwrap();
    }
    hall.seat(SeatId(41), 1, &FromSeat::Rename { alias: String::new() }).unwrap();
    let third = hall.join_as(900, "Yak").unwrap();
    assert_eq!(called(&hall, third), "Yak 2");
}

#[test]
fn seats_at_the_keyboard_take_turns() {
    let mut hall = Hall::open(Length::Short);
    for name in ["Ada", "Ben"] {
        hall.host(&FromHost::Sit { alias: name.to_owned() }).unwrap();
    }
    let remote = hall.join(1).unwrap();
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    let ballot = hall.ballot();
    assert_eq!(hall.room.host_view(&everyone).waiting, [SeatId(0), SeatId(1)]);
    let say = |seat| FromHost::VoteFor { seat, ballot, vote: vote(Answer::Yes, Certainty::Sure) };
    hall.host(&say(SeatId(0))).unwrap();
    assert_eq!(hall.room.host_view(&everyone).waiting, [SeatId(1)]);
    assert_eq!(hall.host(&say(remote)), Err(Refusal::NotYours), "the host votes for nobody else");
    hall.step(Step::Next).unwrap();
    assert_eq!(hall.host(&say(SeatId(1))), Err(Refusal::Closed));
}

#[test]
fn a_token_is_long_and_plain() {
    for bad in ["", "short", "has spaces in it and is long", &"x".repeat(65), "naïve-naïve-naïve-naïve"] {
        assert!(Ticket::of(bad).is_none(), "{bad:?}");
    }
    let good = Ticket::of("q6bSd93kf-_LLkd93jf9d3").unwrap();
    let written = serde_json::to_string(&good).unwrap();
    assert!(!written.contains("q6bS"), "the journal does not hold the token");
    assert_eq!(serde_json::from_str::<Ticket>(&written).unwrap(), good);
}
