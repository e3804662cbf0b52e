//! As Markdown.

use super::{Item, Section, Sheet};
use crate::export::escaped::markdown as escaped;

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out = format!("# What I may do alone\n\n**{}**\n", escaped(&sheet.title));
    if !sheet.known.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&sheet.known.join(" · "))));
    }
    if let Some(usual) = &sheet.usual {
        out.push_str(&format!("\n{}\n", escaped(usual)));
    }
    sheet.sections.iter().for_each(|s| out.push_str(&section(s)));
    out.push_str(&format!("\n---\n\n{}\n", escaped(&sheet.about)));
    out
}

fn section(section: &Section) -> String {
    let mut out = format!("\n## {}\n\n", escaped(&section.heading));
    if !section.lead.is_empty() {
        out.push_str(&format!("{}\n\n", escaped(&section.lead.join(" · "))));
    }
    section.items.iter().for_each(|i| out.push_str(&item(i)));
    out
}

fn item(item: &Item) -> String {
    let id = if item.id.is_empty() { String::new() } else { format!(" ({})", escaped(&item.id)) };
    let says = if item.says.is_empty() { String::new() } else { format!(": {}", escaped(&item.says)) };
    let mut out = format!("- **{}**{id}{says}\n", escaped(&item.title));
    for (label, text) in &item.lines {
        out.push_str(&format!("  - *{label}* {}\n", escaped(text)));
    }
    out
}
