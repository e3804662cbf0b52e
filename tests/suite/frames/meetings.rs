//! The host's screen, the projector's and a participant's, in a meeting that is not served: keys in, lines out.

use std::sync::Arc;

use escalate_or_act::domain::room::agenda::Length;
use escalate_or_act::domain::room::ballot::Vote;
use escalate_or_act::domain::room::event::{Event, Happened};
use escalate_or_act::domain::room::place::Phase;
use escalate_or_act::domain::room::request::{FromHost, FromSeat, Step};
use escalate_or_act::domain::room::seat::{Here, SeatId, everyone};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::text::Text;
use escalate_or_act::tui::guest;
use escalate_or_act::tui::host::model::{Effect, Message, Model, Reply, Seen, Written};
use escalate_or_act::tui::host::present;
use escalate_or_act::tui::host::update::update;
use escalate_or_act::tui::host::view;
use escalate_or_act::tui::key::{Code, Input, Key};
use escalate_or_act::tui::port::Waker;
use escalate_or_act::tui::rich::Rich;
use escalate_or_act::tui::room::entrance::Entrance;
use escalate_or_act::tui::sheet::Sheet;
use escalate_or_act::tui::shell::Program as _;
use escalate_or_act::tui::theme::{Depth, Ground, Theme};

use super::warned::in_lines;
use crate::suite::room::hall::{Hall, setup, vote};
use crate::suite::session::desk::NOON;

const ADDRESS: &str = "http://192.168.1.20:7450";
const LINK: &str = "http://192.168.1.20:7450/#0123456789abcdef0123456789abcdef";
pub(super) const SIZES: [(u16, u16); 2] = [(120, 40), (80, 24)];

fn seen(hall: &Hall) -> Seen {
    seen_with(hall, &everyone)
}

fn seen_with(hall: &Hall, here: Here<'_>) -> Seen {
    Seen { host: Arc::new(hall.room.host_view(here)), connected: 0, trouble: None }
}

pub(super) fn text(sheet: &Sheet) -> String {
    sheet.rows.iter().map(Rich::text).collect::<Vec<_>>().join("\n")
}

pub(super) fn entrance() -> Entrance {
    Entrance::new(ADDRESS.to_owned(), LINK, Theme::new(Depth::True, Ground::Dark))
}

/// A meeting and its host.
pub(super) struct Show {
    pub(super) hall: Hall,
    pub(super) model: Model,
}

impl Show {
    fn new() -> Self {
        Self::of(Hall::open(Length::Short))
    }

    pub(super) fn of(hall: Hall) -> Self {
        let model = Model::new(seen(&hall), entrance(), None, SIZES[0]);
        Self { hall, model }
    }

    pub(super) fn with_people(people: u32) -> (Self, Vec<SeatId>) {
        let mut show = Self::new();
        let seats = (0..people).map(|n| show.hall.join(n).unwrap()).collect();
        show.look();
        (show, seats)
    }

    pub(super) fn look(&mut self) {
        update(&mut self.model, Message::Reply(Reply::Seen(seen(&self.hall))), NOON);
    }

    pub(super) fn press(&mut self, code: Code) {
        for effect in update(&mut self.model, Message::Input(Input::Key(Key::plain(code))), NOON) {
            if let Effect::Ask(request) = effect {
                let done = self.hall.host(&request);
                update(&mut self.model, Message::Reply(Reply::Done(done)), NOON);
                self.look();
            }
        }
    }

    pub(super) fn keys(&mut self, letters: &str) {
        letters.chars().for_each(|letter| self.press(Code::Char(letter)));
    }

    /// On, key by key.
    pub(super) fn on_to(&mut self, phase: Phase) {
        while self.model.phase() != phase {
            self.press(Code::Enter);
        }
    }

    pub(super) fn shown(&mut self, size: (u16, u16)) -> String {
        self.model.size = size;
        text(&view::sheet(&self.model))
    }
}

