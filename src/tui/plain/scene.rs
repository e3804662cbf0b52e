//! What a scene says, as sentences.

use std::io::{self, Write};

use super::options::covered;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::coverage::Taught;
use crate::domain::policy::case::{Case, Value};
use crate::domain::scenario::{Scenario, Speaker};
use crate::domain::wording::judgement::looked_up;
use crate::tui::boundary::line::{Ground, number_line};
use crate::tui::boundary::map::{Cell, Map};
use crate::tui::boundary::regions::regions;
use crate::tui::chart::Charted;
use crate::tui::model::{Coast, Layer, Model, Screen, Stage, Turned};
use crate::tui::refresh::{self, Refreshing};
use crate::tui::reveal::verdict::{said, verdict_line};
use crate::tui::reveal::{Block, remark, sections};
use crate::tui::rich::Rich;
use crate::tui::scale::Scale;
use crate::tui::shelf::{Pack, Slot};
use crate::tui::whatif::{Focus, WhatIf};
use crate::tui::{facts, scale, screens, view, words};

/// Tells what is on the screen.
pub fn tell(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    if let Some(notice) = &model.notice {
        writeln!(out, "Notice: {notice}")?;
    }
    if covered(model) {
        return page(model, out);
    }
    match model.screen() {
        Some(Screen::Home { .. }) => home(model, out),
        Some(Screen::Refresh(at)) => refresher(model, at, out),
        Some(Screen::Case(Stage::Warned)) => page(model, out),
        Some(Screen::Case(stage)) => case(model, *stage, out),
        Some(Screen::Story { .. }) => case(model, Stage::Decide, out),
        Some(Screen::Reveal { .. }) => reveal(model, out),
        Some(Screen::Map(map)) => drawn(model, map, out),
        Some(Screen::Coast(at)) => coast(model, at, out),
        Some(Screen::Path(on)) => super::path::tell(model, on, out),
        Some(Screen::Progress { pack, .. }) => spoken(screens::progress::sentences(model, *pack), out),
        Some(Screen::Found(found)) => spoken(screens::found::sentences(model, found), out),
        Some(Screen::Summary { .. }) => summary(model, out),
        Some(Screen::Topics { .. }) => writeln!(out, "Practise one topic."),
        Some(Screen::Settings { .. }) => writeln!(out, "Settings. Choosing one changes it."),
        Some(Screen::Library { .. }) => writeln!(out, "The library."),
        Some(Screen::WhatIf(what)) => what_if(model, what, out),
        Some(Screen::Told(at)) => turned(model, at, out),
        Some(Screen::LookUp { .. }) => look_up(model, out),
        Some(Screen::Say(say)) if say.said.is_none() => writeln!(out, "{}", screens::say::question().text()),
        Some(Screen::Gestures { told, .. }) => gestures(model, told.as_deref(), out),
        Some(
            Screen::Findings { .. }
            | Screen::Rule { .. }
            | Screen::Diff(_)
            | Screen::Hunting { .. }
            | Screen::Say(_)
            | Screen::Month { .. },
        )
        | None => page(model, out),
    }
}

/// A page as it is drawn, without its rules and bars.
pub(super) fn page(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let page = view::page(model, usize::from(super::WIDTH) - 2);
    for line in page.head.iter().chain(&page.body) {
        let text = line.text();
        if !text.trim().is_empty() {
            writeln!(out, "{}", text.trim())?;
        }
    }
    Ok(())
}

/// Sentences, a line each.
fn spoken(sentences: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
    sentences.iter().try_for_each(|sentence| writeln!(out, "{sentence}"))
}

/// What is looked up: a heading, for the rules are the options.
fn look_up(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}.", screens::look_up::heading(model).text().replacen("  ", ": ", 1))?;
    writeln!(out, "Which of them decides is yours to see. Choose one to read it in full.")
}

/// The menu: what came of the last gesture, for the others are the options.
fn gestures(model: &Model, told: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    month(model, out)?;
    writeln!(out, "{}", told.unwrap_or("What may go with the remedy?"))
}

