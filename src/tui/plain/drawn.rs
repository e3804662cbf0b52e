//! What is drawn on the screen, as sentences: the map, the coastline, a number being moved.

use std::io::{self, Write};

use super::scene::{page, sentence};
use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::case::Value;
use crate::domain::wording::counted;
use crate::tui::boundary::line::{Ground, number_line};
use crate::tui::boundary::map::{Cell, Map};
use crate::tui::boundary::regions::regions;
use crate::tui::chart::Charted;
use crate::tui::model::{Coast, Layer, Model};
use crate::tui::scale::Scale;
use crate::tui::shelf::Pack;
use crate::tui::whatif::{Focus, WhatIf};
use crate::tui::{scale, screens, words};

/// The map as sentences: for each value of one fact, where along the other the answer turns.
pub(super) fn map(model: &Model, map: &Map, out: &mut dyn Write) -> io::Result<()> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(map.start.pack)) else { return Ok(()) };
    let policy = &pack.policy;
    let (across, up) = (policy.fact(map.across.fact), policy.fact(map.up.fact));
    let changed: Vec<String> = map
        .changes()
        .into_iter()
        .map(|id| format!("{}: {}", policy.fact(id).label, words::known(policy, id, &map.now)))
        .collect();
    let rest = if changed.is_empty() { "everything else as in this case" } else { "with what you changed" };
    writeln!(out, "The boundary over {} and {}, {rest}.", across.label, up.label)?;
    for change in changed {
        writeln!(out, "Changed: {change}.")?;
    }
    let mut before = String::new();
    for (row, value) in map.up.values.iter().enumerate() {
        let case = map.now.with(map.up.fact, Some(*value));
        let line = match number_line(&pack.engine, policy, &case, map.across.fact) {
            Some(line) => Scale::new(policy, &line, &[]).stretches(),
            None => named(pack, map, row),
        };
        // Rows that say the same are told once.
        if line != before {
            writeln!(out, "{} {}: {line}.", up.label, words::value(policy, up, *value))?;
        }
        before = line;
    }
    let deciders: Vec<String> = regions(map).into_iter().filter_map(|region| decider(pack, &region.cell)).collect();
    writeln!(out, "Who decides on this map: {}.", deciders.join("; "))?;
    let holding = map.told.iter().filter(|t| t.holds).filter_map(|t| pack.scenarios.get(t.scenario));
    let titles: Vec<&str> = holding.map(|s| s.title.as_str()).collect();
    if !titles.is_empty() {
        writeln!(out, "Told cases that this map decides as the policy does: {}.", titles.join("; "))?;
    }
    if let Some(here) = map.here().and_then(|cell| decider(pack, cell)) {
        let place = [&map.across, &map.up]
            .map(|axis| format!("{}: {}", policy.fact(axis.fact).label, words::known(policy, axis.fact, &map.now)));
        writeln!(out, "Here ({}): {here}.", place.join(", "))?;
    }
    Ok(())
}

/// The values of a row, each with its answer.
fn named(pack: &Pack, map: &Map, row: usize) -> String {
    let across = pack.policy.fact(map.across.fact);
    let cell = |(column, value): (usize, &Value)| {
        let ground = map.cell(column, row).map_or(Ground::Impossible, |c| c.ground);
        format!("{} {}", words::value(&pack.policy, across, *value), scale::name(ground))
    };
    map.across.values.iter().enumerate().map(cell).collect::<Vec<_>>().join("; ")
}

/// Who decides a place, and how; nobody where it can't occur.
fn decider(pack: &Pack, cell: &Cell) -> Option<String> {
    let name = scale::name(cell.ground);
    match (cell.rule.and_then(|id| pack.policy.rules.get(id.0)), cell.ground) {
        (_, Ground::Impossible) => None,
        (Some(rule), _) => Some(format!("{} {} ({name})", rule.id, rule.title)),
        (None, Ground::Answer(_)) => Some(format!("no rule ({name})")),
        (None, Ground::Open) => Some("what is not known".to_owned()),
    }
}