#[test]
fn code_and_address_are_on_every_screen_of_the_whole_plan() {
    let (mut show, _) = Show::with_people(5);
    let halves = show.model.host().screen.code.halves();
    loop {
        for size in SIZES {
            let shown = show.shown(size);
            let stands = shown.contains(&halves) && shown.contains("192.168.1.20:7450");
            assert!(stands, "{:?} at {size:?}:\n{shown}", show.model.phase());
        }
        if show.model.host().next.is_none() {
            break;
        }
        show.press(Code::Enter);
    }
    assert_eq!(show.model.phase(), Phase::Close);
}

#[test]
fn who_has_voted_is_a_count_and_never_a_name() {
    let (mut show, seats) = Show::with_people(5);
    show.on_to(Phase::Vote);
    show.hall.says(seats[0], Answer::Yes, Certainty::Sure).unwrap();
    show.hall.says(seats[1], Answer::Escalate, Certainty::Unsure).unwrap();
    show.look();
    let names: Vec<String> = show.model.host().seats.iter().map(|s| s.name.to_string()).collect();
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("2 of 5 have voted"), "{shown}");
    assert!(names.iter().all(|name| !shown.contains(name)), "{shown}");
}

#[test]
fn the_split_and_the_advice_are_the_hosts_until_a_key_shows_them() {
    let (mut show, seats) = Show::with_people(6);
    show.on_to(Phase::Vote);
    for (at, seat) in seats.iter().enumerate() {
        let answer = if at % 2 == 0 { Answer::Yes } else { Answer::Escalate };
        show.hall.says(*seat, answer, Certainty::Fairly).unwrap();
    }
    show.look();
    show.press(Code::Enter);
    assert_eq!(show.model.phase(), Phase::Split);
    for size in SIZES {
        let shown = show.shown(size);
        assert!(!shown.contains("of 6 right") && !shown.contains("50 %"), "{shown}");
    }
    show.press(Code::Tab);
    for size in SIZES {
        let shown = show.shown(size);
        assert!(shown.contains("3 of 6 right") && shown.contains("which fact decides"), "{shown}");
    }
    let screen = &show.model.host().screen;
    let page = view::public(screen, &entrance(), SIZES[0], 114, NOON);
    let projected: String = page.body.iter().chain(&page.foot).map(Rich::text).collect();
    assert!(!projected.contains("right") && !projected.contains("50 %"), "{projected}");
}

#[test]
fn hands_are_typed_as_counts() {
    let mut show = Show::new();
    show.on_to(Phase::Vote);
    show.keys("h5");
    show.press(Code::Tab);
    show.keys("1");
    show.press(Code::Tab);
    show.keys("x");
    show.press(Code::Enter);
    assert!(show.shown(SIZES[1]).contains("is not a number"));
    show.press(Code::Backspace);
    show.keys("3");
    show.press(Code::Enter);
    assert!(show.shown(SIZES[1]).contains("9 of 9 have voted"));
}

#[test]
fn on_one_keyboard_nobody_sees_what_the_one_before_chose() {
    let mut show = Show::new();
    show.keys("a");
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.press(Code::Esc);
    assert_eq!(show.model.host().seats.len(), 2);
    show.on_to(Phase::Vote);
    show.keys("k");
    assert!(show.shown(SIZES[1]).contains("it is your turn"));
    show.press(Code::Enter);
    show.keys("e");
    let asked = show.shown(SIZES[1]);
    assert!(asked.contains("How sure are you?") && !asked.contains("escalate"), "{asked}");
    show.keys("3");
    let passed = show.shown(SIZES[1]);
    assert!(passed.contains("it is your turn") && !passed.contains("escalate"), "{passed}");
    show.press(Code::Enter);
    show.keys("a1");
    let over = show.shown(SIZES[1]);
    assert!(over.contains("2 of 2 have voted"), "{over}");
}

