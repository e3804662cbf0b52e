//! Leave?

use super::title;
use crate::domain::wording::counted;
use crate::tui::model::Model;
use crate::tui::page::{Page, say};
use crate::tui::rich::{Rich, Role};

/// The page.
pub fn page(model: &Model, width: usize) -> Page {
    let unsaved = model.notice.is_some();
    let kept = match model.playing().filter(|(_, s)| !s.is_finished()) {
        Some((_, session)) => {
            let done = session.position() + usize::from(session.round().is_some_and(|r| r.outcome.is_some()));
            let all = session.cards().len();
            let done = format!("{} of {} done", done.min(all), counted(all, "case", "cases"));
            if unsaved {
                format!(
                    "{done}. What the log can't take is written to a file beside it on leaving, and read from there next time."
                )
            } else {
                format!("{done}, and kept. The session goes on where it stopped.")
            }
        }
        None if unsaved => "What the log can't take is written to a file beside it on leaving.".to_owned(),
        None => "Everything is kept.".to_owned(),
    };
    let mut body = vec![Rich::new(), Rich::of(Role::Strong, "Leave?"), Rich::new()];
    say(&mut body, &Rich::body(kept), width);
    body.extend([
        Rich::new(),
        Rich::of(Role::Key, "   y").push(Role::Body, "  leave").push(Role::Key, "      n").push(Role::Body, "  stay"),
    ]);
    Page { title: title("leave"), body, ..Page::default() }
}
