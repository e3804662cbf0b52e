//! A rule in full: read, and left for the one that speaks before or after it.

use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen, Tab};

/// An action on a rule.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Left => turn(model, -1),
        Action::Right => turn(model, 1),
        Action::Coast => {
            if let Some(Screen::Rule { pack, rule, .. }) = model.screen() {
                let (pack, rule) = (*pack, *rule);
                return super::coast::open(model, pack, rule);
            }
        }
        Action::WhatIf => {
            if let Some(Screen::Rule { pack, rule, .. }) = model.screen() {
                let (pack, rule) = (*pack, *rule);
                super::whatif::open_at_rule(model, pack, rule);
            }
        }
        _ => super::scroll::screen(model, action),
    }
    Vec::new()
}

/// To the rule that speaks before or after; at the ends it stays.
fn turn(model: &mut Model, by: isize) {
    let Some(Screen::Rule { pack: place, rule, scroll }) = model.screens.last_mut() else { return };
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(*place)) else { return };
    let voices = pack.voices();
    let next = voices.iter().position(|v| v == rule).and_then(|at| voices.get(at.checked_add_signed(by)?));
    if let Some(next) = next {
        (*rule, *scroll) = (*next, 0);
    }
}

/// The rules of the pack on the table, after the reveal, with the cursor on the one that decides.
pub fn look_up(model: &mut Model) {
    let Some(play) = &model.play else { return };
    let decider = play.session.round().filter(|r| r.outcome.is_some()).map(|r| r.explanation.ruling.rules.first().copied());
    let voices = model.shelf.as_ref().and_then(|s| s.pack(play.pack)).map(crate::tui::shelf::Pack::voices).unwrap_or_default();
    let cursor = decider.and_then(|decider| voices.iter().position(|v| *v == decider)).unwrap_or(0);
    model.screens.push(Screen::Library { pack: play.pack, tab: Tab::Rules, cursor });
}
