//! The summary: two error rates with their ranges, and what to look at again. Never one number alone.

use super::session_title;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::session::answer::Wrong;
use crate::domain::session::summary::{Miss, Summary};
use crate::domain::wording::counted;
use crate::domain::wording::judgement::looked_up;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words::percent;
use crate::tui::wrap::wrapped;
use crate::tui::{rates, refresh};

/// Columns of the labels at the left.
const GUTTER: usize = 20;

/// The page.
pub fn page(model: &Model, scroll: usize, formula: bool, width: usize) -> Page {
    let Some((pack, session)) = model.playing() else { return Page::default() };
    let summary = session.summary();
    let measure = width.min(96);
    let mut body = Vec::new();
    if formula {
        body.extend(formulas(measure));
    }
    body.extend(rates(&summary, measure));
    body.push(Rich::new());
    body.extend(counts(&summary, measure));
    body.extend(refresh::coming_back(model).into_iter().flat_map(|back| labelled("Comes back", Rich::body(back), measure)));
    body.extend(again(pack, &summary, measure));
    body.extend(changes(model, measure));
    let head = vec![Rich::new(), headline(&summary, width), Rich::new()];
    Page { title: session_title(model), head, body, scroll, ..Page::default() }
}

fn headline(summary: &Summary, width: usize) -> Rich {
    let marks = format!("{:+} marks, {} possible", summary.marks, summary.marks_possible).replace('-', "−");
    let right = format!("{} of {} as the policy says", summary.right, counted(summary.cases, "case", "cases"));
    Rich::of(Role::Strong, right).with_right(Rich::of(Role::Strong, marks), width)
}

/// Both error rates as bars, with the range the true rate lies in.
fn rates(summary: &Summary, width: usize) -> Vec<Rich> {
    let mut lines = Vec::new();
    let rows = [
        ("Over-escalation", "of what was yours to settle, handed over", summary.over_escalation, Role::Caution),
        ("Over-reach", "of what was not (or not yet) yours to settle, settled or refused", summary.over_reach, Role::Wrong),
    ];
    for (name, about, rate, role) in rows {
        lines.extend(rate_lines(name, about, rate, role, width));
    }
    lines.extend(labelled("", Rich::body(summary.leaning.words()), width));
    lines
}

fn rate_lines(name: &str, about: &str, rate: Rate, role: Role, width: usize) -> Vec<Rich> {
    let (Some(share), Some(range)) = (rate.share(), rate.interval()) else {
        let line = Rich::of(Role::Strong, name.to_owned()).padded(GUTTER).push(Role::Dim, "no case of this kind");
        return vec![line, Rich::new()];
    };
    let bar = width.saturating_sub(GUTTER + 12).clamp(20, 60);
    let text = format!("{} of {}", rate.count, rate.of);
    let line = Rich::of(Role::Strong, name.to_owned()).padded(GUTTER).join(rates::bar(rate, bar, role).unwrap_or_default());
    let low_high = format!("{} {about}; the true rate is likely {} to {}", text, percent(range.low), percent(range.high));
    let mut lines = vec![line.push(Role::Strong, format!("  {}", percent(share)))];
    for part in wrapped(&Rich::dim(low_high), width.saturating_sub(GUTTER), 0) {
        lines.push(Rich::body(" ".repeat(GUTTER)).join(part));
    }
    lines.push(Rich::new());
    lines
}

/// What is counted beside the two rates.
fn counts(summary: &Summary, width: usize) -> Vec<Rich> {
    let beside = format!("{} gave it away, {} needless no", summary.gave_it_away, summary.needless_no);
    let mut rows = vec![("Also", beside)];
    if summary.grey.of > 0 {
        rows.push((
            "Grey areas",
            format!("{} of {} as the policy has it; outside both rates", summary.grey.right, summary.grey.of),
        ));
    }
    if summary.twins.of > 0 {
        rows.push(("Twins", format!("{} of {}", summary.twins.right, summary.twins.of)));
    }
    if summary.again.of > 0 {
        rows.push(("Asked again", format!("{} of {}", summary.again.right, summary.again.of)));
    }
    let cost = summary.cost.value() + summary.route_cost.value();
    rows.push(("It would have cost", format!("as much as {cost} needless hand-overs; no part of the marks")));
    if !summary.right_but_unsure.is_empty() {
        let text = format!("{}: you know more than you think", counted(summary.right_but_unsure.len(), "case", "cases"));
        rows.push(("Right, but unsure", text));
    }
    rows.extend(looked_up(summary.looked_up, summary.cases).map(|told| ("Looked up", told)));
    let mut lines = Vec::new();
    for (name, text) in rows {
        lines.extend(labelled(name, Rich::body(text), width));
    }
    lines
}

