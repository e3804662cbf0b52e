//! What is noted in a meeting.

use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::event::Event;
use escalate_or_act::domain::room::note::Note;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::request::{FromHost, FromSeat};
use escalate_or_act::domain::room::seat::everyone;
use escalate_or_act::domain::text::Text;

use super::hall::Hall;

fn text(words: &str) -> Text {
    Text::clean(words)
}

#[test]
fn questions_hang_on_the_case_they_were_asked_at() {
    let mut hall = Hall::open(Length::Short);
    let ada = hall.join(1).unwrap();
    hall.host(&FromHost::Note(Note::Improvement { text: text("A louder bell.") })).unwrap();
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Discuss);
    hall.seat(ada, 1, &FromSeat::Ask { text: text("What about when it was a gift?") }).unwrap();
    let gap = Note::Gap {
        readings: [text("Days count from the sale."), text("Days count from the delivery.")],
        votes: [3, 4],
        interim: text("Ask."),
        owner: text("Support policy desk"),
    };
    hall.host(&FromHost::Note(gap.clone())).unwrap();
    let notes = hall.room.host_view(&everyone).notes;
    let item = hall.room.stop().unwrap().what.item();
    assert_eq!(notes.iter().map(|n| n.item).collect::<Vec<_>>(), [None, item, item]);
    assert_eq!(notes.iter().map(|n| n.asked).collect::<Vec<_>>(), [false, true, false]);
    let told = serde_json::to_string(&notes).unwrap();
    assert!(!told.contains("seat") && !told.contains(hall.room.seat_of(ada).unwrap().called()), "{told}");
    assert_eq!(notes[2].note, gap);
}

fn assign(note: u64, owner: &str) -> FromHost {
    FromHost::Assign { note, owner: text(owner) }
}

#[test]
fn the_host_says_who_finds_out_and_who_settles_it() {
    let mut hall = Hall::open(Length::Short);
    let ada = hall.join(1).unwrap();
    let asked = hall.room.next_seq();
    hall.seat(ada, 1, &FromSeat::Ask { text: text("What about when it was a gift?") }).unwrap();
    let gap = hall.room.next_seq();
    let readings = [text("From the sale."), text("From the delivery.")];
    hall.host(&FromHost::Note(Note::Gap { readings, votes: [0, 0], interim: text(""), owner: text("Policy desk") })).unwrap();
    let thanks = hall.room.next_seq();
    hall.host(&FromHost::Note(Note::Thanks { text: text("Otter.") })).unwrap();
    let owners = |hall: &Hall| {
        let notes = hall.room.host_view(&everyone).notes;
        notes.into_iter().map(|written| written.note.owner().map(ToString::to_string)).collect::<Vec<_>>()
    };
    let told = |question: &str, gap: &str| vec![Some(question.to_owned()), Some(gap.to_owned()), None];
    assert_eq!(owners(&hall), told("", "Policy desk"));
    assert_eq!(hall.host(&assign(asked, "Anna")), Ok(true));
    assert_eq!(hall.host(&assign(asked, "Anna")), Ok(false), "a key pressed twice changes nothing");
    assert_eq!(hall.host(&assign(gap, "")), Ok(true));
    assert_eq!(owners(&hall), told("Anna", ""));

    assert_eq!(hall.host(&assign(asked, &"x".repeat(501))), Err(Refusal::TooLong));
    assert_eq!(hall.host(&assign(thanks, "Bo")), Err(Refusal::NotToTake));
    for nothing in [0, 1, thanks + 1] {
        assert_eq!(hall.host(&assign(nothing, "Bo")), Err(Refusal::NoNote), "event {nothing} noted nothing");
    }

    // The list is gone through at the end.
    let end = hall.room.setup().stops.len() - 1;
    hall.on_to(end, Phase::Close);
    assert_eq!(hall.host(&assign(asked, &"é".repeat(500))), Ok(true));
    assert_eq!(hall.host(&assign(asked, "Bo")), Ok(true));
    assert_eq!(owners(&hall), told("Bo", ""));
    let again: Vec<Event> = hall.events.iter().chain(&hall.events).cloned().collect();
    assert_eq!(Room::replay(again), Ok(hall.room), "told twice, it has happened once");
}

#[test]
fn a_question_from_before_there_was_anybody_to_take_it_is_read() {
    let old = r#"{"seq":1,"at":0,"what":{"noted":{"item":null,"seat":null,"number":0,"note":{"what-about-when":{"text":"And then?"}}}}}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), old, "and one that nobody has taken is written as it always was");
    let mut hall = Hall::open(Length::Short);
    hall.room.apply(&event).unwrap();
    assert_eq!(hall.room.notes()[0].note, Note::question(text("And then?")));
    assert_eq!(hall.host(&assign(1, "Anna")), Ok(true));
}

#[test]
fn a_note_says_something_and_not_too_much() {
    let mut hall = Hall::open(Length::Short);
    let ada = hall.join(1).unwrap();
    let ask = |words: &str| FromSeat::Ask { text: text(words) };
    assert_eq!(hall.seat(ada, 1, &ask(" \u{200b} ")), Err(Refusal::Empty));
    assert_eq!(hall.seat(ada, 1, &ask(&"x".repeat(501))), Err(Refusal::TooLong));
    assert_eq!(hall.seat(ada, 1, &ask(&"é".repeat(500))), Ok(true));
    for number in 2..=20 {
        assert_eq!(hall.seat(ada, number, &ask("And then?")), Ok(true));
    }
    assert_eq!(hall.seat(ada, 21, &ask("And then?")), Err(Refusal::TooManyQuestions));
    let half = Note::Gap { readings: [text("One."), text("")], votes: [0, 0], interim: text(""), owner: text("") };
    assert_eq!(hall.host(&FromHost::Note(half)), Err(Refusal::Empty));
    let whose = Note::WhatAboutWhen { text: text("And then?"), owner: text(&"x".repeat(501)) };
    assert_eq!(hall.host(&FromHost::Note(whose)), Err(Refusal::TooLong));
}
