//! The game's only way to change: a message in, the model changed, effects out. No I/O; time is an input.

mod coast;
mod craft;
mod line;
mod lists;
mod map;
mod note;
mod path;
mod play;
mod refresh;
mod rule;
mod scroll;
mod study;
#[cfg(test)]
mod tests;
mod whatif;

use std::mem;

use super::effect::Effect;
use super::home;
use super::key::{Input, Key};
use super::keymap::{self, Action};
use super::message::{Message, Reply};
use super::model::{Model, Overlay, Recalled, Screen};
use super::path::At;
use super::shelf::Shelf;
use super::whatif::On;
use super::wishes::First;
use crate::domain::session::Millis;

/// Changes the model by one message.
pub fn update(model: &mut Model, message: Message, now: Millis) -> Vec<Effect> {
    match message {
        Message::Input(input) if !model.is_ready() => early(model, input, now),
        Message::Input(Input::Key(key)) => pressed(model, key, now),
        Message::Input(Input::Paste(text)) => {
            note::paste(model, &text);
            Vec::new()
        }
        Message::Resized(columns, rows) => {
            model.size = (columns, rows);
            map::resized(model);
            Vec::new()
        }
        Message::Reply(reply) => replied(model, reply, now),
        Message::Quit => leave(model),
    }
}

/// Before the packs and the profile are there only leaving does anything; other keys wait their turn, and whatever follows them
/// theirs: a key that was meant for a case must not answer the question whether to leave.
fn early(model: &mut Model, input: Input, now: Millis) -> Vec<Effect> {
    if let Input::Key(key) = input {
        let at_once = match keymap::action(model, key) {
            Some(Action::Quit | Action::Suspend) => true,
            Some(Action::Leave | Action::Help) => model.early.is_empty(),
            _ => false,
        };
        if at_once || model.overlay.is_some() {
            return pressed(model, key, now);
        }
    }
    model.early.push(input);
    Vec::new()
}

fn pressed(model: &mut Model, key: Key, now: Millis) -> Vec<Effect> {
    model.word = None;
    if note::typed(model, key) {
        return Vec::new();
    }
    match keymap::action(model, key) {
        Some(action) => act(model, action, now),
        None => Vec::new(),
    }
}

fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match (action, &model.overlay) {
        (Action::Quit, _) => return leave(model),
        (Action::Suspend, _) => return vec![Effect::Suspend],
        (Action::Back, Some(_)) => model.overlay = None,
        (Action::Enter, Some(Overlay::Note { .. })) => return note::keep(model, now),
        (Action::Enter, Some(Overlay::Words { .. })) => return craft::keep_words(model, now),
        (_, Some(Overlay::Help { .. })) => scroll::overlay(model, action),
        (_, Some(_)) => {}
        (Action::Help, None) => model.overlay = Some(Overlay::Help { scroll: 0 }),
        (Action::Note, None) => model.overlay = Some(Overlay::Note { text: String::new() }),
        (Action::Leave, None) => model.overlay = Some(Overlay::Leave),
        (Action::Back, None) => {
            let mut effects = back(model, now);
            effects.extend(refresh::ask(model));
            return effects;
        }
        (_, None) => {
            let mut effects = on_screen(model, action, now);
            effects.extend(recall(model));
            effects.extend(coast::chart(model));
            effects.extend(refresh::ask(model));
            effects.extend(study::ask(model));
            effects.extend(craft::looked_up(model));
            return effects;
        }
    }
    Vec::new()
}

fn on_screen(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match model.screen() {
        Some(Screen::Home { .. } | Screen::Topics { .. } | Screen::Settings { .. } | Screen::Library { .. }) | None => {
            lists::act(model, action, now)
        }
        Some(Screen::Case(_) | Screen::Reveal { .. } | Screen::Map(_) | Screen::Summary { .. }) => play::act(model, action, now),
        Some(Screen::Coast(_)) => coast::act(model, action, now),
        Some(Screen::Path(_)) => path::act(model, action, now),
        Some(Screen::LookUp { .. } | Screen::Say(_) | Screen::Gestures { .. } | Screen::Month { .. }) => {
            craft::act(model, action, now)
        }
        Some(Screen::Rule { .. }) => rule::act(model, action),
        Some(Screen::Refresh(_)) => refresh::act(model, action, now),
        Some(Screen::Progress { .. }) => study::act(model, action, now),
        Some(Screen::Hunting { .. } | Screen::Found(_)) => line::act(model, action, now),
        Some(Screen::WhatIf(_)) => whatif::act(model, action),
        Some(Screen::Told(_)) => {
            whatif::on_told(model, action);
            Vec::new()
        }
        Some(Screen::Diff(_)) => {
            whatif::on_diff(model, action);
            Vec::new()
        }
        Some(Screen::Findings { .. } | Screen::Story { .. }) => {
            scroll::screen(model, action);
            Vec::new()
        }
    }
}

