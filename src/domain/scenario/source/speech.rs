//! `[[say]]`: what was said.

use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::scenario::{Speaker, Speech, template};

/// Every key of `[[say]]`.
pub(crate) const KEYS: [&str; 2] = ["who", "text"];

/// Reads what was said; nothing where a part is broken.
pub(super) fn read(item: Option<Item<'_>>, policy: &Vocabulary, findings: &mut Findings) -> Option<Vec<Speech>> {
    let Some(item) = item else { return Some(Vec::new()) };
    let members = item.list("a list of tables, each written [[say]]", findings)?;
    let read: Vec<Option<Speech>> = members.iter().map(|m| one(m, policy, findings)).collect();
    read.into_iter().collect()
}

fn one(item: &Item<'_>, policy: &Vocabulary, findings: &mut Findings) -> Option<Speech> {
    let mut table = item.table("[[say]]", findings)?;
    let who = table.need("who", findings).and_then(|w| w.word(&Speaker::ALL, findings));
    let text = table.need("text", findings).and_then(|t| template::read(&t, policy, findings));
    table.finish(&KEYS, findings);
    Some(Speech { who: who?, text: text? })
}
