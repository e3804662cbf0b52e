//! The host's list of notes: who finds out about a question, who settles a gap, and what nobody has taken yet.

use escalate_or_act::domain::room::note::Note;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, FromSeat};
use escalate_or_act::domain::text::Text;
use escalate_or_act::tui::host::model::{Effect, Message, Reply, Written};
use escalate_or_act::tui::host::update::update;
use escalate_or_act::tui::host::view;
use escalate_or_act::tui::key::{Code, Input, Key};
use escalate_or_act::tui::rich::Rich;

use super::meetings::{SIZES, Show, entrance};
use crate::suite::eoa::keep;
use crate::suite::session::desk::NOON;

/// Two questions, a gap and thanks, one of the questions asked from a seat.
fn noted() -> Show {
    let (mut show, seats) = Show::with_people(2);
    show.on_to(Phase::Read);
    let question = "What about when the receipt is in the name of a firm that no longer exists, and the card belongs to whoever \
                    bought what was left of it?";
    show.hall.seat(seats[0], 1, &FromSeat::Ask { text: Text::clean(question) }).unwrap();
    show.look();
    show.keys("gDays count from the sale");
    show.press(Code::Enter);
    show.keys("days count from the delivery");
    show.press(Code::Tab);
    show.keys("3");
    show.press(Code::Tab);
    show.keys("4");
    show.press(Code::Tab);
    show.keys("ask the desk");
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.keys("wWhat about a gift?");
    show.press(Code::Enter);
    show.keys("Anna");
    show.press(Code::Enter);
    show.keys("yOtter, for the calm voice");
    show.press(Code::Enter);
    show
}

fn at_all_sizes(show: &mut Show) -> String {
    let shown = SIZES.map(|size| {
        let lines: Vec<String> = show.shown(size).lines().map(|line| line.trim_end().to_owned()).collect();
        format!("{}x{}\n{}\n", size.0, size.1, lines.join("\n").trim_end())
    });
    shown.join("\n")
}

#[test]
fn the_list_of_notes_tells_who_takes_what() {
    let mut show = noted();
    show.keys("n");
    keep("host-notes", &at_all_sizes(&mut show));
    show.press(Code::Down);
    show.press(Code::Enter);
    keep("host-notes-settles", &at_all_sizes(&mut show));
}

#[test]
fn a_question_from_the_room_is_taken_in_the_list() {
    let mut show = noted();
    show.keys("n");
    let shown = show.shown(SIZES[1]);
    assert!(
        shown.contains("3 open questions and gaps; nobody has taken 2 of them yet.") && shown.contains("Enter who finds out"),
        "{shown}"
    );
    show.press(Code::Enter);
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("Who finds out?") && shown.contains("receipt is in the name of a firm"), "{shown}");
    show.keys("Cleo");
    show.press(Code::Enter);
    let shown = show.shown(SIZES[1]);
    assert!(
        shown.contains("who finds out: Cleo") && shown.contains("It is theirs.") && shown.contains("▸ What about when"),
        "{shown}"
    );
    show.press(Code::Down);
    assert!(show.shown(SIZES[1]).contains("Enter who settles it"));
    show.press(Code::Enter);
    show.keys("Policy desk");
    show.press(Code::Enter);
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("3 open questions and gaps; somebody has taken each of them."), "{shown}");
    assert!(shown.contains("▸ Gap:") && shown.contains("who settles it: Policy desk"), "{shown}");

    // Who has it stands in the field, and may be changed, or taken away; Esc leaves it.
    show.press(Code::Down);
    show.press(Code::Enter);
    assert!(show.shown(SIZES[1]).contains("│ Anna"));
    show.keys("bel");
    show.press(Code::Esc);
    assert!(show.shown(SIZES[1]).contains("▸ What about when: What about a gift?"), "back in the list");
    assert!(show.shown(SIZES[1]).contains("who finds out: Anna"));
    show.press(Code::Enter);
    (0..4).for_each(|_| show.press(Code::Backspace));
    show.press(Code::Enter);
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("who finds out: nobody yet") && shown.contains("Nobody has it now."), "{shown}");

    // Thanks are for nobody to take; Enter leads nowhere there, and not out of the list, where it would go on in the meeting.
    show.press(Code::Down);
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("▸ Thanks:") && !shown.contains("Enter"), "{shown}");
    show.press(Code::Enter);
    assert!(show.shown(SIZES[1]).contains("▸ Thanks:"));
    assert_eq!(show.model.phase(), Phase::Read);
}

