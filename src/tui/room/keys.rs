//! Keys of a meeting's programs: reading one from a table, the bar, and the help page, all of the same tables.

use crate::tui::key::Key;
use crate::tui::keymap::{Binding, folded};
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// What a key asks for, by the first table that knows it.
pub fn action<A: Copy + 'static, M: 'static>(tables: &[&'static [Binding<A, M>]], model: &M, key: Key) -> Option<A> {
    let key = folded(key);
    tables.iter().flat_map(|table| table.iter()).find(|b| b.keys.contains(&key) && (b.when)(model)).map(|b| b.action)
}

/// Keys for the bar, each once: by the first row that reads it.
pub fn bar<A: 'static, M: 'static>(tables: &[&'static [Binding<A, M>]], model: &M) -> Vec<&'static Binding<A, M>> {
    let mut told: Vec<&'static Binding<A, M>> = Vec::new();
    for row in tables.iter().flat_map(|table| table.iter()).filter(|b| !b.bar.is_empty() && (b.when)(model)) {
        if !told.iter().any(|before| before.keys.first() == row.keys.first()) {
            told.push(row);
        }
    }
    told
}

/// The help page.
pub fn help<A: 'static, M: 'static>(tables: &[&'static [Binding<A, M>]], model: &M, scroll: usize, width: usize) -> Page {
    let mut body = vec![Rich::of(Role::Strong, "Keys on this screen"), Rich::new()];
    for binding in tables.iter().flat_map(|table| table.iter()).filter(|b| !b.help.is_empty()) {
        let now = (binding.when)(model);
        let (key, words) = if now { (Role::Key, Role::Body) } else { (Role::Dim, Role::Dim) };
        let line = Rich::of(key, format!("{:>12}", binding.shown)).push(words, format!("   {}", binding.help));
        body.extend(wrapped(&line.push(Role::Dim, if now { "" } else { "  (not now)" }), width, 15));
    }
    Page { title: (Rich::of(Role::Accent, "Keys"), Rich::new()), body, scroll, ..Page::default() }
}
