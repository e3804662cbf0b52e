//! The coastline: charted outside the first time it is opened, walked facet by facet.

use super::{map, play};
use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::rule::RuleId;
use crate::domain::session::Millis;
use crate::domain::text::Text;
use crate::domain::wording::line;
use crate::tui::chart::{Chart, Charted};
use crate::tui::effect::Effect;
use crate::tui::keymap::Action;
use crate::tui::model::{Coast, Layer, Model, Recalled, Screen};
use crate::tui::screens;
use crate::tui::shelf::Pack;
use crate::tui::whatif::On;

/// Opens a pack's coast, at a rule's first facet if one is given.
pub fn open(model: &mut Model, place: usize, rule: Option<RuleId>) -> Vec<Effect> {
    if model.shelf.as_ref().and_then(|s| s.pack(place)).is_none() {
        return Vec::new();
    }
    model.screens.push(Screen::Coast(Box::new(Coast { pack: place, wanted: rule, ..Coast::default() })));
    let asked = chart(model);
    settle(model);
    asked.into_iter().collect()
}

/// Has a coast charted, the first time a screen tells of it.
pub fn chart(model: &mut Model) -> Option<Effect> {
    let place = match model.screen() {
        Some(Screen::Coast(coast)) => coast.pack,
        Some(Screen::Rule { pack, .. }) => *pack,
        _ => return None,
    };
    let unasked = !model.charts.contains_key(&place);
    unasked.then(|| {
        model.charts.insert(place, Charted::Drawing);
        Effect::Chart(place)
    })
}

/// A chart is drawn.
pub fn charted(model: &mut Model, place: usize, chart: Result<Box<Chart>, String>) {
    let charted = match chart {
        Ok(chart) => Charted::Drawn(chart),
        Err(why) => Charted::Failed(why),
    };
    model.charts.insert(place, charted);
    settle(model);
}

/// Looks up what the coast on the screen tells: how far the trainee has come, and the twins of the facet that is chosen.
pub fn settle(model: &mut Model) {
    let Some(Screen::Coast(coast)) = model.screens.last_mut() else { return };
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(coast.pack)) else { return };
    let Some(Charted::Drawn(chart)) = model.charts.get(&coast.pack) else { return };
    if let Some(rule) = coast.wanted.take() {
        coast.at = chart.order().position(|at| chart.coastline.facets[at].has(Some(rule))).unwrap_or(0);
    }
    let answers = if let Recalled::All(attempts) = &model.recalled { attempts.as_slice() } else { &[] };
    coast.sailed = chart.sailed(&pack.policy, answers, &model.wishes.trainee);
    coast.pair = chart.order().nth(coast.at).and_then(|at| chart.pair(&pack.engine, at));
}

/// An action on the coast.
pub fn act(model: &mut Model, action: Action, now: Millis) -> Vec<Effect> {
    match action {
        Action::Enter => return play_near(model, now),
        Action::Map => open_map(model),
        Action::Rule => open_rule(model),
        Action::WhatIf => open_what_if(model),
        Action::Switch => {
            if let Some(Screen::Coast(coast)) = model.screens.last_mut() {
                coast.layer = if coast.layer == Layer::Told { Layer::Own } else { Layer::Told };
            }
        }
        _ => {
            let to = here(model).and_then(|(pack, chart, coast)| moved(pack, chart, coast, action, model.size.0));
            if let (Some(to), Some(Screen::Coast(coast))) = (to, model.screens.last_mut()) {
                coast.at = to;
                settle(model);
            }
        }
    }
    Vec::new()
}

/// The coast on the screen, once it is charted.
fn here(model: &Model) -> Option<(&Pack, &Chart, &Coast)> {
    let Some(Screen::Coast(coast)) = model.screens.last() else { return None };
    let pack = model.shelf.as_ref()?.pack(coast.pack)?;
    match model.charts.get(&coast.pack) {
        Some(Charted::Drawn(chart)) => Some((pack, chart, coast)),
        _ => None,
    }
}

