//! Ballots answered alone: what comes back, in whatever order and however often, beside the plainest way to count it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::sample::Index;
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

use escalate_or_act::domain::person::name::Name;
use escalate_or_act::domain::person::without::Without;
use escalate_or_act::domain::report::debrief::Debrief;
use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::{Length, Wanted};
use escalate_or_act::domain::room::alias::Alias;
use escalate_or_act::domain::room::alone::Unfit;
use escalate_or_act::domain::room::alone::answers::Answers;
use escalate_or_act::domain::room::alone::collect::Collected;
use escalate_or_act::domain::room::alone::paper::Paper;
use escalate_or_act::domain::room::ballot::{BallotId, Turn, Vote};
use escalate_or_act::domain::room::event::{Event, Happened, Setup};
use escalate_or_act::domain::room::note::Note;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::refusal::Refusal;
use escalate_or_act::domain::room::seat::SeatId;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;

use super::hall::{Hall, setup as meeting, vote};
use crate::suite::session::desk::{Desk, NOON};

const CASES: usize = 4;

fn setup() -> Setup {
    let desk = Desk::new();
    let (mut stops, mut items) = Wanted { length: Length::Long, seed: 5, ..Wanted::default() }.ballot(&desk.view()).unwrap();
    stops.drain(CASES + 1..stops.len() - 1);
    items.truncate(CASES);
    Setup { stops, items, ..meeting(Length::Long, 100) }
}

fn token(seat: usize) -> String {
    format!("token-of-somebody-alone-{seat:04}")
}

fn sent_out() -> (Paper, Vec<Event>) {
    let setup = setup();
    (Paper::of(&setup).unwrap(), vec![Room::open(setup, NOON).1])
}

/// What somebody does with a ballot.
#[derive(Clone, Debug)]
enum Act {
    Vote(usize, Vote),
    Ask(usize),
}

fn acts() -> impl Strategy<Value = Act> {
    let answer = prop_oneof![Just(Answer::Yes), Just(Answer::No), Just(Answer::Escalate)];
    let level = prop_oneof![Just(Certainty::Unsure), Just(Certainty::Fairly), Just(Certainty::Sure)];
    let voted = (1..=CASES, answer, level).prop_map(|(case, answer, level)| Act::Vote(case, vote(answer, level)));
    prop_oneof![5 => voted, 1 => (1..=CASES).prop_map(Act::Ask)]
}

/// The file after the first so many acts.
fn file(paper: &Paper, seat: usize, acts: &[Act]) -> String {
    let mut answers = Answers::of(paper, token(seat)).unwrap();
    for (n, act) in acts.iter().enumerate() {
        match act {
            Act::Vote(case, vote) => drop(answers.vote(*case, *vote)),
            Act::Ask(case) => answers.ask(*case, &format!("seat {seat}, act {n}")).unwrap(),
        }
    }
    answers.write()
}

/// Votes by seat and case, and questions.
type Told = (BTreeMap<(usize, usize), Vote>, BTreeSet<String>);

/// The last file of a seat is the one that counts.
fn oracle(people: &[Vec<Act>], sent: &[(usize, usize)]) -> Told {
    let mut told = Told::default();
    for (seat, acts) in people.iter().enumerate() {
        let last = sent.iter().filter(|(of, _)| *of == seat).map(|(_, acts)| *acts).max().unwrap_or(0);
        for (n, act) in acts[..last].iter().enumerate() {
            match act {
                Act::Vote(case, vote) => drop(told.0.insert((seat, *case), *vote)),
                Act::Ask(_) => drop(told.1.insert(format!("seat {seat}, act {n}"))),
            }
        }
    }
    told
}

fn read(room: &Room, people: usize) -> Told {
    let mut told = Told::default();
    for seat in 0..people {
        let ticket = escalate_or_act::domain::room::seat::Ticket::of(&token(seat)).unwrap();
        let Some(id) = room.holder(ticket) else { continue };
        for case in 1..=CASES {
            let ballot = BallotId { stop: case, turn: Turn::First };
            assert!(room.is_over(ballot));
            if let Some(vote) = room.ballot(ballot).and_then(|ballot| ballot.vote(id)) {
                told.0.insert((seat, case), vote);
            }
        }
    }
    for noted in room.notes() {
        let Note::WhatAboutWhen { text, .. } = &noted.note else { panic!("{noted:?}") };
        assert!(told.1.insert(text.to_string()), "noted twice: {text}");
    }
    told
}

