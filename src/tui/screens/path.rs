//! The path: its units and how each stands, what comes next, and where one is ready.

mod check;
mod opening;

use super::title;
use crate::domain::learner::measures::mastery::Mastery;
use crate::domain::learner::path::ladder;
use crate::domain::learner::path::progress::{Standing, Step};
use crate::domain::learner::path::readiness::Area;
use crate::domain::policy::rule::RuleId;
use crate::domain::wording::{counted, path};
use crate::tui::model::Model;
use crate::tui::page::{Page, say, window};
use crate::tui::path::{At, OnPath, Way, left};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;

/// Rows of the screen that are neither list, head nor foot.
const AROUND: usize = 4;
/// Columns of a rule's id in the list.
const ID: usize = 7;

/// The answers of the check that was just played.
pub use self::check::played;

/// The page.
pub fn page(model: &Model, on: &OnPath, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(on.pack)) else { return Page::default() };
    let left = title("your path").0.push(Role::Dim, format!(" through {}", words::short(&pack.policy.title)));
    let Some(way) = &on.way else {
        return Page { title: (left, Rich::new()), head: vec![Rich::new(), Rich::dim(model.unanswered())], ..Page::default() };
    };
    match on.at {
        At::Units => units(model, pack, on, way, (left, width)),
        At::Opening(unit) => opening::page(model, pack, way, unit, (left, on.scroll, width)),
        At::BeforeCheck => check::before(pack, way, (left, width)),
        At::AfterCheck => check::after(model, pack, way, (left, on.scroll, width)),
    }
}

fn units(model: &Model, pack: &Pack, on: &OnPath, way: &Way, (left, width): (Rich, usize)) -> Page {
    let short = usize::from(model.size.1) < 30;
    let mut head = vec![Rich::new()];
    say(&mut head, &how_far(way, width), width);
    head.push(strip(pack, way, width));
    head.extend(level(model, pack, way));
    head.push(Rich::new());
    say(&mut head, &next(model, pack, way), width);
    let foot = ready(way, width, if short { 2 } else { 6 });
    let rows = usize::from(model.size.1).saturating_sub(AROUND + head.len() + 1 + foot.len() + usize::from(!short)).max(1);
    let units = way.path.units.len();
    let shown = window(units, on.cursor, rows);
    // Nothing scrolls here, so that there are more is said above the list.
    let part = format!("rules {} to {} of {units}", shown.start + 1, shown.end);
    head.push(if shown.len() < units { Rich::new().with_right(Rich::dim(part), width) } else { Rich::new() });
    let body = shown.map(|at| unit_line(pack, way, at, at == on.cursor, width)).collect();
    let right = Rich::dim(model.wishes.trainee.to_string());
    Page { title: (left, right), head, body, foot, ..Page::default() }
}

fn how_far(way: &Way, width: usize) -> Rich {
    let (units, progress) = (way.path.units.len(), &way.progress);
    let met = progress.standings.iter().filter(|s| s.opened).count();
    let right = if met == 0 { "none begun".to_owned() } else { format!("{met} begun, {} shown often enough", progress.shown()) };
    let line = Rich::of(Role::Strong, format!("{} of {} mastered", progress.mastered(), counted(units, "rule", "rules")));
    line.with_right(Rich::dim(right), width)
}

/// A sign a unit: how it stands at a glance.
fn strip(pack: &Pack, way: &Way, width: usize) -> Rich {
    let mut line = Rich::new();
    let each = if way.path.units.len() * 3 <= width { 3 } else { 1 };
    for (unit, standing) in way.path.units.iter().zip(&way.progress.standings) {
        let role = if standing.opened { Role::Side(pack.policy.rules[unit.rule.0].outcome.verdict()) } else { Role::Dim };
        line.extend(role, bar_sign(standing), each);
    }
    line
}

fn bar_sign(standing: &Standing) -> char {
    match (standing.is_mastered(), standing.shown.is_shown(), standing.opened) {
        (true, ..) => '█',
        (_, true, _) => '▓',
        (_, _, true) => '▒',
        _ => '░',
    }
}

fn sign(standing: &Standing) -> &'static str {
    match (standing.is_mastered(), standing.shown.is_shown(), standing.opened) {
        (true, ..) => "✓",
        (_, true, _) => "●",
        (_, _, true) => "◐",
        _ => "○",
    }
}

/// The trainee's own level, and that it may be raised.
fn level(model: &Model, pack: &Pack, way: &Way) -> Option<Rich> {
    let fact = ladder::ladder(&pack.policy)?;
    let fact = pack.policy.fact(fact);
    let name = |at: usize| fact.names().get(at).map_or("", |n| n.label.as_str());
    let own = ladder::level(&pack.policy, &model.profile.own_facts(&pack.policy));
    let line = Rich::dim(format!("{}: ", fact.label)).push(Role::Body, own.map_or("as each case has it", name).to_owned());
    Some(match way.raise {
        None => line,
        Some(raise) => line.push(Role::Right, format!("  u  you have shown enough for “{}”", name(raise.to))),
    })
}

