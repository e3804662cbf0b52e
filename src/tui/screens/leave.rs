//! Leave?

use super::title;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::words::counted;

/// The page.
pub fn page(model: &Model, _width: usize) -> Page {
    let kept = match model.playing().filter(|(_, s)| !s.is_finished()) {
        Some((_, session)) => {
            let done = session.position() + usize::from(session.round().is_some_and(|r| r.outcome.is_some()));
            let all = session.cards().len();
            format!(
                "{} of {} done, and kept. The session goes on where it stopped.",
                done.min(all),
                counted(all, "case", "cases")
            )
        }
        None => "Everything is kept.".to_owned(),
    };
    let body = vec![
        Rich::new(),
        Rich::of(Role::Strong, "Leave?"),
        Rich::new(),
        Rich::body(kept),
        Rich::new(),
        Rich::of(Role::Key, "   y").push(Role::Body, "  leave").push(Role::Key, "      n").push(Role::Body, "  stay"),
    ];
    Page { title: title("leave"), body, ..Page::default() }
}