/// What is given and left, in a month with an allowance.
fn month(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    match screens::month::line(model, 0) {
        Some(line) => writeln!(out, "{}.", sentence(&line)),
        None => Ok(()),
    }
}

fn home(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Escalate or act?")?;
    writeln!(out, "A case comes in. Is it yours to settle, or somebody else's? You decide; the team's own policy answers.")?;
    let place = if model.wishes.log.is_empty() { "on this machine" } else { &model.wishes.log };
    writeln!(out, "Your answers are kept in {place}, and nowhere else. For learning, not for appraisal. Speed is never score.")?;
    for (place, slot) in model.shelf.iter().flat_map(|shelf| shelf.slots.iter().enumerate()) {
        let due = model.refreshers.of.get(&place).map_or(0, |refresher| refresher.due.len());
        if let (Slot::Ready(pack), 1..) = (slot, due) {
            writeln!(out, "{}: {due} due.", pack.policy.title)?;
        }
    }
    Ok(())
}

/// A refresher that is about to be played.
fn refresher(model: &Model, at: &Refreshing, out: &mut dyn Write) -> io::Result<()> {
    let title = model.shelf.as_ref().and_then(|s| s.pack(at.pack)).map_or("", |p| p.policy.title.as_str());
    let minutes = words::counted(usize::try_from(at.wish.minutes).unwrap_or(usize::MAX), "minute", "minutes");
    writeln!(out, "Refresher. {title}. At most {minutes}.")?;
    let Some(refresher) = model.refreshers.of.get(&at.pack) else {
        return writeln!(out, "{}", screens::refresh::waiting(model));
    };
    let told = refresh::told(refresher, at, model.wishes.zone);
    writeln!(out, "{}{}", told.headline, if told.headline.ends_with('.') { "" } else { "." })?;
    for (many, why) in &told.reasons {
        writeln!(out, "{many}: {why}.")?;
    }
    for line in told.fresh.iter().chain(&told.red).chain(&told.rest) {
        writeln!(out, "{line}")?;
    }
    if told.mixed {
        writeln!(out, "Mix: {}.", refresh::mix(at.wish.mix))?;
    }
    if !told.pace.is_empty() {
        writeln!(out, "Reckoned with {}", told.pace)?;
    }
    Ok(())
}

fn case(model: &Model, stage: Stage, out: &mut dyn Write) -> io::Result<()> {
    let Some((pack, session)) = model.playing() else { return Ok(()) };
    let Some(round) = session.round() else { return Ok(()) };
    let (policy, scenario) = (&pack.policy, &pack.scenarios[round.scenario]);
    match stage {
        Stage::Sure(answer) => return writeln!(out, "You say {}. How sure are you?", said(answer)),
        Stage::Ask { .. } => return writeln!(out, "What do you ask about? Asking what does not matter costs nothing."),
        Stage::Tap { .. } => return writeln!(out, "Which of these? It is graded, and no part of the marks."),
        Stage::Decide | Stage::Warned | Stage::Saving => {}
    }
    let channel = scenario.channel.map_or(String::new(), |c| format!(" ({})", words::channel(c)));
    writeln!(out, "{}: {}{channel}.", words::capital(&words::progress(session)), scenario.title)?;
    if let Some(why) = words::why(model) {
        writeln!(out, "Why this one: {why}.")?;
    }
    if let Some(change) = round.moved.filter(|moved| round.twin.is_none_or(|twin| twin.fact != moved.fact)) {
        writeln!(out, "As told, but: {}.", words::change(policy, &change))?;
    }
    if let Some(change) = &round.twin {
        writeln!(out, "The same, but: {}.", words::change(policy, change))?;
    }
    month(model, out)?;
    story(policy, scenario, &round.known, out)?;
    writeln!(out, "What do you do?")
}

