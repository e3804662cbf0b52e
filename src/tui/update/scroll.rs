//! Scrolling what is longer than the screen. The view clamps what goes past the end, and says so through the model's size.

use crate::tui::keymap::Action;
use crate::tui::model::{Model, Overlay, Screen};
use crate::tui::view;

/// Scrolls the screen.
pub fn screen(model: &mut Model, action: Action) {
    let page = page(model);
    let most = view::overflow(model);
    let scroll = match model.screens.last_mut() {
        Some(Screen::Told(turned)) => &mut turned.scroll,
        Some(Screen::Path(on)) => &mut on.scroll,
        Some(Screen::Say(say)) => &mut say.scroll,
        Some(Screen::Diff(reading)) => &mut reading.scroll,
        Some(Screen::Refresh(at)) => &mut at.scroll,
        Some(Screen::Found(found)) => &mut found.scroll,
        Some(
            Screen::Reveal { scroll, .. }
            | Screen::Summary { scroll, .. }
            | Screen::Month { scroll }
            | Screen::Rule { scroll, .. }
            | Screen::Progress { scroll, .. }
            | Screen::Story { scroll }
            | Screen::Findings { scroll, .. },
        ) => scroll,
        _ => return,
    };
    moved(scroll, action, page, most);
}

/// Scrolls the overlay.
pub fn overlay(model: &mut Model, action: Action) {
    let page = page(model);
    let most = view::overflow(model);
    if let Some(Overlay::Help { scroll }) = &mut model.overlay {
        moved(scroll, action, page, most);
    }
}

/// How many lines a page key moves.
pub fn page(model: &Model) -> usize {
    usize::from(model.size.1).saturating_sub(8).max(1)
}

/// Moves a place by lines and pages, to the end at most. Who went to the end stays there while the page still grows.
pub fn moved(scroll: &mut usize, action: Action, page: usize, most: usize) {
    if action == Action::Bottom {
        *scroll = usize::MAX;
        return;
    }
    let at = (*scroll).min(most);
    *scroll = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => at + 1,
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => at + page,
        Action::Top => 0,
        _ => at,
    }
    .min(most);
}
