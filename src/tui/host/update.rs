//! The only way in which the host's screen changes: a message in, the model changed, effects out. No I/O; time is an input.

mod keyboard;
mod notes;

use super::form::{About, Form, LIMIT};
use super::keymap::{self, Action};
use super::model::{Effect, Going, Message, Model, Over, Reply, Seen};
use super::view;
use crate::domain::room::place::Phase;
use crate::domain::room::request::{FromHost, Step};
use crate::domain::session::Millis;
use crate::tui::key::{Input, Key};
use crate::tui::room::keys;
use crate::tui::typing;

/// What a timer starts with, and what it is given more of.
const MINUTE: Millis = 60_000;

/// Changes the model by one message.
pub fn update(model: &mut Model, message: Message, now: Millis) -> Vec<Effect> {
    model.now = now;
    let effects = taken(model, message);
    notes::checked(model);
    effects
}

fn taken(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Input(Input::Key(key)) => pressed(model, key),
        Message::Input(Input::Paste(text)) => {
            if let Some(Over::Writing(form)) = &mut model.over
                && let Some(field) = form.text()
            {
                typing::add(field, &text.replace('\n', " "), LIMIT);
            }
            Vec::new()
        }
        Message::Resized(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Reply(Reply::Seen(seen)) => seen_again(model, seen),
        Message::Reply(Reply::Done(done)) => {
            model.going = false;
            if let Err(refusal) = done {
                model.word = Some(format!("Not done: {refusal}."));
            }
            Vec::new()
        }
        Message::Reply(Reply::Debriefed(Ok(written))) => {
            model.debrief = Some(written);
            model.over = Some(Over::Debrief { scroll: 0 });
            Vec::new()
        }
        Message::Reply(Reply::Debriefed(Err(why))) => {
            model.behind = true;
            model.word = Some(why);
            Vec::new()
        }
        Message::Reply(Reply::Tick) => {
            model.ticking = false;
            tick(model)
        }
        Message::Quit => vec![Effect::Quit],
    }
}

fn seen_again(model: &mut Model, seen: Seen) -> Vec<Effect> {
    // An answer to a request may have overtaken what everyone was told before it.
    if seen.host.screen.board.seq < model.host().screen.board.seq {
        (model.seen.connected, model.seen.trouble) = (seen.connected, seen.trouble);
        return Vec::new();
    }
    model.behind |= seen.host.notes != model.host().notes;
    let moved = seen.host.screen.board.place != model.host().screen.board.place;
    model.seen = seen;
    if moved {
        model.going = false;
        model.scroll = 0;
        // A vote or hands for what is closed can't be meant any more.
        let stale = match &model.over {
            Some(Over::Turn { .. }) => true,
            Some(Over::Writing(form)) => matches!(form.about, About::Hands(_)),
            _ => false,
        };
        if stale {
            model.over = None;
        }
    }
    keyboard::checked(model);
    tick(model)
}

/// A timer that runs is drawn once a second.
fn tick(model: &mut Model) -> Vec<Effect> {
    let runs = model.host().screen.board.timer.is_some_and(|until| until > model.now);
    if runs && !model.ticking {
        model.ticking = true;
        return vec![Effect::Tick];
    }
    Vec::new()
}

fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.word = None;
    if let Some(Over::Writing(form)) = &mut model.over
        && let Some(field) = form.text()
        && typing::typed(field, key, LIMIT)
    {
        return Vec::new();
    }
    match keys::action(&keymap::tables(model), model, key) {
        Some(action) => act(model, action),
        None => Vec::new(),
    }
}

fn ask(request: FromHost) -> Vec<Effect> {
    vec![Effect::Ask(Box::new(request))]
}

