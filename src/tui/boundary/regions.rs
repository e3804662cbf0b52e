//! The regions of a map: who decides where, how much of it, and where there is room to write their name.

use super::map::{Cell, Map};
use std::cmp::Reverse;

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
    // There are few regions, and beside a place there is mostly its own.
    let mut regions: Vec<Region> = Vec::new();
    let mut last = 0;
    for cell in &map.cells {
        if regions.get(last).is_none_or(|region| region.cell != *cell) {
            last = regions.iter().position(|region| region.cell == *cell).unwrap_or(regions.len());
        }
        match regions.get_mut(last) {
            Some(region) => region.places += 1,
            None => regions.push(Region { cell: *cell, places: 1, pattern: 0 }),
        }
    }
    regions.sort_by_key(|region| Reverse(region.places));
    // Patterns go by the order of the rules, so that a region keeps its own while one walks and changes things.
    let is_before = |one: &Cell, other: &Cell| one.ground == other.ground && one.rule.is_some() && one.rule < other.rule;
    let patterns: Vec<usize> =
        regions.iter().map(|region| regions.iter().filter(|other| is_before(&other.cell, &region.cell)).count()).collect();
    for (region, pattern) in regions.iter_mut().zip(patterns) {
        region.pattern = pattern;
    }
    regions
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
