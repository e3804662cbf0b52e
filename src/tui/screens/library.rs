//! The library: every rule and every scenario of a pack.

use super::title;
use crate::domain::learner::measures::clause::Answered;
use crate::domain::policy::Silence;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::rule::{Rule, RuleId, RuleOutcome};
use crate::domain::scenario::Scenario;
use crate::domain::wording::counted;
use crate::tui::model::{Model, Tab};
use crate::tui::page::{Page, beside, window};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;

/// Rows of the screen that are not the list.
const AROUND: usize = 8;
/// From this width on the rule that is chosen stands beside the list.
const BESIDE: usize = 104;
/// Columns of the list then, and what stands between.
const LIST: usize = 54;
const GAP: &str = "  │  ";

/// The page.
pub fn page(model: &Model, place: usize, tab: Tab, cursor: usize, width: usize) -> Page {
    let Some(shelf) = &model.shelf else { return Page::default() };
    let of = Rich::dim(format!("pack {} of {}", place + 1, shelf.slots.len()));
    let Some(pack) = shelf.pack(place) else {
        let name = shelf.slots.get(place).map_or("", |s| s.name()).to_owned();
        let head = vec![
            Rich::new(),
            Rich::of(Role::Strong, name).with_right(of, width),
            Rich::of(Role::Wrong, "✗ broken").push(Role::Dim, "  press d to see what is wrong, and where"),
        ];
        return Page { title: title("library"), head, ..Page::default() };
    };
    let name = Rich::of(Role::Strong, pack.policy.title.to_string());
    let head = vec![Rich::new(), name.with_right(of, width), tabs(pack, tab), Rich::new()];
    let wide = width >= BESIDE && tab == Tab::Rules;
    let left = if wide { LIST } else { width };
    let room = left.min(90).saturating_sub(2);
    let lines = match tab {
        Tab::Rules => rules(model, pack, &pack.voices(), room),
        Tab::Scenarios => scenarios(pack, room).into_iter().enumerate().map(|(i, row)| Line::Row(i, row)).collect(),
    };
    let height = usize::from(model.size.1).saturating_sub(AROUND).max(3);
    let mut body = around(lines, cursor, height);
    if wide {
        let voice = pack.voices().get(cursor).copied().flatten();
        let right = width - left - GAP.len();
        body = beside(body, super::rule::preview(model, pack, voice, right).into_iter().take(height).collect(), left, GAP);
    }
    let place = Rich::dim(format!("{} of {}", cursor + 1, row_count(pack, tab)));
    Page { title: (title("library").0, place), head, body, ..Page::default() }
}

fn row_count(pack: &Pack, tab: Tab) -> usize {
    if tab == Tab::Rules { pack.policy.rules.len() + 1 } else { pack.scenarios.len() }
}

fn marked(row: Rich, chosen: bool) -> Rich {
    if chosen {
        let row = row.0.into_iter().fold(Rich::of(Role::Accent, "▸ "), |line, p| {
            let role = if matches!(p.role, Role::Body | Role::Strong) { Role::Accent } else { p.role };
            line.push(role, p.text)
        });
        return row;
    }
    Rich::body("  ").join(row)
}

fn tabs(pack: &Pack, tab: Tab) -> Rich {
    let role = |t: Tab| if t == tab { Role::Accent } else { Role::Dim };
    let line = Rich::of(role(Tab::Rules), counted(pack.policy.rules.len(), "rule", "rules"))
        .push(Role::Dim, "  ·  ")
        .push(role(Tab::Scenarios), counted(pack.scenarios.len(), "scenario", "scenarios"));
    if pack.findings.left_out > 0 {
        return line.push(Role::Caution, format!("  ! {} left out", pack.findings.left_out)).push(Role::Dim, ": press d");
    }
    line
}