/// What comes next, in a sentence.
pub fn next(model: &Model, pack: &Pack, way: &Way) -> Rich {
    let line = Rich::of(Role::Accent, "Next ");
    if let Some((at, cards)) = left(model, pack) {
        return line.push(Role::Strong, "where you stopped").push(Role::Body, format!(": case {at} of {cards}"));
    }
    let name = |rule: RuleId| words::voice(&pack.policy, Some(rule));
    match way.progress.step {
        Step::Unit(at) => {
            let units = way.path.units.len();
            line.push(Role::Body, format!("unit {} of {units}, ", at + 1)).push(Role::Strong, name(way.path.units[at].rule))
        }
        Step::Round => {
            let open = way.progress.standings.iter().filter(|s| !s.shown.is_shown()).count();
            let hard = if way.progress.level >= 3 { ", mostly hard cases" } else { "" };
            let words = format!(
                "a mixed round, level {}{hard}: {} still to be shown",
                way.progress.level,
                counted(open, "rule", "rules")
            );
            line.push(Role::Body, words)
        }
        Step::Rest => line.push(Role::Body, "another day: nothing more counts today. Enter practises all the same."),
        Step::Check => {
            let (cases, mark) = way.check(pack);
            line.push(Role::Strong, "the check")
                .push(Role::Body, format!(": {cases} cases you have never seen, {mark} of them right"))
        }
        Step::Done => {
            line.push(Role::Right, "nothing is left: every rule is mastered.").push(Role::Body, " Enter keeps it fresh.")
        }
    }
}

fn unit_line(pack: &Pack, way: &Way, at: usize, chosen: bool, width: usize) -> Rich {
    let (unit, standing) = (way.path.units[at], &way.progress.standings[at]);
    let rule = &pack.policy.rules[unit.rule.0];
    let start = if chosen { Rich::of(Role::Accent, "▸ ") } else { Rich::body("  ") };
    let role = if standing.opened { Role::Side(rule.outcome.verdict()) } else { Role::Dim };
    let name = if chosen { Role::Accent } else { Role::Strong };
    let line = start.push(role, format!("{} ", sign(standing))).push(name, rule.id.clone()).padded(4 + ID);
    line.push(Role::Body, rule.title.to_string()).with_right(Rich::dim(stands(standing)), width)
}

/// How a unit stands, shorter than in a sentence.
fn stands(standing: &Standing) -> String {
    match standing.shown {
        Mastery::NotSeenEnough(seen) if standing.tries.of > 0 || standing.turned > 0 => {
            let changed = if standing.turned > 0 { "changed: " } else { "" };
            format!("{changed}{}", path::so_far(seen))
        }
        Mastery::NotSeenEnough(_) if standing.opened => "met".to_owned(),
        _ => path::standing(standing),
    }
}

/// Where one is ready, in as many lines as there is room for.
fn ready(way: &Way, width: usize, most: usize) -> Vec<Rich> {
    let mut lines = vec![Rich::new()];
    for said in said_ready(way) {
        say(&mut lines, &said, width);
    }
    if let Some(certificate) = &way.certificate {
        say(&mut lines, &place(certificate.policy.as_str()), width);
    }
    if lines.len() > most + 1 {
        lines.truncate(most + 1);
        if let Some(last) = lines.last_mut() {
            *last = crate::tui::wrap::truncated(std::mem::take(last).push(Role::Dim, " …"), width);
        }
    }
    lines
}

/// Topics and desks, in a sentence each. While nothing is ready only how that comes about is said.
pub fn said_ready(way: &Way) -> Vec<Rich> {
    if !way.readiness.topics.iter().chain(&way.readiness.routes).any(Area::is_ready) {
        return vec![Rich::dim("Ready alone: nothing yet. A topic is ready once every rule it takes is mastered.")];
    }
    let names = |areas: &[Area], ready: bool| -> String {
        areas.iter().filter(|a| a.is_ready() == ready).map(|a| a.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let line = |label: &'static str, areas: &[Area]| {
        let (yes, no) = (names(areas, true), names(areas, false));
        let line = Rich::dim(label).push(Role::Right, if yes.is_empty() { "nothing yet".to_owned() } else { yes });
        if no.is_empty() {
            line.push(Role::Body, ".")
        } else {
            line.push(Role::Dim, ". Not yet: ").push(Role::Body, format!("{no}."))
        }
    };
    vec![line("Ready alone: ", &way.readiness.topics), line("Hands over rightly to: ", &way.readiness.routes)]
}

/// Where the certificate is.
pub fn place(policy: &str) -> Rich {
    Rich::dim("Your certificate: ")
        .push(Role::Key, format!("eoa onboard {policy} --certificate"))
        .push(Role::Dim, " (--html for a sheet to print)")
}