#[test]
fn a_vote_at_the_hosts_keyboard_may_be_changed_until_it_is_closed() {
    let mut show = Show::new();
    show.keys("a");
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.press(Code::Esc);
    show.on_to(Phase::Vote);
    let ballot = show.hall.ballot();
    let votes = |show: &Show| show.hall.split(ballot.stop, ballot.turn).into_iter().map(|(_, vote)| vote).collect::<Vec<_>>();
    let waits = show.shown(SIZES[1]);
    assert!(waits.contains("k vote here") && !waits.contains("k change votes"), "a key is told once, for what it does: {waits}");
    show.keys("k");
    for _ in 0..2 {
        show.press(Code::Enter);
        show.keys("e3");
    }
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("2 of 2 have voted") && shown.contains("k change votes"), "{shown}");
    assert!(!shown.contains("k vote here"), "{shown}");
    // All of them again, one after the other; the second stays with what they said.
    show.keys("k");
    assert!(show.shown(SIZES[1]).contains("it is your turn"));
    show.press(Code::Enter);
    let again = show.shown(SIZES[1]);
    assert!(again.contains("What do you do?") && !again.contains("You said"), "what one chose before is on no screen: {again}");
    show.keys("a1");
    show.press(Code::Esc);
    let (sure, changed) = (vote(Answer::Escalate, Certainty::Sure), vote(Answer::Yes, Certainty::Unsure));
    assert_eq!(votes(&show), [changed, sure]);
    // One of them, by the list of people.
    show.keys("p");
    show.press(Code::Down);
    assert!(show.shown(SIZES[1]).contains("Enter vote here"));
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.keys("n2");
    assert!(show.shown(SIZES[1]).contains("That was their turn."));
    assert_eq!(votes(&show), [changed, vote(Answer::No, Certainty::Fairly)]);
    // Not once it is closed.
    show.press(Code::Enter);
    show.keys("k");
    assert!(!show.shown(SIZES[1]).contains("it is your turn"));
    show.keys("p");
    assert!(!show.shown(SIZES[1]).contains("Enter vote here"));
}

#[test]
fn the_bar_says_what_enter_does_with_a_field() {
    let mut show = Show::new();
    show.on_to(Phase::Vote);
    for (form, fields) in [("g", 6), ("h", 3), ("w", 2)] {
        show.keys(form);
        for field in 1..=fields {
            let shown = show.shown(SIZES[1]);
            let wanted = if field == fields { "Enter keep it" } else { "Enter go on" };
            assert!(shown.contains(wanted), "field {field}: {shown}");
            // From the last one Enter would keep what is written.
            if field < fields {
                show.press(Code::Enter);
            }
        }
        show.press(Code::Esc);
    }
}

#[test]
fn a_label_wider_than_its_column_stands_apart_from_its_value() {
    let mut setup = setup(Length::Short, 10);
    let label = "Days since the parcel was handed over to the courier";
    for item in &mut setup.items {
        let known = item.sheet.facts.first_mut().unwrap();
        (known.label, known.value) = (Text::clean(label), Text::clean("12 days"));
    }
    let mut show = Show::of(Hall::of(setup));
    show.on_to(Phase::Read);
    for size in SIZES {
        let shown = show.shown(size);
        assert!(shown.contains(&format!("{label}  12 days")), "{size:?}\n{shown}");
    }
}

/// What somebody is told of their own vote, on the screen and as lines.
fn told_of_own(hall: &Hall, seat: SeatId) -> [String; 2] {
    let heard = || {
        vec![
            guest::model::Reply::Seated(hall.room.own(seat).unwrap()),
            guest::model::Reply::Board(Box::new(hall.room.board()), 0),
        ]
    };
    let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[0]);
    for reply in heard() {
        guest::update::update(&mut model, guest::model::Message::Reply(reply), NOON);
    }
    [text(&guest::view::sheet(&model)), in_lines(heard(), "")]
}

