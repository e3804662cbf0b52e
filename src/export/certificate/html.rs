//! As one page of HTML: nothing is loaded, nothing runs, and it prints on one sheet.

use super::{Row, Sheet};
use crate::export::escaped::{html as escaped, prose};

const STYLE: &str = include_str!("certificate.css");

pub(super) fn page(sheet: &Sheet) -> String {
    let (trainee, title) = (escaped(&sheet.trainee), escaped(&sheet.title));
    let paragraphs = |class: &str, lines: &[String]| -> String {
        lines.iter().map(|line| format!("<p class=\"{class}\">{}</p>\n", prose(line))).collect()
    };
    let rows: String = sheet.rows.iter().map(row).collect();
    let untold = sheet.untold.as_ref().map(|untold| format!("<p class=\"untold\">{}</p>\n", escaped(untold))).unwrap_or_default();
    // A long policy still prints on one sheet: smaller.
    let size = if sheet.rows.len() > 30 { " class=\"long\"" } else { "" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What {trainee} has shown: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body{size}>\n\
         <header><h1>What I have shown</h1>\n<p class=\"trainee\">{trainee}</p>\n<p class=\"title\">{title}</p>\n\
         <p class=\"about\">{}</p></header>\n<main>\n{}{}\
         <table>\n<thead><tr><th scope=\"col\">Rule</th><th scope=\"col\">What it is</th><th scope=\"col\">First tries</th>\
         <th scope=\"col\">Stands</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n{untold}</main>\n<footer>\n{}</footer>\n\
         </body>\n</html>\n",
        escaped(&sheet.about.join(" · ")),
        paragraphs("shown", &sheet.shown),
        paragraphs("ready", &sheet.ready),
        paragraphs("foot", &sheet.foot),
    )
}

fn row(row: &Row) -> String {
    let sign = if row.is_mastered { "✓ " } else { "" };
    format!(
        "<tr class=\"{}\"><th scope=\"row\">{} <span>{}</span></th><td>{}</td><td>{}</td><td>{sign}{}</td></tr>\n",
        row.class,
        escaped(&row.id),
        escaped(&row.title),
        escaped(row.kind),
        escaped(&row.counts),
        escaped(&row.standing)
    )
}
