//! The menu of gestures: what one may offer beside the remedy, what it costs, and whether it fits this case.

use super::{month, session_title};
use crate::domain::policy::{Gesture, Policy};
use crate::domain::session::saying::Fit;
use crate::tui::craft;
use crate::tui::model::Model;
use crate::tui::page::{Page, window};
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// Lines longer than this are hard to read.
const MEASURE: usize = 84;
/// Rows of the screen that are not the list.
const AROUND: usize = 13;

/// The page.
pub fn page(model: &Model, cursor: usize, told: Option<&str>, width: usize) -> Page {
    let Some((pack, _, _)) = craft::answered(model) else { return Page::default() };
    let width = width.min(MEASURE);
    let mut head = vec![Rich::new(), Rich::of(Role::Strong, "Beside the remedy").push(Role::Dim, "  what may go with it")];
    head.extend(month::line(model, width));
    head.push(Rich::new());
    let menu = craft::menu(model);
    let height = usize::from(model.size.1).saturating_sub(AROUND).max(3);
    let shown = window(menu.len(), cursor, height);
    let rows = menu.iter().enumerate().skip(shown.start).take(shown.len());
    let body = rows.map(|(i, (gesture, fit))| row(&pack.policy, gesture, *fit, i == cursor, width)).collect();
    let mut foot = vec![Rich::new()];
    let words = match told {
        Some(told) => Rich::of(Role::Accent, told.to_owned()),
        None => {
            let say = menu.get(cursor).and_then(|(gesture, _)| gesture.say.as_ref());
            say.map_or_else(Rich::new, |say| Rich::dim("Say  ").push(Role::Body, format!("“{say}”")))
        }
    };
    foot.extend(wrapped(&words, width, 5));
    Page { title: session_title(model), head, body, foot, near: Some(menu.len().min(height)), ..Page::default() }
}

fn row(policy: &Policy, gesture: &Gesture, fit: Fit, chosen: bool, width: usize) -> Rich {
    let (sign, role) = match fit {
        Fit::Fits => ("✓ ", Role::Right),
        Fit::NotMeant | Fit::SpeaksAgainst => ("✗ ", Role::Dim),
        Fit::Unknown => ("? ", Role::Dim),
    };
    let text = if fit == Fit::Fits { Role::Body } else { Role::Dim };
    let cursor = if chosen { Rich::of(Role::Accent, "▸ ") } else { Rich::body("  ") };
    let line = cursor.push(role, sign).push(if chosen { Role::Accent } else { text }, gesture.label.to_string());
    line.with_right(Rich::of(text, craft::cost(policy, gesture)), width)
}

/// A row as a sentence, for plain lines.
pub fn sentences(model: &Model) -> Vec<String> {
    let Some((pack, _, _)) = craft::answered(model) else { return Vec::new() };
    let sentence = |(gesture, fit): (&Gesture, Fit)| {
        let fits = match fit {
            Fit::Fits => "fits",
            Fit::NotMeant | Fit::SpeaksAgainst => "does not fit here",
            Fit::Unknown => "can't be told here",
        };
        format!("{}, {}: {fits}", gesture.label, craft::cost(&pack.policy, gesture))
    };
    craft::menu(model).into_iter().map(sentence).collect()
}
