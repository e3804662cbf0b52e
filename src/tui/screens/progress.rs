//! The trainee's progress: what their answers tell of their judgement, a chart and a sentence each, and never one number.

use super::title;
use crate::domain::report::chart::drawn::{Ink, Row, rows};
use crate::domain::wording::trainee::{NOT_FOR_APPRAISAL, OfRule, Part, When, lead, parts};
use crate::tui::model::Model;
use crate::tui::page::{Page, beside, say};
use crate::tui::rich::{Rich, Role};
use crate::tui::study::Study;
use crate::tui::words;

/// From this width on there are two columns.
const TWO: usize = 104;
/// Lines longer than this are hard to read.
const MEASURE: usize = 78;
/// What parts the columns.
const BETWEEN: &str = "  │  ";
/// Parts in the left column of two.
const LEFT: usize = 5;

/// The page.
pub fn page(model: &Model, place: usize, scroll: usize, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Page::default() };
    let name = Rich::dim(words::short(&pack.policy.title).to_owned());
    let title = (title("your progress").0, name);
    let Some(study) = model.studies.get(&place) else { return Page { title, ..Page::default() } };
    let mut head = vec![Rich::new()];
    let when = When::Now { now: study.at, zone: model.wishes.zone };
    match (&study.unreadable, &study.figures) {
        (Some(why), _) => say(&mut head, &Rich::of(Role::Caution, format!("Your answers can't be read: {why}")), width),
        (None, None) => head.push(Rich::dim("Your answers are being read…")),
        (None, Some(figures)) => say(&mut head, &Rich::dim(lead(figures, when)), width.min(100)),
    }
    head.push(Rich::new());
    let body = study.figures.as_ref().map_or_else(Vec::new, |figures| {
        let parts = parts(&pack.policy, figures, study.beyond());
        let mut body = laid_out(&parts, width);
        say(&mut body, &Rich::dim(NOT_FOR_APPRAISAL), width.min(MEASURE));
        body
    });
    Page { title, head, body, scroll, ..Page::default() }
}

/// In one column, or in two where there is room.
fn laid_out(parts: &[Part], width: usize) -> Vec<Rich> {
    if width < TWO {
        return column(parts, width.min(MEASURE));
    }
    let left = (width - BETWEEN.chars().count()) / 2;
    let right = width - BETWEEN.chars().count() - left;
    let (judged, learnt) = parts.split_at(LEFT.min(parts.len()));
    let mut lines = beside(column(judged, left), column(learnt, right), left, BETWEEN);
    lines.push(Rich::new());
    lines
}

fn column(parts: &[Part], width: usize) -> Vec<Rich> {
    parts.iter().flat_map(|part| of_part(part, width)).collect()
}

/// A part with its heading, and an empty line after it.
pub(super) fn of_part(part: &Part, width: usize) -> Vec<Rich> {
    let mut lines = vec![Rich::of(Role::Accent, part.heading)];
    say(&mut lines, &Rich::dim(part.hint), width);
    for (chart, under) in &part.drawn {
        lines.extend(chart.iter().flat_map(|chart| rows(chart, width)).map(row));
        say(&mut lines, &Rich::body(under.clone()), width);
    }
    part.says.iter().for_each(|says| say(&mut lines, &Rich::body(says.clone()), width));
    part.rules.iter().for_each(|rule| of_rule(&mut lines, rule, width));
    lines.push(Rich::new());
    lines
}

fn of_rule(lines: &mut Vec<Rich>, rule: &OfRule, width: usize) {
    let name = Rich::of(Role::Accent, rule.id.clone()).push(Role::Strong, format!("  {}  ", rule.title));
    say(lines, &name.push(Role::Body, rule.says.clone()), width);
    rule.mend.iter().for_each(|mend| say(lines, &Rich::dim(mend.clone()), width));
}

/// A row of a drawing in the game's own colours.
fn row(row: Row) -> Rich {
    row.into_iter().fold(Rich::new(), |line, (ink, text)| line.push(role(ink), text))
}

fn role(ink: Ink) -> Role {
    use crate::domain::policy::explanation::Verdict;
    match ink {
        Ink::Plain => Role::Body,
        Ink::Quiet => Role::Dim,
        Ink::Strong => Role::Strong,
        Ink::Range => Role::Caution,
        Ink::Good => Role::Region(Verdict::Yes),
    }
}

/// The same as sentences: no drawing, and nothing said twice.
pub fn sentences(model: &Model, place: usize) -> Vec<String> {
    let (Some(pack), Some(study)) = (model.shelf.as_ref().and_then(|s| s.pack(place)), model.studies.get(&place)) else {
        return Vec::new();
    };
    let mut said = vec![format!("Your progress at {}.", pack.policy.title)];
    said.extend(told(model, study));
    if let Some(figures) = &study.figures {
        parts(&pack.policy, figures, study.beyond()).iter().for_each(|part| said.extend(spoken(part)));
        said.push(NOT_FOR_APPRAISAL.to_owned());
    }
    said
}

fn told(model: &Model, study: &Study) -> Option<String> {
    let when = When::Now { now: study.at, zone: model.wishes.zone };
    match (&study.unreadable, &study.figures) {
        (Some(why), _) => Some(format!("Your answers can't be read: {why}")),
        (None, figures) => figures.as_ref().map(|figures| lead(figures, when)),
    }
}

/// A part as sentences.
pub fn spoken(part: &Part) -> Vec<String> {
    let mut said = vec![String::new(), format!("{}.", part.heading)];
    said.extend(part.drawn.iter().map(|(_, under)| under.clone()));
    said.extend(part.says.iter().cloned());
    for rule in &part.rules {
        said.push(format!("{}, {}: {}", rule.id, rule.title, rule.says));
        said.extend(rule.mend.iter().cloned());
    }
    said.iter().map(|line| line.replace('\u{a0}', " ")).collect()
}
