//! Home: what there is to play, and what becomes of the answers.

use crate::domain::diagnostic::Severity;
use crate::domain::learner::belief::hunt::CASES;
use crate::domain::policy::explanation::Verdict;
use crate::domain::session::attempt::Mode;
use crate::domain::wording::counted;
use crate::tui::home::{Row, rows};
use crate::tui::model::Model;
use crate::tui::page::{Page, say};
use crate::tui::refresh;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::{Pack, Slot};
use crate::tui::words;

/// Below this height the emblem makes room, and the prebrief is shorter.
const SHORT: u16 = 24;
/// Rows of the screen that are neither list nor prebrief.
const AROUND: usize = 4;

/// The page.
pub fn page(model: &Model, cursor: usize, width: usize) -> Page {
    let mut body = vec![Rich::new()];
    let short = model.size.1 < SHORT;
    if !short {
        body.extend(emblem(width));
    }
    say(&mut body, &Rich::of(Role::Strong, "A case comes in. Is it yours to settle, or somebody else's?"), width);
    say(&mut body, &Rich::dim("You decide. The team's own policy answers, and shows where the line runs."), width);
    body.push(Rich::new());
    let rows = rows(model);
    if rows.is_empty() {
        let words =
            if model.shelf.is_some() { "There is no pack to play. `eoa check` says why." } else { "Reading the packs…" };
        body.push(Rich::dim(words));
    }
    let mut chosen = 0;
    for (i, row) in rows.iter().enumerate() {
        body.extend(lines(model, *row, i == cursor, width));
        chosen = if i == cursor { body.len() } else { chosen };
    }
    let foot = prebrief(model, width, short);
    // The chosen row stays in sight.
    let scroll = (chosen + foot.len() + AROUND).saturating_sub(usize::from(model.size.1));
    let trainee = Rich::dim(model.wishes.trainee.to_string());
    Page { title: (Rich::of(Role::Accent, "Escalate or act?"), trainee), body, foot, scroll, ..Page::default() }
}

/// The line, and a case before it.
fn emblem(width: usize) -> Vec<Rich> {
    let bar = width.min(72);
    let act = bar * 3 / 5;
    let case = act * 3 / 4;
    let line = Rich::of(Role::Region(Verdict::Yes), "━".repeat(case))
        .push(Role::Strong, "●")
        .push(Role::Region(Verdict::Yes), "━".repeat(act - case - 1))
        .push(Role::Strong, "┃")
        .push(Role::Region(Verdict::Escalate), "▒".repeat(bar - act - 1));
    let names = Rich::of(Role::Side(Verdict::Yes), "act").padded(act + 1).push(Role::Side(Verdict::Escalate), "escalate");
    vec![line, names, Rich::new()]
}

fn lines(model: &Model, row: Row, chosen: bool, width: usize) -> Vec<Rich> {
    let start = if chosen { Rich::of(Role::Accent, "▸ ") } else { Rich::body("  ") };
    let strong = if chosen { Role::Accent } else { Role::Strong };
    match row {
        Row::Continue => {
            let (what, how_far) = unfinished(model);
            let line = start.push(strong, "Continue where you stopped").push(Role::Dim, format!("  {what}"));
            vec![line.with_right(Rich::dim(how_far), width), Rich::new()]
        }
        Row::Pack(place) => match model.shelf.as_ref().and_then(|s| s.slots.get(place)) {
            Some(Slot::Ready(pack)) => ready(model, place, start, strong, pack, width),
            Some(Slot::Broken(broken)) => {
                let errors = broken.findings.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
                let line = start.push(strong, broken.name.clone()).push(Role::Wrong, "  ✗ broken");
                let line = line.with_right(Rich::dim(counted(errors, "mistake", "mistakes")), width);
                vec![line, Rich::dim("  can't be played; Enter shows what is wrong, and where"), Rich::new()]
            }
            None => Vec::new(),
        },
    }
}

fn ready(model: &Model, place: usize, start: Rich, strong: Role, pack: &Pack, width: usize) -> Vec<Rich> {
    let cases = counted(pack.scenarios.len(), "case", "cases");
    let rules = counted(pack.policy.rules.len(), "rule", "rules");
    let line = start.push(strong, pack.policy.title.to_string());
    let about = format!("  {} · version {}, from {}", pack.policy.owner, pack.policy.version, pack.policy.effective);
    let due = refresh::due(model, place).map_or(Rich::new(), |due| Rich::of(Role::Accent, due));
    let counts = Rich::dim(format!("{cases} · {rules}"));
    let mut lines = vec![line.with_right(counts, width), Rich::dim(about).with_right(due, width)];
    if pack.findings.left_out > 0 {
        let left_out = counted(pack.findings.left_out, "broken case is left out", "broken cases are left out");
        lines.push(Rich::of(Role::Caution, format!("  ! {left_out}")).push(Role::Dim, "  press d to see why"));
    }
    lines.push(Rich::new());
    lines
}

/// The session to go on with: of which pack, and how far it has come.
fn unfinished(model: &Model) -> (String, String) {
    if let Some((pack, session)) = model.playing().filter(|(_, s)| !s.is_finished()) {
        return (words::short(&pack.policy.title).to_owned(), words::progress(session));
    }
    let Some((saved, _)) = &model.unfinished else { return (String::new(), String::new()) };
    let shelf = model.shelf.as_ref();
    let title = shelf.and_then(|s| s.pack(s.find(&saved.pack)?)).map(|p| words::short(&p.policy.title).to_owned());
    let at = match &saved.twins {
        // Its hand grows while it is played.
        None if saved.mode == Mode::Line => format!("{} answered of about {CASES}", saved.answers),
        Some(_) => "the round of twins".to_owned(),
        None => format!("case {} of {}", (saved.position + 1).min(saved.cards.len()), saved.cards.len()),
    };
    (title.unwrap_or_else(|| saved.pack.clone()), at)
}

/// What is recorded, where, and what it is not for.
fn prebrief(model: &Model, width: usize, short: bool) -> Vec<Rich> {
    let mut lines = vec![Rich::new()];
    if short {
        let text = format!("Kept in {}. Not for appraisal; speed is never score.", model.wishes.log);
        say(&mut lines, &Rich::dim(text), width);
        return lines;
    }
    let place = if model.wishes.log.is_empty() { "on this machine" } else { model.wishes.log.as_str() };
    say(&mut lines, &Rich::dim(format!("Your answers are kept in {place}, and nowhere else.")), width);
    say(&mut lines, &Rich::dim("For learning, not for appraisal. Speed is never score: take your time."), width);
    lines
}
