//! Topics of a pack.

use super::title;
use crate::domain::wording::counted;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};

/// The page.
pub fn page(model: &Model, place: usize, cursor: usize, width: usize) -> Page {
    let Some(pack) = model.shelf.as_ref().and_then(|s| s.pack(place)) else { return Page::default() };
    let mut body = Vec::new();
    for (i, (topic, cases)) in pack.topics().into_iter().enumerate() {
        let (sign, role) = if i == cursor { ("▸ ", Role::Accent) } else { ("  ", Role::Body) };
        let line = Rich::of(role, format!("{sign}{}", topic.replace('-', " ")));
        body.push(line.with_right(Rich::dim(counted(cases, "case", "cases")), width.min(60)));
    }
    let head = vec![
        Rich::new(),
        Rich::of(Role::Strong, "Practise one topic").push(Role::Dim, format!("  {}", pack.policy.title)),
        Rich::new(),
    ];
    Page { title: title("topics"), head, scroll: cursor.saturating_sub(6), body, ..Page::default() }
}
