//! The path: opened, read unit by unit, played sitting by sitting, and worked out anew from the log after each.

use super::play;
use crate::domain::learner::path::hand::Dealer;
use crate::domain::learner::path::ladder;
use crate::domain::learner::path::progress::Step;
use crate::domain::policy::case::Value;
use crate::domain::session::attempt::Mode;
use crate::domain::session::hand::Chosen;
use crate::domain::session::{Millis, Plan};
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Recalled, Screen};
use crate::tui::path::{At, OnPath, Way, left};
use crate::tui::words;

/// Opens the path of a pack.
pub fn open(model: &mut Model, place: usize, at: At, now: Millis) -> Vec<Effect> {
    if model.shelf.as_ref().and_then(|s| s.pack(place)).is_none() {
        return Vec::new();
    }
    model.screens.push(Screen::Path(Box::new(OnPath { pack: place, at, ..OnPath::default() })));
    let asked = super::recall(model);
    settle(model, now);
    asked.into_iter().collect()
}

/// Works out the path on the screen, as soon as the log is read.
pub fn settle(model: &mut Model, now: Millis) {
    let Some(Screen::Path(on)) = model.screens.last() else { return };
    let (place, Recalled::All(attempts)) = (on.pack, &model.recalled) else { return };
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return };
    let way = Way::of(pack, model, attempts, now);
    let next = if let Step::Unit(unit) = way.progress.step { unit } else { 0 };
    if let Some(Screen::Path(on)) = model.screens.last_mut() {
        if on.way.is_none() {
            on.cursor = next;
        }
        on.way = Some(Box::new(way));
    }
}

/// From a unit's opening, or from before or after the check, back to all units; false where the path itself is left.
pub fn step_back(model: &mut Model) -> bool {
    let Some(Screen::Path(on)) = model.screens.last_mut() else { return false };
    let within = on.at != At::Units;
    (on.at, on.scroll) = (At::Units, 0);
    within
}

/// An action on the path.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    let Some(Screen::Path(on)) = model.screens.last_mut() else { return Vec::new() };
    let Some(way) = &on.way else { return Vec::new() };
    match (on.at, action) {
        (At::Units, Action::Enter) => return go_on(model, now),
        (At::Opening(unit), Action::Enter) => return play_step(model, Step::Unit(unit), now),
        (At::BeforeCheck, Action::Enter) => return play_step(model, Step::Check, now),
        (At::AfterCheck, Action::Enter) => (on.at, on.scroll) = (At::Units, 0),
        (At::Units, Action::Rule) => {
            let rule = way.path.units.get(on.cursor).map(|unit| unit.rule);
            let pack = on.pack;
            model.screens.extend(rule.map(|rule| Screen::Rule { pack, rule: Some(rule), scroll: 0 }));
        }
        (At::Units | At::AfterCheck, Action::Raise) => return raise(model, now),
        (At::Units, Action::Settings) => {
            let pack = on.pack;
            model.screens.push(Screen::Settings { pack, cursor: 0 });
        }
        (At::Units, _) => on.cursor = super::lists::moved(on.cursor, action, way.path.units.len()),
        _ => super::scroll::screen(model, action),
    }
    Vec::new()
}

/// What comes next: a unit is read before it is played, and so is what the check is.
fn go_on(model: &mut Model, now: Millis) -> Vec<Effect> {
    if here(model).is_some_and(|pack| left(model, pack).is_some()) {
        return play::go_on(model, now);
    }
    let remembered = first_level(model, now);
    let Some(Screen::Path(on)) = model.screens.last_mut() else { return remembered };
    let Some(step) = on.way.as_ref().map(|way| way.progress.step) else { return remembered };
    let effects = match step {
        Step::Unit(unit) => {
            (on.at, on.scroll) = (At::Opening(unit), 0);
            Vec::new()
        }
        Step::Check => {
            (on.at, on.scroll) = (At::BeforeCheck, 0);
            Vec::new()
        }
        Step::Round | Step::Rest | Step::Done => play_step(model, Step::Round, now),
    };
    remembered.into_iter().chain(effects).collect()
}

/// Somebody without a level begins at the first, where the policy has levels; it is said, and can be changed.
fn first_level(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some((policy, fact)) = here(model).and_then(|pack| Some((pack.policy.clone(), ladder::ladder(&pack.policy)?))) else {
        return Vec::new();
    };
    if ladder::level(&policy, &model.profile.own_facts(&policy)).is_some() {
        return Vec::new();
    }
    set_level(model, now, Value::Choice(0), |name| format!("You begin at “{name}”. s on the path changes it."), (&policy, fact))
}

/// Takes on the level that was earned.
fn raise(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some(raise) = crate::tui::path::shown(model).and_then(|(_, _, way)| way.raise) else { return Vec::new() };
    let Some(policy) = here(model).map(|pack| pack.policy.clone()) else { return Vec::new() };
    if let Some(Screen::Path(on)) = model.screens.last_mut() {
        (on.at, on.scroll) = (At::Units, 0);
    }
    let said = |name: String| format!("Your level is “{name}” now: cases are judged by it, and the check is asked again.");
    set_level(model, now, Value::Choice(raise.to), said, (&policy, raise.fact))
}

fn set_level(
    model: &mut Model,
    now: Millis,
    value: Value,
    said: impl FnOnce(String) -> String,
    (policy, fact): (&crate::domain::policy::Policy, crate::domain::policy::fact::FactId),
) -> Vec<Effect> {
    model.profile.set_own(policy, fact, Some(value));
    model.word = Some(said(words::value(policy, policy.fact(fact), value)));
    settle(model, now);
    vec![Effect::Remember(Box::new(model.profile.clone()))]
}

fn here(model: &Model) -> Option<&crate::tui::shelf::Pack> {
    let Some(Screen::Path(on)) = model.screen() else { return None };
    model.shelf.as_ref()?.pack(on.pack)
}

/// Deals the cards of a step and plays them.
fn play_step(model: &mut Model, step: Step, now: Millis) -> Vec<Effect> {
    let Some((pack, on, way)) = crate::tui::path::shown(model) else { return Vec::new() };
    let (place, view) = (on.pack, pack.view());
    let seed = model.wishes.seed.unwrap_or_else(|| model.wishes.entropy.wrapping_add(now.unsigned_abs()));
    let dealer = Dealer::new(&view, &way.path, &way.progress);
    let dealt: Option<Vec<Chosen>> = match step {
        Step::Unit(unit) => Some(dealer.unit(unit)),
        Step::Check => dealer.check(seed),
        Step::Round | Step::Rest | Step::Done => Some(dealer.round()),
    };
    let own = way.path.own.clone();
    // Under a clock that stands still, too, this sitting is another than the last.
    let answered = u64::try_from(way.progress.answers).unwrap_or(u64::MAX);
    let Some(hand) = dealt.filter(|hand| !hand.is_empty()) else {
        model.word = Some("Too few cases are left that you have never seen: the pack needs more scenarios.".to_owned());
        return Vec::new();
    };
    let is_check = step == Step::Check;
    play::begin(model, place, now, |model, _| Plan {
        trainee: model.wishes.trainee.clone(),
        mode: if is_check { Mode::Check } else { Mode::Onboarding },
        seed,
        entropy: model.wishes.entropy.wrapping_add(answered),
        hand,
        own,
        // Nothing of a check is revealed before its end, so nothing comes back in it either.
        brings_back: !is_check,
        ..Plan::default()
    })
}
