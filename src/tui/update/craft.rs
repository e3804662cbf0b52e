//! Looking up, saying, giving, and saying which it was.

use crate::domain::learner::measures::allowance::Spent;
use crate::domain::session::Millis;
use crate::domain::session::note::{About, Note, NoteKind};
use crate::domain::session::saying::Fit;
use crate::domain::text::Text;
use crate::tui::craft::{self, Said, Say, Tag};
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Overlay, Screen, Tab};

/// An action of the reveal that belongs here.
pub fn on_reveal(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match action {
        Action::SayIt => model.screens.push(Screen::Say(Box::default())),
        Action::Gestures => model.screens.push(Screen::Gestures { cursor: 0, told: None }),
        Action::Tag(tag) => return tagged(model, tag, now),
        _ => {}
    }
    Vec::new()
}

/// An action on the page of rules, the words or the menu.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match (model.screen(), action) {
        (Some(Screen::LookUp { .. }), _) => on_look_up(model, action),
        (Some(Screen::Say(_)), _) => return on_say(model, action, now),
        (Some(Screen::Gestures { cursor, .. }), Action::Enter) => {
            let cursor = *cursor;
            return give(model, cursor, now);
        }
        (Some(Screen::Gestures { .. }), _) => {
            let rows = craft::menu(model).len();
            if let Some(Screen::Gestures { cursor, told }) = model.screens.last_mut() {
                (*cursor, *told) = (super::lists::moved(*cursor, action, rows), None);
            }
        }
        (Some(Screen::Month { .. }), Action::Enter) => {
            model.screens.pop();
            model.screens.push(Screen::Summary { scroll: 0, formula: false });
        }
        _ => super::scroll::screen(model, action),
    }
    Vec::new()
}

/// The rules that could matter to the case on the table.
pub fn look_up(model: &mut Model) {
    model.screens.push(Screen::LookUp { cursor: 0 });
}

fn on_look_up(model: &mut Model, action: Action) {
    let rows = craft::page_of_rules(model);
    let Some(pack) = model.play.as_ref().map(|p| p.pack) else { return };
    let Some(Screen::LookUp { cursor }) = model.screens.last_mut() else { return };
    match action {
        Action::Enter => {
            let rule = rows.get(*cursor).copied();
            model.screens.extend(rule.map(|rule| Screen::Rule { pack, rule, scroll: 0 }));
        }
        Action::Switch => model.screens.push(Screen::Library { pack, tab: Tab::Rules, cursor: 0 }),
        _ => *cursor = super::lists::moved(*cursor, action, rows.len()),
    }
}

/// Whoever reads the rules of the pack before answering has looked them up, whichever way they came.
pub fn looked_up(model: &mut Model) -> Option<Effect> {
    let reading = match model.screen()? {
        Screen::LookUp { .. } => model.play.as_ref()?.pack,
        Screen::Library { pack, tab: Tab::Rules, .. } | Screen::Rule { pack, .. } => *pack,
        Screen::Coast(coast) => coast.pack,
        _ => return None,
    };
    let play = model.play.as_mut().filter(|p| p.pack == reading)?;
    if !play.session.look_up() {
        return None;
    }
    super::play::snapshot(model).map(|saved| Effect::Keep(Box::new(saved)))
}

fn on_say(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    let lines = craft::lines(model);
    let Some(Screen::Say(say)) = model.screens.last_mut() else { return Vec::new() };
    let chosen = match action {
        _ if say.said.is_some() => {
            if action == Action::Enter {
                model.screens.pop();
            } else {
                super::scroll::screen(model, action);
            }
            return Vec::new();
        }
        Action::Enter => say.cursor,
        Action::Pick(row) => row - 1,
        _ => {
            say.cursor = super::lists::moved(say.cursor, action, lines.len() + 1);
            return Vec::new();
        }
    };
    if chosen == lines.len() {
        model.overlay = Some(Overlay::Words { text: String::new() });
        return Vec::new();
    }
    let Some(line) = lines.into_iter().nth(chosen) else { return Vec::new() };
    said(model, Said { words: line.words, kind: Some(line.kind) }, now)
}

