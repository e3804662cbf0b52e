//! A case that somebody may rather not read: on every screen the warning comes first, and whoever wants to reads on.

use std::io::Cursor;

use escalate_or_act::domain::room::agenda::{Length, Stop, Wanted, What};
use escalate_or_act::domain::room::alone::answers::Answers;
use escalate_or_act::domain::room::alone::paper::Paper;
use escalate_or_act::domain::room::ballot::{BallotId, Vote};
use escalate_or_act::domain::room::event::Setup;
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::seat::everyone;
use escalate_or_act::domain::text::Text;
use escalate_or_act::tui::host::view;
use escalate_or_act::tui::key::{Code, Input, Key};
use escalate_or_act::tui::port::Waker;
use escalate_or_act::tui::rich::Rich;
use escalate_or_act::tui::{alone, guest};

use super::meetings::{SIZES, Show, entrance, text};
use crate::suite::room::hall::{Hall, setup};
use crate::suite::session::desk::{Desk, NOON};

const STORY: &str = "A letter lies on the counter.";
const WARNING: &str = "Before you read on: this case touches on self-harm.";

/// With a warning before every case.
fn warned(setup: Setup) -> Setup {
    let mut setup = setup;
    for item in &mut setup.items {
        item.sheet.warning = Some(Text::clean("self-harm"));
        item.sheet.story = Text::clean(STORY);
    }
    setup
}

fn hall() -> Hall {
    Hall::of(warned(setup(Length::Short, 100)))
}

fn opened(told: &str) -> bool {
    assert_ne!(told.contains(WARNING), told.contains(STORY), "one of the two, and not both: {told}");
    told.contains(STORY)
}

/// A participant's outside: what is heard, said by the test.
struct Told(Vec<guest::model::Reply>);

impl guest::port::Port for Told {
    fn open(&mut self, waker: Waker) {
        waker.wake();
    }

    fn replies(&mut self) -> Vec<guest::model::Reply> {
        std::mem::take(&mut self.0)
    }

    fn vote(&mut self, _: BallotId, _: Vote) {}

    fn ask(&mut self, _: &str) {}

    fn rename(&mut self, _: &str) {}

    fn tick(&mut self) {}

    fn now(&self) -> i64 {
        NOON
    }
}

