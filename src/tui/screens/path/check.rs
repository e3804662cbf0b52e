//! The check: what it is before it begins, and how it went once its last case is answered.

use super::opening::section;
use super::{place, said_ready};
use crate::domain::learner::path::check::Check;
use crate::domain::session::attempt::Attempt;
use crate::domain::wording::path;
use crate::tui::model::Model;
use crate::tui::page::{Page, say};
use crate::tui::path::Way;
use crate::tui::reveal::verdict::said;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;
use crate::tui::wrap::wrapped;

/// Lines longer than this are hard to read.
const MEASURE: usize = 92;

/// Before it begins.
pub fn before(pack: &Pack, way: &Way, (title, width): (Rich, usize)) -> Page {
    let (cases, mark) = way.check(pack);
    let measure = width.min(MEASURE);
    let head = vec![Rich::new(), Rich::of(Role::Strong, "The check"), Rich::new()];
    let mut body = Vec::new();
    let what = format!(
        "{cases} cases that you have never seen, at least one for each rule of your path. Nothing is revealed until the last is answered; you may leave in between, and go on where you stopped."
    );
    section(&mut body, "What it is", &[Rich::body(what)], measure);
    let passes = format!("{mark} of {cases} right: guessing hardly ever comes so far.");
    section(&mut body, "Passes with", &[Rich::of(Role::Strong, passes)], measure);
    section(&mut body, "Asked", &[Rich::body(path::asked(pack.policy.mastery, cases, mark))], measure);
    section(
        &mut body,
        "Then",
        &[Rich::body("What you missed is explained, and comes back in practice. A check that isn't passed costs nothing.")],
        measure,
    );
    section(&mut body, "Not for", &[Rich::dim(path::NOT_FOR_APPRAISAL)], measure);
    Page { title: (title, Rich::new()), head, body, ..Page::default() }
}

/// Once it is played: the result, every case with its answer, and what it leads to.
pub fn after(model: &Model, pack: &Pack, way: &Way, (title, scroll, width): (Rich, usize, usize)) -> Page {
    let measure = width.min(MEASURE);
    let cases: Vec<&Attempt> = played(model);
    let check = Check::of(&cases, pack.policy.mastery);
    let mut head = vec![Rich::new()];
    if let Some(check) = &check {
        let (role, words) = if check.is_passed() { (Role::Right, "✓ Passed. ") } else { (Role::Caution, "Not passed yet. ") };
        say(&mut head, &Rich::of(role, words).push(Role::Body, path::check(check)), measure);
    }
    for line in comes_next(way, check.as_ref()) {
        say(&mut head, &line, measure);
    }
    head.push(Rich::new());
    let mut body: Vec<Rich> = Vec::new();
    for attempt in cases.iter().filter(|a| !a.judgement().is_right()).chain(cases.iter().filter(|a| a.judgement().is_right())) {
        body.extend(line(pack, attempt, measure));
    }
    Page { title: (title, Rich::dim("the check")), head, body, scroll, ..Page::default() }
}

/// The answers of the check that was just played.
pub fn played(model: &Model) -> Vec<&Attempt> {
    model.play.as_ref().map_or(Vec::new(), |play| play.session.attempts().iter().collect())
}

/// What it leads to, in sentences.
pub fn comes_next(way: &Way, check: Option<&Check>) -> Vec<Rich> {
    let Some(certificate) = &way.certificate else {
        let words = match check {
            Some(check) if !check.is_passed() => {
                "What was missed comes back in practice; then the check is offered again, with other cases."
            }
            _ => "The path says what comes next.",
        };
        return vec![Rich::dim(words)];
    };
    let mut lines = said_ready(way);
    lines.push(place(&certificate.policy));
    if way.raise.is_some() {
        lines.push(Rich::of(Role::Right, "u  you have shown what is asked at your level: take on the next one"));
    }
    lines
}

/// A case of it: right or wrong, what was said, what it is, and the rule.
fn line(pack: &Pack, attempt: &Attempt, width: usize) -> Vec<Rich> {
    let right = attempt.judgement().is_right();
    let title = pack
        .scenarios
        .iter()
        .find(|s| s.id == attempt.scenario)
        .map_or_else(|| attempt.scenario.clone(), |s| s.title.to_string());
    let sign = if right { Rich::of(Role::Right, "✓ ") } else { Rich::of(Role::Wrong, "✗ ") };
    let rule = attempt.decider().and_then(|id| pack.policy.rule(id));
    let named = rule.map_or_else(String::new, |rule| format!("  {} {}", rule.id, rule.title));
    if right {
        return vec![crate::tui::wrap::truncated(sign.push(Role::Body, title).push(Role::Dim, named), width)];
    }
    let it_is = words::verdict(Some(attempt.verdict.answer()));
    let line = sign.push(Role::Strong, title).push(Role::Body, format!("  you said {}, it is {it_is}", said(attempt.answer)));
    let mut lines = wrapped(&line.push(Role::Dim, named), width, 2);
    let because = rule.map(|rule| Rich::dim(format!("  {}", rule.text)));
    lines.extend(because.iter().flat_map(|line| wrapped(line, width, 2)));
    lines
}
