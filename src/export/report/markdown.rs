//! As Markdown, charts in signs.

use super::Sheet;
use crate::domain::report::chart::drawn::{rows, text};
use crate::domain::wording::trainee::{OfRule, Part};
use crate::export::escaped::markdown as escaped;

/// Columns of a drawing.
const COLUMNS: usize = 76;

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out =
        format!("# How {} judges\n\n**{}**\n\n{}\n", escaped(&sheet.trainee), escaped(&sheet.title), escaped(&sheet.lead));
    sheet.parts.iter().enumerate().for_each(|(at, p)| out.push_str(&part(at + 1, p)));
    out.push_str(&format!("\n---\n\n{}\n", escaped(&sheet.about)));
    out
}

fn part(number: usize, part: &Part) -> String {
    let mut out = format!("\n## {number}. {}\n\n*{}*\n", escaped(part.heading), escaped(part.hint));
    for (chart, under) in &part.drawn {
        if let Some(chart) = chart {
            // Set in by four it is code: signs stay under each other, and nothing in a label means anything.
            let drawn: Vec<String> = rows(chart, COLUMNS).iter().map(|row| format!("    {}", text(row))).collect();
            out.push_str(&format!("\n{}\n", drawn.join("\n")));
        }
        out.push_str(&format!("\n{}\n", escaped(under)));
    }
    part.says.iter().for_each(|says| out.push_str(&format!("\n{}\n", escaped(says))));
    if !part.rules.is_empty() {
        out.push('\n');
    }
    part.rules.iter().for_each(|rule| out.push_str(&of_rule(rule)));
    out
}

fn of_rule(rule: &OfRule) -> String {
    let mend = rule.mend.as_ref().map_or(String::new(), |mend| format!("  - *{}*\n", escaped(mend)));
    format!("- **{}** ({}): {}\n{mend}", escaped(&rule.title), escaped(&rule.id), escaped(&rule.says))
}
