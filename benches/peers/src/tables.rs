//! Decision tables of any size, as policies: every row reads a few columns, and some rows can't fire because of several others.

use anyhow::{Context as _, Result};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::source;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write as _;

/// Values of every choice.
const VALUES: usize = 4;
/// Largest value of every number.
const MOST: u32 = 100;
/// One row in so many is killed by two others together.
const KILLED: usize = 12;

/// What rows say, in the order in which they speak.
const OUTCOMES: [&str; 3] = ["escalate = \"lead\"", "decline = \"No.\"", "act = \"Yes.\""];

/// What a row asks of one column.
#[derive(Clone)]
enum Cell {
    /// A number between two ends, both in.
    Range(u32, u32),
    /// A choice among these values.
    Among(Vec<usize>),
}

/// A row's cells by column.
type Row = Vec<(usize, Cell)>;

/// A table of so many rows and columns: even columns are numbers from 0 to 100, odd ones choices of four.
pub fn policy(rows: usize, columns: usize, seed: u64) -> Result<Policy> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut table: Vec<(usize, Row)> = Vec::new();
    while table.len() < rows {
        let row = row(&mut dice, columns);
        if table.len() % KILLED == 0 && table.len() + 3 <= rows {
            table.extend(killed(&mut dice, row));
        } else {
            table.push((dice.random_range(0..OUTCOMES.len()), row));
        }
    }
    table.sort_by_key(|(outcome, _)| *outcome);
    let text = written(&table, columns);
    let source = source::parse(&text, "table.toml");
    source.policy().cloned().with_context(|| format!("not a policy: {:?}", source.diagnostics))
}

fn row(dice: &mut ChaCha8Rng, columns: usize) -> Row {
    let wanted = dice.random_range(2..=5.min(columns));
    let mut row = Row::new();
    while row.len() < wanted {
        let column = dice.random_range(0..columns);
        if row.iter().all(|(c, _)| *c != column) {
            let cell = cell(dice, column);
            row.push((column, cell));
        }
    }
    row.sort_by_key(|(column, _)| *column);
    row
}

fn cell(dice: &mut ChaCha8Rng, column: usize) -> Cell {
    if column % 2 == 0 {
        let (a, b) = (dice.random_range(0..=MOST), dice.random_range(0..=MOST));
        Cell::Range(a.min(b), a.max(b))
    } else {
        let mask = dice.random_range(1..(1usize << VALUES) - 1);
        Cell::Among((0..VALUES).filter(|v| mask >> v & 1 == 1).collect())
    }
}

/// Two halves of a row along one of its numbers, then the row itself with another outcome: it can't fire, and neither half alone
/// is to blame. The halves share a value, so that they cover the row for whoever takes numbers to have fractions too.
fn killed(dice: &mut ChaCha8Rng, row: Row) -> Vec<(usize, Row)> {
    let split = row.iter().enumerate().find_map(|(at, (_, cell))| match cell {
        Cell::Range(low, high) if low < high => Some((at, *low, *high)),
        _ => None,
    });
    let Some((at, low, high)) = split else { return vec![(0, row)] };
    let cut = dice.random_range(low..high);
    let half = |from: u32, to: u32| {
        let mut half = row.clone();
        half[at].1 = Cell::Range(from, to);
        half
    };
    vec![(0, half(low, cut)), (0, half(cut, high)), (dice.random_range(1..OUTCOMES.len()), row)]
}

/// The table as a policy file. Ids rise within an outcome, so that rows speak in the order they stand in.
fn written(table: &[(usize, Row)], columns: usize) -> String {
    let mut text = String::from(
        "format = 1\n[policy]\nid = \"table\"\ntitle = \"Table\"\nversion = \"1\"\neffective = 2026-01-01\nowner = \"bench\"\nsilence = { escalate = \"lead\" }\n[routes.lead]\nlabel = \"Lead\"\nurgency = \"hour\"\nreach = \"1\"\n",
    );
    for column in 0..columns {
        let kind = if column % 2 == 0 {
            format!("type = \"count\"\nmax = {MOST}")
        } else {
            format!("type = \"choice\"\nvalues = {:?}", (0..VALUES).map(|v| format!("v{v}")).collect::<Vec<_>>())
        };
        let _ = writeln!(text, "[facts.f{column}]\nlabel = \"F{column}\"\n{kind}");
    }
    for (place, (outcome, row)) in table.iter().enumerate() {
        let outcome = OUTCOMES[*outcome];
        let cells: Vec<String> = row.iter().map(|(column, cell)| format!("f{column} = {}", cell.written())).collect();
        let _ = writeln!(
            text,
            "[[rule]]\nid = \"R-{place:04}\"\ntitle = \"T\"\ntext = \"T\"\nwhy = \"W\"\nwhen = {{ {} }}\n{outcome}",
            cells.join(", ")
        );
    }
    text
}

impl Cell {
    fn written(&self) -> String {
        match self {
            Self::Range(low, high) => format!("\"{low}..{high}\""),
            Self::Among(values) => format!("{:?}", values.iter().map(|v| format!("v{v}")).collect::<Vec<_>>()),
        }
    }
}
