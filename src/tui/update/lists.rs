//! Home, topics, settings and the library: lists with a cursor.

use super::{coast, path, play, study};
use crate::domain::learner::profile::Comfort;
use crate::domain::policy::case::Value;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::Millis;
use crate::tui::effect::Effect;
use crate::tui::home::{self, Row};
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen, Tab};
use crate::tui::path::At;
use crate::tui::settings::{self, Setting};
use crate::tui::shelf::Slot;

/// Rows of a page.
const PAGE: usize = 10;

/// An action on a list.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match (model.screen(), action) {
        (Some(Screen::Home { cursor }), _) => on_home(model, *cursor, action, now),
        (Some(Screen::Topics { pack, cursor }), Action::Enter) => {
            let (pack, cursor) = (*pack, *cursor);
            let topic = model.shelf.as_ref().and_then(|s| s.pack(pack)?.topics().get(cursor).map(|(t, _)| (*t).to_owned()));
            play::start(model, pack, topic, now)
        }
        (Some(Screen::Settings { pack, cursor }), Action::Enter) => change_setting(model, *pack, *cursor),
        (Some(Screen::Library { .. }), _) => on_library(model, action, now),
        _ => {
            move_cursor(model, action);
            Vec::new()
        }
    }
}

fn on_home(model: &mut Model, cursor: usize, action: Action, now: Millis) -> Vec<Effect> {
    let rows = home::rows(model);
    let pack = home::pack_at(model, cursor).or_else(|| model.shelf.as_ref()?.first());
    match action {
        Action::Continue => return play::go_on(model, now),
        Action::Enter => match rows.get(cursor) {
            Some(Row::Continue) => return play::go_on(model, now),
            Some(Row::Pack(place)) => return open(model, *place, now),
            None => {}
        },
        Action::Path => return pack.map_or(Vec::new(), |pack| path::open(model, pack, At::Units, now)),
        Action::Topics => model.screens.extend(pack.map(|pack| Screen::Topics { pack, cursor: 0 })),
        Action::Settings => model.screens.extend(pack.or(Some(0)).map(|pack| Screen::Settings { pack, cursor: 0 })),
        Action::Library => model.screens.extend(pack.map(|pack| Screen::Library { pack, tab: Tab::Rules, cursor: 0 })),
        Action::Refresh => super::refresh::open(model, now),
        Action::Month => return pack.map_or(Vec::new(), |pack| play::start_month(model, pack, now)),
        Action::Coast => return pack.map_or(Vec::new(), |pack| coast::open(model, pack, None)),
        Action::Progress => return pack.map_or(Vec::new(), |pack| study::open(model, pack)),
        Action::Findings => model.screens.extend(pack.map(|pack| Screen::Findings { pack, scroll: 0 })),
        _ => move_cursor(model, action),
    }
    Vec::new()
}

