//! A rule in full, or the silence of all rules: what it means, why, and how people answer it.

mod answers;
mod lines;

use super::title;
use crate::domain::policy::condition::{Clause, Condition};
use crate::domain::policy::rule::{Basis, Rule, RuleId, RuleOutcome};
use crate::domain::policy::{Policy, Silence, case::Case};
use crate::domain::wording::rule::{Meaning, Piece};
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::reveal::clause::{kind_words, route_lines};
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::wrap::wrapped;
use crate::tui::{tests, words};

/// Columns of the labels at the left.
const GUTTER: usize = 13;
/// Lines longer than this are hard to read.
const MEASURE: usize = 92;

/// A part of a page with its label.
type Section = (&'static str, Vec<Rich>);

/// The page.
pub fn page(model: &Model, place: usize, id: Option<RuleId>, scroll: usize, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Page::default() };
    let voices = pack.voices();
    let at = voices.iter().position(|v| *v == id).map_or(0, |i| i + 1);
    let title = (title("rule").0, Rich::dim(format!("{at} of {}", voices.len())));
    let head = vec![Rich::new(), name(pack, id), Rich::new()];
    let room = width.min(MEASURE) - GUTTER;
    let mut body = Vec::new();
    for (label, lines) in full(model, pack, place, id, room) {
        labelled(&mut body, label, &lines, room);
    }
    Page { title, head, body, scroll, ..Page::default() }
}

/// What is most worth knowing, beside a list of all rules.
pub(super) fn preview(model: &Model, pack: &Pack, id: Option<RuleId>, width: usize) -> Vec<Rich> {
    let mut lines = wrapped(&name(pack, id), width, 0);
    lines.push(Rich::new());
    for (label, part) in brief(model, pack, id, width) {
        if !label.is_empty() {
            lines.push(Rich::of(Role::Accent, label));
        }
        lines.extend(part.iter().flat_map(|line| wrapped(line, width, hang(line))));
        lines.push(Rich::new());
    }
    lines
}

/// Its id, title and kind.
fn name(pack: &Pack, id: Option<RuleId>) -> Rich {
    match id.and_then(|id| pack.policy.rules.get(id.0)) {
        Some(rule) => {
            let kind = if rule.otherwise { "fallback: speaks where no other rule does" } else { kind_words(&rule.outcome) };
            let name = Rich::of(Role::Accent, rule.id.clone()).push(Role::Strong, format!("  {}", rule.title));
            name.push(Role::Dim, format!("  {kind}"))
        }
        None => Rich::of(Role::Strong, "Where no rule speaks").push(Role::Dim, "  a grey area; it counts in neither error rate"),
    }
}

fn brief(model: &Model, pack: &Pack, id: Option<RuleId>, width: usize) -> Vec<Section> {
    let Some(rule) = id.and_then(|id| pack.policy.rules.get(id.0)) else { return silence(model, pack, width) };
    vec![
        ("", vec![Rich::of(Role::Strong, rule.text.to_string())]),
        ("Means", vec![meaning(model, pack, rule)]),
        ("Why", vec![Rich::body(rule.why.to_string())]),
        ("Whose line", whose(pack, rule)),
        ("Answers", answers::of_rule(model, pack, rule, width)),
    ]
}

fn full(model: &Model, pack: &Pack, place: usize, id: Option<RuleId>, width: usize) -> Vec<Section> {
    let Some((id, rule)) = id.and_then(|id| Some((id, pack.policy.rules.get(id.0)?))) else {
        let mut sections = silence(model, pack, width);
        sections.push(("Neighbours", lines::neighbours(model, pack, place, None)));
        return sections;
    };
    let policy = &pack.policy;
    let mut sections =
        vec![("", vec![Rich::of(Role::Strong, rule.text.to_string())]), ("Means", vec![meaning(model, pack, rule)])];
    sections.push(("Why", vec![Rich::body(rule.why.to_string())]));
    sections.push(match &rule.outcome {
        RuleOutcome::Escalate(route) => ("Hand it to", route_lines(policy, *route)),
        RuleOutcome::Decline(what) => ("Say no", vec![Rich::body(what.to_string())]),
        RuleOutcome::Act(what) => ("Do it", vec![Rich::body(what.to_string())]),
    });
    sections.push(("First", rule.first.iter().map(|f| Rich::dim("· ").push(Role::Body, f.to_string())).collect()));
    let still = rule.still.iter().filter_map(|r| policy.rules.get(r.0)).map(|r| Rich::body(format!("{}  {}", r.id, r.title)));
    sections.push(("Still yours", still.collect()));
    sections.push(("Tell", rule.notify.iter().map(|r| Rich::body(policy.route(*r).label.to_string())).collect()));
    sections.extend(here(model, pack, rule));
    sections.push(("Answers", answers::of_rule(model, pack, rule, width)));
    sections.push(("Its lines", lines::own(model, pack, place, id)));
    sections.push(("Neighbours", lines::neighbours(model, pack, place, Some(id))));
    sections.push(("Say", rule.say.iter().map(|s| Rich::body(format!("“{s}”"))).collect()));
    sections.push(("Rather not", rule.avoid.iter().map(|s| Rich::dim(format!("“{s}”"))).collect()));
    sections.push(("Whose line", whose(pack, rule)));
    sections.push(("Stakes", vec![Rich::body(rule.stakes.name())]));
    sections
}