proptest! {
    #[test]
    fn no_vote_is_lost_or_doubled_in_whatever_order_files_come(
        people in vec(vec(acts(), 0..12), 1..6),
        sent in vec((any::<Index>(), any::<Index>()), 0..24),
        batches in vec(1usize..6, 1..8),
    ) {
        let (paper, mut events) = sent_out();
        let sent: Vec<(usize, usize)> = sent
            .iter()
            .map(|(seat, acts)| {
                let seat = seat.index(people.len());
                (seat, acts.index(people[seat].len() + 1))
            })
            .collect();
        let mut batches = batches.into_iter().cycle();
        let mut left = &sent[..];
        while !left.is_empty() {
            let (now, later) = left.split_at(batches.next().unwrap().min(left.len()));
            left = later;
            let mut collected = Collected::of(&events).unwrap();
            for (seat, acts) in now {
                let answers = Answers::read(&file(&paper, *seat, &people[*seat][..*acts])).unwrap();
                collected.take(&answers).unwrap();
            }
            // As the journal keeps it.
            let text = serde_json::to_string(&collected.events()).unwrap();
            events = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&Collected::of(&events).unwrap(), &collected);
        }
        let room = Room::replay(events).unwrap();
        prop_assert_eq!(read(&room, people.len()), oracle(&people, &sent));
    }

    #[test]
    fn a_letter_that_was_changed_is_noticed(acts in vec(acts(), 1..12), at in any::<Index>(), to in any::<char>()) {
        let (paper, _) = sent_out();
        let text = file(&paper, 0, &acts);
        let mut letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len());
        letters[at] = to;
        let changed: String = letters.into_iter().collect();
        let whole = Answers::read(&text).unwrap();
        // A blank between two words of the notation may be a line end; nothing else may be anything else.
        prop_assert!(!Answers::read(&changed).is_ok_and(|read| read != whole), "{changed}");
    }
}

#[test]
fn the_same_votes_give_the_same_debrief_as_a_meeting() {
    let (paper, events) = sent_out();
    let mut hall = Hall::of(setup());
    let mut collected = Collected::of(&events).unwrap();
    let seats: Vec<_> = (0..5).map(|n| hall.join(n).unwrap()).collect();
    let voted = |seat: usize, case: usize| {
        vote([Answer::Yes, Answer::No, Answer::Escalate][(seat * case) % 3], Certainty::ALL[(seat + case) % 3])
    };
    for case in 1..=CASES {
        hall.on_to(case, Phase::Vote);
        for (n, seat) in seats.iter().enumerate() {
            let Vote { answer, confidence } = voted(n, case);
            hall.says(*seat, answer, confidence).unwrap();
        }
    }
    hall.on_to(CASES + 1, Phase::Close);
    for seat in 0..5 {
        let acts: Vec<Act> = (1..=CASES).map(|case| Act::Vote(case, voted(seat, case))).collect();
        collected.take(&Answers::read(&file(&paper, seat, &acts)).unwrap()).unwrap();
    }
    let alone = Room::replay(collected.events()).unwrap();
    let (one, other) = (Debrief::of(&hall.room, None), Debrief::of(&alone, None));
    assert_eq!(one, other);
    assert_eq!((other.seats, other.cases, other.untold), (5, CASES, 0));
}

#[test]
fn what_is_not_an_answer_to_this_ballot_is_refused_with_its_reason() {
    let (paper, events) = sent_out();
    let whole = file(&paper, 0, &[Act::Vote(1, vote(Answer::Yes, Certainty::Sure))]);
    let read = |text: &str| Answers::read(text).unwrap_err();
    assert_eq!(read(""), Unfit::Unreadable);
    assert_eq!(read(&whole[..whole.len() / 2]), Unfit::Unreadable);
    assert_eq!(read("{\"answers\": true}"), Unfit::Unreadable);
    assert_eq!(read(&paper.write()), Unfit::IsBallot);
    assert_eq!(read(&whole.replace("\"answers\": 1", "\"answers\": 2")), Unfit::Newer);
    assert_eq!(read(&whole.replace("\"yes\"", "\"no\"")), Unfit::Changed);
    assert_eq!(read(&whole.replacen('{', "{\"more\": 1,", 1)), Unfit::Changed);
    assert_eq!(Paper::read(&whole).unwrap_err(), Unfit::IsAnswers);
    let other = paper.write().replacen("\"title\": \"", "\"title\": \"Not ", 1);
    assert_eq!(Paper::read(&other).unwrap_err(), Unfit::Changed);
    // What a mail program does to a file is no change.
    assert!(Answers::read(&format!("\u{feff}{}", whole.replace('\n', "\r\n"))).is_ok());

    let mut other = setup();
    other.items.swap(0, 1);
    let other = Answers::read(&file(&Paper::of(&other).unwrap(), 0, &[])).unwrap();
    assert_eq!(Collected::of(&events).unwrap().take(&other), Err(Unfit::OtherBallot));
    assert!(Paper::of(&meeting(Length::Short, 10)).is_none(), "a meeting that is held has no ballot");
    let held = Hall::open(Length::Short);
    assert!(Collected::of(&held.events).is_none());
}

