//! Charts in signs, for a screen and for plain text: each row a few pieces, told apart without colour.

use super::{Bar, Chart, Turn};
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::curve::PowerLaw;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::policy::analysis::coverage::Tally;

/// What a piece of a drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words and figures.
    Plain,
    /// Ground, axes.
    Quiet,
    /// The figure itself.
    Strong,
    /// What else it could be.
    Range,
    /// As the policy has it; well done.
    Good,
}

/// A row of a drawing.
pub type Row = Vec<(Ink, String)>;

/// Columns of a bar at the most: longer ones are no clearer.
const LONGEST: usize = 48;
/// Columns of a figure after a bar.
const FIGURE: usize = 14;
/// Rows of a curve.
const TALL: usize = 5;
/// Columns of a try on a curve.
const TRY: usize = 5;

/// A chart in rows of at most so many columns; no rows where there is nothing to draw.
pub fn rows(chart: &Chart, width: usize) -> Vec<Row> {
    match chart {
        Chart::Errors(bars) => {
            let label = label(bars.iter(), width);
            bars.iter().map(|bar| bar_row(bar, None, label, width)).collect()
        }
        Chart::Levels(levels) => {
            let label = label(levels.iter().map(|(bar, _)| bar), width);
            levels.iter().map(|(bar, stands_for)| bar_row(bar, Some(*stands_for), label, width)).collect()
        }
        Chart::Lean { criterion, error, best } => lean(*criterion, *error, *best, width),
        Chart::Worth(skill) => worth(*skill, width),
        Chart::Curve { tries, law } => curve(tries, *law, width),
        Chart::Coast(tally) => coast(*tally, width),
        Chart::Turn(turn) => turned(turn, width),
    }
}

/// A row as plain text.
pub fn text(row: &Row) -> String {
    row.iter().map(|(_, text)| text.as_str()).collect::<String>().trim_end().to_owned()
}

fn label<'a>(bars: impl Iterator<Item = &'a Bar>, width: usize) -> usize {
    bars.map(|bar| bar.label.chars().count()).max().unwrap_or(0).min(width / 3)
}

fn padded(text: &str, width: usize) -> String {
    let short: String = text.chars().take(width).collect();
    format!("{short:<width$}")
}

fn piece(ink: Ink, text: impl Into<String>) -> (Ink, String) {
    (ink, text.into())
}

/// Cells, of which neighbours in one ink become one piece.
fn cells(signs: impl IntoIterator<Item = (Ink, char)>) -> Row {
    let mut row: Row = Vec::new();
    for (ink, sign) in signs {
        match row.last_mut() {
            Some((last, text)) if *last == ink => text.push(sign),
            _ => row.push((ink, sign.to_string())),
        }
    }
    row
}

/// The cell of a share on a bar.
fn cell(share: f64, width: usize) -> usize {
    let last = width.saturating_sub(1);
    ((share.clamp(0.0, 1.0) * last as f64).round() as usize).min(last)
}

/// `Over-reach  ··├──●────┤······  2 of 9`: the share, the range it may lie in, and where a mark stands, that mark.
fn bar_row(bar: &Bar, mark: Option<f64>, label: usize, width: usize) -> Row {
    let long = width.saturating_sub(label + FIGURE + 4).clamp(8, LONGEST);
    let mut row = vec![piece(Ink::Plain, format!("{}  ", padded(&bar.label, label)))];
    let Rate { count, of } = bar.rate;
    match (bar.rate.share(), bar.rate.interval()) {
        (Some(share), Some(range)) if of >= ENOUGH => {
            let [low, at, high] = [range.low, share, range.high].map(|share| cell(share, long));
            let mark = mark.map(|mark| cell(mark, long));
            row.extend(cells((0..long).map(|i| match i {
                _ if i == at => (Ink::Strong, '●'),
                _ if mark == Some(i) => (Ink::Good, '◆'),
                _ if i == low => (Ink::Range, '├'),
                _ if i == high => (Ink::Range, '┤'),
                _ if i > low && i < high => (Ink::Range, '─'),
                _ => (Ink::Quiet, '·'),
            })));
            row.push(piece(Ink::Plain, format!("  {count} of {of}")));
        }
        (Some(_), _) => row.push(piece(Ink::Quiet, format!("{count} of {of}: too few to tell"))),
        _ => row.push(piece(Ink::Quiet, "no case yet")),
    }
    row
}

/// From handing everything over to keeping everything: where one leans, how far that may be chance, and what the stakes ask.
fn lean(criterion: f64, error: f64, best: Option<f64>, width: usize) -> Vec<Row> {
    let (left, right) = ("hand over ", " keep");
    let long = width.saturating_sub(left.len() + right.len()).clamp(9, LONGEST);
    // Beyond 2 on either side people answer every case alike.
    let at = |c: f64| cell((c + 2.0) / 4.0, long);
    let (own, best, middle) = (at(criterion), best.map(at), at(0.0));
    let (low, high) = (at(criterion - 1.96 * error), at(criterion + 1.96 * error));
    let sign = |i: usize| match i {
        _ if i == own => (Ink::Strong, '●'),
        _ if best == Some(i) => (Ink::Good, '◆'),
        _ if i == low => (Ink::Range, '├'),
        _ if i == high => (Ink::Range, '┤'),
        _ if i > low && i < high => (Ink::Range, '─'),
        _ if i == middle => (Ink::Quiet, '┆'),
        _ => (Ink::Quiet, '·'),
    };
    let mut row = vec![piece(Ink::Quiet, left)];
    row.extend(cells((0..long).map(sign)));
    row.push(piece(Ink::Quiet, right));
    let mut key = vec![piece(Ink::Strong, "● "), piece(Ink::Quiet, "you")];
    if best.is_some() {
        key.extend([piece(Ink::Good, "   ◆ "), piece(Ink::Quiet, "what the stakes ask")]);
    }
    vec![row, key]
}