/// Where a key leads; nowhere if it leads nowhere else.
fn moved(pack: &Pack, chart: &Chart, coast: &Coast, action: Action, columns: u16) -> Option<usize> {
    let (at, last) = (coast.at, chart.coastline.facets.len().checked_sub(1)?);
    let lines = || screens::coast::on_screen(pack, chart, columns);
    let row = || {
        let starts = chart.rows.iter().scan(0, |from, row| {
            let start = *from;
            *from += row.facets.len();
            Some(start)
        });
        starts.collect::<Vec<usize>>()
    };
    match action {
        Action::Left => at.checked_sub(1),
        Action::Right => (at < last).then_some(at + 1),
        Action::Up | Action::Down => {
            let lines = lines();
            let line = lines.iter().position(|line| line.holds(at))?;
            let next = lines.get(if action == Action::Up { line.checked_sub(1)? } else { line + 1 })?;
            Some(next.from + (at - lines[line].from).min(next.many - 1))
        }
        Action::PageUp => row().into_iter().rev().find(|start| *start < at),
        Action::PageDown => row().into_iter().find(|start| *start > at),
        Action::Top => Some(0),
        Action::Bottom => Some(last),
        Action::Next => {
            let order: Vec<usize> = chart.order().collect();
            let open = |place: &usize| coast.reached(chart, order[*place]) != Taught::Crossed;
            (at + 1..=last).chain(0..at).find(open)
        }
        _ => None,
    }
}

/// Plays the told case that stands nearest, alone; its twin is the one over this line.
fn play_near(model: &mut Model, now: Millis) -> Vec<Effect> {
    let near = here(model).and_then(|(pack, chart, coast)| {
        let at = chart.order().nth(coast.at)?;
        let (near, _) = chart.near(at)?;
        Some((coast.pack, pack.scenarios.get(near)?.id.clone(), chart.twin(at)))
    });
    let on_table = model.play.as_ref().is_some_and(|p| !p.session.is_finished());
    match near {
        Some(_) if on_table => model.word = Some("A session is on the table: finish it first.".to_owned()),
        Some((place, id, twin)) => return play::start_one(model, place, &id, twin, now),
        None => model.word = Some("No told case comes near this line: m shows it on the map.".to_owned()),
    }
    Vec::new()
}

/// The map around the facet's first twin, over what crosses the line.
fn open_map(model: &mut Model) {
    let opened = here(model).and_then(|(pack, chart, coast)| {
        let facet = chart.coastline.facets.get(chart.order().nth(coast.at)?)?;
        let between = &chart.coastline.lines[facet.line].between;
        let name = Text::clean(&line::about(&pack.policy, between));
        Some((coast.pack, name, coast.pair.as_ref()?.twins[0].clone(), between.moved().to_vec()))
    });
    if let Some((place, name, case, first)) = opened {
        map::open_case(model, place, name, &case, &first);
    }
}

/// The number that draws this line, or another of the rule that speaks first on it.
fn open_what_if(model: &mut Model) {
    let opened = here(model).and_then(|(_, chart, coast)| {
        let place = chart.order().nth(coast.at)?;
        let facet = chart.coastline.facets.get(place)?;
        let row = chart.rows.iter().find(|row| row.facets.contains(&place))?;
        let rule = row.voice.or(facet.here).or(facet.there);
        let case = coast.pair.as_ref().map(|pair| pair.twins[0].clone());
        Some((coast.pack, On { rule, fact: Some(chart.coastline.lines[facet.line].between.fact()), case }))
    });
    if let Some((pack, on)) = opened {
        super::whatif::open(model, pack, &on);
    }
}

/// The rule that speaks first on this facet.
fn open_rule(model: &mut Model) {
    let opened = here(model).and_then(|(_, chart, coast)| {
        let facet = chart.order().nth(coast.at)?;
        let row = chart.rows.iter().find(|row| row.facets.contains(&facet))?;
        Some((coast.pack, row.voice))
    });
    model.screens.extend(opened.map(|(pack, rule)| Screen::Rule { pack, rule, scroll: 0 }));
}