#[test]
fn everyone_is_told_what_their_own_vote_proved_to_be() {
    let mut hall = Hall::open(Length::Short);
    let seats: Vec<SeatId> = (0..4).map(|n| hall.join(n).unwrap()).collect();
    hall.on_to(hall.first_case(), Phase::Vote);
    let answers = [Answer::Yes, Answer::No, Answer::Escalate];
    for (seat, answer) in seats.iter().zip(answers) {
        hall.says(*seat, answer, Certainty::Fairly).unwrap();
    }
    let item = hall.room.stop().unwrap().what.item().unwrap();
    let key = hall.room.setup().items[item].key.clone();
    hall.host(&FromHost::Go { from: hall.room.place(), step: Step::To(Phase::Reveal) }).unwrap();
    for ((seat, answer), said) in seats.iter().zip(answers).zip(["act: yes", "act: no", "escalate"]) {
        let wanted = match key.judge(answer).wrong() {
            None => format!("✓ You said {said}, and were fairly sure. Right."),
            Some(wrong) => format!("✗ You said {said}, and were fairly sure: {}.", wrong.label()),
        };
        for told in told_of_own(&hall, *seat) {
            assert!(told.contains(&wanted) && told.contains("It is "), "{wanted}\n{told}");
        }
    }
    for told in told_of_own(&hall, seats[3]) {
        assert!(told.contains("You did not vote here. That is fine."), "{told}");
    }
    hall.host(&FromHost::Suspend { item, reason: Some(Text::clean("The clause is being rewritten.")) }).unwrap();
    for told in told_of_own(&hall, seats[0]) {
        assert!(told.contains("You said act: yes, and were fairly sure.") && !told.contains(['✓', '✗']), "{told}");
    }
}

#[test]
fn a_meeting_that_came_to_its_end_leaves_with_its_list() {
    let (mut show, _) = Show::with_people(2);
    let asks = |show: &mut Show, letter| {
        let key = Input::Key(Key::char(letter));
        update(&mut show.model, Message::Input(key), NOON)
    };
    assert_eq!(asks(&mut show, 'q'), [], "before the end one leaves as one likes");
    show.press(Code::Esc);
    show.on_to(Phase::Close);
    assert!(show.shown(SIZES[1]).contains("what we take away"));
    assert_eq!(asks(&mut show, 'q'), [Effect::Debrief]);
    let lines = vec![Text::clean("WHAT WE TAKE AWAY"), Text::clean("The desk")];
    let written = Written { lines, kept: vec!["Kept as a page: meeting.html".to_owned()] };
    update(&mut show.model, Message::Reply(Reply::Debriefed(Ok(written))), NOON);
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("Kept as a page: meeting.html") && shown.contains("The desk"), "{shown}");
    show.press(Code::Esc);
    assert_eq!(asks(&mut show, 'q'), []);
    assert!(show.shown(SIZES[1]).contains("Leave the meeting?"));
    assert_eq!(asks(&mut show, 'y'), [Effect::Quit]);
}

#[test]
fn notes_reasons_and_the_lock_reach_the_room() {
    let (mut show, seats) = Show::with_people(2);
    show.on_to(Phase::Read);
    show.keys("wWhat about a gift?");
    show.press(Code::Enter);
    show.press(Code::Enter);
    show.keys("uThe clause is being rewritten");
    show.press(Code::Enter);
    show.keys("lpd");
    show.keys("y");
    let host = show.model.host();
    assert_eq!((host.notes.len(), host.screen.locked, host.seats.len()), (1, true, 1));
    assert_eq!(host.suspended.as_ref().map(|why| why.as_str()), Some("The clause is being rewritten"));
    assert!(show.hall.seat(seats[0], 1, &FromSeat::Rename { alias: String::new() }).is_err(), "shown out");
}

#[test]
fn a_vote_counts_as_kept_once_the_host_says_so() {
    let mut hall = Hall::open(Length::Short);
    let seat = hall.join(1).unwrap();
    hall.on_to(hall.first_case(), Phase::Vote);
    let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[1]);
    let hear = |model: &mut _, reply| guest::update::update(model, guest::model::Message::Reply(reply), NOON);
    hear(&mut model, guest::model::Reply::Seated(hall.room.own(seat).unwrap()));
    hear(&mut model, guest::model::Reply::Board(Box::new(hall.room.board()), 0));
    let mut asked = Vec::new();
    for letter in ['e', '2'] {
        let key = Input::Key(Key::char(letter));
        asked.extend(guest::update::update(&mut model, guest::model::Message::Input(key), NOON));
    }
    let wanted: Vote = vote(Answer::Escalate, Certainty::Fairly);
    assert_eq!(asked, [guest::model::Effect::Vote(hall.ballot(), wanted)]);
    assert!(text(&guest::view::sheet(&model)).contains("On its way."));
    hall.says(seat, Answer::Escalate, Certainty::Fairly).unwrap();
    hear(&mut model, guest::model::Reply::Taken(None, hall.room.own(seat).unwrap().votes));
    assert!(text(&guest::view::sheet(&model)).contains("It is kept; you may change it."));
}

