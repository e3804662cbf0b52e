//! When a key does something.

use crate::domain::learner::refresh::Refresher;
use crate::domain::session::attempt::Mode;
use crate::tui::home::{self, Row};
use crate::tui::model::{Model, Screen, Tab};
use crate::tui::path;
use crate::tui::refresh;
use crate::tui::shelf::Slot;

pub(super) fn on_continue(model: &Model) -> bool {
    let Some(Screen::Home { cursor }) = model.screen() else { return false };
    home::rows(model).get(*cursor) == Some(&Row::Continue)
}

/// Whether the pack at hand can't be played.
pub(super) fn on_broken(model: &Model) -> bool {
    let Some(Screen::Home { cursor }) = model.screen() else { return false };
    let slot = home::pack_at(model, *cursor).and_then(|place| model.shelf.as_ref()?.slots.get(place));
    matches!(slot, Some(Slot::Broken(_)))
}

pub(super) fn not_on_broken(model: &Model) -> bool {
    !on_broken(model)
}

/// Whether a pack stands at the cursor, to be begun.
pub(super) fn on_pack(model: &Model) -> bool {
    !on_continue(model) && !on_broken(model)
}

pub(super) fn on_rules(model: &Model) -> bool {
    matches!(model.screen(), Some(Screen::Library { tab: Tab::Rules, .. }))
}

pub(super) fn on_scenarios(model: &Model) -> bool {
    matches!(model.screen(), Some(Screen::Library { tab: Tab::Scenarios, .. }))
}

/// Whether no check is being played: what it asks isn't looked up.
pub(super) fn not_checked(model: &Model) -> bool {
    model.play.as_ref().is_none_or(|p| p.session.mode() != Mode::Check || p.session.is_finished())
}

/// Whether the session that was played is a sitting of somebody's path.
pub(super) fn onboarded(model: &Model) -> bool {
    model.play.as_ref().is_some_and(|p| p.session.mode() == Mode::Onboarding)
}

pub(super) fn not_onboarded(model: &Model) -> bool {
    !onboarded(model)
}

pub(super) fn can_raise(model: &Model) -> bool {
    path::shown(model).is_some_and(|(_, _, way)| way.raise.is_some())
}

/// Whether a case on the table waits for its answer: nothing may give it away.
pub(super) fn asks(model: &Model) -> bool {
    model.play.as_ref().is_some_and(|p| p.session.round().is_some_and(|r| r.outcome.is_none()))
}

pub(super) fn has_unfinished(model: &Model) -> bool {
    model.play.as_ref().is_some_and(|p| !p.session.is_finished()) || model.unfinished.is_some()
}

pub(super) fn can_ask(model: &Model) -> bool {
    model.playing().is_some_and(|(pack, session)| session.round().is_some_and(|r| !r.askable(&pack.view()).is_empty()))
}

pub(super) fn has_twin(model: &Model) -> bool {
    matches!(model.screen(), Some(Screen::Reveal { twin: true, .. }))
}

pub(super) fn has_rule(model: &Model) -> bool {
    let rules = |m: &Model| m.playing().and_then(|(_, s)| s.round().map(|r| !r.explanation.ruling.rules.is_empty()));
    rules(model).unwrap_or(false)
}

pub(super) fn in_twins(model: &Model) -> bool {
    model.playing().is_some_and(|(_, session)| session.closing().is_some())
}

pub(super) fn has_missed(model: &Model) -> bool {
    model.play.as_ref().is_some_and(|p| p.session.can_replay())
}

pub(super) fn can_refresh(model: &Model) -> bool {
    refresh::at_home(model).is_some()
}

/// The refresher on the screen.
fn refresher(model: &Model) -> Option<&Refresher> {
    let Some(Screen::Refresh(at)) = model.screen() else { return None };
    model.refreshers.of.get(&at.pack)
}

pub(super) fn has_due(model: &Model) -> bool {
    refresher(model).is_some_and(|r| !r.due.is_empty())
}

pub(super) fn has_new(model: &Model) -> bool {
    refresher(model).is_some_and(|r| !r.unmet.is_empty())
}

pub(super) fn has_set(model: &Model) -> bool {
    has_due(model) || has_new(model)
}

pub(super) fn more_packs(model: &Model) -> bool {
    model.refreshers.of.len() > 1
}

pub(super) fn on_findings(model: &Model) -> bool {
    let place = match model.screen() {
        Some(Screen::Home { cursor }) => home::pack_at(model, *cursor),
        Some(Screen::Library { pack, .. }) => Some(*pack),
        _ => None,
    };
    let slot = place.and_then(|p| model.shelf.as_ref()?.slots.get(p));
    slot.is_some_and(|s| !s.findings().diagnostics.is_empty())
}

pub(super) fn has_warning(model: &Model) -> bool {
    model.playing().is_some_and(|(pack, s)| {
        s.round()
            .filter(|r| r.twin.is_none())
            .and_then(|r| pack.scenarios.get(r.scenario))
            .is_some_and(|scenario| scenario.warning.is_some())
    })
}

pub(super) fn drafted(model: &Model) -> bool {
    matches!(model.screen(), Some(Screen::WhatIf(what)) if what.moved() > 0)
}

pub(super) fn flips(model: &Model) -> bool {
    matches!(model.screen(), Some(Screen::WhatIf(what)) if what.figures.as_ref().is_ok_and(|f| !f.flips.is_empty()))
}

pub(super) fn can_note(model: &Model) -> bool {
    model.shelf.as_ref().is_some_and(|s| !s.slots.is_empty())
}

pub(super) fn has_gestures(model: &Model) -> bool {
    model.playing().is_some_and(|(pack, _)| !pack.policy.gestures.is_empty())
}

pub(super) fn has_allowance(model: &Model) -> bool {
    let Some(Screen::Home { cursor }) = model.screen() else { return false };
    let pack = home::pack_at(model, *cursor).and_then(|place| model.shelf.as_ref()?.pack(place));
    pack.is_some_and(|pack| pack.policy.allowance.is_some())
}
