//! A unit's opening: the rule in its own words, and why it is there. The cases come right after.

use crate::domain::policy::rule::{Basis, RuleOutcome};
use crate::domain::wording::path;
use crate::tui::model::Model;
use crate::tui::page::{Page, say};
use crate::tui::path::Way;
use crate::tui::reveal::clause::{kind_words, route_lines};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::wrap::wrapped;

/// Lines longer than this are hard to read.
const MEASURE: usize = 76;
/// Columns of the labels at the left.
const GUTTER: usize = 13;

/// The page.
pub fn page(model: &Model, pack: &Pack, way: &Way, at: usize, (title, scroll, width): (Rich, usize, usize)) -> Page {
    let Some(unit) = way.path.units.get(at) else { return Page::default() };
    let rule = &pack.policy.rules[unit.rule.0];
    let right = Rich::dim(format!("unit {} of {}", at + 1, way.path.units.len()));
    let name = Rich::of(Role::Accent, rule.id.clone()).push(Role::Strong, format!("  {}", rule.title));
    let kind = if rule.otherwise { "speaks where no other rule does" } else { kind_words(&rule.outcome) };
    let head = vec![Rich::new(), name.with_right(Rich::of(Role::Side(rule.outcome.verdict()), kind), width), Rich::new()];
    let measure = width.min(MEASURE + GUTTER);
    let mut body = Vec::new();
    section(&mut body, "The rule", &[Rich::of(Role::Strong, rule.text.to_string())], measure);
    section(&mut body, "Why", &[Rich::body(rule.why.to_string())], measure);
    let whose = match rule.basis {
        Basis::Law => "The law's: nobody in the house can move it.".to_owned(),
        Basis::House => format!("The house's own: {} can move it.", pack.policy.owner),
    };
    section(&mut body, "Whose line", &[Rich::body(whose)], measure);
    match &rule.outcome {
        RuleOutcome::Escalate(route) => section(&mut body, "Hand it to", &route_lines(&pack.policy, *route), measure),
        RuleOutcome::Decline(what) => section(&mut body, "Say no", &[Rich::body(what.to_string())], measure),
        RuleOutcome::Act(what) => section(&mut body, "Do it", &[Rich::body(what.to_string())], measure),
    }
    let words: Vec<Rich> = rule.say.iter().map(|say| Rich::body(format!("“{say}”"))).collect();
    section(&mut body, "Say", &words, measure);
    let mut foot = Vec::new();
    let comes = "Now two cases, one on each side of its line; then practice, mixed with what came before. Nothing here is timed.";
    say(&mut foot, &Rich::dim(comes), measure);
    if usize::from(model.size.1) >= 30 {
        let standing = &way.progress.standings[at];
        say(&mut foot, &Rich::dim(format!("So far: {}.", path::standing(standing))), measure);
    }
    Page { title: (title, right), head, body, foot, near: Some(6), scroll, ..Page::default() }
}

/// A label, and what stands beside it.
pub(super) fn section(body: &mut Vec<Rich>, label: &'static str, lines: &[Rich], width: usize) {
    for (i, line) in lines.iter().enumerate() {
        for (j, text) in wrapped(line, width.saturating_sub(GUTTER), 0).into_iter().enumerate() {
            body.push(Rich::dim(if i + j == 0 { label } else { "" }).padded(GUTTER).join(text));
        }
    }
    if !lines.is_empty() {
        body.push(Rich::new());
    }
}
