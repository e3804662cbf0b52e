//! As plain text, charts in signs.

use super::Sheet;
use crate::domain::report::chart::drawn::{rows, text};
use crate::domain::scenario::layout::wrap;
use crate::domain::wording::trainee::{OfRule, Part};
use crate::export::columns::{COLUMNS, indented};

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out = wrap(&format!("HOW {} JUDGES", sheet.trainee.to_uppercase()), COLUMNS);
    out.extend(wrap(&sheet.title, COLUMNS));
    out.extend(wrap(&sheet.lead, COLUMNS));
    sheet.parts.iter().enumerate().for_each(|(at, p)| part(at + 1, p, &mut out));
    out.push(String::new());
    out.extend(wrap(&sheet.about, COLUMNS));
    out.join("\n") + "\n"
}

fn part(number: usize, part: &Part, out: &mut Vec<String>) {
    out.push(String::new());
    out.extend(wrap(&format!("{number}. {}", part.heading.to_uppercase()), COLUMNS));
    indented("", part.hint, 2, out);
    for (chart, under) in &part.drawn {
        let drawn = chart.iter().flat_map(|chart| rows(chart, COLUMNS - 4));
        out.push(String::new());
        out.extend(drawn.map(|row| format!("    {}", text(&row)).trim_end().to_owned()));
        indented("", under, 2, out);
    }
    if !part.says.is_empty() {
        out.push(String::new());
    }
    part.says.iter().for_each(|says| indented("", says, 2, out));
    part.rules.iter().for_each(|rule| of_rule(rule, out));
}

fn of_rule(rule: &OfRule, out: &mut Vec<String>) {
    out.push(String::new());
    indented("", &format!("{}  {}", rule.id, rule.title), 2, out);
    indented("", &rule.says, 4, out);
    rule.mend.iter().for_each(|mend| indented("", mend, 4, out));
}
