//! The refresher: looked up outside once home is shown, and opened with a set that can be changed before it is played.

use super::play;
use crate::domain::learner::refresh::Refresher;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Mode;
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen};
use crate::tui::refresh::{self, Asked, MOST_MINUTES, Refreshing, Wish};

/// Has what may come back looked up, where the screen tells of it and it isn't known.
pub fn ask(model: &mut Model) -> Option<Effect> {
    let wanted = match model.screen() {
        Some(Screen::Home { .. }) => None,
        Some(Screen::Refresh(at)) => Some(at.pack),
        _ => return None,
    };
    if !model.is_ready() || model.refreshers.asked != Asked::No {
        return None;
    }
    model.refreshers.asked = Asked::Reading;
    Some(Effect::Refresh(Box::new(model.profile.clone()), wanted))
}

/// Opens what the command line asked for.
pub fn as_wished(model: &mut Model, pack: usize, wish: Wish, now: Millis) {
    model.screens.push(Screen::Refresh(Box::new(Refreshing { pack, any_pack: true, wish, now, scroll: 0 })));
}

/// It is looked up, or can't be.
pub fn refreshed(model: &mut Model, told: Result<Vec<(usize, Refresher)>, String>) {
    // Answers were given meanwhile: it is asked for anew once somebody wants to know.
    if model.refreshers.asked != Asked::Reading {
        return;
    }
    match told {
        Ok(of) => {
            model.refreshers.of = of.into_iter().collect();
            model.refreshers.asked = Asked::Told;
        }
        Err(why) => model.refreshers.asked = Asked::Untold(why),
    }
    let first = model.refreshers.first();
    if let (Some(pack), Some(Screen::Refresh(at))) = (first, model.screens.last_mut())
        && std::mem::take(&mut at.any_pack)
    {
        at.pack = pack;
    }
}

/// Opens the refresher of the pack that home is at.
pub fn open(model: &mut Model, now: Millis) {
    let pack = refresh::at_home(model);
    let at = pack.map(|pack| Refreshing { pack, any_pack: false, wish: Wish::default(), now, scroll: 0 });
    model.screens.extend(at.map(|at| Screen::Refresh(Box::new(at))));
}

/// An action on the opening screen.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match action {
        Action::Enter => return start(model, false, now),
        Action::Next => return start(model, true, now),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Top | Action::Bottom => {
            super::scroll::screen(model, action);
            return Vec::new();
        }
        _ => {}
    }
    let Some(Screen::Refresh(at)) = model.screens.last_mut() else { return Vec::new() };
    match action {
        Action::Switch => at.wish.mix = at.wish.mix.next(),
        Action::More => at.wish.minutes = (at.wish.minutes + 1).min(MOST_MINUTES),
        Action::Less => at.wish.minutes = at.wish.minutes.saturating_sub(1).max(1),
        Action::Left | Action::Right => {
            at.pack = model.refreshers.beside(at.pack, action == Action::Right).unwrap_or(at.pack);
            at.scroll = 0;
        }
        _ => {}
    }
    Vec::new()
}

/// Plays the set on the screen, or lines that were never met.
fn start(model: &mut Model, fresh: bool, now: Millis) -> Vec<Effect> {
    let Some(Screen::Refresh(at)) = model.screen() else { return Vec::new() };
    let (pack, wish) = (at.pack, at.wish);
    let Some(refresher) = model.refreshers.of.get(&pack) else { return Vec::new() };
    let hand = if fresh { refresh::fresh(refresher, wish) } else { refresh::set(refresher, wish) };
    if hand.cards.is_empty() {
        model.word = Some("There is no case to play here.".to_owned());
        return Vec::new();
    }
    play::start_hand(model, pack, hand.cards, Mode::Refresh, now)
}
