//! The library: every rule and every scenario of a pack.

use super::title;
use crate::domain::policy::explanation::Verdict;
use crate::domain::policy::rule::{Rule, RuleOutcome};
use crate::domain::scenario::Scenario;
use crate::tui::model::{Model, Tab};
use crate::tui::page::{Page, window};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words::{self, counted};

/// Rows of the screen that are not the list.
const AROUND: usize = 9;

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
    let rows = match tab {
        Tab::Rules => rules(pack, width),
        Tab::Scenarios => scenarios(pack, width),
    };
    let shown = window(rows.len(), cursor, usize::from(model.size.1).saturating_sub(AROUND).max(3));
    let rows = rows.into_iter().enumerate().skip(shown.start).take(shown.len());
    let body = rows.map(|(i, row)| marked(row, i == cursor)).collect();
    let place = Rich::dim(format!("{} of {}", cursor + 1, shown.end.max(cursor + 1).max(row_count(pack, tab))));
    Page { title: (title("library").0, place), head, body, ..Page::default() }
}

fn row_count(pack: &Pack, tab: Tab) -> usize {
    if tab == Tab::Rules { pack.policy.rules.len() } else { pack.scenarios.len() }
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

fn rules(pack: &Pack, width: usize) -> Vec<Rich> {
    let ids = pack.policy.rules.iter().map(|r| r.id.len()).max().unwrap_or(4) + 2;
    let row = |rule: &Rule| {
        let (role, word) = match rule.outcome {
            RuleOutcome::Escalate(_) => (Role::Side(Verdict::Escalate), "red line"),
            RuleOutcome::Decline(_) => (Role::Side(Verdict::No), "stop line"),
            RuleOutcome::Act(_) => (Role::Side(Verdict::Yes), "green light"),
        };
        let line = Rich::of(Role::Strong, rule.id.clone()).padded(ids).push(Role::Body, rule.title.to_string());
        line.with_right(Rich::of(role, word).padded(11), width.min(90).saturating_sub(2))
    };
    pack.policy.rules.iter().map(row).collect()
}

fn scenarios(pack: &Pack, width: usize) -> Vec<Rich> {
    let row = |scenario: &Scenario| {
        let topics = crate::tui::wrap::cut(&words::topics(scenario), width / 2);
        Rich::body(scenario.title.to_string()).with_right(Rich::dim(topics), width.min(90).saturating_sub(2))
    };
    pack.scenarios.iter().map(row).collect()
}
