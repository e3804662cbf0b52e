//! The room beside the model, over whatever a meeting may come to: keys pressed twice, votes late, doubled and out of order.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::ballot::{BallotId, Turn, Vote};
use escalate_or_act::domain::room::event::Event;
use escalate_or_act::domain::room::note::{Note, Noted};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::request::{FromHost, FromSeat, Step};
use escalate_or_act::domain::room::seat::SeatId;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;

use super::hall::Hall;
use super::model::{Model, Sitter};

#[derive(Clone, Debug)]
enum Act {
    Join(u32),
    Step(Step),
    /// A key pressed when the meeting stood elsewhere.
    Stale(u8),
    Vote {
        seat: u32,
        ahead: i8,
        ballot: Option<(usize, Turn)>,
        vote: Vote,
    },
    Remove(u32),
    Ask {
        seat: u32,
        ahead: i8,
    },
    Note(Note),
    /// Who takes the note of an event so far back, which may be none.
    Assign {
        back: u64,
        owner: String,
    },
    Kill,
}

fn votes() -> impl Strategy<Value = Vote> {
    let answer = prop_oneof![Just(Answer::Yes), Just(Answer::No), Just(Answer::Escalate)];
    let level = prop_oneof![Just(Certainty::Unsure), Just(Certainty::Fairly), Just(Certainty::Sure)];
    (answer, level).prop_map(|(answer, confidence)| Vote { answer, confidence })
}

fn steps() -> impl Strategy<Value = Step> {
    let to =
        prop_oneof![Just(Phase::Vote), Just(Phase::Discuss), Just(Phase::VoteAgain), Just(Phase::Swing), Just(Phase::Reveal)];
    prop_oneof![6 => Just(Step::Next), 2 => Just(Step::Back), 1 => Just(Step::Leave), 2 => to.prop_map(Step::To)]
}

fn notes() -> impl Strategy<Value = Note> {
    let text = |words: &str| Text::clean(words);
    let gap = Note::Gap { readings: [text("One."), text("Two.")], votes: [0, 0], interim: text(""), owner: text("Cleo") };
    prop_oneof![
        Just(Note::question(text("And then?"))),
        Just(Note::WhatAboutWhen { text: text("And then?"), owner: text("Bo") }),
        Just(gap),
        Just(Note::Improvement { text: text("A louder bell.") }),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    let turn = prop_oneof![Just(Turn::First), Just(Turn::Second), Just(Turn::Alone)];
    let ballot = prop_oneof![4 => Just(None), 1 => (0usize..14, turn).prop_map(Some)];
    let vote = (0u32..7, -2i8..4, ballot, votes());
    let ask = (0u32..7, -1i8..3).prop_map(|(seat, ahead)| Act::Ask { seat, ahead });
    let owner = prop_oneof![Just(String::new()), Just("Anna".to_owned()), Just("Bo".to_owned()), Just("x".repeat(501))];
    let assign = (0u64..12, owner).prop_map(|(back, owner)| Act::Assign { back, owner });
    prop_oneof![
        3 => (0u32..7).prop_map(Act::Join),
        4 => steps().prop_map(Act::Step),
        1 => any::<u8>().prop_map(Act::Stale),
        12 => vote.prop_map(|(seat, ahead, ballot, vote)| Act::Vote { seat, ahead, ballot, vote }),
        1 => (0u32..7).prop_map(Act::Remove),
        2 => ask,
        1 => notes().prop_map(Act::Note),
        4 => assign,
        1 => Just(Act::Kill),
    ]
}

fn told(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoSeat => "no seat",
        Refusal::Removed => "removed",
        Refusal::Closed => "closed",
        Refusal::NotOpen => "not open",
        Refusal::TooManyQuestions => "enough",
        Refusal::NoNote => "no note",
        Refusal::NotToTake => "not to take",
        Refusal::TooLong => "too long",
        other => panic!("{other:?}"),
    }
}

fn same(hall: &Hall, model: &Model) -> Result<(), proptest::test_runner::TestCaseError> {
    prop_assert_eq!(hall.room.place(), model.places[model.at]);
    for (i, place) in model.places.iter().enumerate() {
        let Some(turn) = place.phase.turn() else { continue };
        let held: BTreeMap<u32, Vote> = hall.split(place.stop, turn).into_iter().map(|(seat, vote)| (seat.0, vote)).collect();
        prop_assert_eq!(&held, &model.votes[i], "{:?}", place);
        let open = hall.room.is_open(BallotId { stop: place.stop, turn });
        prop_assert_eq!(open, i == model.at && !model.over(i), "{:?}", place);
    }
    let taken = |noted: &Noted| (noted.seq, noted.note.owner().map(ToString::to_string));
    prop_assert_eq!(&hall.room.notes().iter().map(taken).collect::<Vec<_>>(), &model.notes);
    Ok(())
}