/// The coastline as sentences: how much of it is taught and crossed, voice by voice, and the line that is chosen.
pub(super) fn coast(model: &Model, coast: &Coast, out: &mut dyn Write) -> io::Result<()> {
    let pack = model.shelf.as_ref().and_then(|s| s.pack(coast.pack));
    let (Some(pack), Some(Charted::Drawn(chart))) = (pack, model.charts.get(&coast.pack)) else { return page(model, out) };
    let facets = chart.coastline.facets.len();
    writeln!(out, "The coastline of {}: {}.", pack.policy.title, counted(facets, "place", "places where the answer turns"))?;
    let count = |facets: &[usize], layer: Layer| {
        let at = Coast { layer, ..coast.clone() };
        let of = |taught: Taught| facets.iter().filter(|facet| at.reached(chart, **facet) == taught).count();
        [of(Taught::Crossed), of(Taught::Touched), of(Taught::Untaught)]
    };
    let all: Vec<usize> = chart.order().collect();
    let [crossed, touched, untaught] = count(&all, Layer::Told);
    writeln!(out, "Told cases: {crossed} crossed, {touched} touched on one side, {untaught} untaught.")?;
    let [crossed, touched, untaught] = count(&all, Layer::Own);
    writeln!(out, "You: {crossed} crossed, {touched} on one side, {untaught} to go.")?;
    // `eoa coastline` counts a place for each rule on its sides.
    writeln!(out, "By rule, each place once, with the one of its two sides that speaks first:")?;
    for row in &chart.rows {
        let [told, _, _] = count(&row.facets, Layer::Told);
        let [own, _, _] = count(&row.facets, Layer::Own);
        let (name, many) = (words::voice(&pack.policy, row.voice), row.facets.len());
        writeln!(out, "{name}: {told} of {many} crossed by told cases, {own} by you.")?;
    }
    writeln!(out, "Line {} of {facets}:", coast.at + 1)?;
    for line in screens::coast::facet::told(model, pack, chart, coast, usize::MAX / 2) {
        writeln!(out, "{}", sentence(&line).trim_start_matches(['■', '◧', '□', '●', '◐', '○', ' ']))?;
    }
    Ok(())
}

/// A number being moved, as sentences: what it is, the curve, and what the draft would change.
pub(super) fn what_if(model: &Model, what: &WhatIf, out: &mut dyn Write) -> io::Result<()> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(what.pack)) else { return Ok(()) };
    if what.focus == Focus::Numbers {
        return writeln!(out, "What would change if one of these were another? Nothing is written: the policy stays as it is.");
    }
    let (knob, value) = (what.knob(), what.value());
    let say = |q| words::quantity(&pack.policy, knob.unit(&pack.policy), q).replace('\u{a0}', " ");
    let would = if value == knob.value { ", as it is".to_owned() } else { format!("; what if {}", say(value)) };
    writeln!(out, "{}: {}{would}.", words::capital(&knob.label(&pack.policy)), say(knob.value))?;
    let others = what.moved() - usize::from(value != knob.value);
    if others > 0 {
        writeln!(out, "Moved beside it: {}.", counted(others, "number", "numbers"))?;
    }
    let stretches: Vec<String> =
        what.curve.stretches().into_iter().map(|(from, alone)| format!("{alone} from {}", say(from))).collect();
    writeln!(out, "Told cases settled alone: {}.", stretches.join(", "))?;
    match &what.figures {
        Err(why) => writeln!(out, "This can't be decided exactly: {why}"),
        Ok(figures) => {
            for (label, line) in screens::whatif::sums::told(pack, figures, true) {
                writeln!(
                    out,
                    "{}: {}.",
                    words::capital(label).replace(" → ", " to "),
                    sentence(&line).replace(" would make it ", " to ")
                )?;
            }
            match figures.flips.len() {
                0 => writeln!(out, "No told case turns."),
                n => writeln!(out, "{}; choose one to read it.", counted(n, "told case turns", "told cases turn")),
            }
        }
    }
}
