//! The boundary map: opened over a case, walked, its facts changed, drawn anew for another size.

use crate::domain::policy::case::Case;
use crate::domain::policy::explanation::Explanation;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::rule::RuleId;
use crate::domain::text::Text;
use crate::tui::boundary::map::{Focus, Map, Start, can_be_axis};
use crate::tui::facts;
use crate::tui::keymap::Action;
use crate::tui::model::{Model, Screen};
use crate::tui::screens;
use crate::tui::shelf::Pack;

/// Opens the map of the case that was just explained.
pub fn open(model: &mut Model) {
    let opened = model.playing().and_then(|(pack, session)| {
        let round = session.round()?;
        let name = pack.scenarios.get(round.scenario)?.title.clone();
        Some((model.play.as_ref()?.pack, name, round.full.clone(), round.explanation.clone()))
    });
    if let Some((place, name, case, explanation)) = opened {
        show(model, place, name, &case, &explanation, &[]);
    }
}

/// Opens the map of a told case, these facts first.
pub fn open_scenario(model: &mut Model, place: usize, scenario: usize, first: &[FactId]) {
    let opened = model.shelf.as_ref().and_then(|s| s.pack(place)).and_then(|pack| {
        let told = pack.scenarios.get(scenario)?;
        let case = told.told();
        let own = model.profile.own_facts(&pack.policy).into_iter();
        let theirs = own.fold(case.clone(), |case, (fact, value)| case.with(fact, Some(value)));
        let case = if pack.engine.decide(&theirs).is_ok() { theirs } else { case };
        Some((told.title.clone(), pack.engine.explain(&case).ok()?, case))
    });
    match opened {
        Some((name, explanation, case)) => show(model, place, name, &case, &explanation, first),
        None => model.word = Some(NO_MAP.to_owned()),
    }
}

/// Opens the map of any case, these facts first.
pub fn open_case(model: &mut Model, place: usize, name: Text, case: &Case, first: &[FactId]) {
    let explained = model.shelf.as_ref().and_then(|s| s.pack(place)).and_then(|pack| pack.engine.explain(case).ok());
    match explained {
        Some(explanation) => show(model, place, name, case, &explanation, first),
        None => model.word = Some(NO_MAP.to_owned()),
    }
}

const NO_MAP: &str = "This case has no two facts to draw a map of.";

fn show(model: &mut Model, place: usize, name: Text, case: &Case, explanation: &Explanation, first: &[FactId]) {
    let map = model.shelf.as_ref().and_then(|s| s.pack(place)).and_then(|pack| {
        let mut facts = facts::for_map(&pack.policy, explanation, case);
        facts.sort_by_key(|id| !first.contains(id));
        let start = Start { pack: place, name, case: case.clone(), facts, unplayed: model.unplayed(place) };
        Map::new(pack, start, screens::map::room(model.size))
    });
    match map {
        Some(map) => model.screens.push(Screen::Map(Box::new(map))),
        None => model.word = Some(NO_MAP.to_owned()),
    }
}

/// The screen has another size: the map is drawn anew.
pub fn resized(model: &mut Model) {
    let size = model.size;
    change(model, |map, pack| map.resized(pack, screens::map::room(size)));
}

/// The rule that decides where one stands; none where no rule does.
pub fn rule_here(map: &Map) -> Option<(usize, RuleId)> {
    map.here().and_then(|cell| cell.rule).map(|rule| (map.start.pack, rule))
}

/// A step back from the facts to the map; false where Esc leaves the screen.
pub fn step_back(model: &mut Model) -> bool {
    let Some(Screen::Map(map)) = model.screens.last_mut() else { return false };
    std::mem::replace(&mut map.focus, Focus::Walk) != Focus::Walk
}

/// Walks the map, changes a fact, or puts another on an axis.
pub fn act(model: &mut Model, action: Action) {
    let Some(Screen::Map(map)) = model.screens.last() else { return };
    let focus = map.focus;
    match action {
        Action::Switch => change(model, |map, _| Map { focus: other(focus), ..map }),
        Action::CaseAgain => change(model, Map::home),
        Action::Across => turn(model, |map| map.across.fact, Map::with_across),
        Action::Upwards => turn(model, |map| map.up.fact, Map::with_up),
        Action::Points => change(model, |map, _| Map { shown: map.shown.next(), ..map }),
        _ => match focus {
            Focus::Walk => walk(model, action),
            Focus::Facts { row } => on_facts(model, action, row),
        },
    }
}

fn other(focus: Focus) -> Focus {
    match focus {
        Focus::Walk => Focus::Facts { row: 0 },
        Focus::Facts { .. } => Focus::Walk,
    }
}

fn walk(model: &mut Model, action: Action) {
    let (right, up) = match action {
        Action::Left => (-1, 0),
        Action::Right => (1, 0),
        Action::Up => (0, 1),
        Action::Down => (0, -1),
        Action::Top => return change(model, Map::home),
        _ => return,
    };
    change(model, |mut map, _| {
        map.walk(right, up);
        map
    });
}

fn on_facts(model: &mut Model, action: Action, at: usize) {
    change(model, |map, pack| {
        let rows = map.rows(&pack.policy);
        match (action, rows.get(at)) {
            (Action::Left | Action::Right, Some(row)) => map.changed(pack, *row, action == Action::Right),
            (Action::Enter, Some(row)) => {
                let further = map.clone().changed(pack, *row, true);
                if further.now == map.now { map.rewound(pack, *row) } else { further }
            }
            _ => Map { focus: Focus::Facts { row: super::lists::moved(at, action, rows.len()) }, ..map },
        }
    });
}

/// Puts a fact on an axis: the one that is chosen in the list, else the next one.
fn turn(model: &mut Model, axis: fn(&Map) -> FactId, with: fn(Map, &Pack, FactId) -> Map) {
    let mut unknown = false;
    change(model, |map, pack| {
        let wanted = match map.focus {
            Focus::Walk => map.next_axis(&pack.policy, axis(&map)),
            Focus::Facts { row } => map.rows(&pack.policy).get(row).map(|r| r.fact()),
        };
        match wanted.filter(|id| can_be_axis(&pack.policy, &map.now, *id)) {
            Some(fact) => with(map, pack, fact),
            None => {
                unknown = true;
                map
            }
        }
    });
    if unknown {
        model.word = Some("It is not known in this case: give it a value first.".to_owned());
    }
}

fn change(model: &mut Model, how: impl FnOnce(Map, &Pack) -> Map) {
    let Some(Screen::Map(map)) = model.screens.pop_if(|s| matches!(s, Screen::Map(_))) else { return };
    let map = match model.shelf.as_ref().and_then(|s| s.pack(map.start.pack)) {
        Some(pack) => Box::new(how(*map, pack)),
        None => map,
    };
    model.screens.push(Screen::Map(map));
}
