//! The only way in which answering alone changes: a message in, the model changed, effects out.

use super::keymap::{self, Action};
use super::model::{Effect, Message, Model, Over};
use super::port::Kept;
use super::view;
use crate::domain::room::ballot::Vote;
use crate::domain::session::answer::Certainty;
use crate::tui::key::{Input, Key};
use crate::tui::room::keys;
use crate::tui::typing;

/// Bytes of a text at the most: a question has 500 letters.
const LIMIT: usize = 2000;

/// Changes the model by one message.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Input(Input::Key(key)) => return pressed(model, key),
        Message::Input(Input::Paste(text)) => {
            if let Some(Over::Asking(written)) = &mut model.over {
                typing::add(written, &text.replace('\n', " "), LIMIT);
            }
        }
        Message::Resized(columns, rows) => model.size = (columns, rows),
        Message::Kept(kept) => told(model, kept),
        Message::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

fn told(model: &mut Model, kept: Result<Kept, String>) {
    model.trouble = match kept {
        Ok(Kept { file, why }) => {
            model.file = file;
            why.map(|why| format!("{why}. Your answers are safe in `{}`: that is the file to send.", model.file))
        }
        Err(why) => Some(format!("Your answers can't be kept: {why}. Mend that, and answer once more before you leave.")),
    };
}

fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.word = None;
    if let Some(Over::Asking(text)) = &mut model.over
        && typing::typed(text, key, LIMIT)
    {
        return Vec::new();
    }
    match keys::action(&keymap::tables(model), model, key) {
        Some(action) => act(model, action),
        None => Vec::new(),
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Answer(answer) => model.half = Some(answer),
        Action::Sure(certainty) => return sure(model, certainty),
        Action::Open => {
            model.opened.insert(model.at);
        }
        Action::Next if model.case().is_none() => {
            let open = model.open().next().unwrap_or(model.at);
            go(model, open);
        }
        Action::Next => go(model, model.at + 1),
        Action::Back => go(model, model.at.saturating_sub(1).max(1)),
        Action::Ask => model.over = Some(Over::Asking(String::new())),
        Action::Help => model.over = Some(Over::Help { scroll: 0 }),
        Action::Close => (model.over, model.half) = (None, None),
        Action::Enter => return asked(model),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => scroll(model, action),
        Action::Quit => return vec![Effect::Quit],
        Action::Stop => return vec![Effect::Stop],
    }
    Vec::new()
}

fn go(model: &mut Model, at: usize) {
    (model.at, model.scroll, model.half) = (at, 0, None);
}

fn sure(model: &mut Model, confidence: Certainty) -> Vec<Effect> {
    let Some(answer) = model.half.take() else { return Vec::new() };
    model.answers.vote(model.at, Vote { answer, confidence });
    // Kept again where it is the same: what could not be kept before may be now.
    vec![Effect::Keep]
}

fn asked(model: &mut Model) -> Vec<Effect> {
    let Some(Over::Asking(text)) = model.over.take() else { return Vec::new() };
    if text.trim().is_empty() {
        return Vec::new();
    }
    match model.answers.ask(model.at, &text) {
        Ok(()) => {
            model.word = Some("Written down. It goes with your answers, without your name.".to_owned());
            vec![Effect::Keep]
        }
        Err(refusal) => {
            model.word = Some(format!("Not written down: {refusal}."));
            // What was written is not lost.
            model.over = Some(Over::Asking(text));
            Vec::new()
        }
    }
}

fn scroll(model: &mut Model, action: Action) {
    let (page, most) = (usize::from(model.size.1).saturating_sub(8).max(1), view::overflow(model));
    let place = match &mut model.over {
        Some(Over::Help { scroll }) => scroll,
        _ => &mut model.scroll,
    };
    let at = (*place).min(most);
    *place = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => at + 1,
        Action::PageUp => at.saturating_sub(page),
        _ => at + page,
    }
    .min(most);
}
