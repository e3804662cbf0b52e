//! Writing a "what about when…?".

use crate::domain::session::Millis;
use crate::domain::text::Text;
use crate::tui::effect::Effect;
use crate::tui::key::{Code, Key};
use crate::tui::model::{Model, Overlay, Screen};
use crate::tui::port::Remark;
use unicode_segmentation::UnicodeSegmentation;

/// Longest note, in bytes: a few paragraphs.
const LIMIT: usize = 4000;

/// A key typed into the note, if one is being written; true if the key was used up.
pub fn typed(model: &mut Model, key: Key) -> bool {
    let Some(Overlay::Note { text }) = &mut model.overlay else { return false };
    match key {
        Key { code: Code::Char(c), ctrl: false } => add(text, c.encode_utf8(&mut [0; 4])),
        Key { code: Code::Backspace, .. } => {
            let kept = text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
            text.truncate(kept);
        }
        Key { code: Code::Char('u'), ctrl: true } => text.clear(),
        _ => return false,
    }
    true
}

/// Text pasted into the note; elsewhere a paste does nothing, so that it can't answer a case.
pub fn paste(model: &mut Model, pasted: &str) {
    if let Some(Overlay::Note { text }) = &mut model.overlay {
        add(text, pasted);
    }
}

fn add(text: &mut String, more: &str) {
    let mut joined = format!("{text}{more}");
    if joined.len() > LIMIT {
        let end = (0..=LIMIT).rev().find(|i| joined.is_char_boundary(*i)).unwrap_or(0);
        joined.truncate(end);
    }
    *text = Text::clean(&joined).to_string();
}

/// Keeps the note, with the place it was asked at.
pub fn keep(model: &mut Model, now: Millis) -> Vec<Effect> {
    let Some(Overlay::Note { text }) = model.overlay.take() else { return Vec::new() };
    let text = Text::clean(text.trim());
    if text.is_empty() {
        return Vec::new();
    }
    model.word = Some("Noted, for whoever keeps the policy.".to_owned());
    vec![Effect::Remark(Box::new(remark(model, text, now)))]
}

fn remark(model: &Model, text: Text, now: Millis) -> Remark {
    let on_a_case = !matches!(model.screen(), Some(Screen::Home { .. } | Screen::Library { .. } | Screen::Settings { .. }) | None);
    let playing = model.playing().filter(|_| on_a_case);
    let round = playing.and_then(|(_, session)| session.round());
    let read = match model.screen() {
        Some(Screen::Rule { pack, rule, .. }) => {
            model.shelf.as_ref().and_then(|s| s.pack(*pack)).and_then(|p| p.policy.rules.get(rule.0))
        }
        _ => playing.and_then(|(pack, _)| {
            let revealed = round.filter(|r| r.outcome.is_some())?;
            pack.policy.rules.get(revealed.explanation.ruling.rules.first()?.0)
        }),
    };
    Remark {
        text,
        time: now,
        session: playing.map(|(_, session)| session.id()),
        pack: playing.map(|(pack, _)| pack.name.clone()),
        policy: playing.map(|(pack, _)| pack.stamp()),
        scenario: playing.zip(round).and_then(|((pack, _), r)| pack.scenarios.get(r.scenario)).map(|s| s.id.clone()),
        rule: read.map(|r| r.id.clone()),
    }
}
