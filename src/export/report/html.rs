//! As one page of HTML: nothing is loaded, nothing runs, and it prints on A4.

use super::{Sheet, chart};
use crate::domain::wording::trainee::{OfRule, Part};
use crate::export::escaped::{html as escaped, prose};

/// What every page of figures looks like, and what is its own.
const STYLE: [&str; 2] = [include_str!("../page.css"), include_str!("report.css")];

pub(super) fn page(sheet: &Sheet) -> String {
    let (trainee, title) = (escaped(&sheet.trainee), escaped(&sheet.title));
    let parts: String = sheet.parts.iter().enumerate().map(|(at, p)| part(at + 1, p)).collect();
    let style = STYLE.concat();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>How {trainee} judges: {title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
         <header><h1>How {trainee} judges</h1><p class=\"title\">{title}</p><p class=\"known\">{}</p></header>\n\
         <main>\n{parts}</main>\n<footer>{}</footer>\n</body>\n</html>\n",
        escaped(&sheet.lead),
        escaped(&sheet.about)
    )
}

fn part(number: usize, part: &Part) -> String {
    let mut inside = String::new();
    for (drawn, under) in &part.drawn {
        let drawing = drawn.as_ref().map(|drawn| chart::drawn(drawn, under)).unwrap_or_default();
        inside.push_str(&format!("<figure>\n{drawing}<figcaption>{}</figcaption>\n</figure>\n", prose(under)));
    }
    part.says.iter().for_each(|says| inside.push_str(&format!("<p>{}</p>\n", prose(says))));
    if !part.rules.is_empty() {
        let rules: String = part.rules.iter().map(of_rule).collect();
        inside.push_str(&format!("<ul>\n{rules}</ul>\n"));
    }
    format!(
        "<section>\n<h2><span class=\"number\">{number}</span>{}</h2>\n<p class=\"hint\">{}</p>\n{inside}</section>\n",
        escaped(part.heading),
        escaped(part.hint)
    )
}

fn of_rule(rule: &OfRule) -> String {
    let mend = rule.mend.as_ref().map_or(String::new(), |mend| format!("<p class=\"line\">{}</p>", prose(mend)));
    format!(
        "<li><b>{}</b> <span class=\"id\">{}</span><p>{}</p>{mend}</li>\n",
        escaped(&rule.title),
        escaped(&rule.id),
        prose(&rule.says)
    )
}
