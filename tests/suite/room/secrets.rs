//! Nothing of an answer, of a case to come or of anybody's vote reaches a participant before its time: every message of a whole
//! meeting is walked, at every place it can stand at.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use escalate_or_act::domain::room::agenda::{Length, What};
use escalate_or_act::domain::room::item::Item;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, FromSeat, Step};
use escalate_or_act::domain::room::seat::everyone;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;
use escalate_or_act::live::protocol::ToClient;

use super::hall::Hall;

/// Every text and every key in a message.
fn walk(json: &Json, keys: &mut BTreeSet<String>, texts: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => map.iter().for_each(|(key, value)| {
            keys.insert(key.clone());
            walk(value, keys, texts);
        }),
        Json::Array(list) => list.iter().for_each(|value| walk(value, keys, texts)),
        Json::String(text) => {
            texts.insert(text.clone());
        }
        _ => {}
    }
}

/// What every participant hears where the meeting stands now.
fn messages(hall: &Hall) -> Vec<Json> {
    let board = ToClient::Board { now: 0, board: hall.room.board() };
    let screen = ToClient::Screen { now: 0, screen: hall.room.screen(&everyone) };
    let seated = hall.room.seats().filter_map(|(seat, _)| hall.room.own(seat)).map(ToClient::Seated);
    let taken = hall.room.seats().filter_map(|(seat, _)| hall.room.own(seat)).map(|own| ToClient::Taken {
        number: own.last,
        alias: own.alias,
        votes: own.votes,
    });
    let all = [board, screen].into_iter().chain(seated).chain(taken);
    all.map(|message| serde_json::to_value(message).unwrap()).collect()
}

/// Texts that only a key has: the clause's words, the coaching, the way it was in truth.
fn secrets(item: &Item) -> BTreeSet<String> {
    let (mut keys, mut texts) = (BTreeSet::new(), BTreeSet::new());
    walk(&serde_json::to_value(&item.key).unwrap(), &mut keys, &mut texts);
    let mut open = BTreeSet::new();
    walk(&serde_json::to_value(&item.sheet).unwrap(), &mut keys, &mut open);
    &texts - &open
}

const ONLY_IN_A_REVEAL: [&str; 10] =
    ["reveal", "answer", "verdict", "clause", "rules", "because", "flips", "lines", "no_matter", "trap"];

#[test]
fn before_the_reveal_no_message_knows_the_answer() {
    for length in Length::ALL {
        let mut hall = Hall::open(length);
        for n in 0..5 {
            hall.join(n).unwrap();
        }
        let items = hall.room.setup().items.clone();
        let mut reveals = 0;
        loop {
            if hall.room.open_ballot().is_some() {
                for (seat, answer) in (0..5).map(escalate_or_act::domain::room::seat::SeatId).zip([
                    Answer::Yes,
                    Answer::No,
                    Answer::Escalate,
                    Answer::Yes,
                    Answer::No,
                ]) {
                    hall.says(seat, answer, Certainty::Fairly).unwrap();
                }
            }
            let (place, here) = (hall.room.place(), hall.room.stop().unwrap().what.item());
            reveals += usize::from(place.phase == Phase::Reveal);
            for message in messages(&hall) {
                let (mut keys, mut texts) = (BTreeSet::new(), BTreeSet::new());
                walk(&message, &mut keys, &mut texts);
                // A vote of one's own says what one answered; that is no answer to the case.
                let own = message.get("seated").is_some() || message.get("taken").is_some();
                for key in ONLY_IN_A_REVEAL {
                    assert!(
                        place.phase == Phase::Reveal || (own && key == "answer") || !keys.contains(key),
                        "{key} at {place:?}"
                    );
                }
                for (i, item) in items.iter().enumerate() {
                    let story = item.sheet.story.to_string();
                    assert!(
                        here == Some(i) || !texts.contains(&story) || shares_story(&items, here, &story),
                        "{place:?} tells case {i}"
                    );
                    if place.phase != Phase::Reveal || here != Some(i) {
                        // The words yes, no and escalate are the keys one votes with; what else a key says is a secret.
                        let told = secrets(item).into_iter().filter(|s| s.len() > 12 && texts.contains(s)).collect::<Vec<_>>();
                        let also_here =
                            here.filter(|_| place.phase == Phase::Reveal).map(|h| secrets(&items[h])).unwrap_or_default();
                        assert!(told.iter().all(|text| also_here.contains(text)), "{place:?} tells of case {i}: {told:?}");
                    }
                }
            }
            if hall.step(Step::Next).is_err() {
                break;
            }
        }
        let shown = hall.room.setup().stops.iter().filter(|s| matches!(s.what, What::Case { .. } | What::Twin { .. })).count();
        assert_eq!(reveals, shown, "and every reveal was walked through");
    }
}

fn shares_story(items: &[Item], here: Option<usize>, story: &str) -> bool {
    here.is_some_and(|here| items[here].sheet.story.as_str() == story)
}

#[test]
fn no_message_tells_whose_vote_it_was() {
    let mut hall = Hall::open(Length::Short);
    let seats: Vec<_> = (0..6).map(|n| hall.join_as(n, &format!("Person {n}")).unwrap()).collect();
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    let before = serde_json::to_string(&hall.room.host_view(&everyone)).unwrap();
    hall.says(seats[2], Answer::Escalate, Certainty::Sure).unwrap();
    let changed = |answer| {
        let mut hall = Hall { room: hall.room.clone(), events: Vec::new() };
        hall.says(seats[2], answer, Certainty::Unsure).unwrap();
        let seen = [
            serde_json::to_string(&hall.room.screen(&everyone)),
            serde_json::to_string(&hall.room.board()),
            serde_json::to_string(&hall.room.host_view(&everyone)),
        ];
        let others = seats.iter().filter(|s| **s != seats[2]).map(|s| serde_json::to_string(&hall.room.own(*s)));
        seen.into_iter().chain(others).map(Result::unwrap).collect::<Vec<_>>()
    };
    assert_eq!(changed(Answer::Yes), changed(Answer::No), "while a vote is open nobody but its owner can see what it is");
    assert_ne!(before, changed(Answer::Yes)[2], "that somebody voted is counted");
}

#[test]
fn who_takes_a_question_is_told_to_nobody_in_the_room() {
    let mut hall = Hall::open(Length::Short);
    let ada = hall.join(1).unwrap();
    let note = hall.room.next_seq();
    hall.seat(ada, 1, &FromSeat::Ask { text: Text::clean("What about when it was a gift?") }).unwrap();
    hall.host(&FromHost::Assign { note, owner: Text::clean("Bartholomew") }).unwrap();
    loop {
        let told = messages(&hall).iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("Bartholomew") && !told.contains("owner"), "{:?}: {told}", hall.room.place());
        if hall.step(Step::Next).is_err() {
            break;
        }
    }
    assert!(serde_json::to_string(&hall.room.host_view(&everyone)).unwrap().contains("Bartholomew"));
}

#[test]
fn the_split_stays_hidden_while_people_argue() {
    let mut hall = Hall::open(Length::Short);
    let seats: Vec<_> = (0..6).map(|n| hall.join(n).unwrap()).collect();
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    for seat in seats {
        hall.says(seat, Answer::No, Certainty::Sure).unwrap();
    }
    for phase in [Phase::Split, Phase::Discuss, Phase::VoteAgain] {
        hall.on_to(stop, phase);
        let seen = serde_json::to_string(&hall.room.screen(&everyone)).unwrap();
        assert!(!seen.contains("\"votes\""), "{phase:?}: {seen}");
        assert!(hall.room.host_view(&everyone).votes.first.is_some());
    }
}