/// Keeps own words, if there are any.
pub fn keep_words(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some(Overlay::Words { text }) = model.overlay.take() else { return Vec::new() };
    let words = Text::clean(text.trim());
    if words.is_empty() { Vec::new() } else { said(model, Said { words, kind: None }, now) }
}

fn said(model: &mut Model, said: Said, now: Millis) -> Vec<Effect> {
    let note = note(model, NoteKind::Said, &said.words, now);
    if let Some(Screen::Say(say)) = model.screens.last_mut() {
        **say = Say { said: Some(said), ..Say::default() };
    }
    note.into_iter().collect()
}

/// Gives a gesture, or says why not. In a month it comes out of the allowance.
fn give(model: &mut Model, cursor: usize, now: Millis) -> Vec<Effect> {
    let Some((gesture, fit)) = craft::menu(model).get(cursor).map(|(g, fit)| ((*g).clone(), *fit)) else { return Vec::new() };
    let against = match fit {
        Fit::Fits => None,
        Fit::NotMeant => Some("It is meant for other cases than this one."),
        Fit::SpeaksAgainst => Some("Something in this case speaks against it: here it would be the wrong thing to give."),
        Fit::Unknown => Some("Whether it fits rests on what nobody knows here: ask first."),
    };
    if let Some(why) = against {
        return told(model, why.to_owned(), Vec::new());
    }
    let say = gesture.say.as_ref().map_or(String::new(), |say| format!(" “{say}”"));
    let kept = note(model, NoteKind::Gesture, &Text::clean(&gesture.id), now);
    let (Some(shelf), Some(play)) = (&model.shelf, &mut model.play) else { return Vec::new() };
    let Some(pack) = shelf.pack(play.pack) else { return Vec::new() };
    if play.session.book(&pack.policy).is_none() {
        return told(model, format!("It fits.{say}"), kept.into_iter().collect());
    }
    let sentence = match play.session.give(&pack.policy, &gesture.id) {
        Some(Spent::Act) => format!("Given.{say}"),
        Some(Spent::AskAllowance | Spent::AskCase) => {
            return told(
                model,
                "It fits, and the month has not so much left: it would be your lead's to give.".to_owned(),
                Vec::new(),
            );
        }
        Some(Spent::Invalid) | None => return told(model, "One gesture a case is enough.".to_owned(), Vec::new()),
    };
    let place = play.session.snapshot(&pack.view());
    told(model, sentence, kept.into_iter().chain([Effect::Keep(Box::new(place))]).collect())
}

fn told(model: &mut Model, sentence: String, effects: Vec<Effect>) -> Vec<Effect> {
    if let Some(Screen::Gestures { told, .. }) = model.screens.last_mut() {
        *told = Some(sentence);
    }
    effects
}

/// Which it was: kept once for a miss.
fn tagged(model: &mut Model, tag: Tag, now: Millis) -> Vec<Effect> {
    let Some(id) = craft::answered(model).map(|(_, _, o)| o.attempt.id).filter(|_| craft::may_tag(model)) else {
        return Vec::new();
    };
    let note = note(model, tag.kind(), &Text::clean(tag.words()), now);
    if let Some(play) = &mut model.play {
        play.craft.tags.push((id, tag));
    }
    model.word = Some("Kept with your answer, for you.".to_owned());
    note.into_iter().collect()
}

/// A note about the answer on the screen.
fn note(model: &Model, kind: NoteKind, words: &Text, now: Millis) -> Option<Effect> {
    let (pack, round, outcome) = craft::answered(model)?;
    let rule = round.explanation.ruling.rules.first().and_then(|id| pack.policy.rules.get(id.0));
    let about = About {
        pack: pack.name.clone(),
        policy: pack.stamp(),
        scenario: Some(outcome.attempt.scenario.clone()),
        rule: rule.map(|r| r.id.clone()),
        attempt: Some(outcome.attempt.id),
    };
    Some(Effect::Note(Box::new(Note::take(&model.wishes.trainee, kind, about, words, now))))
}
