//! Fact space, cut wherever a clause names a line.

use super::draft::Draft;
use super::layout::Layout;
use super::literal::Literal;
use crate::domain::policy::region::linear::gcd;
use crate::domain::policy::region::space::{Axis, Form, Line, Space, ceil_to, floor_to};

/// Cuts every line at every threshold that some literal names.
pub(super) fn cut<'a>(layout: &mut Layout, drafts: impl Iterator<Item = &'a Draft>) -> Space {
    let mut space = Space {
        variables: layout.variables.clone(),
        links: Vec::new(),
        forms: layout.forms.clone(),
        axes: Vec::new(),
        masks: layout.masks.clone(),
        ..Space::default()
    };
    let ranges = space.full_ranges();
    let axis = |space: &Space, line: Line| {
        let (range, step) = match line {
            Line::Variable(v) => (ranges[v], space.variables[v].step),
            Line::Form(f) => (space.extent(space.forms[f], &ranges), space.form_step(space.forms[f])),
        };
        Axis { line, cuts: Vec::new(), range, step }
    };
    let mut axes: Vec<Axis> = (0..space.variables.len()).map(|v| axis(&space, Line::Variable(v))).collect();
    let mut forms: Vec<Axis> = (0..space.forms.len()).map(|f| axis(&space, Line::Form(f))).collect();
    for literal in drafts.flat_map(|d| d.when.iter().chain(&d.unless)).flatten() {
        let Literal::Range { line, low, high } = literal else { continue };
        let axis = match line {
            Line::Variable(v) => &mut axes[*v],
            Line::Form(f) => &mut forms[*f],
        };
        let step = axis.step;
        let ends = [low.map(|l| ceil_to(l, step) - step), high.map(|h| floor_to(h, step))];
        let inside = ends.into_iter().flatten().filter(|c| *c >= axis.range.0 && *c < axis.range.1).collect::<Vec<_>>();
        axis.cuts.extend(inside);
    }
    for axis in axes.iter_mut().chain(&mut forms) {
        axis.cuts.sort_unstable();
        axis.cuts.dedup();
    }
    forms.retain(|f| !f.cuts.is_empty());
    layout.form_axes = vec![None; space.forms.len()];
    for (place, axis) in forms.iter().enumerate() {
        if let Line::Form(f) = axis.line {
            layout.form_axes[f] = Some(axes.len() + place);
        }
    }
    axes.extend(forms);
    layout.tie_variables();
    layout.first_mask = axes.len();
    space.axes = axes;
    space.settle();
    space
}

/// A sum or difference in its one canonical form, and the factor that gives the original back (its sign matters).
pub fn canonical(first: (usize, i64), second: (usize, i64)) -> (Form, i64) {
    let (x, y) = if first.0 < second.0 { (first, second) } else { (second, first) };
    let divisor = gcd(i128::from(x.1), i128::from(y.1)) as i64;
    let factor = if x.1 < 0 { -divisor } else { divisor };
    (Form { first: x.0, a: x.1 / factor, second: y.0, b: y.1 / factor }, factor)
}