/// Starts a pack; a broken one shows what is wrong with it.
fn open(model: &mut Model, place: usize, now: Millis) -> Vec<Effect> {
    match model.shelf.as_ref().and_then(|s| s.slots.get(place)) {
        Some(Slot::Ready(_)) => play::start(model, place, None, now),
        Some(Slot::Broken(_)) => {
            model.screens.push(Screen::Findings { pack: place, scroll: 0 });
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn on_library(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    let Some(Screen::Library { pack, tab, cursor }) = model.screens.last_mut() else { return Vec::new() };
    let packs = model.shelf.as_ref().map_or(0, |s| s.slots.len());
    match action {
        Action::Switch => {
            *tab = if *tab == Tab::Rules { Tab::Scenarios } else { Tab::Rules };
            *cursor = 0;
        }
        Action::Left | Action::Right => {
            let step = if action == Action::Left { packs.saturating_sub(1) } else { 1 };
            *pack = (*pack + step) % packs.max(1);
            *cursor = 0;
        }
        Action::Findings => {
            let pack = *pack;
            model.screens.push(Screen::Findings { pack, scroll: 0 });
        }
        Action::Coast => {
            let (pack, rule) = (*pack, rule_at(model));
            return coast::open(model, pack, rule);
        }
        Action::WhatIf => {
            let (pack, rule) = (*pack, rule_at(model));
            super::whatif::open_at_rule(model, pack, rule);
        }
        Action::Map => {
            let (pack, scenario) = (*pack, *cursor);
            super::map::open_scenario(model, pack, scenario, &[]);
        }
        Action::Enter => {
            let (pack, tab, cursor) = (*pack, *tab, *cursor);
            return open_from_library(model, pack, tab, cursor, now);
        }
        _ => move_cursor(model, action),
    }
    Vec::new()
}

/// The rule that the cursor of the library is on.
fn rule_at(model: &Model) -> Option<RuleId> {
    let Some(Screen::Library { pack, tab: Tab::Rules, cursor }) = model.screen() else { return None };
    model.shelf.as_ref()?.pack(*pack)?.voices().get(*cursor).copied().flatten()
}

fn open_from_library(model: &mut Model, place: usize, tab: Tab, cursor: usize, now: Millis) -> Vec<Effect> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Vec::new() };
    match tab {
        Tab::Rules => {
            let rule = pack.voices().get(cursor).copied();
            model.screens.extend(rule.map(|rule| Screen::Rule { pack: place, rule, scroll: 0 }));
            Vec::new()
        }
        Tab::Scenarios if model.play.as_ref().is_none_or(|p| p.session.is_finished()) => {
            let id = pack.scenarios.get(cursor).map(|s| s.id.clone());
            id.map_or(Vec::new(), |id| play::start_one(model, place, &id, None, now))
        }
        _ => {
            model.word = Some("A session is on the table: finish it first.".to_owned());
            Vec::new()
        }
    }
}

fn change_setting(model: &mut Model, place: usize, cursor: usize) -> Vec<Effect> {
    let Some(setting) = settings::rows(model, place).get(cursor).copied() else { return Vec::new() };
    match setting {
        Setting::Comfort => {
            let comfort = &mut model.profile.settings.comfort;
            *comfort = match comfort {
                Comfort::JudgementFirst => Comfort::RulesFirst,
                Comfort::RulesFirst => Comfort::JudgementFirst,
            };
        }
        Setting::SecondTaps => model.profile.settings.second_taps = !model.profile.settings.second_taps,
        Setting::Own(fact) => {
            let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Vec::new() };
            let names = pack.policy.fact(fact).names().len();
            let now = model.profile.own_facts(&pack.policy).into_iter().find(|(id, _)| *id == fact).map(|(_, v)| v);
            let next = match now {
                None => Some(Value::Choice(0)),
                Some(Value::Choice(i)) if i + 1 < names => Some(Value::Choice(i + 1)),
                Some(_) => None,
            };
            model.profile.set_own(&pack.policy, fact, next);
        }
    }
    vec![Effect::Remember(Box::new(model.profile.clone()))]
}

fn move_cursor(model: &mut Model, action: Action) {
    let rows = match model.screen() {
        Some(Screen::Home { .. }) => home::rows(model).len(),
        Some(Screen::Topics { pack, .. }) => model.shelf.as_ref().and_then(|s| s.pack(*pack)).map_or(0, |p| p.topics().len()),
        Some(Screen::Settings { pack, .. }) => settings::rows(model, *pack).len(),
        Some(Screen::Library { pack, tab, .. }) => {
            let pack = model.shelf.as_ref().and_then(|s| s.pack(*pack));
            pack.map_or(0, |p| if *tab == Tab::Rules { p.policy.rules.len() + 1 } else { p.scenarios.len() })
        }
        _ => return,
    };
    if let Some(
        Screen::Home { cursor }
        | Screen::Topics { cursor, .. }
        | Screen::Settings { cursor, .. }
        | Screen::Library { cursor, .. },
    ) = model.screens.last_mut()
    {
        *cursor = moved(*cursor, action, rows);
    }
}

/// Where a cursor goes in a list of so many rows.
pub fn moved(cursor: usize, action: Action, rows: usize) -> usize {
    let last = rows.saturating_sub(1);
    match action {
        Action::Up => cursor.saturating_sub(1),
        Action::Down => cursor + 1,
        Action::PageUp => cursor.saturating_sub(PAGE),
        Action::PageDown => cursor + PAGE,
        Action::Top => 0,
        Action::Bottom => last,
        _ => cursor,
    }
    .min(last)
}
