//! Lines that moved, are new or are gone, one row a line, whatever rules it lies between.

use super::{Line, Lines};
use crate::domain::session::facet::Facet;
use crate::domain::wording::listed;

/// A line, what became of it, and the rules it lies between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is on: `Amount`.
    pub about: String,
    /// What became of it: `the line moved from $150 to $200`.
    pub says: String,
    pairs: Vec<[String; 2]>,
}

impl Lines {
    /// What moved, then what is new, then what is gone.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for moved in &self.moved {
            let says = format!("the line moved from {} to {}", moved.was.place, moved.now.place);
            add(&mut rows, &moved.now, says);
        }
        self.born.iter().for_each(|line| add(&mut rows, line, format!("new: {}", place(line))));
        self.lost.iter().for_each(|line| add(&mut rows, line, format!("gone: {}", place(line))));
        rows
    }
}

impl Row {
    /// `R-9 and G-4, G-2 or 3 others`: the rule that stands on one side of all, where one does; else pair by pair. At most so many
    /// are named.
    pub fn between(&self, most: usize) -> String {
        let pairs = &self.pairs;
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
}

fn add(rows: &mut Vec<Row>, line: &Line, says: String) {
    let pair = pair(&line.facet);
    match rows.iter_mut().find(|row| row.about == line.about && row.says == says) {
        Some(row) => row.pairs.push(pair),
        None => rows.push(Row { about: line.about.clone(), says, pairs: vec![pair] }),
    }
}

fn place(line: &Line) -> String {
    if line.number { format!("a line at {}", line.place) } else { line.place.clone() }
}

fn pair(facet: &Facet) -> [String; 2] {
    [&facet.here, &facet.there].map(|rule| rule.clone().unwrap_or_else(|| "no rule".to_owned()))
}
