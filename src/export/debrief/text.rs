//! As plain text.

use super::{Item, Section, Sheet};
use crate::domain::scenario::layout::wrap;
use crate::export::columns::{COLUMNS, indented};

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out = vec!["WHAT WE TAKE AWAY".to_owned()];
    out.extend(wrap(&sheet.title, COLUMNS));
    out.extend(sheet.lead.iter().flat_map(|lead| wrap(lead, COLUMNS)));
    sheet.sections.iter().enumerate().for_each(|(at, s)| section(at + 1, s, &mut out));
    out.push(String::new());
    out.extend(wrap(&sheet.about, COLUMNS));
    out.join("\n") + "\n"
}

fn section(number: usize, section: &Section, out: &mut Vec<String>) {
    out.push(String::new());
    out.extend(wrap(&format!("{number}. {}", section.heading.to_uppercase()), COLUMNS));
    indented("", section.hint, 2, out);
    section.lead.iter().for_each(|lead| indented("", lead, 2, out));
    section.items.iter().for_each(|i| item(i, out));
    if section.items.is_empty() {
        indented("", section.nothing, 2, out);
    }
}

fn item(item: &Item, out: &mut Vec<String>) {
    let title = [item.id.as_str(), item.title.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("  ");
    let by = if title.is_empty() { 2 } else { 4 };
    if !title.is_empty() {
        out.push(String::new());
        indented("", &title, 2, out);
    }
    if !item.says.is_empty() {
        indented("", &item.says, by, out);
    }
    item.lines.iter().for_each(|(label, text)| indented(label, text, by, out));
}