/// What a participant is told as lines of text.
pub(super) fn in_lines(heard: Vec<guest::model::Reply>, typed: &str) -> String {
    let (mut port, mut out) = (Told(heard), Vec::new());
    guest::plain::run("192.168.1.20:7450".to_owned(), &mut port, Cursor::new(typed.to_owned()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_host_offers_to_leave_it_out_before_the_room_reads_it() {
    let mut show = Show::of(hall());
    show.on_to(Phase::Read);
    let projected = |show: &Show| {
        let page = view::public(&show.model.host().screen, &entrance(), SIZES[0], 114, NOON);
        page.body.iter().map(Rich::text).collect::<Vec<_>>().join("\n")
    };
    for size in SIZES {
        let shown = show.shown(size);
        assert!(!opened(&shown) && shown.contains("may leave it out"), "{shown}");
        assert!(shown.contains("Enter read the case") && shown.contains("s leave it out"), "{shown}");
        assert!(!shown.contains("Read it, or listen"), "nobody is told to read what is hidden: {shown}");
    }
    show.press(Code::Enter);
    assert!(show.shown(SIZES[1]).contains("Read it, or listen"));
    assert_eq!(show.model.phase(), Phase::Read, "it is opened, and not passed over");
    assert!(opened(&show.shown(SIZES[1])));
    assert!(!opened(&projected(&show)), "nobody presses a key at the projector");
    show.press(Code::Enter);
    assert_eq!(show.model.phase(), Phase::Vote);
    assert!(opened(&show.shown(SIZES[1])) && opened(&projected(&show)));
    let mut show = Show::of(hall());
    show.on_to(Phase::Read);
    let here = show.hall.room.place().stop;
    show.keys("s");
    assert!(show.hall.room.place().stop > here, "left out");
}

#[test]
fn a_case_before_the_first_is_on_the_projector_as_a_warning_alone() {
    let stops = [What::Lobby, What::Before { item: 0 }, What::Close].map(|what| Stop { what, minutes: 0 }).to_vec();
    let mut hall = Hall::of(warned(Setup { stops, ..setup(Length::Short, 100) }));
    hall.on_to(1, Phase::Alone);
    let page = view::public(&hall.room.screen(&everyone), &entrance(), SIZES[0], 114, NOON);
    let told = page.body.iter().map(Rich::text).collect::<Vec<_>>().join("\n");
    assert!(!opened(&told) && told.contains("on a screen of their own"), "{told}");
}

#[test]
fn at_one_keyboard_each_decides_whether_to_read_it() {
    let mut show = Show::of(hall());
    show.keys("a");
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.press(Code::Esc);
    show.on_to(Phase::Vote);
    show.keys("k");
    show.press(Code::Enter);
    assert!(!opened(&show.shown(SIZES[1])));
    show.keys("s");
    assert!(show.shown(SIZES[1]).contains("it is your turn"), "the next one");
    show.press(Code::Enter);
    assert!(!opened(&show.shown(SIZES[1])), "asked anew");
    show.press(Code::Enter);
    assert!(opened(&show.shown(SIZES[1])));
    show.keys("e3");
    let ballot = show.hall.ballot();
    assert_eq!(show.hall.split(ballot.stop, ballot.turn).len(), 1);
}

#[test]
fn who_left_it_out_at_the_hosts_keyboard_is_not_waited_for() {
    let mut show = Show::of(hall());
    show.keys("a");
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.press(Code::Esc);
    let [first, second] = [0, 1].map(|at: usize| show.model.host().seats[at].name.to_string());
    let turn = |show: &mut Show, name: &str| show.shown(SIZES[1]).contains(&format!("{name}, it is your turn."));
    show.on_to(Phase::Vote);
    show.keys("k");
    show.press(Code::Enter);
    show.keys("s");
    assert!(turn(&mut show, &second));
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.keys("e3");
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("Everyone at this keyboard has had their turn.") && shown.contains("k change votes"), "{shown}");
    // Again everyone is asked: nobody learns who left it out.
    show.keys("k");
    assert!(turn(&mut show, &first));
    show.press(Code::Enter);
    show.keys("s");
    assert!(turn(&mut show, &second), "and who voted may change it");
    show.press(Code::Esc);
    // In another vote on the case they are asked anew.
    show.on_to(Phase::VoteAgain);
    assert!(show.shown(SIZES[1]).contains("k vote here"));
    show.keys("k");
    assert!(turn(&mut show, &first));
}

#[test]
fn nobody_votes_on_a_case_that_they_have_not_read() {
    let mut hall = hall();
    let seat = hall.join(1).unwrap();
    hall.on_to(hall.first_case(), Phase::Vote);
    let heard = || {
        let board = guest::model::Reply::Board(Box::new(hall.room.board()), 0);
        vec![guest::model::Reply::Seated(hall.room.own(seat).unwrap()), board]
    };
    let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[1]);
    for reply in heard() {
        guest::update::update(&mut model, guest::model::Message::Reply(reply), NOON);
    }
    let press =
        |model: &mut _, code| guest::update::update(model, guest::model::Message::Input(Input::Key(Key::plain(code))), NOON);
    let shown = text(&guest::view::sheet(&model));
    assert!(!shown.contains("escalate") && !shown.contains("What do you do?"), "{shown}");
    assert_eq!([press(&mut model, Code::Char('e')), press(&mut model, Code::Char('3'))], [vec![], vec![]]);
    assert_eq!(model.vote(), None);
    press(&mut model, Code::Enter);
    let shown = text(&guest::view::sheet(&model));
    assert!(shown.contains("e escalate") && shown.contains("What do you do?"), "{shown}");
    press(&mut model, Code::Char('e'));
    assert_eq!(press(&mut model, Code::Char('3')).len(), 1);
    // As lines of text.
    let told = in_lines(heard(), "e3\n");
    assert!(told.contains("Nobody votes on a case that they have not read. o reads it."), "{told}");
    assert!(!told.contains("What do you do?"), "{told}");
    assert!(in_lines(heard(), "o\n").contains("What do you do?"));
}

#[test]
fn a_participant_opens_it_by_a_key_and_once_for_a_case() {
    let mut hall = hall();
    let seat = hall.join(1).unwrap();
    let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[1]);
    let hear = |model: &mut _, reply| guest::update::update(model, guest::model::Message::Reply(reply), NOON);
    let board = |hall: &Hall| guest::model::Reply::Board(Box::new(hall.room.board()), 0);
    hear(&mut model, guest::model::Reply::Seated(hall.room.own(seat).unwrap()));
    let first = hall.first_case();
    hall.on_to(first, Phase::Read);
    hear(&mut model, board(&hall));
    for size in SIZES {
        model.size = size;
        let shown = text(&guest::view::sheet(&model));
        assert!(!opened(&shown) && shown.contains("You may leave it out. It costs nothing, and nobody sees it."), "{shown}");
        assert!(shown.contains("Enter read the case") && !shown.contains("Read it, or listen"), "{shown}");
    }
    let enter = guest::model::Message::Input(Input::Key(Key::plain(Code::Enter)));
    guest::update::update(&mut model, enter, NOON);
    assert!(opened(&text(&guest::view::sheet(&model))));
    hall.on_to(first, Phase::Vote);
    hear(&mut model, board(&hall));
    assert!(opened(&text(&guest::view::sheet(&model))), "it stays open");
    // As lines of text.
    let heard = || vec![guest::model::Reply::Seated(hall.room.own(seat).unwrap()), board(&hall)];
    let told = in_lines(heard(), "");
    assert!(!opened(&told) && told.contains("o reads it."), "{told}");
    let told = in_lines(heard(), "o\n");
    let (before, after) = told.split_once("o reads it.").unwrap();
    assert!(before.contains(WARNING) && !before.contains(STORY) && after.contains(STORY), "{told}");
}

