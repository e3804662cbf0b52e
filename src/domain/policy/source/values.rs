//! `values`: what a choice can be, or what a set can hold.

use crate::domain::document::findings::Findings;
use crate::domain::document::item::Item;
use crate::domain::document::table::Table;
use crate::domain::document::words::{Alphabet, shown};
use crate::domain::policy::fact::Named;
use crate::domain::text::Text;

/// `values`: a list of ids, or a table of ids and labels.
pub(super) fn read(table: &mut Table<'_>, findings: &mut Findings) -> Option<Vec<Named>> {
    const MOST: usize = 64;
    let item = table.need("values", findings)?;
    let named = if item.value().is_table() { labelled(&item, findings)? } else { listed(&item, findings)? };
    if named.is_empty() || named.len() > MOST {
        let message = format!("`values` has {} members", named.len());
        findings.report("policy::bad-values", item.span(), message, &format!("give at least one and at most {MOST}"));
        return None;
    }
    Some(named)
}

fn labelled(item: &Item<'_>, findings: &mut Findings) -> Option<Vec<Named>> {
    let entries = item.table("the values", findings)?.rest();
    let named: Vec<Option<Named>> = entries
        .iter()
        .map(|entry| {
            let good = Alphabet::Name.allows(entry.key);
            if !good {
                let shown = shown(entry.key);
                findings.report(
                    "file::bad-id",
                    entry.key_span.clone(),
                    format!("`{shown}` can't be a value"),
                    Alphabet::Name.words(),
                );
            }
            let label = entry.line(findings)?;
            good.then(|| Named { id: entry.key.to_owned(), label })
        })
        .collect();
    named.into_iter().collect()
}

fn listed(item: &Item<'_>, findings: &mut Findings) -> Option<Vec<Named>> {
    let members = item.list("a list of values, or a table of values and labels", findings)?;
    let mut named: Vec<Named> = Vec::with_capacity(members.len().min(65));
    let mut whole = true;
    for member in members.iter().take(66) {
        let Some(id) = member.id(Alphabet::Name, findings) else {
            whole = false;
            continue;
        };
        if named.iter().any(|n| n.id == id) {
            findings.report("policy::bad-values", member.span(), format!("`{id}` is given twice"), "keep one of them");
            whole = false;
        }
        named.push(Named { id: id.to_owned(), label: Text::clean(&id.replace(['_', '-'], " ")) });
    }
    whole.then_some(named)
}
