//! Lines that moved, are new or are gone, on the page: one row a line, whatever rules it lies between.

use std::io::{self, Write};

use super::Page;
use crate::cli::paint::Role;
use crate::domain::revision::lines::Line;
use crate::domain::session::facet::Facet;
use crate::domain::wording::listed;

/// So many rows are told, and so many rules in each.
const ROWS: usize = 5;
const RULES: usize = 3;

/// A row: what it is on, what became of it, and between which rules.
struct Row {
    about: String,
    says: String,
    pairs: Vec<[String; 2]>,
}

impl Page<'_> {
    pub(super) fn lines(&self, out: &mut dyn Write) -> io::Result<()> {
        let lines = &self.compared.report.lines;
        if lines.is_empty() {
            return Ok(());
        }
        let mut rows: Vec<Row> = Vec::new();
        for moved in &lines.moved {
            let says = format!("the line moved from {} to {}", moved.was.place, moved.now.place);
            add(&mut rows, &moved.now, says);
        }
        lines.born.iter().for_each(|line| add(&mut rows, line, format!("new: {}", place(line))));
        lines.lost.iter().for_each(|line| add(&mut rows, line, format!("gone: {}", place(line))));
        let (most, pairs) = if self.compared.all { (usize::MAX, usize::MAX) } else { (ROWS, RULES) };
        self.sheet.heading("Lines at which the answer turns", out)?;
        let width = rows.iter().take(most).map(|r| r.about.chars().count()).max().unwrap_or_default().min(26);
        for row in rows.iter().take(most) {
            self.sheet.row(&row.about, &format!("{}, between {}", row.says, between(&row.pairs, pairs)), width, out)?;
        }
        if rows.len() > most {
            let more = format!("and {} more: --all tells them", rows.len() - most);
            self.sheet.paragraph(Some(Role::Quiet), &more, out)?;
        }
        if !lines.complete {
            self.sheet.paragraph(Some(Role::Grey), "The search for lines was given up: some may be missing.", out)?;
        }
        Ok(())
    }
}

fn add(rows: &mut Vec<Row>, line: &Line, says: String) {
    let pair = pair(&line.facet);
    match rows.iter_mut().find(|row| row.about == line.about && row.says == says) {
        Some(row) => row.pairs.push(pair),
        None => rows.push(Row { about: line.about.clone(), says, pairs: vec![pair] }),
    }
}

fn place(line: &Line) -> String {
    if line.is_of_a_number() { format!("a line at {}", line.place) } else { line.place.clone() }
}

fn pair(facet: &Facet) -> [String; 2] {
    [&facet.here, &facet.there].map(|rule| rule.clone().unwrap_or_else(|| "no rule".to_owned()))
}

/// `R-9 and G-4, G-2 or 3 others`: the rule that stands on one side of all, where one does; else pair by pair.
fn between(pairs: &[[String; 2]], most: usize) -> String {
    let shared = pairs.first().into_iter().flatten().find(|rule| pairs.iter().all(|pair| pair.contains(rule)));
    let others: Vec<String> = match shared {
        Some(rule) => pairs.iter().flatten().filter(|r| *r != rule).cloned().collect(),
        None => pairs.iter().map(|[here, there]| format!("{here} and {there}")).collect(),
    };
    let more = others.len().saturating_sub(most);
    let what = if shared.is_some() { "others" } else { "other pairs" };
    let named = if more < 2 { listed(&others, "or") } else { format!("{} or {more} {what}", others[..most].join(", ")) };
    shared.map_or(named.clone(), |rule| format!("{rule} and {named}"))
}