#[test]
fn nobody_waits_for_those_who_left() {
    let (mut show, seats) = Show::with_people(5);
    let away = |gone: SeatId| move |seat: SeatId| seat != gone;
    update(&mut show.model, Message::Reply(Reply::Seen(seen_with(&show.hall, &away(seats[4])))), NOON);
    assert!(show.shown(SIZES[1]).contains("4 people are here, 1 away"));
    show.on_to(Phase::Vote);
    for seat in &seats[..4] {
        show.hall.says(*seat, Answer::Yes, Certainty::Sure).unwrap();
    }
    let mut told = |gone| {
        let seen = seen_with(&show.hall, &away(gone));
        let screen = seen.host.screen.clone();
        update(&mut show.model, Message::Reply(Reply::Seen(seen)), NOON);
        let page = view::public(&screen, &entrance(), SIZES[0], 114, NOON);
        let projected: String = page.foot.iter().map(Rich::text).collect();
        (show.shown(SIZES[1]), projected)
    };
    for shown in <[String; 2]>::from(told(seats[4])) {
        assert!(shown.contains("4 of 4 have voted, 1 away"), "whoever left is not waited for: {shown}");
    }
    for shown in <[String; 2]>::from(told(seats[0])) {
        assert!(shown.contains("4 of 5 have voted, 1 away"), "whoever voted and left has voted: {shown}");
    }
    show.keys("p");
    assert_eq!(show.shown(SIZES[1]).matches("away").count(), 1);
}

#[test]
fn once_somebody_was_erased_every_screen_says_how_many_it_takes() {
    let (mut show, seats) = Show::with_people(4);
    show.on_to(Phase::Vote);
    for seat in &seats {
        show.hall.says(*seat, Answer::Yes, Certainty::Sure).unwrap();
    }
    show.look();
    show.press(Code::Enter);
    let erased = Happened::Erased { seats: vec![show.hall.join(9).unwrap()] };
    let event = Event { seq: show.hall.room.next_seq(), at: NOON, what: erased };
    show.hall.room.apply(&event).unwrap();
    show.look();
    show.press(Code::Tab);
    assert!(show.shown(SIZES[0]).contains("Fewer than 5 secret votes"));
    show.press(Code::Tab);
    show.keys("v");
    let long = (120, 150);
    assert!(show.shown(long).contains("Fewer than 5 voted in secret"));
    let mut guest = guest::model::Model::new("192.168.1.20:7450".to_owned(), long);
    let board = guest::model::Reply::Board(Box::new(show.hall.room.board()), 0);
    guest::update::update(&mut guest, guest::model::Message::Reply(board), NOON);
    assert!(text(&guest::view::sheet(&guest)).contains("Fewer than 5 voted in secret"));
}

#[test]
fn three_quick_presses_are_one_step_and_the_host_is_told() {
    let (mut show, _) = Show::with_people(2);
    show.on_to(Phase::Read);
    let mut press = || update(&mut show.model, Message::Input(Input::Key(Key::plain(Code::Enter))), NOON);
    let [first, second, third] = [press(), press(), press()];
    assert_eq!((second, third), (vec![], vec![]), "nothing else is asked before the first is answered");
    assert!(show.shown(SIZES[1]).contains("One step at a time"));
    let [Effect::Ask(request)] = &first[..] else { panic!("{first:?}") };
    let done = show.hall.host(request);
    update(&mut show.model, Message::Reply(Reply::Done(done)), NOON);
    show.look();
    assert_eq!(show.model.phase(), Phase::Vote);
    show.press(Code::Enter);
    assert_eq!(show.model.phase(), Phase::Split, "the next press counts again");
}