/// Esc: a step back. From a case or a reveal that is home, with the session still on the table.
fn back(model: &mut Model, now: Millis) -> Vec<Effect> {
    if play::step_back(model) || map::step_back(model) || path::step_back(model) {
        return Vec::new();
    }
    if model.screens.len() > 1 {
        model.screens.pop();
    }
    if matches!(model.screen(), Some(Screen::Home { .. })) {
        model.go_home();
    }
    // A level may have been set above it.
    path::settle(model, now);
    Vec::new()
}

/// Has the log read, the first time a screen tells of the answers in it.
fn recall(model: &mut Model) -> Option<Effect> {
    let tells = matches!(
        model.screen(),
        Some(Screen::Library { .. } | Screen::Rule { .. } | Screen::Coast(_) | Screen::Path(_) | Screen::Hunting { .. })
    );
    let asks = tells && matches!(model.recalled, Recalled::Unasked);
    asks.then(|| {
        model.recalled = Recalled::Reading;
        Effect::Recall
    })
}

fn leave(model: &mut Model) -> Vec<Effect> {
    let keep = play::snapshot(model).map(|s| Effect::Keep(Box::new(s)));
    keep.into_iter().chain([Effect::Quit]).collect()
}

fn replied(model: &mut Model, reply: Reply, now: Millis) -> Vec<Effect> {
    let mut effects = Vec::new();
    match reply {
        Reply::Shelf(shelf) => model.shelf = Some(*shelf),
        Reply::Known(known) => model.learn(*known),
        Reply::Recalled(Ok(attempts)) => {
            model.remember(attempts);
            coast::settle(model);
            path::settle(model, now);
            effects.extend(line::settle(model, now));
        }
        Reply::Recalled(Err(why)) => {
            model.recalled = Recalled::Unreadable(why);
            effects.extend(line::settle(model, now));
        }
        Reply::Charted(place, chart) => coast::charted(model, place, chart),
        Reply::Refreshed(told) => refresh::refreshed(model, told),
        Reply::Compared(number, comparison) => whatif::compared(model, number, comparison),
        Reply::Studied(place, studied) => study::studied(model, place, studied, now),
        Reply::Grounds(place, own, grounds) => effects.extend(line::grounded(model, place, own, grounds, now)),
        Reply::Notice(notice) => model.notice = notice,
        Reply::Appended(id) => effects.extend(play::appended(model, id, now)),
    }
    if model.is_ready() {
        effects.extend(begin(model, now));
    }
    effects.extend(refresh::ask(model));
    if model.is_ready() {
        for input in mem::take(&mut model.early) {
            effects.extend(update(model, Message::Input(input), now));
        }
    }
    effects.extend(study::ask(model));
    effects
}

/// Begins where the command line asked to, once.
fn begin(model: &mut Model, now: Millis) -> Vec<Effect> {
    let first = mem::take(&mut model.wishes.first);
    let Some(pack) = model.shelf.as_ref().and_then(Shelf::first) else {
        if !matches!(first, First::Home | First::Comparison(_)) {
            // None can be played: what is wrong with the first one says why.
            let broken = model.shelf.as_ref().filter(|shelf| !shelf.slots.is_empty());
            model.screens.extend(broken.map(|_| Screen::Findings { pack: 0, scroll: 0 }));
        }
        return Vec::new();
    };
    match first {
        First::Home | First::Comparison(_) => {}
        First::Session(topic) => return play::start(model, pack, topic, now),
        First::Month => return play::start_month(model, pack, now),
        First::Path => return path::open(model, pack, At::Units, now),
        First::Line => return line::start(model, pack, now),
        First::Refresher(wish) => refresh::as_wished(model, pack, wish, now),
        First::WhatIf => whatif::open(model, pack, &On::default()),
    }
    Vec::new()
}

impl Model {
    /// Whether packs and profile are there.
    pub fn is_ready(&self) -> bool {
        self.shelf.is_some() && self.known
    }

    /// Home, with the cursor on what one most likely wants.
    pub(super) fn go_home(&mut self) {
        let on_pack = self.play.as_ref().filter(|p| p.session.is_finished()).map(|p| p.pack);
        let rows = home::rows(self);
        let cursor = rows.iter().position(|r| on_pack.is_some_and(|p| *r == home::Row::Pack(p))).unwrap_or(0);
        self.screens = vec![Screen::Home { cursor }];
    }
}
