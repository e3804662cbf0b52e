//! As plain text.

use super::{Item, Section, Sheet};
use crate::domain::scenario::layout::wrap;
use crate::export::columns::{COLUMNS, indented};

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out = vec!["WHAT I MAY DO ALONE".to_owned()];
    out.extend(wrap(&sheet.title, COLUMNS));
    if !sheet.known.is_empty() {
        out.extend(wrap(&sheet.known.join(" · "), COLUMNS));
    }
    out.extend(sheet.usual.iter().flat_map(|usual| wrap(usual, COLUMNS)));
    sheet.sections.iter().for_each(|s| section(s, &mut out));
    out.push(String::new());
    out.extend(wrap(&sheet.about, COLUMNS));
    out.join("\n") + "\n"
}

fn section(section: &Section, out: &mut Vec<String>) {
    out.push(String::new());
    out.extend(wrap(&section.heading.to_uppercase(), COLUMNS));
    if !section.lead.is_empty() {
        indented("", &section.lead.join(" · "), 2, out);
    }
    section.items.iter().for_each(|i| item(i, out));
}

fn item(item: &Item, out: &mut Vec<String>) {
    let title = if item.id.is_empty() { item.title.clone() } else { format!("{}  {}", item.id, item.title) };
    indented("", &title, 2, out);
    if !item.says.is_empty() {
        indented("", &item.says, 4, out);
    }
    for (label, text) in &item.lines {
        indented(label, text, 4, out);
    }
}