/// Keeps nothing.
struct Nowhere;

impl alone::port::Port for Nowhere {
    fn keep(&mut self, _: &Answers) -> Result<alone::port::Kept, String> {
        Ok(alone::port::Kept { file: "answers.json".to_owned(), why: None })
    }
}

fn ballot() -> alone::model::Model {
    let desk = Desk::new();
    let (stops, items) = Wanted { length: Length::Short, seed: 5, ..Wanted::default() }.ballot(&desk.view()).unwrap();
    let paper = Paper::of(&warned(Setup { stops, items, ..setup(Length::Short, 10) })).unwrap();
    let answers = Answers::of(&paper, "token-of-somebody-alone".to_owned()).unwrap();
    alone::model::Model::new(paper, answers, "answers.json".to_owned(), SIZES[1])
}

#[test]
fn alone_one_opens_it_by_a_key_or_goes_on_without_it() {
    let mut model = ballot();
    let press = |model: &mut _, code| alone::update::update(model, alone::model::Message::Input(Input::Key(Key::plain(code))));
    let shown = text(&alone::view::sheet(&model));
    assert!(!opened(&shown) && shown.contains("Enter read the case") && shown.contains("s leave it out"), "{shown}");
    press(&mut model, Code::Enter);
    assert!(model.at == 1 && opened(&text(&alone::view::sheet(&model))));
    press(&mut model, Code::Enter);
    assert!(model.at == 2 && !opened(&text(&alone::view::sheet(&model))));
    press(&mut model, Code::Char('s'));
    assert_eq!((model.at, model.answered()), (3, 0));
    let mut out = Vec::new();
    alone::plain::run(ballot(), &mut Nowhere, Cursor::new("o\n\n\n"), &mut out).unwrap();
    let told = String::from_utf8(out).unwrap();
    assert_eq!((told.matches(WARNING).count(), told.matches(STORY).count()), (3, 1), "{told}");
    assert!(told.contains("o reads it; an empty line goes on without it.") && told.contains("Case 3 of"), "{told}");
}

#[test]
fn alone_nothing_is_kept_of_a_case_that_was_not_read() {
    let mut model = ballot();
    let press = |model: &mut _, code| alone::update::update(model, alone::model::Message::Input(Input::Key(Key::plain(code))));
    let shown = text(&alone::view::sheet(&model));
    assert!(!shown.contains("escalate") && !shown.contains("What do you do?"), "{shown}");
    assert_eq!([press(&mut model, Code::Char('e')), press(&mut model, Code::Char('3'))], [vec![], vec![]]);
    assert_eq!((model.half, model.answered()), (None, 0));
    press(&mut model, Code::Enter);
    let shown = text(&alone::view::sheet(&model));
    assert!(shown.contains("e escalate") && shown.contains("What do you do?"), "{shown}");
    press(&mut model, Code::Char('e'));
    assert_eq!(press(&mut model, Code::Char('3')), [alone::model::Effect::Keep]);
    // Opened anew, the answer stands there still.
    model.opened.clear();
    let shown = text(&alone::view::sheet(&model));
    assert!(shown.contains("You said escalate, and are sure. Kept.") && !shown.contains("a act: yes"), "{shown}");
    // As lines of text.
    let mut out = Vec::new();
    alone::plain::run(ballot(), &mut Nowhere, Cursor::new("e3\no\ne3\n"), &mut out).unwrap();
    let told = String::from_utf8(out).unwrap();
    let (before, after) = told.split_once("Nothing is kept of a case that you have not read.").unwrap();
    assert!(!before.contains("What do you do?") && !before.contains("You said"), "{told}");
    assert!(after.contains(STORY) && after.contains("You said escalate, and are sure."), "{told}");
}
