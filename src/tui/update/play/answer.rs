//! One case: the question, the way to its answer, and the answer kept.

use uuid::Uuid;

use super::{changed, changed_in_place, next};
use crate::domain::policy::fact::FactId;
use crate::domain::session::Millis;
use crate::domain::session::answer::{Answer, Certainty};
use crate::domain::session::attempt::Mode;
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Recalled, Screen, Stage};
use crate::tui::refresh::Asked;
use crate::tui::update::{craft, line, lists, scroll, study};
use crate::tui::{facts, taps};

/// An action on the case.
pub(super) fn on_case(model: &mut Model, stage: Stage, action: Action, now: Millis) -> Vec<Effect> {
    match (stage, action) {
        (Stage::Warned, Action::Enter) => set(model, Stage::Decide),
        (Stage::Warned | Stage::Decide, Action::Skip) => return changed(model, |s, pack| s.skip(pack, now)),
        (Stage::Decide, Action::Answer(answer)) => set(model, Stage::Sure(answer)),
        (Stage::Decide, Action::AskFirst) => set(model, Stage::Ask { cursor: 0 }),
        (Stage::Decide | Stage::Sure(_), Action::Up | Action::Down | Action::PageUp | Action::PageDown) => {
            let most = crate::tui::view::overflow(model);
            let page = scroll::page(model);
            scroll::moved(&mut model.story_scroll, action, page, most);
        }
        (Stage::Decide, Action::Library) => craft::look_up(model),
        (Stage::Ask { cursor }, _) => return ask(model, cursor, action),
        (Stage::Sure(answer), Action::Sure(certainty)) => {
            let tap = model.profile.settings.second_taps && !taps::rows(model, answer).is_empty();
            if !tap {
                return answered(model, answer, certainty, None, now);
            }
            set(model, Stage::Tap { answer, certainty, cursor: 0 });
        }
        (Stage::Tap { answer, certainty, cursor }, _) => return tap(model, answer, certainty, cursor, action, now),
        _ => {}
    }
    Vec::new()
}

fn set(model: &mut Model, to: Stage) {
    if let Some(Screen::Case(stage)) = model.screens.last_mut() {
        *stage = to;
    }
}

fn ask(model: &mut Model, cursor: usize, action: Action) -> Vec<Effect> {
    let askable: Vec<FactId> = facts::askable(model);
    let row = match action {
        Action::Enter => cursor,
        Action::Pick(row) => row - 1,
        _ => {
            set(model, Stage::Ask { cursor: lists::moved(cursor, action, askable.len()) });
            return Vec::new();
        }
    };
    let Some(fact) = askable.get(row).copied() else { return Vec::new() };
    set(model, Stage::Decide);
    changed_in_place(model, |session, pack| session.ask(pack, fact).is_some())
}

fn tap(model: &mut Model, answer: Answer, certainty: Certainty, cursor: usize, action: Action, now: Millis) -> Vec<Effect> {
    let rows = taps::rows(model, answer).len();
    match action {
        Action::Enter => answered(model, answer, certainty, Some(cursor), now),
        Action::Pick(row) if row <= rows => answered(model, answer, certainty, Some(row - 1), now),
        Action::Skip => answered(model, answer, certainty, None, now),
        _ => {
            set(model, Stage::Tap { answer, certainty, cursor: lists::moved(cursor, action, rows) });
            Vec::new()
        }
    }
}

fn answered(model: &mut Model, answer: Answer, certainty: Certainty, row: Option<usize>, now: Millis) -> Vec<Effect> {
    let taps = taps::chosen(model, answer, row);
    let (Some(shelf), Some(play)) = (&model.shelf, &mut model.play) else { return Vec::new() };
    let Some(pack) = shelf.pack(play.pack) else { return Vec::new() };
    // What is remembered of the session is what the log gets: by both a day is the same day.
    play.session.by_clock(model.wishes.zone);
    let Some(outcome) = play.session.answer(&pack.view(), answer, certainty, taps, now) else { return Vec::new() };
    let attempt = outcome.attempt.clone();
    if let Recalled::All(answers) = &mut model.recalled {
        answers.push(attempt.clone());
    }
    model.refreshers.asked = Asked::No;
    if let Some(refresher) = model.refreshers.of.get_mut(&play.pack) {
        refresher.memory.learn(&attempt, &pack.policy);
    }
    let saved = play.session.snapshot(&pack.view());
    set(model, Stage::Saving);
    vec![Effect::Append(Box::new(attempt), Box::new(saved))]
}

/// A step back within the question; false where Esc leaves the screen.
pub fn step_back(model: &mut Model) -> bool {
    let Some(Screen::Case(stage)) = model.screens.last_mut() else { return false };
    match *stage {
        Stage::Ask { .. } | Stage::Sure(_) => *stage = Stage::Decide,
        Stage::Tap { answer, .. } => *stage = Stage::Sure(answer),
        Stage::Saving => {}
        Stage::Warned | Stage::Decide => return false,
    }
    true
}

/// The answer is in the log, or the log has said that it can't be: the reveal may be shown.
pub fn appended(model: &mut Model, id: Uuid, now: Millis) -> Vec<Effect> {
    let awaited = |m: &Model| m.playing().is_some_and(|(_, s)| s.attempts().last().is_some_and(|a| a.id == id));
    if matches!(model.screen(), Some(Screen::Case(Stage::Saving))) && awaited(model) {
        study::answered(model);
        let mode = model.playing().map(|(_, session)| session.mode());
        if mode == Some(Mode::Check) {
            // Nothing is revealed before the end.
            return next(model, now);
        }
        if mode == Some(Mode::Line) {
            return line::advance(model, now);
        }
        let twin = model.playing().is_some_and(|(pack, session)| session.has_twin(&pack.view()));
        model.screens.truncate(1);
        model.screens.push(Screen::Reveal { twin, scroll: 0 });
    }
    Vec::new()
}