#[test]
fn a_question_that_was_not_taken_is_given_back_and_a_vote_on_its_way_stays() {
    let mut hall = Hall::open(Length::Short);
    let seat = hall.join(1).unwrap();
    hall.on_to(hall.first_case(), Phase::Vote);
    let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[1]);
    let hear = |model: &mut _, reply| guest::update::update(model, guest::model::Message::Reply(reply), NOON);
    let press =
        |model: &mut _, code| guest::update::update(model, guest::model::Message::Input(Input::Key(Key::plain(code))), NOON);
    let write = |model: &mut _, letters: &str| letters.chars().flat_map(|c| press(model, Code::Char(c))).collect::<Vec<_>>();
    hear(&mut model, guest::model::Reply::Seated(hall.room.own(seat).unwrap()));
    hear(&mut model, guest::model::Reply::Board(Box::new(hall.room.board()), 0));
    write(&mut model, "wWhat about a gift?");
    assert_eq!(press(&mut model, Code::Enter), [guest::model::Effect::Ask("What about a gift?".to_owned())]);
    write(&mut model, "e2");
    let refused = guest::model::NotTaken::Question("What about a gift?".to_owned());
    hear(&mut model, guest::model::Reply::Refused(refused, "you have asked twenty questions".to_owned()));
    let shown = text(&guest::view::sheet(&model));
    assert!(
        shown.contains("Your question was not taken: you have asked twenty questions.") && shown.contains("On its way."),
        "{shown}"
    );
    write(&mut model, "w");
    assert!(text(&guest::view::sheet(&model)).contains("What about a gift?"));
    guest::update::update(&mut model, guest::model::Message::Input(Input::Paste("x".repeat(500))), NOON);
    assert_eq!(press(&mut model, Code::Enter), [], "what is too long is not sent");
    let shown = text(&guest::view::sheet(&model));
    assert!(shown.contains("18 letters too long") && shown.contains("What about a") && shown.contains("gift?xxx"), "{shown}");
}

/// A projector's outside: what is heard, said by the test.
struct Told(Vec<present::Reply>);

impl present::Port for Told {
    fn open(&mut self, _: Waker) {}

    fn replies(&mut self) -> Vec<present::Reply> {
        std::mem::take(&mut self.0)
    }

    fn tick(&mut self) {}

    fn now(&self) -> i64 {
        NOON
    }
}

#[test]
fn a_second_view_says_when_there_is_no_use_in_waiting() {
    let mut hall = Hall::open(Length::Short);
    let heard = |replies: Vec<present::Reply>| {
        let mut port = Told(replies);
        let mut view = present::Presenting {
            entrance: entrance(),
            screen: None,
            away: None,
            over: None,
            ahead: 0,
            scroll: 0,
            size: SIZES[0],
            ticking: false,
            port: &mut port,
        };
        view.woken();
        text(&view.sheet())
    };
    let refused = heard(vec![present::Reply::Over("Another meeting is hosted there.".to_owned())]);
    assert!(refused.contains("Another meeting is hosted there. q leaves.") && !refused.contains("trying again"), "{refused}");
    let nobody = || present::Reply::Away("no connection: refused".to_owned());
    let none = heard(vec![nobody()]);
    assert!(none.contains("not hosted just now") && none.contains("eoa team --resume"), "{none}");
    let screen = |hall: &Hall| present::Reply::Screen(Box::new(hall.room.screen(&everyone)), 0);
    let broken = heard(vec![screen(&hall), nobody()]);
    assert!(broken.contains("The desk") && broken.contains("trying again"), "{broken}");
    let end = hall.room.setup().stops.len() - 1;
    hall.on_to(end, Phase::Close);
    let ended = heard(vec![screen(&hall), nobody()]);
    assert!(ended.contains("That was it") && ended.contains("The meeting has ended. q leaves."), "{ended}");
    assert!(!ended.contains("trying again"), "{ended}");
}

