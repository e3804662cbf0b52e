//! The curve, drawn: how many told cases are settled alone along the number, what it is, and what it would be.

use crate::domain::policy::quantity::Quantity;
use crate::tui::rich::{Rich, Role};
use crate::tui::shelf::Pack;
use crate::tui::whatif::WhatIf;
use crate::tui::words;

/// Columns a point takes at most.
const WIDEST: usize = 2;

/// The curve over its axis, then the ends of the axis.
pub fn drawn(pack: &Pack, what: &WhatIf, rows: u16, width: usize) -> Vec<Rich> {
    let curve = &what.curve;
    if curve.points.len() < 2 || curve.alone.len() != curve.points.len() {
        return vec![Rich::dim("This number can't be moved along a curve.")];
    }
    let (least, most) = (curve.alone.iter().min().copied().unwrap_or(0), curve.alone.iter().max().copied().unwrap_or(0));
    let height = match rows {
        0..24 => 2,
        24..36 => 4,
        _ => 7,
    };
    let height = height.min(usize::try_from(most - least).unwrap_or(usize::MAX) + 1);
    let gutter = most.to_string().len() + 2;
    let cell = ((width.saturating_sub(gutter + 1)) / curve.points.len()).clamp(1, WIDEST);
    let at = curve.nearest(what.value());
    let row_of = |alone: u64| -> usize {
        let (span, top) = (most - least, height as u64 - 1);
        usize::try_from(((alone - least) * top + span / 2).checked_div(span).unwrap_or(0)).unwrap_or(0)
    };
    let mut lines = if rows < 24 { Vec::new() } else { vec![Rich::dim("told cases settled alone")] };
    for row in (0..height).rev() {
        let label = if row + 1 == height {
            most.to_string()
        } else if row == 0 {
            least.to_string()
        } else {
            String::new()
        };
        let mut line = Rich::dim(format!("{label:>w$} ┤", w = gutter - 2));
        for (point, alone) in curve.alone.iter().enumerate() {
            let here = row_of(*alone);
            let (sign, role) = match here.cmp(&row) {
                std::cmp::Ordering::Equal => ('█', if point == at { Role::Accent } else { Role::Region(ACT) }),
                std::cmp::Ordering::Greater => ('░', if point == at { Role::Accent } else { Role::Dim }),
                std::cmp::Ordering::Less => (' ', Role::Body),
            };
            line.extend(role, sign, cell);
        }
        lines.push(line);
    }
    lines.extend(axis(pack, what, gutter, cell));
    lines
}

/// Settling alone is green wherever it is drawn.
const ACT: crate::domain::policy::explanation::Verdict = crate::domain::policy::explanation::Verdict::Yes;

/// The axis: ● where the number is, ◆ where it would be; then both ends and the values of the two.
fn axis(pack: &Pack, what: &WhatIf, gutter: usize, cell: usize) -> [Rich; 2] {
    let curve = &what.curve;
    let (is, would) = (curve.nearest(what.knob().value), curve.nearest(what.value()));
    let mut line = Rich::dim(format!("{}└", " ".repeat(gutter - 1)));
    for point in 0..curve.points.len() {
        let sign = if point == would && what.value() != what.knob().value {
            Some((Role::Accent, '◆'))
        } else if point == is && curve.shows(what.knob().value) {
            Some((Role::Strong, '●'))
        } else {
            None
        };
        match sign {
            Some((role, sign)) => {
                line.extend(role, sign, 1);
                line.extend(Role::Dim, '─', cell - 1);
            }
            None => line.extend(Role::Dim, '─', cell),
        }
    }
    let say = |q: Quantity| words::quantity(&pack.policy, what.knob().unit(&pack.policy), q);
    let (low, high) = curve.ends();
    let width = gutter + cell * curve.points.len();
    let mut words = Rich::dim(format!("{}{}", " ".repeat(gutter), say(low)));
    words = words.push(Role::Strong, format!("   ● {}", say(what.knob().value)));
    if what.value() != what.knob().value {
        words = words.push(Role::Accent, format!("   ◆ {}", say(what.value())));
    }
    [line, words.with_right(Rich::dim(say(high)), width)]
}