/// One step at a time: a key that bounces, or is pressed again before the screen has changed, would pass over what nobody has seen.
/// The room would not take it either, and would say nothing.
fn go(model: &mut Model, step: Step) -> Vec<Effect> {
    if std::mem::replace(&mut model.going, true) {
        model.word =
            Some("One step at a time: the last one is being saved. What was pressed meanwhile is not counted.".to_owned());
        return Vec::new();
    }
    ask(FromHost::Go { from: model.host().screen.board.place, step })
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Next => return go(model, Step::Next),
        Action::Back => return go(model, Step::Back),
        Action::Answer => return go(model, Step::To(Phase::Reveal)),
        Action::Open => {
            model.opened.insert(model.host().screen.board.place.stop);
        }
        Action::LeaveStop => return go(model, Step::Leave),
        Action::Own => model.own = !model.own,
        Action::Question => write(model, About::Question),
        Action::Gap => write(model, About::Gap),
        Action::Improvement => write(model, About::Improvement),
        Action::Thanks => write(model, About::Thanks),
        Action::Sit => write(model, About::Sit),
        Action::Hands => {
            if let Some(ballot) = model.open_ballot() {
                write(model, About::Hands(ballot));
            }
        }
        Action::Suspend => return suspend(model),
        Action::Keyboard => keyboard::begin(model),
        Action::Turn => turn(model),
        Action::PassOn => keyboard::passed(model),
        Action::Vote(answer) => keyboard::answered(model, answer),
        Action::Sure(certainty) => return keyboard::voted(model, certainty),
        Action::Debrief => return debrief(model),
        Action::Door => model.over = Some(Over::Door),
        Action::Agenda => model.over = Some(Over::Agenda),
        Action::Notes => model.over = Some(Over::Notes(Going::default())),
        Action::Take => notes::take(model),
        Action::Seats => model.over = Some(Over::Seats { cursor: 0 }),
        Action::Help => model.over = Some(Over::Help { scroll: 0 }),
        // A meeting that came to its end leaves with its list, and with all that is on it by then.
        Action::Leave if model.phase() == Phase::Close && (model.debrief.is_none() || model.behind) => return debrief(model),
        Action::Leave => model.over = Some(Over::Leave),
        Action::Remove => remove(model),
        Action::Lock => return ask(FromHost::Lock { locked: !model.host().screen.locked }),
        Action::Timer => {
            let from = model.host().screen.board.timer.filter(|until| *until > model.now).unwrap_or(model.now);
            return ask(FromHost::Time { until: Some(from + MINUTE) });
        }
        Action::StopTimer => return ask(FromHost::Time { until: None }),
        Action::NextField => step_field(model, true),
        Action::LastField => step_field(model, false),
        Action::Enter => return entered(model),
        Action::Close => close(model),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => scroll(model, action),
        Action::Quit => return vec![Effect::Quit],
        Action::Stop => return vec![Effect::Stop],
    }
    Vec::new()
}

fn debrief(model: &mut Model) -> Vec<Effect> {
    model.behind = false;
    vec![Effect::Debrief]
}

fn write(model: &mut Model, about: About) {
    model.over = Some(Over::Writing(Form::new(about)));
}

fn suspend(model: &mut Model) -> Vec<Effect> {
    let Some(item) = model.host().item else { return Vec::new() };
    if model.host().suspended.is_some() {
        model.word = Some("The case counts again.".to_owned());
        return ask(FromHost::Suspend { item, reason: None });
    }
    write(model, About::Suspend(item));
    Vec::new()
}

fn remove(model: &mut Model) {
    if let Some(Over::Seats { cursor }) = model.over
        && let Some(sitting) = model.host().seats.get(cursor)
    {
        model.over = Some(Over::Remove { seat: sitting.seat });
    }
}

fn turn(model: &mut Model) {
    if let Some(Over::Seats { cursor }) = model.over
        && let Some(sitting) = model.host().seats.get(cursor)
    {
        keyboard::begin_with(model, sitting.seat);
    }
}

fn step_field(model: &mut Model, on: bool) {
    if let Some(Over::Writing(form)) = &mut model.over {
        form.step(on);
    }
}

fn close(model: &mut Model) {
    model.over = match &model.over {
        Some(Over::Remove { .. }) => Some(Over::Seats { cursor: 0 }),
        Some(Over::Writing(form)) => notes::back(model, form.about),
        _ => None,
    };
}

fn entered(model: &mut Model) -> Vec<Effect> {
    match &mut model.over {
        Some(Over::Leave) => vec![Effect::Quit],
        Some(Over::Remove { seat }) => {
            let seat = *seat;
            model.over = Some(Over::Seats { cursor: 0 });
            ask(FromHost::Remove { seat })
        }
        Some(Over::Turn { .. }) => {
            keyboard::taken(model);
            Vec::new()
        }
        Some(Over::Writing(form)) if form.at + 1 < form.texts.len() => {
            form.step(true);
            Vec::new()
        }
        Some(Over::Writing(form)) => match form.request() {
            Ok(request) => {
                // More than one sits down at a time.
                let again = (form.about == About::Sit).then(|| Over::Writing(Form::new(About::Sit)));
                let about = form.about;
                model.over = again.or_else(|| notes::back(model, about));
                model.word = Some(said(&request).to_owned());
                ask(request)
            }
            Err(why) => {
                model.word = Some(why);
                Vec::new()
            }
        },
        _ => Vec::new(),
    }
}

fn said(request: &FromHost) -> &'static str {
    match request {
        FromHost::Sit { .. } => "A seat is taken. The next one, or Esc.",
        FromHost::Count { .. } => "Counted.",
        FromHost::Suspend { .. } => "The case does not count.",
        FromHost::Assign { owner, .. } if owner.is_empty() => "Nobody has it now.",
        FromHost::Assign { .. } => "It is theirs.",
        _ => "Noted.",
    }
}

fn scroll(model: &mut Model, action: Action) {
    if let Some(Over::Notes(going)) = model.over {
        model.over = Some(Over::Notes(notes::gone(model, going, action)));
        return;
    }
    let (page, most, people) =
        (usize::from(model.size.1).saturating_sub(8).max(1), view::overflow(model), model.host().seats.len());
    let (place, most) = match &mut model.over {
        Some(Over::Help { scroll } | Over::Debrief { scroll }) => (scroll, most),
        Some(Over::Seats { cursor }) => (cursor, people.saturating_sub(1)),
        None | Some(Over::Turn { .. }) => (&mut model.scroll, most),
        _ => return,
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
