//! A rule's lines: where its answer turns, how far they are taught, and who decides across them.

use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::analysis::facets::Decider;
use crate::domain::policy::analysis::lines::{Between, Side};
use crate::domain::policy::rule::RuleId;
use crate::domain::wording::misreading::perceived;
use crate::domain::wording::{counted, line};
use crate::tui::chart::{Chart, Charted};
use crate::tui::model::{Layer, Model};
use crate::tui::rich::{Rich, Role};
use crate::tui::screens::coast::sign;
use crate::tui::shelf::Pack;
use crate::tui::words::tied;

/// The lines it draws itself, one an item, with who decides across each.
pub(super) fn own(model: &Model, pack: &Pack, place: usize, rule: RuleId) -> Vec<Rich> {
    let chart = match model.charts.get(&place) {
        Some(Charted::Drawn(chart)) => chart,
        Some(Charted::Failed(why)) => return vec![Rich::dim(format!("They can't be drawn: {why}"))],
        Some(Charted::Drawing) | None => return vec![Rich::dim("Charting the coast…")],
    };
    let mut lines: Vec<Rich> = Vec::new();
    for (at, drawn) in chart.coastline.lines.iter().enumerate().filter(|(_, l)| l.rules.contains(&rule)) {
        let facets = borders(chart, at, Some(rule));
        if facets.is_empty() {
            continue;
        }
        let taught = facets.iter().map(|facet| chart.taught(*facet)).max().unwrap_or(Taught::Untaught);
        let (glyph, role) = sign(Layer::Told, taught);
        let sides = [Side::Here, Side::There].map(|side| tied(&line::side(&pack.policy, &drawn.between, side)));
        let across = facets.iter().map(|facet| name(pack, other(chart, *facet, Some(rule))));
        let mut across: Vec<String> = across.collect();
        across.dedup();
        let words = Rich::of(role, glyph.to_string())
            .push(Role::Body, format!(" {}: ", line::about(&pack.policy, &drawn.between)))
            .push(Role::Strong, sides[0].clone())
            .push(Role::Dim, " | ")
            .push(Role::Strong, sides[1].clone())
            .push(Role::Dim, format!("  beside {}", across.join(", ")));
        lines.push(words);
        lines.extend(turned(model, pack, place, &drawn.between));
    }
    if lines.is_empty() {
        lines.push(Rich::dim("None of its own: the answer is the same across them."));
    }
    lines
}

/// Where the trainee turns on a line, once there are enough answers.
fn turned(model: &Model, pack: &Pack, place: usize, between: &Between) -> Option<Rich> {
    let Between::Number(_, last) = between else { return None };
    let turning = model.studies.get(&place)?.turnings.at(between.fact(), *last)?;
    let said = perceived(&pack.policy, turning.fact, &turning.perceived);
    Some(Rich::body("  ").push(if turning.fits() { Role::Dim } else { Role::Caution }, tied(&said)))
}

/// Who decides across any line it stands at, the one with most of these first.
pub(super) fn neighbours(model: &Model, pack: &Pack, place: usize, voice: Decider) -> Vec<Rich> {
    let Some(Charted::Drawn(chart)) = model.charts.get(&place) else { return Vec::new() };
    let mut counts: Vec<(Decider, usize)> = Vec::new();
    for at in (0..chart.coastline.facets.len()).filter(|at| chart.coastline.facets[*at].has(voice)) {
        let across = other(chart, at, voice);
        match counts.iter_mut().find(|(known, _)| *known == across) {
            Some((_, n)) => *n += 1,
            None => counts.push((across, 1)),
        }
    }
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let named = |(voice, n): &(Decider, usize)| {
        let title = voice.and_then(|id| pack.policy.rules.get(id.0)).map_or(String::new(), |r| format!("  {}", r.title));
        Rich::of(Role::Accent, name(pack, *voice))
            .push(Role::Body, title)
            .push(Role::Dim, format!("  {}", counted(*n, "line", "lines")))
    };
    counts.iter().map(named).collect()
}

/// The facets of a line on one side of which a voice decides.
fn borders(chart: &Chart, line: usize, voice: Decider) -> Vec<usize> {
    let first = chart.coastline.facets.partition_point(|f| f.line < line);
    let own = chart.coastline.on(line).iter().enumerate().filter(|(_, f)| f.has(voice));
    own.map(|(nth, _)| first + nth).collect()
}

/// Who decides on the other side of a facet.
fn other(chart: &Chart, facet: usize, voice: Decider) -> Decider {
    let facet = &chart.coastline.facets[facet];
    if facet.here == voice { facet.there } else { facet.here }
}

fn name(pack: &Pack, voice: Decider) -> String {
    voice.and_then(|id| pack.policy.rules.get(id.0)).map_or_else(|| "no rule".to_owned(), |r| r.id.clone())
}
