//! A person in a meeting: what its journal tells of them, and the meeting without them.

use escalate_or_act::domain::person::attended::Attended;
use escalate_or_act::domain::person::name::Name;
use escalate_or_act::domain::person::without::Without;
use escalate_or_act::domain::report::debrief::Debrief;
use escalate_or_act::domain::room::Room;
use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::ballot::{BallotId, Turn};
use escalate_or_act::domain::room::event::{Event, Happened};
use escalate_or_act::domain::room::note::Note;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, FromSeat};
use escalate_or_act::domain::room::seat::SeatId;
use escalate_or_act::domain::room::split::Split;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;
use escalate_or_act::export::debrief::{Format, page};
use escalate_or_act::live::journal::Journal;

use crate::suite::room::hall::{Hall, setup};

pub(super) const QUESTION: &str = "What about when the parrot speaks?";
const NOON_AFTER: i64 = 1_800_000_000_000;

fn text(words: &str) -> Text {
    Text::clean(words)
}

fn name(name: &str) -> Name {
    Name::of(&text(name))
}

/// So many people with an animal's name and one with an alias, through the first case; they vote twice and ask, and are thanked.
pub(super) fn met(others: u32, alias: &str) -> (Hall, SeatId) {
    let mut hall = Hall::of(setup(Length::Short, 50));
    let mut seats: Vec<SeatId> = (0..others).map(|n| hall.join(n).unwrap()).collect();
    let theirs = hall.join_as(900, alias).unwrap();
    seats.push(theirs);
    let stop = hall.first_case();
    hall.on_to(stop, Phase::Vote);
    for seat in &seats {
        hall.says(*seat, Answer::No, Certainty::Sure).unwrap();
    }
    hall.on_to(stop, Phase::Discuss);
    hall.seat(theirs, 2, &FromSeat::Ask { text: text(QUESTION) }).unwrap();
    hall.host(&FromHost::Note(Note::Thanks { text: text(&format!("Thanks to {alias}, who asked.")) })).unwrap();
    hall.on_to(stop, Phase::VoteAgain);
    for seat in &seats {
        hall.says(*seat, Answer::Escalate, Certainty::Fairly).unwrap();
    }
    hall.on_to(stop, Phase::Reveal);
    (hall, theirs)
}

fn first(hall: &Hall) -> BallotId {
    BallotId { stop: hall.first_case(), turn: Turn::First }
}

fn written(events: &[Event]) -> String {
    serde_json::to_string(events).unwrap()
}

#[test]
fn what_a_journal_tells_of_somebody() {
    let (mut hall, theirs) = met(4, "Zenobia");
    hall.seat(theirs, 4, &FromSeat::Rename { alias: "Zed".to_owned() }).unwrap();
    let attended = Attended::of(&hall.events, &name("zenobia")).unwrap();
    assert_eq!(attended.title.as_str(), "The desk");
    assert_eq!(attended.seats.len(), 1);
    let seat = &attended.seats[0];
    assert_eq!(seat.aliases, ["Zenobia", "Zed"]);
    assert_eq!(seat.questions, [QUESTION]);
    let votes: Vec<_> = seat.votes.iter().map(|vote| (vote.turn, vote.answer, vote.confidence)).collect();
    assert_eq!(votes, [(Turn::First, Answer::No, Certainty::Sure), (Turn::Second, Answer::Escalate, Certainty::Fairly)]);
    assert!(seat.votes.iter().all(|vote| vote.case.is_some()));
    assert_eq!(Attended::of(&hall.events, &name("Zenobia")).unwrap().named, ["Thanks to Zenobia, who asked."]);
    assert_eq!(Attended::of(&hall.events, &name("Somebody Else")), None);
}

#[test]
fn a_meeting_without_somebody_is_a_meeting_of_the_others() {
    let (hall, theirs) = met(6, "Zenobia");
    let without = Without::of(&hall.events, &name("Zenobia"), NOON_AFTER).unwrap();
    assert_eq!(without.seats, 1);
    let told = written(&without.events);
    assert!(written(&hall.events).contains("Zenobia") && written(&hall.events).contains("parrot"));
    assert!(!told.contains("Zenobia") && !told.contains("parrot"), "{told}");
    assert!(!told.contains(&String::from(crate::suite::room::hall::ticket(900))), "the device is forgotten, too");
    assert!(told.contains("Thanks to (erased), who asked."));

    let room = Room::replay(without.events.clone()).unwrap();
    assert!(room.is_thinned());
    assert_eq!(room.people(), 6);
    assert!(room.seat_of(theirs).unwrap().removed);
    for (id, ballot) in hall.room.ballots() {
        let left: Vec<_> = ballot.votes().filter(|(seat, _)| *seat != theirs).collect();
        assert_eq!(room.ballot(id).unwrap().votes().collect::<Vec<_>>(), left, "the others' votes are as they were");
    }
    assert_eq!((room.place(), room.setup()), (hall.room.place(), hall.room.setup()));
    assert_eq!(Without::of(&without.events, &name("Zenobia"), NOON_AFTER), None, "there is nothing left to take out");
    assert_eq!(Attended::of(&without.events, &name("Zenobia")), None);
}

