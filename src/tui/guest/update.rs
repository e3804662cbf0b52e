//! The only way in which a participant's program changes: a message in, the model changed, effects out.

use super::keymap::{self, Action};
use super::model::{Effect, Link, Message, Model, NotTaken, Over, Reply};
use super::view;
use crate::domain::room::ballot::Vote;
use crate::domain::room::note::LONGEST;
use crate::domain::session::Millis;
use crate::tui::key::{Input, Key};
use crate::tui::room::keys;
use crate::tui::typing;

/// Bytes of a text at the most: the room takes so many letters, and a few more may stand while they are being cut.
const LIMIT: usize = 2000;

/// Changes the model by one message.
pub fn update(model: &mut Model, message: Message, now: Millis) -> Vec<Effect> {
    model.now = now;
    match message {
        Message::Input(Input::Key(key)) => pressed(model, key),
        Message::Input(Input::Paste(text)) => {
            if let Some(Over::Asking(written) | Over::Naming(written)) = &mut model.over {
                typing::add(written, &text.replace('\n', " "), LIMIT);
            }
            Vec::new()
        }
        Message::Resized(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Reply(reply) => {
            heard(model, reply);
            tick(model)
        }
        Message::Quit => vec![Effect::Quit],
    }
}

fn heard(model: &mut Model, reply: Reply) {
    match reply {
        Reply::Seated(own) => {
            (model.own, model.link) = (Some(own), Link::On);
        }
        Reply::Board(board, ahead) => {
            // What overtook it on the way is newer.
            if model.board.as_ref().is_some_and(|known| known.seq > board.seq) {
                return;
            }
            if model.board.as_ref().is_none_or(|known| known.place != board.place) {
                (model.scroll, model.half, model.sent) = (0, None, None);
            }
            (model.board, model.ahead) = (Some(*board), ahead);
        }
        Reply::Taken(alias, votes) => {
            if let Some(own) = &mut model.own {
                if own.alias != alias {
                    model.word = Some(format!("You are {} now.", alias.as_ref().unwrap_or(&own.name)));
                }
                (own.alias, own.votes) = (alias, votes);
            }
            // Of two votes in a row the first may be answered while the second is on its way.
            let kept = |(ballot, vote): (crate::domain::room::ballot::BallotId, Vote)| {
                model.own.iter().flat_map(|own| &own.votes).any(|own| own.ballot == ballot && own.vote == vote)
            };
            if model.sent.is_some_and(kept) {
                model.sent = None;
            }
        }
        Reply::Refused(NotTaken::Vote(ballot, vote), words) => {
            // One that was changed since is on its way still.
            model.sent = model.sent.filter(|sent| *sent != (ballot, vote));
            model.word = Some(format!("Not taken: {words}."));
        }
        Reply::Refused(NotTaken::Question(text), words) => {
            model.back = text;
            model.word = Some(format!("Your question was not taken: {words}. w gives it back to you."));
        }
        Reply::Refused(NotTaken::Other, words) => model.word = Some(format!("Not taken: {words}.")),
        Reply::Away(why) => model.link = Link::Away(why),
        Reply::Over(why) => model.link = Link::Over(why),
        Reply::Tick => model.ticking = false,
    }
}

/// A timer that runs is drawn once a second.
fn tick(model: &mut Model) -> Vec<Effect> {
    let until = model.board.as_ref().and_then(|board| board.timer);
    if until.is_some_and(|until| until > model.now + model.ahead) && !model.ticking {
        model.ticking = true;
        return vec![Effect::Tick];
    }
    Vec::new()
}

fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.word = None;
    if let Some(Over::Asking(text) | Over::Naming(text)) = &mut model.over
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
        Action::Sure(confidence) => {
            if let (Some(ballot), Some(answer)) = (model.ballot(), model.half.take()) {
                let vote = Vote { answer, confidence };
                model.sent = Some((ballot, vote));
                return vec![Effect::Vote(ballot, vote)];
            }
        }
        Action::Open => model.opened.extend(model.board.as_ref().map(|board| board.place.stop)),
        Action::Ask => model.over = Some(Over::Asking(std::mem::take(&mut model.back))),
        Action::Name => model.over = Some(Over::Naming(String::new())),
        Action::Help => model.over = Some(Over::Help { scroll: 0 }),
        Action::Close => (model.over, model.half) = (None, None),
        Action::Enter => return said(model),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => scroll(model, action),
        Action::Quit => return vec![Effect::Quit],
        Action::Stop => return vec![Effect::Stop],
    }
    Vec::new()
}

fn said(model: &mut Model) -> Vec<Effect> {
    match model.over.take() {
        Some(Over::Asking(text)) if letters(&text) > LONGEST => {
            model.word = Some(format!("That is {} letters too long: {LONGEST} at the most.", letters(&text) - LONGEST));
            model.over = Some(Over::Asking(text));
            Vec::new()
        }
        Some(Over::Asking(text)) if !text.trim().is_empty() => {
            model.word = Some("It is on its way to the host.".to_owned());
            vec![Effect::Ask(text.trim().to_owned())]
        }
        Some(Over::Naming(text)) => vec![Effect::Rename(text.trim().to_owned())],
        _ => Vec::new(),
    }
}

fn letters(text: &str) -> usize {
    text.trim().chars().count()
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
