//! Number lines cut where a condition changes, everything else as it is.

use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::region::space::{ceil_to, floor_to};
use smallvec::SmallVec;

/// The stretches of a number line on which no condition changes, everything else as it is: first and last value of each.
pub fn segments(engine: &Engine, point: &Point, variable: usize) -> SmallVec<[(i64, i64); 16]> {
    segments_but(engine, point, variable, |_| false)
}

/// The stretch a variable of a point stands on, sums with variables that are `left_out` apart.
pub fn stretch(engine: &Engine, point: &Point, variable: usize, left_out: impl Fn(usize) -> bool) -> (i64, i64) {
    let value = point.values[variable];
    let all = segments_but(engine, point, variable, left_out);
    all.into_iter().find(|s| s.0 <= value && value <= s.1).unwrap_or((value, value))
}

fn segments_but(engine: &Engine, point: &Point, variable: usize, left_out: impl Fn(usize) -> bool) -> SmallVec<[(i64, i64); 16]> {
    let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
    let v = space.variables[variable];
    let mut lasts: SmallVec<[i64; 16]> = SmallVec::from_slice(&space.axes[variable].cuts);
    for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
        let (Some(d), c) = (axis, form.coefficient(variable)) else { continue };
        if c == 0 || left_out(form.other(variable)) {
            continue;
        }
        let rest = form.at(&point.values) - c * point.values[variable];
        for cut in &space.axes[*d].cuts {
            lasts.push(last_before_turn(*cut - rest, c, v.step));
        }
    }
    if lasts.len() > space.axes[variable].cuts.len() {
        lasts.retain(|l| *l >= v.low && *l < v.high);
        lasts.sort_unstable();
        lasts.dedup();
    }
    let mut first = v.low;
    let mut segments: SmallVec<[(i64, i64); 16]> = SmallVec::new();
    for last in lasts.into_iter().chain([v.high]) {
        segments.push((first, last));
        first = last + v.step;
    }
    segments
}

/// Where `c * x <= bound` starts or stops to hold along a grid: the last value before that.
pub fn last_before_turn(bound: i64, c: i64, step: i64) -> i64 {
    if c > 0 {
        floor_to(bound.div_euclid(c), step)
    } else {
        // c * x <= bound from the smallest x with -|c| x <= bound, that is x >= -bound / |c|.
        let first = ceil_to(-(bound.div_euclid(-c)), step);
        first - step
    }
}
