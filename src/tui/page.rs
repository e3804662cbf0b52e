//! A screen as lines: a head that stays, a body that scrolls, a foot that stays.

use super::rich::Rich;
use super::wrap::wrapped;

/// What a screen shows, laid out for one width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Where one is: left, and against the right edge.
    pub title: (Rich, Rich),
    /// Stays above the body.
    pub head: Vec<Rich>,
    /// Scrolls if it is too long.
    pub body: Vec<Rich>,
    /// Stays below the body.
    pub foot: Vec<Rich>,
    /// The foot stands right below the body, which counts as at least so many rows; at the bottom of the screen, if none.
    pub near: Option<usize>,
    /// Stays at the right of the body, which must leave it room.
    pub aside: Vec<Rich>,
    /// Lines of the body that are scrolled off.
    pub scroll: usize,
    /// Column and row in the foot where somebody types.
    pub cursor: Option<(usize, usize)>,
}

/// Wraps a paragraph onto the end of some lines.
pub fn say(lines: &mut Vec<Rich>, rich: &Rich, width: usize) {
    lines.extend(wrapped(rich, width, 0));
}

/// Two blocks of lines side by side, the left one this wide.
pub fn beside(left: Vec<Rich>, right: Vec<Rich>, width: usize, between: &'static str) -> Vec<Rich> {
    let rows = left.len().max(right.len());
    let mut left = left.into_iter();
    let mut right = right.into_iter();
    (0..rows)
        .map(|_| {
            let line = left.next().unwrap_or_default().fitted(width, width);
            line.join(Rich::dim(between)).join(right.next().unwrap_or_default())
        })
        .collect()
}

/// The part of a list around its cursor, at most so many rows, and where it begins.
pub fn window(rows: usize, cursor: usize, height: usize) -> std::ops::Range<usize> {
    let height = height.clamp(1, rows.max(1));
    let from = cursor.saturating_sub(height / 2).min(rows.saturating_sub(height));
    from..(from + height).min(rows)
}