/// A line of the list: a heading, or the row of that number.
enum Line {
    Heading(&'static str),
    Row(usize, Rich),
}

/// These voices, each kind under its heading: the part around the one chosen, for so many columns and rows.
pub(super) fn list_of(
    model: &Model,
    pack: &Pack,
    voices: &[Option<RuleId>],
    cursor: usize,
    (width, height): (usize, usize),
) -> Vec<Rich> {
    around(rules(model, pack, voices, width), cursor, height)
}

/// The voices in the order in which they speak, each kind under its heading.
fn rules(model: &Model, pack: &Pack, voices: &[Option<RuleId>], width: usize) -> Vec<Line> {
    let ids = pack.policy.rules.iter().map(|r| r.id.len()).max().unwrap_or(4).max(2) + 2;
    let in_force = pack.engine.ranked();
    let mut lines = Vec::new();
    let mut last = "";
    for (i, voice) in voices.iter().copied().enumerate() {
        let rule = voice.and_then(|id| pack.policy.rules.get(id.0));
        let heading = heading(rule, voice.is_none_or(|id| in_force.contains(&id)));
        if heading != last {
            lines.push(Line::Heading(heading));
            last = heading;
        }
        lines.push(Line::Row(i, row(model, pack, rule, ids, width)));
    }
    lines
}

fn heading(rule: Option<&Rule>, in_force: bool) -> &'static str {
    match rule {
        None => "Where no rule speaks",
        Some(_) if !in_force => "Not in force today",
        Some(rule) if rule.otherwise => "Fallbacks: where nothing above speaks",
        Some(rule) => match rule.outcome {
            RuleOutcome::Escalate(_) => "Red lines: hand it over, the most urgent first",
            RuleOutcome::Decline(_) => "Stop lines: say no, or not yet, yourself",
            RuleOutcome::Act(_) => "Green lights: settle it yourself",
        },
    }
}

fn row(model: &Model, pack: &Pack, rule: Option<&Rule>, ids: usize, width: usize) -> Rich {
    let Some(rule) = rule else {
        let (verdict, words) = match &pack.policy.silence {
            Silence::Act(_) => (Verdict::Either, "judge for yourself".to_owned()),
            Silence::Escalate(route) => (Verdict::Escalate, format!("ask: {}", pack.policy.route(*route).label)),
        };
        return Rich::of(Role::Side(verdict), "··").padded(ids).push(Role::Body, words);
    };
    let line = Rich::of(Role::Side(rule.outcome.verdict()), rule.id.clone()).padded(ids).push(Role::Body, rule.title.to_string());
    let answered = model.answers().map(|all| Answered::of(all, &pack.policy.id, rule)).filter(|a| a.decided > 0);
    let right = answered.map_or_else(Rich::new, |a| {
        let wrong = a.decided - a.right;
        let role = if wrong > 0 { Role::Caution } else { Role::Dim };
        Rich::of(role, format!("{wrong} wrong")).push(Role::Dim, format!(" of {:>3}", a.decided))
    });
    line.with_right(right, width)
}

/// The lines of a list around the row that is chosen, at most so many.
fn around(lines: Vec<Line>, cursor: usize, height: usize) -> Vec<Rich> {
    let at = lines.iter().position(|line| matches!(line, Line::Row(i, _) if *i == cursor)).unwrap_or(0);
    let shown = window(lines.len(), at, height);
    let drawn = lines.into_iter().skip(shown.start).take(shown.len());
    drawn
        .map(|line| match line {
            Line::Heading(words) => Rich::dim(words),
            Line::Row(i, row) => marked(row, i == cursor),
        })
        .collect()
}

fn scenarios(pack: &Pack, width: usize) -> Vec<Rich> {
    let row = |scenario: &Scenario| {
        let topics = crate::tui::wrap::cut(&words::topics(scenario), width / 2);
        Rich::body(scenario.title.to_string()).with_right(Rich::dim(topics), width)
    };
    pack.scenarios.iter().map(row).collect()
}
