//! The path as sentences.

use std::io::{self, Write};

use crate::domain::learner::path::check::Check;
use crate::domain::policy::rule::RuleId;
use crate::domain::wording::{counted, path};
use crate::tui::model::Model;
use crate::tui::path::{At, OnPath, Way};
use crate::tui::screens::path as screen;
use crate::tui::shelf::Pack;
use crate::tui::words;

/// Tells what is on the screen.
pub fn tell(model: &Model, on: &OnPath, out: &mut dyn Write) -> io::Result<()> {
    let pack = model.shelf.as_ref().and_then(|s| s.pack(on.pack));
    let (Some(pack), Some(way)) = (pack, on.way.as_deref()) else { return writeln!(out, "{}", model.unanswered()) };
    match on.at {
        At::Units => units(model, pack, way, out),
        At::AfterCheck => after(model, pack, way, out),
        At::Opening(_) | At::BeforeCheck => super::scene::page(model, out),
    }
}

fn units(model: &Model, pack: &Pack, way: &Way, out: &mut dyn Write) -> io::Result<()> {
    let progress = &way.progress;
    writeln!(out, "Your path through {}.", pack.policy.title)?;
    let rules = counted(way.path.units.len(), "rule", "rules");
    writeln!(out, "{} of {rules} mastered, {} shown in practice.", progress.mastered(), progress.shown())?;
    for (at, (unit, standing)) in way.path.units.iter().zip(&progress.standings).enumerate() {
        let name = words::voice(&pack.policy, Some(unit.rule));
        writeln!(out, "Unit {}. {name}: {}.", at + 1, path::standing(standing))?;
    }
    if !way.path.untold.is_empty() {
        let ids: Vec<String> = way.path.untold.iter().map(|rule| pack.policy.rules[rule.0].id.clone()).collect();
        writeln!(out, "No case of the pack can show {}.", ids.join(", "))?;
    }
    ready(pack, way, out)?;
    let next = screen::next(model, pack, way).text();
    writeln!(out, "{}", next.replacen("Next ", "Next: ", 1).trim_end())?;
    if let Some(raise) = way.raise {
        let names = pack.policy.fact(raise.fact).names();
        let label = |at: usize| names.get(at).map_or("", |n| n.label.as_str());
        writeln!(out, "You have shown what is asked of “{}”, and may take on “{}”.", label(raise.from), label(raise.to))?;
    }
    Ok(())
}

fn ready(pack: &Pack, way: &Way, out: &mut dyn Write) -> io::Result<()> {
    let id = |rule: RuleId| pack.policy.rules[rule.0].id.clone();
    for said in
        [path::ready("Ready alone", &way.readiness.topics, id), path::ready("Hands over rightly to", &way.readiness.routes, id)]
            .into_iter()
            .flatten()
    {
        writeln!(out, "{said}")?;
    }
    if let Some(certificate) = &way.certificate {
        writeln!(out, "{}.", screen::place(&certificate.policy).text())?;
    }
    Ok(())
}

fn after(model: &Model, pack: &Pack, way: &Way, out: &mut dyn Write) -> io::Result<()> {
    let cases = screen::played(model);
    if let Some(check) = Check::of(&cases, pack.policy.mastery) {
        writeln!(out, "{} {}", if check.is_passed() { "Passed." } else { "Not passed yet." }, path::check(&check))?;
    }
    for attempt in cases.iter().filter(|a| !a.judgement().is_right()) {
        let title = pack.scenarios.iter().find(|s| s.id == attempt.scenario).map_or("", |s| s.title.as_str());
        let rule = attempt.decider().and_then(|id| pack.policy.rule(id));
        let because = rule.map_or_else(String::new, |rule| format!(" {}: {}", rule.id, rule.text));
        writeln!(out, "Missed: {title}. It is {}.{because}", words::verdict(Some(attempt.verdict.answer())))?;
    }
    ready(pack, way, out)?;
    if way.raise.is_some() {
        writeln!(out, "You have shown what is asked at your level, and may take on the next one.")?;
    }
    Ok(())
}
