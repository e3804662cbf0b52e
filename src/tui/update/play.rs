//! A session from its first case to its summary.

use uuid::Uuid;

use super::{craft, line, map, path, study};
use crate::domain::policy::fact::FactId;
use crate::domain::session::answer::{Answer, Certainty};
use crate::domain::session::attempt::Mode;
use crate::domain::session::hand::Chosen;
use crate::domain::session::round::Moved;
use crate::domain::session::snapshot::{Changes, Snapshot};
use crate::domain::session::{Millis, Plan, Session, month};
use crate::tui::craft::Craft;
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Play, Recalled, Screen, Stage};
use crate::tui::path::{At, OnPath};
use crate::tui::refresh::Asked;
use crate::tui::words::counted;
use crate::tui::{facts, taps};

/// Cases of a session, unless somebody asked for another number.
pub const CASES: usize = 10;

/// Deals a new session of a pack.
pub fn start(model: &mut Model, pack: usize, topic: Option<String>, now: Millis) -> Vec<Effect> {
    begin(model, pack, now, |model, ready| Plan {
        trainee: model.wishes.trainee.clone(),
        mode: Mode::Practice,
        seed: seed(model, now),
        entropy: model.wishes.entropy,
        cases: Some(model.wishes.cases.unwrap_or(CASES)),
        topic,
        own: model.profile.own_facts(&ready.policy),
        closes_with_twins: true,
        ..Plan::default()
    })
}

fn seed(model: &Model, now: Millis) -> u64 {
    model.wishes.seed.unwrap_or_else(|| model.wishes.entropy.wrapping_add(now.unsigned_abs()))
}

/// Begins a month with an allowance, or says why this pack has none.
pub fn start_month(model: &mut Model, pack: usize, now: Millis) -> Vec<Effect> {
    let Some(ready) = model.shelf.as_ref().and_then(|s| s.pack(pack)) else { return Vec::new() };
    let base = Plan {
        trainee: model.wishes.trainee.clone(),
        seed: seed(model, now),
        entropy: model.wishes.entropy,
        cases: model.wishes.cases,
        own: model.profile.own_facts(&ready.policy),
        ..Plan::default()
    };
    match month::plan(&ready.view(), base) {
        Ok(plan) => begin(model, pack, now, |_, _| plan),
        Err(why) => {
            model.word = Some(why.to_string());
            Vec::new()
        }
    }
}

/// Plays one scenario alone; its twin is the one that is wanted, if one is.
pub fn start_one(model: &mut Model, pack: usize, scenario: &str, twin: Option<Moved>, now: Millis) -> Vec<Effect> {
    begin(model, pack, now, |model, ready| Plan {
        trainee: model.wishes.trainee.clone(),
        seed: model.wishes.seed.unwrap_or(model.wishes.entropy),
        entropy: model.wishes.entropy,
        only: vec![scenario.to_owned()],
        own: model.profile.own_facts(&ready.policy),
        twin,
        ..Plan::default()
    })
}

/// Plays exactly these cards, in their order; what is missed by somebody who was sure comes back at the end.
pub fn start_hand(model: &mut Model, pack: usize, hand: Vec<Chosen>, mode: Mode, now: Millis) -> Vec<Effect> {
    begin(model, pack, now, |model, ready| Plan {
        trainee: model.wishes.trainee.clone(),
        mode,
        seed: model.wishes.seed.unwrap_or(model.wishes.entropy),
        entropy: model.wishes.entropy,
        hand,
        own: model.profile.own_facts(&ready.policy),
        brings_back: true,
        ..Plan::default()
    })
}

pub(super) fn begin(
    model: &mut Model,
    pack: usize,
    now: Millis,
    plan: impl FnOnce(&Model, &crate::tui::shelf::Pack) -> Plan,
) -> Vec<Effect> {
    let Some(ready) = model.shelf.as_ref().and_then(|s| s.pack(pack)) else { return Vec::new() };
    let session = Session::start(&ready.view(), plan(model, ready), now);
    if session.is_finished() {
        model.word = Some("There is no case to play here.".to_owned());
        return Vec::new();
    }
    let put_away = snapshot(model).and_then(|saved| Some((saved, model.playing()?.1.attempts().to_vec())));
    let mut effects: Vec<Effect> = put_away.iter().map(|(s, _)| Effect::Keep(Box::new(s.clone()))).collect();
    // It is offered again once the new one is played to its end; the log has it in any case.
    model.unfinished = put_away.or_else(|| model.unfinished.take());
    model.play = Some(Play { pack, session, changes: Changes::default(), craft: Craft::default() });
    model.go_home();
    effects.extend(show(model));
    effects
}