/// What happened, what was said, and what is known.
fn story(policy: &Policy, scenario: &Scenario, case: &Case, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", words::filled(policy, &scenario.story, case).trim())?;
    for speech in &scenario.speech {
        let who = match speech.who {
            Speaker::Customer => "Customer",
            Speaker::Agent => "Agent",
            Speaker::Note => "Note",
        };
        writeln!(out, "{who}: {}", words::filled(policy, &speech.text, case))?;
    }
    writeln!(out, "What is known:")?;
    for id in facts::on_panel(policy, case) {
        writeln!(out, "{}: {}.", policy.fact(id).label, words::known(policy, id, case))?;
    }
    Ok(())
}

/// A told case that a draft turns.
fn turned(model: &Model, turned: &Turned, out: &mut dyn Write) -> io::Result<()> {
    let pack = model.shelf.as_ref().and_then(|s| s.pack(turned.pack));
    let Some((pack, scenario)) = pack.and_then(|pack| Some((pack, pack.scenarios.get(turned.flip.scenario)?))) else {
        return Ok(());
    };
    writeln!(out, "{}.", scenario.title)?;
    writeln!(out, "As it is: {}. What if: {}.", turned.flip.was.words(), turned.flip.now.words())?;
    story(&pack.policy, scenario, &scenario.told(), out)
}

fn reveal(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let Some((verdict, marks)) = verdict_line(model) else { return Ok(()) };
    let text = verdict.text();
    let text = text.trim_start_matches(['✓', '✗', ' ']);
    let wrong = if verdict.text().starts_with('✗') { "Wrong. " } else { "" };
    writeln!(out, "{wrong}{text} {}.", marks.text())?;
    if let Some(remark) = remark(model).filter(|_| wrong.is_empty()) {
        writeln!(out, "{}", sentence(&remark))?;
    }
    month(model, out)?;
    for section in sections(model) {
        writeln!(out)?;
        writeln!(out, "{}:", section.title)?;
        for block in &section.blocks {
            match block {
                Block::Text(rich, _) => writeln!(out, "{}", sentence(rich))?,
                Block::Scale(scale) => writeln!(out, "{}", scale.sentence())?,
            }
        }
    }
    Ok(())
}

/// A line without the signs that only a drawing needs.
fn sentence(rich: &Rich) -> String {
    let text = rich.text().replace('\u{a0}', " ");
    let text = text.trim().trim_start_matches("· ");
    let said = SAID.into_iter().fold(text.to_owned(), |text, (drawn, said)| text.replace(drawn, said));
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Signs of the drawing, and what is said for them.
const SAID: [(&str, &str); 5] = [("  ● ", ": "), ("  ○ ", "; "), ("  · ", "; "), (" → ", " would make it "), ("▸", "here ")];

/// The map as sentences: for each value of one fact, where along the other the answer turns.
fn drawn(model: &Model, map: &Map, out: &mut dyn Write) -> io::Result<()> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(map.start.pack)) else { return Ok(()) };
    let policy = &pack.policy;
    let (across, up) = (policy.fact(map.across.fact), policy.fact(map.up.fact));
    let changed: Vec<String> = map
        .changes()
        .into_iter()
        .map(|id| format!("{}: {}", policy.fact(id).label, words::known(policy, id, &map.now)))
        .collect();
    let rest = if changed.is_empty() { "everything else as in this case" } else { "with what you changed" };
    writeln!(out, "The boundary over {} and {}, {rest}.", across.label, up.label)?;
    for change in changed {
        writeln!(out, "Changed: {change}.")?;
    }
    let mut before = String::new();
    for (row, value) in map.up.values.iter().enumerate() {
        let case = map.now.with(map.up.fact, Some(*value));
        let line = match number_line(&pack.engine, policy, &case, map.across.fact) {
            Some(line) => Scale::new(policy, &line, &[]).stretches(),
            None => named(pack, map, row),
        };
        // Rows that say the same are told once.
        if line != before {
            writeln!(out, "{} {}: {line}.", up.label, words::value(policy, up, *value))?;
        }
        before = line;
    }
    let deciders: Vec<String> = regions(map).into_iter().filter_map(|region| decider(pack, &region.cell)).collect();
    writeln!(out, "Who decides on this map: {}.", deciders.join("; "))?;
    let holding = map.told.iter().filter(|t| t.holds).filter_map(|t| pack.scenarios.get(t.scenario));
    let titles: Vec<&str> = holding.map(|s| s.title.as_str()).collect();
    if !titles.is_empty() {
        writeln!(out, "Told cases that this map decides as the policy does: {}.", titles.join("; "))?;
    }
    if let Some(here) = map.here().and_then(|cell| decider(pack, cell)) {
        let place = [&map.across, &map.up]
            .map(|axis| format!("{}: {}", policy.fact(axis.fact).label, words::known(policy, axis.fact, &map.now)));
        writeln!(out, "Here ({}): {here}.", place.join(", "))?;
    }
    Ok(())
}

