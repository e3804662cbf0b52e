//! A session from its first case to its summary.

mod answer;
mod begin;

pub use self::answer::{appended, step_back};
pub use self::begin::{begin, replay, start, start_hand, start_month, start_one};
use super::{craft, line, map, path};
use crate::domain::session::attempt::Mode;
use crate::domain::session::pack::PackView;
use crate::domain::session::snapshot::{Changes, Snapshot};
use crate::domain::session::{Millis, Session};
use crate::domain::wording::counted;
use crate::tui::craft::Craft;
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Play, Screen, Stage};
use crate::tui::path::{At, OnPath};

/// An action on a case, a reveal, a map or a summary.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match (model.screen(), action) {
        (Some(Screen::Case(_) | Screen::Reveal { .. }), Action::SkipTwins) => changed(model, |session, _| session.skip_twins()),
        (Some(Screen::Case(stage)), _) => answer::on_case(model, *stage, action, now),
        (Some(Screen::Reveal { .. }), Action::Enter) => next(model, now),
        (Some(Screen::Reveal { .. }), Action::Twin) => changed(model, |s, pack| s.twin(pack, now)),
        (Some(Screen::Reveal { .. }), Action::Map) => {
            map::open(model);
            Vec::new()
        }
        (Some(Screen::Reveal { .. }), Action::Library) => {
            super::rule::look_up(model);
            Vec::new()
        }
        (Some(Screen::Reveal { .. }), Action::SayIt | Action::Gestures | Action::Tag(_)) => craft::on_reveal(model, action, now),
        (Some(Screen::Reveal { .. }), Action::CaseAgain) => {
            model.screens.push(Screen::Story { scroll: 0 });
            Vec::new()
        }
        (Some(Screen::Reveal { .. } | Screen::Map(_)), Action::Rule) => {
            open_rule(model);
            Vec::new()
        }
        (Some(Screen::Map(_)), Action::WhatIf) => {
            super::whatif::open_at_map(model);
            Vec::new()
        }
        (Some(Screen::Map(_)), _) => {
            map::act(model, action);
            Vec::new()
        }
        (Some(Screen::Summary { .. }), Action::Enter) => {
            let onboarded = model.play.as_ref().filter(|p| p.session.mode() == Mode::Onboarding).map(|p| p.pack);
            model.go_home();
            onboarded.map_or(Vec::new(), |pack| path::open(model, pack, At::Units, now))
        }
        (Some(Screen::Summary { .. }), Action::Replay) => replay(model, now),
        (Some(Screen::Summary { scroll, formula }), Action::Formula) => {
            let (scroll, formula) = (if *formula { *scroll } else { 0 }, !*formula);
            model.screens.pop();
            model.screens.push(Screen::Summary { scroll, formula });
            Vec::new()
        }
        _ => {
            super::scroll::screen(model, action);
            Vec::new()
        }
    }
}

/// Goes on where one stopped: with the session on the table, or with the one that was put away.
pub fn go_on(model: &mut Model, now: Millis) -> Vec<Effect> {
    if model.play.as_ref().is_some_and(|p| !p.session.is_finished()) {
        return line::go_on(model, now).unwrap_or_else(|| show(model));
    }
    let Some((saved, attempts)) = model.unfinished.take() else { return Vec::new() };
    let Some(shelf) = &model.shelf else { return Vec::new() };
    let Some((place, ready)) = shelf.find(&saved.pack).and_then(|i| Some((i, shelf.pack(i)?))) else {
        let is_broken = shelf.slots.iter().any(|slot| slot.name() == saved.pack);
        let why = if is_broken { "can't be played as it is: Enter on it shows what is wrong" } else { "is not here any more" };
        model.word = Some(format!("The pack {} {why}. Its answers are kept.", saved.pack));
        return Vec::new();
    };
    let own = model.profile.own_facts(&ready.policy);
    let (session, changes) = Session::resume(&ready.view(), saved, attempts, &own, now);
    let word = changed_meanwhile(&changes);
    model.play = Some(Play { pack: place, session, changes, craft: Craft::default() });
    let effects = line::go_on(model, now).unwrap_or_else(|| show(model));
    model.word = word;
    effects
}