fn play(
    hall: &mut Hall,
    model: &mut Model,
    act: &Act,
    takers: &mut Vec<u32>,
) -> Result<(), proptest::test_runner::TestCaseError> {
    match act {
        Act::Join(n) => match hall.join(*n) {
            Ok(seat) if takers.len() <= seat.0 as usize => {
                takers.push(*n);
                model.seats.push(Sitter::default());
            }
            Ok(seat) => prop_assert_eq!(takers[seat.0 as usize], *n, "back in one's own seat"),
            Err(refusal) => {
                prop_assert_eq!(refusal, Refusal::Removed);
                let seat = takers.iter().position(|taker| taker == n).unwrap();
                prop_assert!(model.seats[seat].out);
            }
        },
        Act::Step(step) => prop_assert_eq!(hall.step(*step).is_ok(), model.go(*step)),
        Act::Stale(n) => {
            let from = model.places[*n as usize % model.places.len()];
            if from != hall.room.place() {
                prop_assert_eq!(hall.host(&FromHost::Go { from, step: Step::Next }), Ok(false));
            }
        }
        Act::Vote { seat, ahead, ballot, vote } => {
            let last = model.seats.get(*seat as usize).map_or(0, |sitter| sitter.last);
            let number = last.saturating_add_signed(i32::from(*ahead));
            let here = hall.room.open_ballot().unwrap_or(BallotId { stop: hall.room.place().stop, turn: Turn::First });
            let ballot = ballot.map_or(here, |(stop, turn)| BallotId { stop, turn });
            let request = FromSeat::Vote { ballot, vote: *vote };
            let said = hall.seat(SeatId(*seat), number, &request).map_err(told);
            prop_assert_eq!(said, model.vote(*seat, number, ballot, *vote));
        }
        Act::Remove(seat) => {
            let known = (*seat as usize) < model.seats.len();
            prop_assert_eq!(hall.host(&FromHost::Remove { seat: SeatId(*seat) }).is_ok(), known);
            model.remove(*seat);
        }
        Act::Ask { seat, ahead } => {
            let last = model.seats.get(*seat as usize).map_or(0, |sitter| sitter.last);
            let number = last.saturating_add_signed(i32::from(*ahead));
            let noted = hall.room.next_seq();
            let said = hall.seat(SeatId(*seat), number, &FromSeat::Ask { text: Text::clean("And then?") }).map_err(told);
            prop_assert_eq!(said, model.ask(*seat, number, noted));
        }
        Act::Note(note) => {
            model.notes.push((hall.room.next_seq(), note.owner().map(ToString::to_string)));
            prop_assert_eq!(hall.host(&FromHost::Note(note.clone())), Ok(true));
        }
        Act::Assign { back, owner } => {
            let note = hall.room.next_seq().saturating_sub(*back);
            let said = hall.host(&FromHost::Assign { note, owner: Text::clean(owner) }).map_err(told);
            prop_assert_eq!(said, model.assign(note, owner));
        }
        Act::Kill => {
            // What the journal holds comes to the same room, even if its end was written twice.
            let text: Vec<String> = hall.events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
            let tail = text.len() - text.len().min(3);
            let lines = text.iter().chain(&text[tail..]);
            let read: Vec<Event> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
            let room = Room::replay(read).unwrap();
            prop_assert!(room == hall.room, "the room after a restart is another one");
            hall.room = room;
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_room_is_its_model(acts in vec(acts(), 1..120), long in any::<bool>()) {
        let mut hall = Hall::open(if long { Length::Long } else { Length::Short });
        let mut model = Model::new(&hall.room.setup().stops);
        let mut takers = Vec::new();
        for act in &acts {
            play(&mut hall, &mut model, act, &mut takers)?;
            same(&hall, &model)?;
        }
    }

    #[test]
    fn what_is_closed_stays_as_it_is(acts in vec(acts(), 1..120)) {
        let mut hall = Hall::open(Length::Short);
        let mut model = Model::new(&hall.room.setup().stops);
        let mut takers = Vec::new();
        let mut closed: BTreeMap<usize, BTreeMap<u32, Vote>> = BTreeMap::new();
        for act in &acts {
            play(&mut hall, &mut model, act, &mut takers)?;
            for i in (0..model.places.len()).filter(|i| model.votes_at(*i) && model.over(*i)) {
                let place = model.places[i];
                let turn = place.phase.turn().unwrap();
                let now: BTreeMap<u32, Vote> = hall.split(place.stop, turn).into_iter().map(|(seat, vote)| (seat.0, vote)).collect();
                prop_assert_eq!(&now, closed.entry(i).or_insert_with(|| now.clone()), "{:?}", place);
            }
        }
    }
}