/// Goes on where one stopped: with the session on the table, or with the one that was put away.
pub fn go_on(model: &mut Model, now: Millis) -> Vec<Effect> {
    if model.play.as_ref().is_some_and(|p| !p.session.is_finished()) {
        return line::go_on(model, now).unwrap_or_else(|| show(model));
    }
    let Some((saved, attempts)) = model.unfinished.take() else { return Vec::new() };
    let Some(shelf) = &model.shelf else { return Vec::new() };
    let Some((place, ready)) = shelf.find(&saved.pack).and_then(|i| Some((i, shelf.pack(i)?))) else {
        model.word = Some(format!("The pack {} is not here any more. Its answers are kept.", saved.pack));
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

/// An action on a case, a reveal, a map or a summary.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match (model.screen(), action) {
        (Some(Screen::Case(_) | Screen::Reveal { .. }), Action::SkipTwins) => changed(model, |session, _| session.skip_twins()),
        (Some(Screen::Case(stage)), _) => on_case(model, *stage, action, now),
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

fn on_case(model: &mut Model, stage: Stage, action: Action, now: Millis) -> Vec<Effect> {
    match (stage, action) {
        (Stage::Warned, Action::Enter) => set(model, Stage::Decide),
        (Stage::Warned | Stage::Decide, Action::Skip) => return changed(model, |s, pack| s.skip(pack, now)),
        (Stage::Decide, Action::Answer(answer)) => set(model, Stage::Sure(answer)),
        (Stage::Decide, Action::AskFirst) => set(model, Stage::Ask { cursor: 0 }),
        (Stage::Decide | Stage::Sure(_), Action::Up | Action::Down | Action::PageUp | Action::PageDown) => {
            let most = crate::tui::view::overflow(model);
            let page = super::scroll::page(model);
            super::scroll::moved(&mut model.story_scroll, action, page, most);
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
            set(model, Stage::Ask { cursor: super::lists::moved(cursor, action, askable.len()) });
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
            set(model, Stage::Tap { answer, certainty, cursor: super::lists::moved(cursor, action, rows) });
            Vec::new()
        }
    }
}

fn answered(model: &mut Model, answer: Answer, certainty: Certainty, row: Option<usize>, now: Millis) -> Vec<Effect> {
    let taps = taps::chosen(model, answer, row);
    let (Some(shelf), Some(play)) = (&model.shelf, &mut model.play) else { return Vec::new() };
    let Some(pack) = shelf.pack(play.pack) else { return Vec::new() };
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

fn next(model: &mut Model, now: Millis) -> Vec<Effect> {
    let twins = |model: &Model| model.playing().and_then(|(_, s)| s.closing().map(|c| c.len()));
    let before = twins(model);
    let effects = changed(model, |session, pack| {
        session.next(pack, now);
        true
    });
    if let (None, Some(twins)) = (before, twins(model)) {
        let twins = counted(twins, "twin", "twins");
        model.word = Some(format!("Now {twins}: the same cases, one fact moved over a line."));
    }
    effects
}

pub(super) fn replay(model: &mut Model, now: Millis) -> Vec<Effect> {
    let entropy = model.wishes.entropy;
    let Some((ready, session)) = model.playing() else { return Vec::new() };
    let plan = session.replay(&ready.view(), entropy);
    let Some(pack) = model.play.as_ref().map(|p| p.pack) else { return Vec::new() };
    plan.map_or(Vec::new(), |plan| begin(model, pack, now, |_, _| plan))
}

/// Changes the session; if something changed, shows where it is now.
pub(super) fn changed(
    model: &mut Model,
    change: impl FnOnce(&mut Session, &crate::domain::session::pack::PackView<'_>) -> bool,
) -> Vec<Effect> {
    if changed_in_place(model, change).is_empty() { Vec::new() } else { show(model) }
}

/// Changes the session, and keeps its place if something changed.
fn changed_in_place(
    model: &mut Model,
    change: impl FnOnce(&mut Session, &crate::domain::session::pack::PackView<'_>) -> bool,
) -> Vec<Effect> {
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