/// Who decides a place, and how; nobody where it can't occur.
fn decider(pack: &Pack, cell: &Cell) -> Option<String> {
    let name = scale::name(cell.ground);
    match (cell.rule.and_then(|id| pack.policy.rules.get(id.0)), cell.ground) {
        (_, Ground::Impossible) => None,
        (Some(rule), _) => Some(format!("{} {} ({name})", rule.id, rule.title)),
        (None, Ground::Answer(_)) => Some(format!("no rule ({name})")),
        (None, Ground::Open) => Some("what is not known".to_owned()),
    }
}

/// The coastline as sentences: how much of it is taught and crossed, voice by voice, and the line that is chosen.
fn coast(model: &Model, coast: &Coast, out: &mut dyn Write) -> io::Result<()> {
    let pack = model.shelf.as_ref().and_then(|s| s.pack(coast.pack));
    let (Some(pack), Some(Charted::Drawn(chart))) = (pack, model.charts.get(&coast.pack)) else { return page(model, out) };
    let facets = chart.coastline.facets.len();
    writeln!(
        out,
        "The coastline of {}: {}.",
        pack.policy.title,
        words::counted(facets, "place", "places where the answer turns")
    )?;
    let count = |facets: &[usize], layer: Layer| {
        let at = Coast { layer, ..coast.clone() };
        let of = |taught: Taught| facets.iter().filter(|facet| at.reached(chart, **facet) == taught).count();
        [of(Taught::Crossed), of(Taught::Touched), of(Taught::Untaught)]
    };
    let all: Vec<usize> = chart.order().collect();
    let [crossed, touched, untaught] = count(&all, Layer::Told);
    writeln!(out, "Told cases: {crossed} crossed, {touched} touched on one side, {untaught} untaught.")?;
    let [crossed, touched, untaught] = count(&all, Layer::Own);
    writeln!(out, "You: {crossed} crossed, {touched} on one side, {untaught} to go.")?;
    for row in &chart.rows {
        let [told, _, _] = count(&row.facets, Layer::Told);
        let [own, _, _] = count(&row.facets, Layer::Own);
        let (name, many) = (words::voice(&pack.policy, row.voice), row.facets.len());
        writeln!(out, "{name}: {told} of {many} crossed by told cases, {own} by you.")?;
    }
    writeln!(out, "Line {} of {facets}:", coast.at + 1)?;
    for line in screens::coast::facet::told(model, pack, chart, coast, usize::MAX / 2) {
        writeln!(out, "{}", sentence(&line).trim_start_matches(['■', '◧', '□', '●', '◐', '○', ' ']))?;
    }
    Ok(())
}

