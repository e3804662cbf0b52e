//! A case as sentences: the question, the story, what came of the answer.

use std::io::{self, Write};

use super::scene::{month, sentence};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::scenario::{Scenario, Speaker};
use crate::tui::model::{Model, Stage, Turned};
use crate::tui::reveal::verdict::{said, verdict_line};
use crate::tui::reveal::{Block, remark, sections};
use crate::tui::{facts, words};

/// The case on the table, or the next question about it.
pub(super) fn case(model: &Model, stage: Stage, out: &mut dyn Write) -> io::Result<()> {
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
    let lead = |nth: usize| if nth == 0 { "As told, but:" } else { "And:" };
    let dealt = round.told_moves().enumerate().map(|(nth, change)| (lead(nth), *change));
    for (lead, change) in dealt.chain(round.twin.map(|change| ("The same, but:", change))) {
        let from = words::value(policy, policy.fact(change.fact), change.from);
        let counts = words::untold(policy, scenario, &change).map_or(String::new(), |counts| format!(" {counts}"));
        writeln!(out, "{lead} {} (it was {from}).{counts}", words::change(policy, &change))?;
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
pub(super) fn turned(model: &Model, turned: &Turned, out: &mut dyn Write) -> io::Result<()> {
    let pack = model.shelf.as_ref().and_then(|s| s.pack(turned.pack));
    let Some((pack, scenario)) = pack.and_then(|pack| Some((pack, pack.scenarios.get(turned.flip.scenario)?))) else {
        return Ok(());
    };
    writeln!(out, "{}.", scenario.title)?;
    writeln!(out, "As it is: {}. What if: {}.", turned.flip.was.words(), turned.flip.now.words())?;
    story(&pack.policy, scenario, &scenario.told(), out)
}

/// What came of the answer.
pub(super) fn reveal(model: &Model, out: &mut dyn Write) -> io::Result<()> {
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
