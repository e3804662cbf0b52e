//! The keys, derived from the tables, and the words of the game.

use super::title;
use crate::tui::keymap;
use crate::tui::model::Model;
use crate::tui::page::Page;
use crate::tui::rich::{Rich, Role};
use crate::tui::wrap::wrapped;

/// The page.
pub fn page(model: &Model, scroll: usize, width: usize) -> Page {
    let mut body = vec![Rich::new(), Rich::of(Role::Strong, "Keys on this screen"), Rich::new()];
    for binding in keymap::help(model) {
        let now = (binding.when)(model);
        let (key, words) = if now { (Role::Key, Role::Body) } else { (Role::Dim, Role::Dim) };
        let line = Rich::of(key, format!("{:>16}", binding.shown)).push(words, format!("   {}", binding.help));
        body.append(&mut wrapped(&line.push(Role::Dim, if now { "" } else { "  (not now)" }), width, 19));
    }
    body.extend([Rich::new(), Rich::of(Role::Strong, "Words of the game"), Rich::new()]);
    for (word, meaning) in GLOSSARY {
        let line = Rich::of(Role::Key, format!("{word:>16}")).push(Role::Body, format!("   {meaning}"));
        body.append(&mut wrapped(&line, width, 19));
    }
    Page { title: title("help"), body, scroll, ..Page::default() }
}

const GLOSSARY: [(&str, &str); 11] = [
    ("red line", "a rule that says: hand it over"),
    ("stop line", "a rule that says: say no, or not yet, yourself"),
    ("green light", "a rule that says: settle it yourself"),
    ("grey area", "no rule speaks; it counts in neither error rate"),
    ("over-escalation", "you handed over what was yours to settle"),
    ("over-reach", "you settled or refused what had to be handed over"),
    ("gave it away", "yes, where the policy says no"),
    ("needless no", "no, where the policy says yes"),
    ("room", "how far a number may move before the answer turns"),
    ("twin", "the same case with the one fact changed that turns it"),
    ("marks", "right +1 +2 +3, wrong 0 −2 −6, by how sure you were"),
];
