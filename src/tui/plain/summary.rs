//! The end of a session as sentences.

use std::io::{self, Write};

use crate::domain::learner::measures::wilson::Rate;
use crate::domain::wording::counted;
use crate::domain::wording::judgement::looked_up;
use crate::tui::model::Model;
use crate::tui::refresh;
use crate::tui::shelf::Pack;

/// Both error rates, what was surely wrong, and what to read again.
pub(super) fn summary(model: &Model, out: &mut dyn Write) -> io::Result<()> {
    let Some((pack, session)) = model.playing() else { return Ok(()) };
    let summary = session.summary();
    let cases = counted(summary.cases, "case", "cases");
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