fn labelled(name: &str, text: Rich, width: usize) -> Vec<Rich> {
    let parts = wrapped(&text, width.saturating_sub(GUTTER), 0);
    let label = |i: usize| if i == 0 { Rich::of(Role::Strong, name.to_owned()) } else { Rich::new() };
    parts.into_iter().enumerate().map(|(i, part)| label(i).padded(GUTTER).join(part)).collect()
}

/// What was confidently wrong, the clauses to read again, and the missed.
fn again(pack: &Pack, summary: &Summary, width: usize) -> Vec<Rich> {
    let mut lines = Vec::new();
    let mut list = |name: &'static str, rows: Vec<Rich>| {
        if !rows.is_empty() {
            lines.push(Rich::new());
        }
        for (i, row) in rows.into_iter().enumerate() {
            lines.extend(labelled(if i == 0 { name } else { "" }, row, width));
        }
    };
    list("Sure, and wrong", summary.confidently_wrong.iter().map(|m| miss(pack, m)).collect());
    let clause = |c: &crate::domain::session::summary::Clause| {
        let rule = pack.policy.rule(&c.rule);
        let title = rule.map_or(String::new(), |r| format!("  {}", r.title));
        let text = rule.map_or(String::new(), |r| format!("  {}", r.text));
        Rich::of(Role::Accent, c.rule.clone()).push(Role::Strong, title).push(Role::Dim, text)
    };
    list("Read again", summary.read_again.iter().map(clause).collect());
    let others = summary.missed.iter().filter(|m| !summary.confidently_wrong.contains(m));
    list("Missed", others.map(|m| miss(pack, m)).collect());
    if summary.missed.is_empty() && summary.cases > 0 {
        lines.push(Rich::new());
        lines.extend(labelled("Nothing missed", Rich::dim("In so few cases that can still be luck: see the ranges."), width));
    }
    lines
}

fn miss(pack: &Pack, miss: &Miss) -> Rich {
    let title =
        pack.scenarios.iter().find(|s| s.id == miss.scenario).map_or_else(|| miss.scenario.clone(), |s| s.title.to_string());
    let role = if miss.wrong == Wrong::OverReach && !miss.grey { Role::Wrong } else { Role::Caution };
    let line = Rich::body(title).push(role, format!("  {}", miss.label()));
    line.push(Role::Dim, miss.rule.as_ref().map_or(String::new(), |r| format!("  {r}")))
}

/// What a changed pack did to a session that was resumed.
fn changes(model: &Model, width: usize) -> Vec<Rich> {
    let Some(changes) = model.play.as_ref().map(|p| &p.changes).filter(|c| !c.is_empty()) else { return Vec::new() };
    let mut lines = vec![Rich::new()];
    for (name, ids) in
        [("Gone meanwhile", &changes.vanished), ("Changed meanwhile", &changes.changed), ("Turned meanwhile", &changes.turned)]
    {
        if !ids.is_empty() {
            lines.extend(labelled(name, Rich::body(ids.join(", ")), width));
        }
    }
    lines
}

fn formulas(width: usize) -> Vec<Rich> {
    let mut lines = Vec::new();
    for (name, text) in FORMULAS {
        lines.extend(labelled(name, Rich::dim(text), width));
    }
    lines.push(Rich::new());
    lines
}

const FORMULAS: [(&str, &str); 5] = [
    (
        "Marks",
        "Right: +1 unsure, +2 fairly sure, +3 sure. Wrong: 0, −2, −6. Saying 3 pays only if you are right more than 4 times in 5 (Gardner-Medwin).",
    ),
    ("Over-escalation", "Cases you escalated, of all cases the policy has you settle. Grey areas and twins stay out."),
    ("Over-reach", "Cases you settled or refused, of all cases the policy has you hand over."),
    (
        "Ranges",
        "Wilson's 95 % interval: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96. With few cases it is wide, and says so.",
    ),
    (
        "Cost",
        "Over-reach and giving away: 20, 5 or 2 by the stakes of the clause. Over-escalation and a needless no: 1. A wrong route 1, each level of urgency off ½.",
    ),
];
