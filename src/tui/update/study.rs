//! The trainee's own figures: asked for outside, and read as a page.

use super::scroll;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Layer, Model, Screen};
use crate::tui::study::{Asked, Studied};

/// Opens the trainee's progress at a pack. What was known before is shown until the figures of now have come.
pub fn open(model: &mut Model, place: usize) -> Vec<Effect> {
    if model.shelf.as_ref().and_then(|s| s.pack(place)).is_none() {
        return Vec::new();
    }
    let study = model.studies.entry(place).or_default();
    study.asked = Asked::Nothing;
    study.deeper = None;
    model.screens.push(Screen::Progress { pack: place, scroll: 0 });
    ask(model).into_iter().collect()
}

/// Has the trainee's answers read, the first time a screen tells of them.
pub fn ask(model: &mut Model) -> Option<Effect> {
    let (place, wanted) = match model.screen() {
        Some(Screen::Progress { pack, .. }) => (*pack, Asked::All),
        Some(Screen::Rule { pack, .. }) => (*pack, Asked::Figures),
        Some(Screen::Case(_) | Screen::Reveal { .. }) => (model.play.as_ref()?.pack, Asked::Figures),
        _ => return None,
    };
    let study = model.studies.entry(place).or_default();
    (study.asked < wanted).then(|| {
        study.asked = wanted;
        Effect::Study(place, wanted == Asked::All)
    })
}

/// Something of a study has come.
pub fn studied(model: &mut Model, place: usize, studied: Studied, now: Millis) {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return };
    let sitting: &[Attempt] = model.play.as_ref().filter(|p| p.pack == place).map_or(&[], |p| p.session.attempts());
    model.studies.entry(place).or_default().take(studied, pack, sitting, now);
}

/// Takes in the answer that was just given on the table.
pub fn answered(model: &mut Model) {
    let Some(play) = &model.play else { return };
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(play.pack)) else { return };
    let known = model.studies.get_mut(&play.pack).filter(|study| study.figures.is_some());
    if let (Some(study), Some(attempt)) = (known, play.session.attempts().last()) {
        study.answered(attempt, pack);
    }
}

/// An action on the page.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    let Some(Screen::Progress { pack, .. }) = model.screen() else { return Vec::new() };
    let place = *pack;
    match action {
        Action::Coast => {
            let effects = super::coast::open(model, place, None);
            if let Some(Screen::Coast(coast)) = model.screens.last_mut() {
                coast.layer = Layer::Own;
            }
            effects
        }
        Action::FindLine => super::line::start(model, place, now),
        Action::Left | Action::Right => turn(model, place, action == Action::Right),
        _ => {
            scroll::screen(model, action);
            Vec::new()
        }
    }
}

/// To the pack before or after.
fn turn(model: &mut Model, place: usize, on: bool) -> Vec<Effect> {
    let Some(shelf) = &model.shelf else { return Vec::new() };
    let ready: Vec<usize> = (0..shelf.slots.len()).filter(|at| shelf.pack(*at).is_some()).collect();
    let at = ready.iter().position(|at| *at == place).unwrap_or_default();
    let step = if on { 1 } else { ready.len().saturating_sub(1) };
    let next = ready.get((at + step) % ready.len().max(1)).copied().unwrap_or(place);
    if next == place {
        return Vec::new();
    }
    model.screens.pop();
    open(model, next)
}