#[test]
fn a_name_goes_out_of_who_takes_what_and_the_others_keep_what_is_theirs() {
    let mut hall = Hall::of(setup(Length::Short, 50));
    let [theirs, other] = [("Zenobia", 900), ("", 1)].map(|(alias, n)| hall.join_as(n, alias).unwrap());
    let noted = |hall: &mut Hall, seat: Option<SeatId>, words: &str| {
        let seq = hall.room.next_seq();
        match seat {
            Some(seat) => hall.seat(seat, 1, &FromSeat::Ask { text: text(words) }),
            None => hall.host(&FromHost::Note(Note::WhatAboutWhen { text: text(words), owner: text("Zenobia") })),
        }
        .unwrap();
        seq
    };
    let parrot = noted(&mut hall, Some(theirs), QUESTION);
    let gift = noted(&mut hall, Some(other), "What about a gift?");
    noted(&mut hall, None, "What about a loan?");
    for (note, owner) in [(parrot, "Bo"), (gift, "Zenobia, with Bo"), (gift, "Cleo and Zenobia")] {
        hall.host(&FromHost::Assign { note, owner: text(owner) }).unwrap();
    }
    let attended = Attended::of(&hall.events, &name("Zenobia")).unwrap();
    assert_eq!(attended.seats[0].questions, [QUESTION]);
    assert_eq!(attended.named, ["Zenobia", "Zenobia, with Bo", "Cleo and Zenobia"], "everywhere the name stands is handed over");

    let without = Without::of(&hall.events, &name("Zenobia"), NOON_AFTER).unwrap();
    assert!(!written(&without.events).contains("Zenobia") && !written(&without.events).contains("parrot"));
    let room = Room::replay(without.events.clone()).unwrap();
    let left: Vec<Vec<&str>> =
        room.notes().iter().map(|kept| kept.note.all_texts().into_iter().map(Text::as_str).collect()).collect();
    let wanted: [Vec<&str>; 2] = [vec!["What about a gift?", "Cleo and (erased)"], vec!["What about a loan?", "(erased)"]];
    assert_eq!(left, wanted);
    assert_eq!(Without::of(&without.events, &name("Zenobia"), NOON_AFTER), None);
    assert_eq!(Attended::of(&without.events, &name("Zenobia")), None);

    // Somebody who never sat there, and only takes something.
    let without = Without::of(&hall.events, &name("Cleo"), NOON_AFTER).unwrap();
    let room = Room::replay(without.events).unwrap();
    let owners: Vec<_> = room.notes().iter().filter_map(|kept| kept.note.owner()).map(Text::as_str).collect();
    assert_eq!(owners, ["Bo", "(erased) and Zenobia", "Zenobia"]);
}

#[test]
fn figures_of_fewer_than_five_are_left_out_once_somebody_is_erased() {
    for (others, told) in [(6, true), (5, true), (4, false), (3, false)] {
        let (hall, _) = met(others, "Zenobia");
        let without = Without::of(&hall.events, &name("Zenobia"), NOON_AFTER).unwrap();
        let room = Room::replay(without.events).unwrap();
        assert!(Split::of(hall.room.ballot(first(&hall)).unwrap()).is_some(), "before, four were enough");
        assert_eq!(Split::of(room.ballot(first(&hall)).unwrap()).is_some(), told, "{others} others");
        let debrief = Debrief::of(&room, None);
        assert_eq!((debrief.cases, debrief.untold), if told { (1, 0) } else { (0, 2) }, "{others} others");
        let text = page(&debrief, Format::Text);
        assert!(text.contains("Somebody had their answers erased since"), "{text}");
        assert_eq!(text.contains("with fewer than five voters"), !told, "{text}");
        assert!(page(&debrief, Format::Json).contains("\"somebody_was_erased\": true"));
    }
    let (hall, _) = met(4, "Zenobia");
    assert!(!page(&Debrief::of(&hall.room, None), Format::Text).contains("erased"));
}

#[test]
fn a_meeting_goes_on_without_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meeting.journal");
    let (hall, theirs) = met(5, "Zenobia");
    let without = Without::of(&hall.events, &name("Zenobia"), NOON_AFTER).unwrap();
    Journal::write_whole(&path, &without.events).unwrap();
    assert_eq!(Journal::read(&path).unwrap(), without.events);
    let (_, room) = Journal::resume(&path).unwrap();
    let mut hall = Hall { room, events: without.events };
    // They come back as somebody new.
    let again = hall.join(900).unwrap();
    assert_ne!(again, theirs);
    let next =
        (hall.first_case() + 1..hall.room.setup().stops.len()).find(|stop| hall.room.setup().stops[*stop].what.item().is_some());
    if let Some(stop) = next {
        let phase = hall.room.setup().stops[stop].what.phases().iter().copied().find(|p| p.turn().is_some()).unwrap();
        hall.on_to(stop, phase);
        assert!(hall.says(again, Answer::Yes, Certainty::Unsure).unwrap());
    }
    assert_eq!(Room::replay(hall.events.clone()).unwrap(), hall.room);
}

#[test]
fn hands_over_several_seats_of_one_name_and_leaves_others() {
    let mut hall = Hall::of(setup(Length::Short, 50));
    for (n, alias) in ["Zoë", "Zoë", "Zora", "Zoë"].into_iter().enumerate() {
        hall.join_as(u32::try_from(n).unwrap(), alias).unwrap();
    }
    let without = Without::of(&hall.events, &name("Zoë"), NOON_AFTER).unwrap();
    assert_eq!(without.seats, 3);
    let aliases: Vec<String> = without
        .events
        .iter()
        .filter_map(|event| match &event.what {
            Happened::Joined { alias, .. } => alias.as_ref().map(ToString::to_string),
            _ => None,
        })
        .collect();
    assert_eq!(aliases, ["Zora"]);
}
