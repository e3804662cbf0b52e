//! One facet in words: its two sides, who teaches it, and a pair of cases that shows it.

use super::sign;
use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::analysis::facets::drawn::differing;
use crate::domain::policy::analysis::facets::{Facet, decider};
use crate::domain::policy::analysis::lines::Side;
use crate::domain::policy::explanation::Verdict;
use crate::domain::wording::line;
use crate::tui::chart::{Chart, Pair};
use crate::tui::model::{Coast, Layer, Model};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words::{self, tied};
use crate::tui::wrap::wrapped;

/// The facet that is chosen, in lines of a width.
pub fn told(model: &Model, pack: &Pack, chart: &Chart, coast: &Coast, width: usize) -> Vec<Rich> {
    let Some(at) = chart.order().nth(coast.at) else { return Vec::new() };
    let Some(facet) = chart.coastline.facets.get(at) else { return Vec::new() };
    let mut lines = sides(pack, chart, facet, width);
    let mut say = |label: &'static str, sign: (char, Role), words: Rich| {
        let line = Rich::of(sign.1, sign.0.to_string()).push(Role::Dim, format!(" {label}: ")).join(words);
        lines.extend(wrapped(&line, width, 2));
    };
    say("told", sign(Layer::Told, chart.taught(at)), by_told(pack, chart, at, &model.unplayed(coast.pack)));
    let own = coast.sailed.get(at).copied().unwrap_or_default();
    say("you", sign(Layer::Own, own.taught()), by_own(model, own.0));
    if let Some(pair) = &coast.pair {
        lines.extend(twins(pack, chart, facet, pair, (width, &model.unplayed(coast.pack))));
    }
    lines
}

/// A told case by its title, unless that would give its answer away.
fn title(pack: &Pack, place: usize, unplayed: &[usize]) -> String {
    match pack.scenarios.get(place) {
        Some(_) if unplayed.contains(&place) => "a case you have yet to answer".to_owned(),
        Some(scenario) => format!("“{}”", scenario.title),
        None => String::new(),
    }
}

/// The line's two sides, each with who decides there.
fn sides(pack: &Pack, chart: &Chart, facet: &Facet, width: usize) -> Vec<Rich> {
    let between = &chart.coastline.lines[facet.line].between;
    let about = Rich::of(Role::Strong, line::about(&pack.policy, between));
    let side = |side: Side, answer: Verdict| {
        let rule = facet.decider(side).and_then(|id| pack.policy.rules.get(id.0));
        let line = Rich::dim("  ").push(Role::Body, tied(&line::side(&pack.policy, between, side)));
        let line = line.push(Role::Dim, "  → ").push(Role::Side(answer), words::verdict(Some(answer)));
        match rule {
            Some(rule) => {
                let line = line.push(Role::Accent, format!("  {}", rule.id));
                // The title only where it costs no line: there are few.
                let title = Rich::body(format!("  {}", rule.title));
                if line.width() + title.width() > width && line.width() <= width { line } else { line.join(title) }
            }
            None => line.push(Role::Dim, "  no rule speaks"),
        }
    };
    let mut lines = wrapped(&about, width, 0);
    for (at, answer) in [Side::Here, Side::There].into_iter().zip(facet.answers) {
        lines.extend(wrapped(&side(at, answer), width, 4));
    }
    lines
}

fn by_told(pack: &Pack, chart: &Chart, at: usize, unplayed: &[usize]) -> Rich {
    let title = |place: usize| title(pack, place, unplayed);
    match (chart.near(at), chart.taught(at)) {
        (Some((near, true)), _) => Rich::body(format!("{} and its twin cross it", title(near))),
        (Some((near, false)), Taught::Crossed) => Rich::body(format!("{} and others cross it", title(near))),
        (Some((near, false)), _) => Rich::body(format!("{} stands near, on one side only", title(near))),
        (None, _) => Rich::body("no told case comes near"),
    }
}

fn by_own(model: &Model, sides: [bool; 2]) -> Rich {
    if model.answers().is_none() {
        return Rich::dim(model.unanswered());
    }
    Rich::body(match sides {
        [true, true] => "right on both sides",
        [true, false] => "right on the first side; the other is still to come",
        [false, true] => "right on the second side; the first is still to come",
        [false, false] => "not yet",
    })
}

/// The twins: what they have in common with a told case, and the one fact they differ in.
fn twins(pack: &Pack, chart: &Chart, facet: &Facet, pair: &Pair, (width, unplayed): (usize, &[usize])) -> Vec<Rich> {
    let policy = &pack.policy;
    let [here, there] = &pair.twins;
    let moved = differing(here, there);
    let values: Vec<String> = moved
        .iter()
        .map(|fact| {
            let [one, other] = [here, there].map(|case| words::known(policy, *fact, case));
            format!("{}: {one} or {other}", policy.fact(*fact).label)
        })
        .collect();
    let as_in = pair.like.map(|place| format!("As in {}", title(pack, place, unplayed)));
    let but = (!pair.differs.is_empty()).then(|| {
        let told = pair.like.and_then(|place| chart.told(place));
        let side = if told.is_some_and(|case| decider(&pack.engine, case) == Some(facet.there)) { there } else { here };
        told.map(|case| line::differences(policy, side, case, &pair.differs)).unwrap_or_default()
    });
    let head = match (as_in, but) {
        (Some(as_in), Some(but)) => format!("{as_in}, but {but}. "),
        (Some(as_in), None) => format!("{as_in}. "),
        (None, _) => String::new(),
    };
    let line = Rich::dim("Twins  ").push(Role::Body, tied(&head)).push(Role::Strong, tied(&values.join(", ")));
    wrapped(&line, width, 2)
}