/// What a changed pack did to the session, in a sentence; the summary names the cases.
fn changed_meanwhile(changes: &Changes) -> Option<String> {
    let out = changes.vanished.len() + changes.changed.len();
    let parts = [
        (out > 0).then(|| counted(out, "case is left out", "cases are left out")),
        (!changes.turned.is_empty())
            .then(|| counted(changes.turned.len(), "is decided otherwise now", "are decided otherwise now")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("The pack has changed: {}.", parts.join(", ")))
}

/// Shows what the session is at: its case, its reveal, or its summary.
fn show(model: &mut Model) -> Vec<Effect> {
    let Some((pack, session)) = model.playing() else { return Vec::new() };
    let screen = match session.round() {
        None if session.mode() == Mode::Check => {
            let at = At::AfterCheck;
            Screen::Path(Box::new(OnPath { pack: model.play.as_ref().map_or(0, |p| p.pack), at, ..OnPath::default() }))
        }
        None if session.mode() == Mode::Month => Screen::Month { scroll: 0 },
        None => line::found(model).unwrap_or(Screen::Summary { scroll: 0, formula: false }),
        Some(round) if round.outcome.is_some() => Screen::Reveal { twin: session.has_twin(&pack.view()), scroll: 0 },
        Some(round) if round.twin.is_none() && pack.scenarios[round.scenario].warning.is_some() => Screen::Case(Stage::Warned),
        Some(_) => Screen::Case(Stage::Decide),
    };
    let effect = match session.round() {
        None => Effect::Close(session.id()),
        Some(_) => Effect::Keep(Box::new(session.snapshot(&pack.view()))),
    };
    model.screens.truncate(1);
    model.screens.push(screen);
    model.story_scroll = 0;
    // A check that has ended is judged by all that is known by then.
    let ended = model.play.as_ref().and_then(|p| Some(p.session.attempts().last()?.time));
    ended.into_iter().for_each(|now| path::settle(model, now));
    let asked = super::recall(model);
    std::iter::once(effect).chain(asked).collect()
}

/// The place in the session on the table, if it isn't played to its end.
pub fn snapshot(model: &Model) -> Option<Snapshot> {
    let (pack, session) = model.playing()?;
    (!session.is_finished()).then(|| session.snapshot(&pack.view()))
}

fn next(model: &mut Model, now: Millis) -> Vec<Effect> {
    let twins = |model: &Model| model.playing().and_then(|(_, s)| s.closing().map(|c| c.len()));
    let before = twins(model);
    let effects = changed(model, |session, pack| {
        session.next(pack, now);
        true
    });
    if let (None, Some(twins)) = (before, twins(model)) {
        let told = if twins == 1 { "the same case" } else { "the same cases" };
        let twins = counted(twins, "twin", "twins");
        model.word = Some(format!("Now {twins}: {told}, one fact moved over a line."));
    }
    effects
}

/// Changes the session; if something changed, shows where it is now.
pub(super) fn changed(model: &mut Model, change: impl FnOnce(&mut Session, &PackView<'_>) -> bool) -> Vec<Effect> {
    if changed_in_place(model, change).is_empty() { Vec::new() } else { show(model) }
}

/// Changes the session, and keeps its place if something changed.
fn changed_in_place(model: &mut Model, change: impl FnOnce(&mut Session, &PackView<'_>) -> bool) -> Vec<Effect> {
    let (Some(shelf), Some(play)) = (&model.shelf, &mut model.play) else { return Vec::new() };
    let Some(pack) = shelf.pack(play.pack) else { return Vec::new() };
    if !change(&mut play.session, &pack.view()) {
        return Vec::new();
    }
    vec![Effect::Keep(Box::new(play.session.snapshot(&pack.view())))]
}

fn open_rule(model: &mut Model) {
    let decider = match model.screen() {
        Some(Screen::Map(map)) => map::rule_here(map),
        _ => model.play.as_ref().and_then(|p| Some((p.pack, p.session.round()?.explanation.ruling.rules.first().copied()?))),
    };
    match decider {
        Some((pack, rule)) => model.screens.push(Screen::Rule { pack, rule: Some(rule), scroll: 0 }),
        None => model.word = Some("No rule speaks here: the policy's silence decides.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::changed_meanwhile;
    use crate::domain::session::snapshot::Changes;

    #[test]
    fn a_changed_pack_is_told_in_a_sentence() {
        let ids = |n: usize| vec!["a-case".to_owned(); n];
        assert_eq!(changed_meanwhile(&Changes::default()), None);
        let changes = Changes { vanished: ids(1), changed: ids(1), turned: ids(1) };
        let told = "The pack has changed: 2 cases are left out, 1 is decided otherwise now.";
        assert_eq!(changed_meanwhile(&changes).as_deref(), Some(told));
    }
}