/// A number being moved, as sentences: what it is, the curve, and what the draft would change.
fn what_if(model: &Model, what: &WhatIf, out: &mut dyn Write) -> io::Result<()> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(what.pack)) else { return Ok(()) };
    if what.focus == Focus::Numbers {
        return writeln!(out, "What would change if one of these were another? Nothing is written: the policy stays as it is.");
    }
    let (knob, value) = (what.knob(), what.value());
    let say = |q| words::quantity(&pack.policy, knob.unit(&pack.policy), q).replace('\u{a0}', " ");
    let would = if value == knob.value { ", as it is".to_owned() } else { format!("; what if {}", say(value)) };
    writeln!(out, "{}: {}{would}.", words::capital(&knob.label(&pack.policy)), say(knob.value))?;
    let others = what.moved() - usize::from(value != knob.value);
    if others > 0 {
        writeln!(out, "Moved beside it: {}.", words::counted(others, "number", "numbers"))?;
    }
    let stretches: Vec<String> =
        what.curve.stretches().into_iter().map(|(from, alone)| format!("{alone} from {}", say(from))).collect();
    writeln!(out, "Told cases settled alone: {}.", stretches.join(", "))?;
    match &what.figures {
        Err(why) => writeln!(out, "This can't be decided exactly: {why}"),
        Ok(figures) => {
            for (label, line) in screens::whatif::sums::told(pack, figures, true) {
                writeln!(
                    out,
                    "{}: {}.",
                    words::capital(label).replace(" → ", " to "),
                    sentence(&line).replace(" would make it ", " to ")
                )?;
            }
            match figures.flips.len() {
                0 => writeln!(out, "No told case turns."),
                n => writeln!(out, "{}; choose one to read it.", words::counted(n, "told case turns", "told cases turn")),
            }
        }
    }
}

/// The values of a row, each with its answer.
fn named(pack: &Pack, map: &Map, row: usize) -> String {
    let across = pack.policy.fact(map.across.fact);
    let cell = |(column, value): (usize, &Value)| {
        let ground = map.cell(column, row).map_or(Ground::Impossible, |c| c.ground);
        format!("{} {}", words::value(&pack.policy, across, *value), scale::name(ground))
    };
    map.across.values.iter().enumerate().map(cell).collect::<Vec<_>>().join("; ")
}

fn summary(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let Some((pack, session)) = model.playing() else { return Ok(()) };
    let summary = session.summary();
    let cases = words::counted(summary.cases, "case", "cases");
    writeln!(
        out,
        "The summary: {} of {cases} as the policy says, {} marks, {} possible.",
        summary.right, summary.marks, summary.marks_possible
    )?;
    rate(out, "Over-escalation", "of what was yours to settle, handed over", summary.over_escalation)?;
    rate(out, "Over-reach", "of what was not (or not yet) yours to settle, settled or refused", summary.over_reach)?;
    writeln!(out, "{}", summary.leaning.words())?;
    writeln!(out, "Also: {} gave it away, {} needless no.", summary.gave_it_away, summary.needless_no)?;
    if summary.grey.of > 0 {
        writeln!(out, "Grey areas: {} of {}, outside both rates.", summary.grey.right, summary.grey.of)?;
    }
    if let Some(back) = refresh::coming_back(model) {
        writeln!(out, "Comes back, {back}")?;
    }
    if let Some(told) = looked_up(summary.looked_up, summary.cases) {
        writeln!(out, "Looked up: {told}.")?;
    }
    for miss in &summary.confidently_wrong {
        writeln!(out, "Sure, and wrong: {}, {}.", title(pack, &miss.scenario), miss.label())?;
    }
    for clause in &summary.read_again {
        let text = pack.policy.rule(&clause.rule).map_or(String::new(), |r| r.text.to_string());
        writeln!(out, "Read again: {}. {text}", clause.rule)?;
    }
    for miss in summary.missed.iter().filter(|m| !summary.confidently_wrong.contains(m)) {
        writeln!(out, "Missed: {}, {}.", title(pack, &miss.scenario), miss.label())?;
    }
    Ok(())
}

fn title(pack: &Pack, id: &str) -> String {
    pack.scenarios.iter().find(|s| s.id == id).map_or_else(|| id.to_owned(), |s| s.title.to_string())
}

fn rate(out: &mut dyn Write, name: &str, about: &str, rate: Rate) -> io::Result<()> {
    match (rate.share(), rate.interval()) {
        (Some(share), Some(range)) => writeln!(
            out,
            "{name}: {} of {} {about}, {:.0} percent; the true rate is likely {:.0} to {:.0} percent.",
            rate.count,
            rate.of,
            share * 100.0,
            range.low * 100.0,
            range.high * 100.0
        ),
        _ => writeln!(out, "{name}: no case of this kind."),
    }
}
