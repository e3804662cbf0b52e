//! As one page of HTML: nothing is loaded, nothing runs, and it prints on paper.

use super::chart::Chart;
use super::{Item, Section, Sheet};
use crate::export::escaped::{html as escaped, prose};

const STYLE: &str = include_str!("../page.css");

pub(super) fn page(sheet: &Sheet) -> String {
    let title = escaped(&sheet.title);
    let lead: String = sheet.lead.iter().map(|lead| format!("<p class=\"known\">{}</p>", escaped(lead))).collect();
    let sections: String = sheet.sections.iter().enumerate().map(|(at, s)| section(at + 1, s)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What we take away: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>What we take away</h1><p class=\"title\">{title}</p>{lead}</header>\n\
         <main>\n{sections}</main>\n<footer>{}</footer>\n</body>\n</html>\n",
        escaped(&sheet.about)
    )
}

fn section(number: usize, section: &Section) -> String {
    let lead: String = section.lead.iter().map(|lead| format!("<p>{}</p>\n", prose(lead))).collect();
    let chart = section.chart.as_ref().map(Chart::drawn).unwrap_or_default();
    let items: String = section.items.iter().map(item).collect();
    let items = match section.items.len() {
        0 => format!("<p class=\"nothing\">{}</p>\n", escaped(section.nothing)),
        _ => format!("<ul>\n{items}</ul>\n"),
    };
    format!(
        "<section>\n<h2><span class=\"number\">{number}</span>{}</h2>\n<p class=\"hint\">{}</p>\n{lead}{chart}{items}</section>\n",
        escaped(section.heading),
        escaped(section.hint)
    )
}

fn item(item: &Item) -> String {
    let title = if item.title.is_empty() { String::new() } else { format!("<b>{}</b>", escaped(&item.title)) };
    let id = if item.id.is_empty() { String::new() } else { format!(" <span class=\"id\">{}</span>", escaped(&item.id)) };
    let line = |(label, text): &(&str, String)| format!("<p class=\"line\"><i>{}</i> {}</p>", escaped(label), prose(text));
    let lines: String = item.lines.iter().map(line).collect();
    let says = if item.says.is_empty() { String::new() } else { format!("<p>{}</p>", prose(&item.says)) };
    format!("<li>{title}{id}{says}{lines}</li>\n")
}
