//! Rates as they are drawn: a point on a line, and the range in which the true rate lies.

use super::rich::{Rich, Role};
use super::words::percent;
use crate::domain::learner::measures::clause::ENOUGH;
use crate::domain::learner::measures::wilson::Rate;
use crate::domain::wording::counted;

/// `├──────●────────┤` on a dotted ground from 0 to 100 %; none where there was no case.
pub fn bar(rate: Rate, width: usize, role: Role) -> Option<Rich> {
    let (share, range) = (rate.share()?, rate.interval()?);
    let cell = |rate: f64| ((rate * (width - 1) as f64).round() as usize).min(width - 1);
    let (low, at, high) = (cell(range.low), cell(share), cell(range.high));
    let glyph = |i: usize| match i {
        _ if i == at => (Role::Strong, '●'),
        _ if i == low => (role, '├'),
        _ if i == high => (role, '┤'),
        _ if i > low && i < high => (role, '─'),
        _ => (Role::Dim, '·'),
    };
    let mut line = Rich::new();
    for i in 0..width {
        let (role, sign) = glyph(i);
        line.extend(role, sign, 1);
    }
    Some(line)
}

/// A rate in words: `2 of 9, 22 %; likely 6 to 55 %`. Of too few cases no rate is told.
pub fn told(rate: Rate) -> String {
    match (rate.share(), rate.interval()) {
        (Some(share), Some(range)) if rate.of >= ENOUGH => {
            let (low, high) = (percent(range.low), percent(range.high));
            format!("{} of {}, {}; likely {low} to {high}", rate.count, rate.of, percent(share))
        }
        (Some(_), _) => format!("{} of {}: too few cases to tell", rate.count, counted(of(rate), "case", "cases")),
        _ => "no case of this kind yet".to_owned(),
    }
}

fn of(rate: Rate) -> usize {
    usize::try_from(rate.of).unwrap_or(usize::MAX)
}
