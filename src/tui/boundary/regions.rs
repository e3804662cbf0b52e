//! The regions of a map: who decides where, how much of it, and where there is room to write their name.

use super::line::Ground;
use super::map::{Cell, Map};
use std::collections::HashMap;

/// Everything one voice decides on a map, in one piece or in several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// What holds there, and which clause says so.
    pub cell: Cell,
    /// How many places.
    pub places: usize,
    /// Which pattern of its ground it is drawn with: the first of its kind 0, the next 1, ...
    pub pattern: usize,
}

/// The regions of a map, the largest first.
pub fn regions(map: &Map) -> Vec<Region> {
    let mut counts: HashMap<Cell, (usize, usize)> = HashMap::new();
    for (i, cell) in map.cells.iter().enumerate() {
        counts.entry(*cell).or_insert((0, i)).0 += 1;
    }
    let mut cells: Vec<(Cell, usize, usize)> = counts.into_iter().map(|(cell, (places, first))| (cell, places, first)).collect();
    cells.sort_by_key(|(_, places, first)| (std::cmp::Reverse(*places), *first));
    let mut met: HashMap<Ground, usize> = HashMap::new();
    // Patterns go by the order of the rules, so that a region keeps its own while one walks and changes things.
    let mut by_rule = cells.clone();
    by_rule.sort_by_key(|(cell, _, _)| cell.rule);
    let patterns: HashMap<Cell, usize> = by_rule
        .into_iter()
        .filter(|(cell, _, _)| cell.rule.is_some())
        .map(|(cell, _, _)| {
            let pattern = met.entry(cell.ground).or_insert(0);
            *pattern += 1;
            (cell, *pattern - 1)
        })
        .collect();
    let region = |(cell, places, _)| Region { cell, places, pattern: patterns.get(&cell).copied().unwrap_or(0) };
    cells.into_iter().map(region).collect()
}

/// A piece of a map that hangs together, all decided by one voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What holds there.
    pub cell: Cell,
    /// Its runs: row, first column, and how many places.
    pub runs: Vec<(usize, usize, usize)>,
}

/// The pieces of a part of a map, in the order of their first places.
pub fn pieces(map: &Map, columns: std::ops::Range<usize>, rows: std::ops::Range<usize>) -> Vec<Piece> {
    let mut runs: Vec<(Cell, (usize, usize, usize))> = Vec::new();
    for row in rows {
        let mut column = columns.start;
        while column < columns.end {
            let Some(cell) = map.cell(column, row).copied() else { break };
            let end = (column..columns.end).find(|c| map.cell(*c, row) != Some(&cell)).unwrap_or(columns.end);
            runs.push((cell, (row, column, end - column)));
            column = end;
        }
    }
    // Runs that touch from one row to the next belong together.
    let mut piece_of: Vec<usize> = (0..runs.len()).collect();
    for i in 0..runs.len() {
        for j in (0..i).rev().take_while(|j| runs[*j].1.0 + 1 >= runs[i].1.0) {
            let ((a, (row_a, from_a, many_a)), (b, (row_b, from_b, many_b))) = (runs[i], runs[j]);
            if a == b && row_b + 1 == row_a && from_a < from_b + many_b && from_b < from_a + many_a {
                let (old, new) = (piece_of[i], piece_of[j]);
                piece_of.iter_mut().filter(|p| **p == old).for_each(|p| *p = new);
            }
        }
    }
    let mut pieces: Vec<(usize, Piece)> = Vec::new();
    for ((cell, run), name) in runs.into_iter().zip(piece_of) {
        match pieces.iter_mut().find(|(n, _)| *n == name) {
            Some((_, piece)) => piece.runs.push(run),
            None => pieces.push((name, Piece { cell, runs: vec![run] })),
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

impl Piece {
    /// Where a name of so many places would stand best: row and first column; none where there is no room. `free` says whether
    /// a place may be written on.
    pub fn room_for(&self, length: usize, free: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
        let many: usize = self.runs.iter().map(|r| r.2).sum();
        let middle = self.runs.iter().map(|(row, _, n)| row * n).sum::<usize>() / many.max(1);
        let mut best: Option<((usize, usize), (usize, usize))> = None;
        for (row, from, many) in self.runs.iter().copied().filter(|r| r.2 >= length) {
            let centre = from + (many - length) / 2;
            let starts = (from..=from + many - length).min_by_key(|start| {
                let written = (*start..*start + length).filter(|column| !free(*column, row)).count();
                (written, start.abs_diff(centre))
            });
            let Some(start) = starts.filter(|start| (*start..*start + length).all(|column| free(column, row))) else { continue };
            // Long runs near the middle of the piece are best.
            let cost = (row.abs_diff(middle) * 2, usize::MAX - many);
            if best.is_none_or(|(known, _)| cost < known) {
                best = Some((cost, (row, start)));
            }
        }
        best.map(|(_, place)| place)
    }
}