#[test]
fn a_projector_that_is_too_small_says_how_to_read_on() {
    let mut hall = Hall::open(Length::Short);
    hall.on_to(hall.first_case(), Phase::Reveal);
    let mut port = Told(vec![present::Reply::Screen(Box::new(hall.room.screen(&everyone)), 0)]);
    let mut view = present::Presenting {
        entrance: entrance(),
        screen: None,
        away: None,
        over: None,
        ahead: 0,
        scroll: 0,
        size: SIZES[1],
        ticking: false,
        port: &mut port,
    };
    view.woken();
    let rows = |view: &present::Presenting<'_>| text(&view.sheet()).lines().map(str::to_owned).collect::<Vec<_>>();
    let first = rows(&view);
    assert!(first.last().unwrap().contains("PgDn scroll  q leave"), "{first:#?}");
    view.input(Input::Key(Key::plain(Code::PageDown)));
    let second = rows(&view);
    let last_read =
        first[..first.len() - 2].iter().rev().find(|row| !row.trim().is_empty() && !row.contains("sentence")).unwrap();
    assert!(first != second && second.contains(last_read), "what was read last stays in sight: {first:#?}\n{second:#?}");
    view.input(Input::Key(Key::plain(Code::PageUp)));
    assert_eq!(rows(&view), first);
    view.resized(120, 150);
    assert!(rows(&view).last().unwrap().trim() == "q leave", "nothing to scroll");
}

#[test]
fn that_the_room_is_locked_is_on_every_screen_of_the_hosts() {
    let (mut show, _) = Show::with_people(2);
    show.on_to(Phase::Vote);
    for size in SIZES {
        assert!(!show.shown(size).contains("locked"));
    }
    show.keys("l");
    for size in SIZES {
        assert_eq!(show.shown(size).matches("locked").count(), 1, "{}", show.shown(size));
    }
}

#[test]
fn the_answer_before_the_vote_is_said_to_be_the_hosts_alone() {
    let (mut show, _) = Show::with_people(2);
    show.on_to(Phase::Vote);
    show.press(Code::Tab);
    let shown = show.shown(SIZES[1]);
    assert!(shown.contains("Yours alone\n") || shown.contains("Yours alone "), "{shown}");
    assert!(shown.find("Yours alone") < shown.find("It is "), "{shown}");
}

#[test]
fn whoever_stays_after_the_end_is_told_that_it_has_ended() {
    let mut hall = Hall::open(Length::Short);
    let seat = hall.join(1).unwrap();
    let end = hall.room.setup().stops.len() - 1;
    let heard = |hall: &Hall| {
        vec![
            guest::model::Reply::Seated(hall.room.own(seat).unwrap()),
            guest::model::Reply::Board(Box::new(hall.room.board()), 0),
            guest::model::Reply::Away("no connection: Connection refused".to_owned()),
        ]
    };
    let told = |hall: &Hall| {
        let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[1]);
        for reply in heard(hall) {
            guest::update::update(&mut model, guest::model::Message::Reply(reply), NOON);
        }
        [text(&guest::view::sheet(&model)), in_lines(heard(hall), "")]
    };
    for before in told(&hall) {
        assert!(before.contains("Trying again") && !before.contains("has ended"), "{before}");
    }
    hall.on_to(end, Phase::Close);
    for after in told(&hall) {
        assert!(after.contains("The meeting has ended.") && !after.contains("Trying again"), "{after}");
    }
}

#[test]
fn the_bar_says_what_enter_does_with_a_name() {
    let mut hall = Hall::open(Length::Short);
    let seat = hall.join(1).unwrap();
    let mut model = guest::model::Model::new("192.168.1.20:7450".to_owned(), SIZES[1]);
    let seated = guest::model::Message::Reply(guest::model::Reply::Seated(hall.room.own(seat).unwrap()));
    guest::update::update(&mut model, seated, NOON);
    for (key, says) in [('m', "Enter be called that"), ('w', "Enter ask it")] {
        guest::update::update(&mut model, guest::model::Message::Input(Input::Key(Key::plain(Code::Char(key)))), NOON);
        assert!(text(&guest::view::sheet(&model)).contains(says), "{}", text(&guest::view::sheet(&model)));
        guest::update::update(&mut model, guest::model::Message::Input(Input::Key(Key::plain(Code::Esc))), NOON);
    }
}
