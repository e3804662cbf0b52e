//! Writing a "what about when…?".

use crate::domain::session::Millis;
use crate::domain::session::note::{About, Note, NoteKind};
use crate::domain::text::Text;
use crate::tui::effect::Effect;
use crate::tui::home;
use crate::tui::key::Key;
use crate::tui::model::{Model, Overlay, Screen};
use crate::tui::typing;

/// Longest note, in bytes: a few paragraphs.
const LIMIT: usize = 4000;

/// A key typed into the note, if one is being written; true if the key was used up.
pub fn typed(model: &mut Model, key: Key) -> bool {
    let Some(Overlay::Note { text } | Overlay::Words { text }) = &mut model.overlay else { return false };
    typing::typed(text, key, LIMIT)
}

/// Text pasted into the note; elsewhere a paste does nothing, so that it can't answer a case.
pub fn paste(model: &mut Model, pasted: &str) {
    if let Some(Overlay::Note { text } | Overlay::Words { text }) = &mut model.overlay {
        typing::add(text, pasted, LIMIT);
    }
}

/// Keeps the note, with the place it was asked at.
pub fn keep(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some(Overlay::Note { text }) = model.overlay.take() else { return Vec::new() };
    let text = Text::clean(text.trim());
    let Some(about) = about(model).filter(|_| !text.is_empty()) else { return Vec::new() };
    let note = Note::take(&model.wishes.trainee, NoteKind::WhatAboutWhen, about, &text, now);
    model.word = Some("Noted, for whoever keeps the policy.".to_owned());
    vec![Effect::Note(Box::new(note))]
}

/// The pack, the case and the clause on the screen.
fn about(model: &Model) -> Option<About> {
    let shelf = model.shelf.as_ref()?;
    let on_table = model.playing().filter(|_| in_session(model));
    let round = on_table.and_then(|(_, session)| session.round());
    let pack = match model.screen()? {
        Screen::Rule { pack, .. } | Screen::Library { pack, .. } | Screen::Topics { pack, .. } => shelf.pack(*pack),
        Screen::Map(map) => shelf.pack(map.start.pack),
        Screen::Home { cursor } => home::pack_at(model, *cursor).and_then(|place| shelf.pack(place)),
        _ => on_table.map(|(pack, _)| pack),
    };
    let pack = pack.or_else(|| (0..shelf.slots.len()).find_map(|i| shelf.pack(i)))?;
    let rule = match model.screen()? {
        Screen::Rule { rule, .. } => *rule,
        _ => round.filter(|r| r.outcome.is_some()).and_then(|r| r.explanation.ruling.rules.first().copied()),
    };
    Some(About {
        pack: pack.name.clone(),
        policy: pack.stamp(),
        scenario: round.and_then(|r| pack.scenarios.get(r.scenario)).map(|s| s.id.clone()),
        rule: rule.and_then(|id| pack.policy.rules.get(id.0)).map(|r| r.id.clone()),
        attempt: round.and_then(|r| r.outcome.as_ref()).map(|o| o.attempt.id),
    })
}

fn in_session(model: &Model) -> bool {
    model.screens.iter().any(|s| matches!(s, Screen::Case(_) | Screen::Reveal { .. }))
}
