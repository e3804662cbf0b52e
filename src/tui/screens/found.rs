//! The line that was found: what one plays by, where one turns, the rule that mends it, and how each case should have been answered.

use super::{progress, title};
use crate::domain::learner::belief::hunt::CASES;
use crate::domain::session::attempt::{Attempt, Mode};
use crate::domain::session::deck::Card;
use crate::domain::wording::counted;
use crate::domain::wording::line::value;
use crate::domain::wording::trainee::of_mind;
use crate::tui::model::{Found, Model};
use crate::tui::page::{Page, say};
use crate::tui::reveal::verdict::said;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::words;

/// Lines longer than this are hard to read.
const MEASURE: usize = 92;

/// While cases are chosen.
pub fn hunting(model: &Model, place: usize, width: usize) -> Page {
    let name = model.shelf.as_ref().and_then(|s| s.pack(place)).map_or("", |pack| words::short(&pack.policy.title));
    let mut head = vec![Rich::new()];
    say(&mut head, &Rich::of(Role::Strong, "Choosing cases that tell readings of the policy apart…"), width);
    let about = format!(
        "About {CASES} cases, each chosen by what you answered before. Answer as you would; nothing is explained until the end. \
         These cases stand next to a line on purpose: they enter no rate."
    );
    say(&mut head, &Rich::dim(about), width.min(MEASURE));
    Page { title: (title("find my line").0, Rich::dim(name.to_owned())), head, ..Page::default() }
}

/// The page.
pub fn page(model: &Model, found: &Found, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(found.pack)) else { return Page::default() };
    let measure = width.min(MEASURE);
    let title = (title("find my line").0, Rich::dim(words::short(&pack.policy.title).to_owned()));
    let mut body = progress::of_part(&of_mind(&pack.policy, &found.mind), measure);
    body.push(Rich::of(Role::Accent, "What you answered"));
    if let Some(before) = before(model, found) {
        say(&mut body, &Rich::dim(before), measure);
    }
    for (attempt, card) in answered(model) {
        let right = attempt.judgement().is_right();
        let (sign, role) = if right { ("✓ ", Role::Right) } else { ("✗ ", Role::Wrong) };
        say(&mut body, &Rich::of(role, sign).push(Role::Body, told(pack, attempt, card)), measure);
    }
    let head = vec![Rich::new()];
    Page { title, head, body, scroll: found.scroll, ..Page::default() }
}

/// The same as sentences.
pub fn sentences(model: &Model, found: &Found) -> Vec<String> {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(found.pack)) else { return Vec::new() };
    let mut said = progress::spoken(&of_mind(&pack.policy, &found.mind));
    said.push("What you answered:".to_owned());
    said.extend(before(model, found));
    said.extend(answered(model).map(|(attempt, card)| {
        let sign = if attempt.judgement().is_right() { "Right" } else { "Wrong" };
        format!("{sign}. {}", told(pack, attempt, card)).replace('\u{a0}', " ")
    }));
    said
}

/// That it was told from earlier answers too; none where there were none.
fn before(model: &Model, found: &Found) -> Option<String> {
    let before = found.mind.answers.saturating_sub(answered(model).count());
    (before > 0)
        .then(|| format!("What was found rests on these and on {} you gave before.", counted(before, "answer", "answers")))
}

/// Each answer with its card: a sitting of this kind has neither twins nor skipped cases.
fn answered(model: &Model) -> impl Iterator<Item = (&Attempt, &Card)> {
    let session = model.play.as_ref().map(|play| &play.session).filter(|session| session.mode() == Mode::Line);
    session.into_iter().flat_map(|session| session.attempts().iter().zip(session.cards()))
}

/// `The cracked lid, Amount: €95. You said act: yes; the policy says escalate (M-3).`
fn told(pack: &Pack, attempt: &Attempt, card: &Card) -> String {
    let Some(scenario) = pack.scenarios.get(card.scenario) else { return String::new() };
    let told = scenario.told();
    let moved = card.moved.iter().map(|(fact, to)| format!(", {}", value(&pack.policy, *fact, told.get(*fact), *to)));
    let (own, right) = (said(attempt.answer), words::verdict(Some(attempt.verdict.answer())));
    let rule = attempt.decider().map_or(String::new(), |rule| format!(" ({rule})"));
    let moved: String = moved.collect();
    if attempt.judgement().is_right() {
        return format!("{}{moved}: {own}{rule}.", scenario.title);
    }
    format!("{}{moved}: you said {own}; the policy says {right}{rule}.", scenario.title)
}
