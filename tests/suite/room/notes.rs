//! What is noted in a meeting.

use escalate_or_act::domain::room::agenda::Length;
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
}
