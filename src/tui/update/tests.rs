//! Keys to model: what each key changes, and what it asks of the outside. Pictures are elsewhere.

use super::update;
use crate::tui::effect::Effect;
use crate::tui::key::{Code, Input, Key};
use crate::tui::message::{Message, Reply};
use crate::tui::model::{Model, Overlay, Screen};
use crate::tui::wishes::Wishes;

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    update(model, Message::Input(Input::Key(key)), 0)
}

fn ready() -> Model {
    let mut model = Model::new(Wishes::default(), (80, 24));
    update(&mut model, Message::Reply(Reply::Shelf(Box::default())), 0);
    update(&mut model, Message::Reply(Reply::Known(Box::default())), 0);
    model
}

#[test]
fn q_asks_and_only_then_leaves() {
    let mut model = ready();
    assert_eq!(press(&mut model, Key::char('q')), []);
    assert_eq!(model.overlay, Some(Overlay::Leave));
    assert_eq!(press(&mut model, Key::char('n')), []);
    assert_eq!(model.overlay, None);
    press(&mut model, Key::char('q'));
    assert_eq!(press(&mut model, Key::char('y')), [Effect::Quit]);
}

#[test]
fn control_c_leaves_from_anywhere() {
    for keys in ["", "?", "q"] {
        let mut model = ready();
        for key in keys.chars() {
            press(&mut model, Key::char(key));
        }
        assert_eq!(press(&mut model, Key::ctrl('c')), [Effect::Quit], "after {keys:?}");
    }
}

#[test]
fn escape_never_leaves_home() {
    let mut model = ready();
    for _ in 0..5 {
        assert_eq!(press(&mut model, Key::plain(Code::Esc)), []);
    }
    assert!(matches!(model.screen(), Some(Screen::Home { .. })));
}

#[test]
fn keys_wait_until_the_packs_are_read() {
    let mut model = Model::new(Wishes::default(), (80, 24));
    press(&mut model, Key::char('?'));
    assert!(matches!(model.overlay, Some(Overlay::Help { .. })), "help needs no pack");
    press(&mut model, Key::plain(Code::Esc));
    press(&mut model, Key::char('s'));
    assert!(matches!(model.screen(), Some(Screen::Home { .. })));
    update(&mut model, Message::Reply(Reply::Shelf(Box::default())), 0);
    update(&mut model, Message::Reply(Reply::Known(Box::default())), 0);
    assert!(matches!(model.screen(), Some(Screen::Settings { .. })), "the key was kept");
}

#[test]
fn keys_pressed_before_the_packs_are_read_keep_their_order() {
    let mut model = Model::new(Wishes::default(), (80, 24));
    let early = [Key::plain(Code::Enter), Key::char('q')].map(|key| press(&mut model, key));
    assert!(early.iter().all(Vec::is_empty) && model.overlay.is_none(), "both wait");
    update(&mut model, Message::Reply(Reply::Shelf(Box::default())), 0);
    let effects = update(&mut model, Message::Reply(Reply::Known(Box::default())), 0);
    assert!(!effects.contains(&Effect::Quit), "Enter was not meant for the question");
    assert_eq!(model.overlay, Some(Overlay::Leave));
}

#[test]
fn a_setting_changes_and_is_remembered() {
    let mut model = ready();
    press(&mut model, Key::char('s'));
    let effects = press(&mut model, Key::plain(Code::Enter));
    assert!(model.profile.settings.second_taps);
    assert_eq!(effects, [Effect::Remember(Box::new(model.profile.clone()))]);
}

#[test]
fn a_notice_stands_until_it_is_lifted() {
    let mut model = ready();
    update(&mut model, Message::Reply(Reply::Notice(Some("the disk is full".to_owned()))), 0);
    press(&mut model, Key::plain(Code::Down));
    assert_eq!(model.notice.as_deref(), Some("the disk is full"));
    update(&mut model, Message::Reply(Reply::Notice(None)), 0);
    assert_eq!(model.notice, None);
}

#[test]
fn every_key_of_every_table_is_read_once() {
    use crate::tui::keymap;
    let model = ready();
    let mut seen: Vec<Key> = Vec::new();
    // Where a key is called by two names, only one of them is to be had at a time.
    for key in keymap::table(&model).iter().copied().flatten().filter(|b| (b.when)(&model)).flat_map(|b| b.keys) {
        assert!(!seen.contains(key), "{key:?} stands twice on one screen");
        seen.push(*key);
    }
}
