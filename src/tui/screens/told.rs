//! A told case as the policy as it is answers it, and as a draft would.

use super::title;
use crate::tui::model::{Model, Turned};
use crate::tui::page::{Page, say};
use crate::tui::rich::{Rich, Role};
use crate::tui::words;

/// The page.
pub fn page(model: &Model, turned: &Turned, width: usize) -> Page {
    let pack = model.shelf.as_ref().and_then(|s| s.pack(turned.pack));
    let Some((pack, scenario)) = pack.and_then(|pack| Some((pack, pack.scenarios.get(turned.flip.scenario)?))) else {
        return Page::default();
    };
    let mut head = super::case::heading(scenario, width);
    for (label, seen) in [("As it is   ", &turned.flip.was), ("What if    ", &turned.flip.now)] {
        say(&mut head, &Rich::dim(label).push(Role::Strong, seen.words().to_owned()), width);
    }
    head.push(Rich::new());
    let body = super::case::laid_out(&pack.policy, scenario, &scenario.told(), width);
    let topics = Rich::dim(words::topics(scenario));
    Page { title: (title("a case that turns").0, topics), head, body, scroll: turned.scroll, ..Page::default() }
}
