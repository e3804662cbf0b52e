//! Answering a ballot on the screen, in three sizes: keys in, lines out.

use escalate_or_act::domain::room::agenda::{Length, Wanted};
use escalate_or_act::domain::room::alone::answers::Answers;
use escalate_or_act::domain::room::alone::paper::Paper;
use escalate_or_act::domain::room::event::Setup;
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::tui::alone::model::{Effect, Message, Model};
use escalate_or_act::tui::alone::port::Kept;
use escalate_or_act::tui::alone::update::update;
use escalate_or_act::tui::alone::view;
use escalate_or_act::tui::key::{Code, Input, Key};
use escalate_or_act::tui::rich::Rich;

use crate::suite::room::hall;
use crate::suite::session::desk::Desk;

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (60, 20)];
const FILE: &str = "ballot-answers-0123abcd.json";

fn model() -> Model {
    let desk = Desk::new();
    let (stops, items) = Wanted { length: Length::Short, seed: 5, ..Wanted::default() }.ballot(&desk.view()).unwrap();
    let setup = Setup { stops, items, ..hall::setup(Length::Short, 10) };
    let paper = Paper::of(&setup).unwrap();
    let answers = Answers::of(&paper, "token-of-somebody-alone".to_owned()).unwrap();
    Model::new(paper, answers, FILE.to_owned(), SIZES[0])
}

fn press(model: &mut Model, code: Code) -> Vec<Effect> {
    update(model, Message::Input(Input::Key(Key::plain(code))))
}

fn shown(model: &mut Model, size: (u16, u16)) -> String {
    model.size = size;
    view::sheet(model).rows.iter().map(Rich::text).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_case_and_the_end_are_told_in_every_size() {
    let mut model = model();
    let cases = model.cases();
    for case in 1..=cases {
        if model.is_warned() {
            press(&mut model, Code::Enter);
        }
        for size in SIZES {
            let told = shown(&mut model, size);
            assert!(told.contains(&format!("case {case} of {cases}")), "{size:?}\n{told}");
            assert!(told.contains("What do you do?") && told.contains("e escalate"), "{size:?}\n{told}");
        }
        if case != 2 {
            assert_eq!(press(&mut model, Code::Char('e')), []);
            assert!(shown(&mut model, SIZES[2]).contains("How sure are you?"));
            assert_eq!(press(&mut model, Code::Char('2')), [Effect::Keep]);
            assert!(shown(&mut model, SIZES[2]).contains("You said escalate, and are fairly sure."));
        }
        press(&mut model, Code::Right);
    }
    for size in SIZES {
        let told = shown(&mut model, size);
        assert!(told.contains("One case is still open: 2.") && told.contains(FILE), "{size:?}\n{told}");
    }
    press(&mut model, Code::Enter);
    assert_eq!(model.at, 2, "Enter goes to what is open");
}

#[test]
fn a_case_that_is_not_answered_to_its_end_counts_nothing() {
    let mut model = model();
    // It comes with a warning.
    press(&mut model, Code::Enter);
    press(&mut model, Code::Char('a'));
    assert_eq!(model.half, Some(Answer::Yes));
    press(&mut model, Code::Right);
    press(&mut model, Code::Left);
    assert_eq!((model.at, model.half, model.answered()), (1, None, 0));
    assert_eq!(press(&mut model, Code::Char('3')), [], "sure of what?");
}

#[test]
fn answers_that_cannot_be_kept_are_said_until_they_are() {
    let mut model = model();
    update(&mut model, Message::Kept(Err("no space left on device".to_owned())));
    press(&mut model, Code::Enter);
    for size in SIZES {
        let told = shown(&mut model, size);
        assert!(told.contains("Your answers can't be kept: no space left"), "{size:?}\n{told}");
    }
    update(&mut model, Message::Kept(Ok(Kept { file: FILE.to_owned(), why: None })));
    assert!(!shown(&mut model, SIZES[0]).contains("can't be kept"));
}