/// What holds where nobody speaks, and how people answer there.
fn silence(model: &Model, pack: &Pack, width: usize) -> Vec<Section> {
    let what = match &pack.policy.silence {
        Silence::Act(words) => {
            vec![Rich::body("Judge for yourself: yes or no, but not somebody else's."), Rich::body(words.to_string())]
        }
        Silence::Escalate(route) => {
            let mut lines = vec![Rich::body("Ask, rather than guess:")];
            lines.extend(route_lines(&pack.policy, *route));
            lines
        }
    };
    let why = Rich::body("A policy can't foresee everything. What falls in here often is worth a rule: note it with w.");
    vec![("Do", what), ("Why", vec![why]), ("Answers", answers::in_grey(model, pack, width))]
}

/// The case that limits are looked up for: the one on the table, else one that knows the trainee's own facts.
fn case(model: &Model, pack: &Pack) -> Case {
    let on_table = model.playing().filter(|(playing, _)| playing.name == pack.name).and_then(|(_, session)| session.round());
    on_table.map_or_else(
        || {
            let own = model.profile.own_facts(&pack.policy).into_iter();
            own.fold(Case::unknown(pack.policy.facts.len()), |case, (fact, value)| case.with(fact, Some(value)))
        },
        |round| round.known.clone(),
    )
}

fn meaning(model: &Model, pack: &Pack, rule: &Rule) -> Rich {
    let meaning = Meaning::of(&pack.policy, &case(model, pack), rule);
    meaning.pieces().into_iter().fold(Rich::new(), |line, piece| match piece {
        Piece::Word(text) => line.push(Role::Dim, text),
        Piece::Label(text) => line.push(Role::Body, text),
        Piece::Value(text) => line.push(Role::Strong, words::tied(&text)),
    })
}

fn whose(pack: &Pack, rule: &Rule) -> Vec<Rich> {
    let basis = match rule.basis {
        Basis::Law => "The law's: nobody in the house can move it.".to_owned(),
        Basis::House => format!("The house's own: {} can move it.", pack.policy.owner),
    };
    let source = rule.source.as_ref().map(|s| Rich::dim(s.to_string()));
    std::iter::once(Rich::body(basis)).chain(source).collect()
}

/// Its tests with what the case on the table says to each.
fn here(model: &Model, pack: &Pack, rule: &Rule) -> Vec<Section> {
    let on_table = model.playing().filter(|(playing, _)| playing.name == pack.name).and_then(|(_, s)| s.round());
    let Some(round) = on_table else { return Vec::new() };
    let lines = |c: &Option<Condition>| c.as_ref().map_or_else(Vec::new, |c| condition(&pack.policy, &round.known, c));
    vec![("Here", lines(&rule.when)), ("Unless", lines(&rule.unless))]
}

fn labelled(body: &mut Vec<Rich>, label: &str, lines: &[Rich], room: usize) {
    for (i, line) in lines.iter().enumerate() {
        for (j, text) in wrapped(line, room, hang(line)).into_iter().enumerate() {
            let label = if i + j == 0 { label } else { "" };
            body.push(Rich::dim(label.to_owned()).padded(GUTTER).join(text));
        }
    }
    if !lines.is_empty() {
        body.push(Rich::new());
    }
}

/// How far the lines of an item after the first are set in.
fn hang(line: &Rich) -> usize {
    if line.text().starts_with(['·', '■', '◧', '□']) { 2 } else { 0 }
}

/// A condition as lines: all tests of a clause, clauses joined by "or".
fn condition(policy: &Policy, case: &Case, condition: &Condition) -> Vec<Rich> {
    let clause = |clause: &Clause| -> Vec<Rich> {
        let line = |t: &crate::domain::policy::condition::FactTest| {
            let now = words::known(policy, t.fact, case);
            let line = Rich::dim("· ").push(Role::Body, format!("{}: ", policy.fact(t.fact).label));
            let line = line.push(Role::Strong, tests::phrase(policy, case, t));
            if case.get(t.fact).is_some() { line.push(Role::Dim, format!("  here {now}")) } else { line }
        };
        clause.tests.iter().map(line).collect()
    };
    let mut lines = Vec::new();
    for (i, any) in condition.any.iter().enumerate() {
        if i > 0 {
            lines.push(Rich::dim("or"));
        }
        lines.extend(clause(any));
    }
    lines
}