#[test]
fn in_a_long_list_the_note_one_is_on_stays_in_sight() {
    let (mut show, seats) = Show::with_people(2);
    show.on_to(Phase::Read);
    for (number, seat) in (1..=15).flat_map(|number| seats.iter().map(move |seat| (number, *seat))) {
        let words = format!("Question {number} of seat {}?", seat.0);
        show.hall.seat(seat, number, &FromSeat::Ask { text: Text::clean(&words) }).unwrap();
        if (number, seat) == (8, seats[0]) {
            // Longer than a small screen.
            let marked =
                |marks: [char; 4]| Text::clean(&marks.map(|at| format!("mark-{at} {}", "and then ".repeat(12))).concat());
            let (one, other, interim) =
                (marked(['a', 'b', 'c', 'd']), marked(['e', 'f', 'g', 'h']), marked(['i', 'j', 'k', 'l']));
            let readings = [one, other];
            show.hall.host(&FromHost::Note(Note::Gap { readings, votes: [0, 0], interim, owner: Text::default() })).unwrap();
        }
    }
    show.look();
    show.keys("n");
    for size in [(120, 40), (80, 24), (58, 18)] {
        show.model.size = size;
        let mut chosen = String::new();
        for key in [Code::Down, Code::Up, Code::PageDown, Code::PageUp] {
            let mut all = show.shown(size);
            for _ in 0..60 {
                // A long note is gone through line by line, and then its first line may be out of sight.
                show.press(key);
                let shown = show.shown(size);
                let at = show.model.note().map(|written| written.note.texts()[0].to_string()).unwrap_or_default();
                assert!(shown.contains("▸ ") || at.contains("mark-a"), "{key:?} at {size:?}, on {at}:\n{shown}");
                chosen.extend(shown.lines().find(|line| line.contains('▸')));
                all.push_str(&shown);
            }
            let questions = (1..=15).flat_map(|number| (0..2).map(move |seat| format!("Question {number} of seat {seat}?")));
            for words in questions.chain(('a'..='l').map(|at| format!("mark-{at}"))) {
                assert!(all.contains(&words), "{key:?} at {size:?} passes {words} over");
            }
            let end = if matches!(key, Code::Down | Code::PageDown) { "Question 15 of seat 1?" } else { "Question 1 of seat 0?" };
            assert!(show.model.note().is_some_and(|written| written.note.texts()[0].contains(end)), "{key:?} at {size:?}");
        }
        let questions =
            (1..=15).flat_map(|number| (0..2).map(move |seat| format!("▸ What about when: Question {number} of seat {seat}?")));
        assert!(questions.into_iter().all(|words| chosen.contains(&words)), "{size:?}: {chosen}");
    }
}

#[test]
fn where_the_list_is_gone_through_the_host_is_told_what_nobody_has_taken() {
    let mut show = noted();
    let told = "3 open questions and gaps; nobody has taken 2 of them yet. n names somebody.";
    assert!(!show.shown(SIZES[0]).contains("nobody has taken"));
    while !show.shown(SIZES[0]).contains("Where the policy is silent") {
        show.press(Code::Enter);
    }
    // Beside what a camera reads lines are short.
    let begins = "3 open questions and gaps; nobody has taken";
    assert!(flat(&show.shown(SIZES[1])).contains(told) && show.shown(SIZES[0]).contains(begins), "{}", show.shown(SIZES[1]));
    show.on_to(Phase::Close);
    assert!(flat(&show.shown(SIZES[1])).contains(told) && show.shown(SIZES[0]).contains(begins), "{}", show.shown(SIZES[1]));
    assert!(SIZES.iter().all(|size| show.shown(*size).contains("n noted")), "{}", show.shown(SIZES[1]));
    show.keys("n");
    for owner in ["Cleo", "Policy desk"] {
        show.press(Code::Enter);
        show.keys(owner);
        show.press(Code::Enter);
        show.press(Code::Down);
    }
    show.press(Code::Esc);
    let shown = show.shown(SIZES[1]);
    assert!(!shown.contains("taken") && shown.contains("That was it"), "{shown}");
    let page = view::public(&show.model.host().screen, &entrance(), SIZES[0], 114, NOON);
    let projected: String = page.body.iter().chain(&page.foot).map(Rich::text).collect();
    assert!(!projected.contains("Cleo") && !projected.contains("taken"), "{projected}");
}

fn flat(shown: &str) -> String {
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_taken_after_the_list_was_written_down_is_on_the_list_one_leaves_with() {
    let mut show = noted();
    show.on_to(Phase::Close);
    let press = |show: &mut Show, code| update(&mut show.model, Message::Input(Input::Key(Key::plain(code))), NOON);
    let written = || Reply::Debriefed(Ok(Written { lines: vec![Text::clean("WHAT WE TAKE AWAY")], kept: Vec::new() }));
    assert_eq!(press(&mut show, Code::Char('d')), [Effect::Debrief]);
    update(&mut show.model, Message::Reply(written()), NOON);
    show.press(Code::Esc);
    show.keys("n");
    show.press(Code::Enter);
    show.keys("Cleo");
    show.press(Code::Enter);
    show.press(Code::Esc);
    assert_eq!(press(&mut show, Code::Char('q')), [Effect::Debrief], "the page that is kept names nobody yet");
    update(&mut show.model, Message::Reply(written()), NOON);
    show.press(Code::Esc);
    assert_eq!(press(&mut show, Code::Char('q')), []);
    assert!(show.shown(SIZES[1]).contains("Leave the meeting?"));
}
