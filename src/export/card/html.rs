//! As one page of HTML: nothing is loaded, and it prints on one sheet.

use super::{Item, Section, Sheet, Tone};
use crate::export::escaped::html as escaped;

const STYLE: &str = include_str!("card.css");

pub(super) fn page(sheet: &Sheet) -> String {
    let title = escaped(&sheet.title);
    let known = match sheet.known.len() {
        0 => String::new(),
        _ => format!("<p class=\"known\">{}</p>", escaped(&sheet.known.join(" · "))),
    };
    let usual = sheet.usual.as_ref().map(|usual| format!("<p class=\"usual\">{}</p>", escaped(usual))).unwrap_or_default();
    let sections: String = sheet.sections.iter().map(section).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What I may do alone: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>What I may do alone</h1><p class=\"title\">{title}</p>{known}{usual}</header>\n\
         <main>\n{sections}</main>\n<footer>{}</footer>\n</body>\n</html>\n",
        escaped(&sheet.about)
    )
}

fn section(section: &Section) -> String {
    let class = match section.tone {
        Tone::Green => "mine",
        Tone::Stop => "stop",
        Tone::Red => "red",
        Tone::Plain => "plain",
    };
    let lead = match section.lead.len() {
        0 => String::new(),
        _ => format!("<p class=\"reach\">{}</p>\n", escaped(&section.lead.join(" · "))),
    };
    let items: String = section.items.iter().map(item).collect();
    format!("<section class=\"{class}\">\n<h2>{}</h2>\n{lead}<ul>\n{items}</ul>\n</section>\n", escaped(&section.heading))
}

fn item(item: &Item) -> String {
    let id = if item.id.is_empty() { String::new() } else { format!(" <span class=\"id\">{}</span>", escaped(&item.id)) };
    let line = |(label, text): &(&str, String)| format!("<p class=\"line\"><i>{}</i> {}</p>", escaped(label), escaped(text));
    let lines: String = item.lines.iter().map(line).collect();
    let says = if item.says.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(&item.says)) };
    format!("<li><b>{}</b>{id}{says}{lines}</li>\n", escaped(&item.title))
}
