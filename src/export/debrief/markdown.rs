//! As Markdown.

use super::{Item, Section, Sheet};
use crate::export::escaped::markdown as escaped;

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out = format!("# What we take away\n\n**{}**\n", escaped(&sheet.title));
    sheet.lead.iter().for_each(|lead| out.push_str(&format!("\n{}\n", escaped(lead))));
    sheet.sections.iter().enumerate().for_each(|(at, s)| out.push_str(&section(at + 1, s)));
    out.push_str(&format!("\n---\n\n{}\n", escaped(&sheet.about)));
    out
}

fn section(number: usize, section: &Section) -> String {
    let mut out = format!("\n## {number}. {}\n\n*{}*\n\n", escaped(section.heading), escaped(section.hint));
    section.lead.iter().for_each(|lead| out.push_str(&format!("{}\n\n", escaped(lead))));
    section.items.iter().for_each(|i| out.push_str(&item(i)));
    if section.items.is_empty() {
        out.push_str(&format!("{}\n", escaped(section.nothing)));
    }
    out
}

fn item(item: &Item) -> String {
    let title = if item.title.is_empty() { String::new() } else { format!("**{}**", escaped(&item.title)) };
    let id = if item.id.is_empty() { String::new() } else { format!(" ({})", escaped(&item.id)) };
    let between = if title.is_empty() || item.says.is_empty() { "" } else { ": " };
    let mut out = format!("- {title}{id}{between}{}\n", escaped(&item.says));
    for (label, text) in &item.lines {
        out.push_str(&format!("  - *{label}* {}\n", escaped(text)));
    }
    out
}