#[test]
fn a_ballot_has_no_word_of_the_answers() {
    let setup = setup();
    let json: serde_json::Value = serde_json::from_str(&Paper::of(&setup).unwrap().write()).unwrap();
    let mut keys = BTreeSet::new();
    collect_keys(&json, &mut keys);
    let known = [
        "about", "ballot", "cases", "channel", "facts", "label", "meeting", "nothing", "seal", "speech", "story", "text",
        "title", "twin", "value", "warning", "who",
    ];
    assert!(keys.iter().all(|key| known.contains(&key.as_str())), "{keys:?}");
    let text = json.to_string();
    for item in &setup.items {
        assert!(!text.contains(&item.case_hash), "a hash that a verdict could be looked up by");
        let reveal = item.key.for_host();
        assert!(!text.contains(reveal.clause.text.as_str()), "{text}");
    }
}

fn collect_keys(json: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match json {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            keys.insert(key.clone());
            collect_keys(value, keys);
        }),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        _ => {}
    }
}

#[test]
fn questions_have_the_bounds_of_a_meetings() {
    let (paper, _) = sent_out();
    let mut answers = Answers::of(&paper, token(0)).unwrap();
    assert_eq!(answers.ask(1, "  \u{200b} "), Err(Refusal::Empty));
    assert_eq!(answers.ask(1, &"x".repeat(501)), Err(Refusal::TooLong));
    for n in 0..20 {
        answers.ask(1, &format!("\u{1b}[31mWhat about {n}?")).unwrap();
    }
    assert_eq!(answers.ask(1, "One more?"), Err(Refusal::TooManyQuestions));
    assert_eq!(answers.questions()[3].text.as_str(), "[31mWhat about 3?");
    assert_eq!(Answers::of(&paper, "short".to_owned()), None);
}

#[test]
fn what_was_erased_does_not_come_back_with_the_same_answers() {
    let (paper, events) = sent_out();
    let mut answers = Answers::of(&paper, token(0)).unwrap();
    answers.vote(1, vote(Answer::Yes, Certainty::Sure));
    answers.ask(1, "What if Zenobia asks, or Zenobia's son?").unwrap();
    answers.ask(1, "What if nobody asks?").unwrap();
    let other = Answers::read(&file(&paper, 1, &[Act::Vote(1, vote(Answer::No, Certainty::Fairly))])).unwrap();
    let mut collected = Collected::of(&events).unwrap();
    collected.take(&answers).unwrap();
    collected.take(&other).unwrap();

    let zenobia = Name::of(&Text::clean("Zenobia"));
    let without = Without::of(&collected.events(), &zenobia, NOON).unwrap().events;
    let mut again = Collected::of(&without).unwrap();
    let before = again.clone();
    // By then they had asked one more.
    answers.ask(2, "And Zenobia's daughter?").unwrap();
    again.take(&answers).unwrap();
    again.take(&other).unwrap();
    assert_eq!(again.sum().questions, before.sum().questions + 1, "the new one, and none of the old");
    let room = Room::replay(again.events()).unwrap();
    let asked: Vec<String> = room.notes().iter().map(|noted| noted.note.texts()[0].to_string()).collect();
    assert!(asked.contains(&"What if (erased) asks, or (erased)'s son?".to_owned()), "{asked:?}");
    assert_eq!(asked.iter().filter(|text| text.contains("asks")).count(), 2, "{asked:?}");
}

#[test]
fn a_ballot_with_an_emptied_seat_is_a_ballot_still() {
    let (paper, events) = sent_out();
    let mut collected = Collected::of(&events).unwrap();
    for seat in 0..5 {
        collected
            .take(&Answers::read(&file(&paper, seat, &[Act::Vote(1, vote(Answer::Yes, Certainty::Sure))])).unwrap())
            .unwrap();
    }
    // The first seat has an alias, as one in a meeting may; then it is erased.
    let mut events = collected.events();
    for event in &mut events {
        if let Happened::Joined { seat: SeatId(0), alias, .. } = &mut event.what {
            *alias = Alias::of("Zenobia", |_| false);
        }
    }
    let without = Without::of(&events, &Name::of(&Text::clean("Zenobia")), NOON).unwrap().events;
    let again = Collected::of(&without).expect("a ballot");
    assert_eq!(again.sum().seats, 4);
    let told = again.events();
    assert_eq!(Collected::of(&told).as_ref(), Some(&again), "and stays one");
    let room = Room::replay(told).unwrap();
    assert!(room.is_thinned(), "and what it tells is told of five or more still");
    assert_eq!((room.people(), room.seats().count()), (4, 5));
}