/// What judging saves: from what one rule for all would cost, to nothing lost. Worse than one rule stands at the left end.
fn worth(skill: f64, width: usize) -> Vec<Row> {
    let (left, right) = ("one rule for all ", " never wrong");
    let long = width.saturating_sub(left.len() + right.len()).clamp(8, LONGEST);
    let full = cell(skill, long);
    let sign = |i: usize| match i {
        _ if i == full => (Ink::Strong, if skill < 0.0 { '◀' } else { '●' }),
        _ if i < full => (Ink::Good, '━'),
        _ => (Ink::Quiet, '·'),
    };
    let mut row = vec![piece(Ink::Quiet, left)];
    row.extend(cells((0..long).map(sign)));
    row.push(piece(Ink::Quiet, right));
    vec![row]
}

/// Errors by try: a dot each, and the curve through them.
fn curve(tries: &[Rate], law: Option<PowerLaw>, width: usize) -> Vec<Row> {
    let shares: Vec<f64> = tries.iter().filter_map(|rate| rate.share()).take((width.saturating_sub(7) / TRY).max(1)).collect();
    if shares.len() < 2 {
        return Vec::new();
    }
    // The axis ends at the next quarter above the largest.
    let most = shares.iter().copied().fold(0.0, f64::max);
    let top = ((most * 4.0).ceil() / 4.0).clamp(0.25, 1.0);
    let level = |share: f64| ((share / top).clamp(0.0, 1.0) * (TALL - 1) as f64).round() as usize;
    let mut rows: Vec<Row> = (0..TALL).rev().map(|y| curve_row(&shares, law, (y, top), &level)).collect();
    let numbers: String = (1..=shares.len()).map(|n| format!("{n:^TRY$}")).collect();
    rows.push(vec![piece(Ink::Quiet, format!("   try {}", numbers.trim_end()))]);
    rows
}

fn curve_row(shares: &[f64], law: Option<PowerLaw>, (y, top): (usize, f64), level: &dyn Fn(f64) -> usize) -> Row {
    let axis = match y {
        0 => "  0 % ┤".to_owned(),
        _ if y == TALL - 1 => format!("{:3.0} % ┤", top * 100.0),
        _ => "      │".to_owned(),
    };
    let mut row = vec![piece(Ink::Quiet, axis)];
    let signs = shares.iter().enumerate().flat_map(|(at, share)| {
        let on_curve = law.is_some_and(|law| level(law.at((at + 1) as f64)) == y);
        let sign = match (level(*share) == y, on_curve) {
            (true, _) => (Ink::Strong, '●'),
            (false, true) => (Ink::Range, '∙'),
            (false, false) => (Ink::Quiet, ' '),
        };
        let pad = (Ink::Quiet, ' ');
        [pad, pad, sign, pad, pad]
    });
    row.extend(cells(signs));
    row
}

/// Places crossed, on one side, and to go, in their shares.
fn coast(tally: Tally, width: usize) -> Vec<Row> {
    let all = tally.all();
    if all == 0 {
        return Vec::new();
    }
    let long = width.clamp(8, LONGEST + FIGURE).min(all.max(8));
    let upto = |n: usize| (n * long).div_ceil(all).min(long);
    let (crossed, touched) = (upto(tally.crossed), upto(tally.crossed + tally.touched));
    let sign = |i: usize| match i {
        _ if i < crossed => (Ink::Good, '●'),
        _ if i < touched => (Ink::Range, '◐'),
        _ => (Ink::Quiet, '○'),
    };
    vec![cells((0..long).map(sign))]
}

/// The policy's place above, one's own with its range below.
fn turned(turn: &Turn, width: usize) -> Vec<Row> {
    let [first, last] = &turn.ends;
    let (before, after) = (first.chars().count().max(6), last.chars().count());
    let long = width.saturating_sub(before + after + 2).clamp(8, LONGEST);
    let (line, own) = (cell(turn.policy.0, long), cell(turn.own.0, long));
    let [low, high] = turn.range.map(|place| cell(place, long));
    let policy = |i: usize| match i {
        _ if i == line => (Ink::Strong, '┃'),
        _ if i < line => (Ink::Good, '━'),
        _ => (Ink::Quiet, '┄'),
    };
    let you = |i: usize| match i {
        _ if i == own => (Ink::Strong, '◆'),
        _ if i == low => (Ink::Range, '├'),
        _ if i == high => (Ink::Range, '┤'),
        _ if i > low && i < high => (Ink::Range, '─'),
        _ => (Ink::Quiet, ' '),
    };
    let mut above = vec![piece(Ink::Quiet, format!("{first:>before$} "))];
    above.extend(cells((0..long).map(policy)));
    above.push(piece(Ink::Quiet, format!(" {last}")));
    let mut below = vec![piece(Ink::Quiet, format!("{:>before$} ", "you"))];
    below.extend(cells((0..long).map(you)));
    vec![vec![piece(Ink::Plain, turn.label.clone())], above, below]
}
