//! As plain text.

use super::{Row, Sheet};
use crate::domain::scenario::layout::wrap;
use crate::export::columns::{COLUMNS, indented};

pub(super) fn page(sheet: &Sheet) -> String {
    let mut out = vec!["WHAT I HAVE SHOWN".to_owned(), String::new()];
    out.extend(wrap(&sheet.trainee, COLUMNS));
    out.extend(wrap(&sheet.title, COLUMNS));
    out.extend(sheet.about.iter().flat_map(|line| wrap(line, COLUMNS)));
    out.push(String::new());
    out.extend(sheet.shown.iter().flat_map(|line| wrap(line, COLUMNS)));
    if !sheet.ready.is_empty() {
        out.push(String::new());
    }
    out.extend(sheet.ready.iter().flat_map(|line| wrap(line, COLUMNS)));
    out.extend([String::new(), "RULE BY RULE".to_owned()]);
    sheet.rows.iter().for_each(|r| row(r, &mut out));
    if let Some(untold) = &sheet.untold {
        out.push(String::new());
        out.extend(wrap(untold, COLUMNS));
    }
    out.push(String::new());
    out.extend(sheet.foot.iter().flat_map(|line| wrap(line, COLUMNS)));
    out.join("\n") + "\n"
}

fn row(row: &Row, out: &mut Vec<String>) {
    let sign = if row.is_mastered { "✓" } else { "·" };
    indented("", &format!("{sign} {}  {}, a {}", row.id, row.title, row.kind), 2, out);
    indented("", &format!("{}; {}", row.standing, row.counts), 6, out);
}
