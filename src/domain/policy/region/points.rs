//! Whether a box holds a point at all: its numbers lie in their ranges, and sums of them in theirs.

use super::linear::System;
use super::linear::quick::Quick;
use super::space::{Bounds, Form, Line, Range, Ranges, Space, ceil_to, floor_to};

/// Least and largest value of a form over the ranges of its two variables.
fn extent(form: Form, first: Range, second: Range) -> Range {
    let side = |coefficient: i64, (l, h): Range| {
        if coefficient > 0 { (coefficient * l, coefficient * h) } else { (coefficient * h, coefficient * l) }
    };
    let (a, b) = (side(form.a, first), side(form.b, second));
    (a.0 + b.0, a.1 + b.1)
}

impl Space {
    /// Whether a box holds a point at all, its numbers kept within `bounds`.
    pub fn holds_point(&self, words: &[u64], bounds: &Bounds) -> bool {
        if !self.has_form_axes() && bounds.ties.is_empty() && self.links.is_empty() {
            return true;
        }
        let range = |v: usize| {
            let (low, high) = bounds.ranges[v];
            let (first, last) = self.axes[v].values(words[v]);
            (low.max(first), high.min(last))
        };
        // An atom holds a value, unless less is known of the number than its whole range.
        let is_bounded = |v: &usize| bounds.ranges[*v] != self.axes[*v].range;
        if (0..self.variables.len()).filter(is_bounded).map(range).any(|(low, high)| low > high) {
            return false;
        }
        let mut tight = smallvec::SmallVec::<[(Form, Range); 4]>::new();
        for (form, wanted) in self.wanted_forms(words).chain(bounds.ties.iter().copied()) {
            let (least, most) = extent(form, range(form.first), range(form.second));
            if most < wanted.0 || least > wanted.1 {
                return false;
            }
            if least < wanted.0 || most > wanted.1 {
                tight.push((form, wanted));
            }
        }
        if tight.is_empty() && self.links.is_empty() {
            return true;
        }
        if let ([(form, wanted)], []) = (&tight[..], &self.links[..])
            && let Some(reached) = self.reaches(*form, *wanted, [range(form.first), range(form.second)])
        {
            return reached;
        }
        let ranges: Ranges = (0..self.variables.len()).map(range).collect();
        !self.links.iter().any(|link| link.is_out_of_reach(&ranges)) && self.solve(&tight, &ranges)
    }

    /// Whether some sum that a box may be narrow in, or that is known, is of a variable.
    pub fn is_tied(&self, variable: usize, bounds: &Bounds) -> bool {
        let mut axes = self.axes.iter().skip(self.variables.len());
        let is_of = |form: Form| form.coefficient(variable) != 0;
        let by_form = axes.any(|axis| matches!(axis.line, Line::Form(form) if is_of(self.forms[form])));
        let by_link = self.links.iter().any(|link| link.terms.iter().any(|(v, _)| *v == variable));
        by_form || by_link || bounds.ties.iter().any(|(form, _)| is_of(*form))
    }

    /// Whether a form takes some value of a range: where both its numbers count once and by the same step it takes every step
    /// between its least and its largest, so nothing need be solved. None where that is not so.
    fn reaches(&self, form: Form, wanted: Range, [first, second]: [Range; 2]) -> Option<bool> {
        let step = self.variables[form.first].step;
        if form.a.abs() != 1 || form.b.abs() != 1 || form.first == form.second || self.variables[form.second].step != step {
            return None;
        }
        let on_grid = |range: Range| (ceil_to(range.0, step), floor_to(range.1, step));
        let (first, second) = (on_grid(first), on_grid(second));
        if first.0 > first.1 || second.0 > second.1 {
            return Some(false);
        }
        let side = |c: i64, (low, high): Range| if c > 0 { (low, high) } else { (-high, -low) };
        let (a, b) = (side(form.a, first), side(form.b, second));
        let (least, most) = (wanted.0.max(a.0 + b.0), wanted.1.min(a.1 + b.1));
        Some(ceil_to(least, step) <= most)
    }

    /// The forms a box restricts, each with the range it allows.
    pub fn wanted_forms<'a>(&'a self, words: &'a [u64]) -> impl Iterator<Item = (Form, Range)> + 'a {
        self.axes.iter().enumerate().skip(self.variables.len()).filter_map(|(d, axis)| match axis.line {
            Line::Form(f) if words[d] != axis.full() => Some((self.forms[f], axis.values(words[d]))),
            _ => None,
        })
    }

    /// Least and largest value of a form over ranges.
    pub fn extent(&self, form: Form, ranges: &[Range]) -> Range {
        extent(form, ranges[form.first], ranges[form.second])
    }

    /// Whether forms can all be in their wanted ranges at once, every link kept, exactly, on the variables' grids.
    fn solve(&self, wanted: &[(Form, Range)], ranges: &[Range]) -> bool {
        let mut seen = smallvec::SmallVec::<[usize; 12]>::new();
        let forms = wanted.iter().flat_map(|(form, _)| [form.first, form.second]);
        for v in forms.chain(self.links.iter().flat_map(|link| link.terms.iter().map(|t| t.0))) {
            if !seen.contains(&v) {
                seen.push(v);
            }
        }
        let in_steps = |v: usize| {
            let step = self.variables[v].step;
            (ceil_to(ranges[v].0, step) / step, floor_to(ranges[v].1, step) / step)
        };
        self.narrowing(wanted, &seen, in_steps).unwrap_or_else(|| self.elimination(wanted, &seen, in_steps))
    }

    /// The answer of [`Self::solve`] where narrowing ranges gives one. Numbers are counted in steps.
    fn narrowing(&self, wanted: &[(Form, Range)], seen: &[usize], in_steps: impl Fn(usize) -> Range) -> Option<bool> {
        let mut quick = Quick::default();
        for v in seen {
            let (low, high) = in_steps(*v);
            quick.number(low, high);
        }
        let scaled = |v: usize, c: i64| Some((seen.iter().position(|s| *s == v)?, c.checked_mul(self.variables[v].step)?));
        for (form, range) in wanted {
            let terms = [scaled(form.first, form.a)?, scaled(form.second, form.b)?];
            quick.sum(terms.into_iter(), range.0, range.1);
        }
        for link in &self.links {
            let terms: Option<smallvec::SmallVec<[(usize, i64); 6]>> = link.terms.iter().map(|(v, c)| scaled(*v, *c)).collect();
            quick.sum(terms?.into_iter(), link.equals, link.equals);
        }
        quick.has_point()
    }

    /// The answer of [`Self::solve`], always.
    fn elimination(&self, wanted: &[(Form, Range)], seen: &[usize], in_steps: impl Fn(usize) -> Range) -> bool {
        let mut system = System::default();
        for v in seen {
            let (low, high) = in_steps(*v);
            system.bound(*v, i128::from(low), i128::from(high));
        }
        let scaled = |v: usize, c: i64| (v, i128::from(c) * i128::from(self.variables[v].step));
        for (form, range) in wanted {
            system.between(&[scaled(form.first, form.a), scaled(form.second, form.b)], i128::from(range.0), i128::from(range.1));
        }
        for link in &self.links {
            let terms: smallvec::SmallVec<[(usize, i128); 6]> = link.terms.iter().map(|(v, c)| scaled(*v, *c)).collect();
            system.between(&terms, i128::from(link.equals), i128::from(link.equals));
        }
        system.has_point()
    }
}
