//! The nearest point of a box along numbers that sums tie together: fewest moved, then the shortest way.
//!
//! One moved number is a clamp. Two are a convex problem in the plane: the cost over the first (the second following as best
//! it can) is convex and turns only where two bounds or a bound and the case's value cross, so the least lies on the grid
//! beside one of those crossings. Three and more fix one number at every such crossing in turn.

use super::super::case::Value;
use super::super::quantity::Quantity;
use super::super::region::space::{Bounds, Form, Range, Space, ceil_to, floor_to};
use super::cost::{Cost, Target};
use super::nearest::Search;
use smallvec::SmallVec;

/// Variables with the values they move to.
type Moves = SmallVec<[(usize, i64); 4]>;

/// Sums with the range each must lie in.
type Wanted = SmallVec<[(Form, Range); 4]>;

/// Adds the cheapest moves of a component to a change; none if no move reaches the box.
pub fn nearest(
    search: &Search<'_>,
    component: &[usize],
    words: &[u64],
    bounds: Option<&Bounds>,
    cost: &mut Cost,
    target: Option<&mut Target>,
) -> Option<()> {
    let (engine, origin) = (search.engine, search.origin);
    let space = &engine.geometry.space;
    let ranges = match bounds {
        Some(bounds) => space.narrowed(words, &bounds.ranges)?,
        None => space.narrowed(words, &space.full_ranges())?,
    };
    let wanted: Wanted = space.wanted_forms(words).filter(|(f, _)| component.contains(&f.first)).collect();
    let plane = Plane { search, space, ranges: &ranges, wanted: &wanted };
    let fact = |v: usize| engine.geometry.layout.fact_of_variable[v];
    let movable: SmallVec<[usize; 8]> = component.iter().copied().filter(|v| search.movable[fact(*v).0]).collect();
    let held: SmallVec<[usize; 8]> = component.iter().copied().filter(|v| !movable.contains(v)).collect();
    if held.iter().any(|v| !plane.contains(*v, origin.values[*v])) {
        return None;
    }
    let (distance, moves) = (0..=movable.len()).find_map(|count| plane.cheapest(component, &movable, count))?;
    cost.facts += moves.len() as u32;
    cost.distance += distance;
    let moved = moves.into_iter().map(|(v, to)| (fact(v), Value::Number(Quantity::from_millionths(to))));
    if let Some(target) = target {
        target.extend(moved);
    }
    Some(())
}

struct Plane<'a> {
    search: &'a Search<'a>,
    space: &'a Space,
    ranges: &'a [Range],
    wanted: &'a Wanted,
}

impl Plane<'_> {
    fn contains(&self, v: usize, value: i64) -> bool {
        self.ranges[v].0 <= value && value <= self.ranges[v].1
    }

    fn from(&self, v: usize) -> i64 {
        self.search.origin.values[v]
    }

    fn distance(&self, moves: &[(usize, i64)]) -> u128 {
        moves.iter().map(|(v, to)| self.search.engine.weights.of_move(*v, self.from(*v), *to)).sum()
    }

    /// The cheapest way to move exactly so many variables.
    fn cheapest(&self, component: &[usize], movable: &[usize], count: usize) -> Option<(u128, Moves)> {
        let mut best: Option<(u128, Moves)> = None;
        for chosen in subsets(movable, count) {
            let stays = |v: &usize| !chosen.contains(v);
            if component.iter().copied().filter(stays).any(|v| !self.contains(v, self.from(v))) {
                continue;
            }
            let mut held: SmallVec<[i64; 16]> = self.search.origin.values.clone();
            if let Some(moves) = self.solve(&chosen, &mut held, &mut Moves::new()) {
                let distance = self.distance(&moves);
                if best.as_ref().is_none_or(|b| (distance, &moves) < (b.0, &b.1)) {
                    best = Some((distance, moves));
                }
            }
        }
        best
    }

    /// Moves every chosen variable, the rest held; moves come in order of variable, which is order of declaration.
    fn solve(&self, chosen: &[usize], held: &mut SmallVec<[i64; 16]>, fixed: &mut Moves) -> Option<Moves> {
        match *chosen {
            [] => {
                let fits = self.wanted.iter().all(|(f, r)| (r.0..=r.1).contains(&f.at(held)));
                let mut moves = fixed.clone();
                moves.sort_unstable();
                (fits && moves.iter().all(|(v, to)| *to != self.from(*v))).then_some(moves)
            }
            [only] => {
                let range = self.line(only, held, |_| true)?;
                let to = self.from(only).clamp(range.0, range.1);
                self.with(only, to, &[], held, fixed)
            }
            [first, ref rest @ ..] => {
                let mut best: Option<(u128, Moves)> = None;
                for to in self.crossings(first, rest, held) {
                    if let Some(moves) = self.with(first, to, rest, held, fixed) {
                        let distance = self.distance(&moves);
                        if best.as_ref().is_none_or(|b| (distance, &moves) < (b.0, &b.1)) {
                            best = Some((distance, moves));
                        }
                    }
                }
                best.map(|b| b.1)
            }
        }
    }

    fn with(&self, v: usize, to: i64, rest: &[usize], held: &mut SmallVec<[i64; 16]>, fixed: &mut Moves) -> Option<Moves> {
        let before = std::mem::replace(&mut held[v], to);
        fixed.push((v, to));
        let moves = self.solve(rest, held, fixed);
        fixed.pop();
        held[v] = before;
        moves
    }

    /// Where a variable may stand on its grid, given the values of those it is summed with that `count`.
    fn line(&self, v: usize, held: &[i64], counts: impl Fn(usize) -> bool) -> Option<Range> {
        let step = self.space.variables[v].step;
        let (mut low, mut high) = self.ranges[v];
        for (form, range) in self.wanted.iter() {
            let c = form.coefficient(v);
            if c == 0 || !counts(form.other(v)) {
                continue;
            }
            let rest = form.at(held) - c * held[v];
            let (a, b) = (range.0 - rest, range.1 - rest);
            let (l, h) = if c > 0 { (-(-a).div_euclid(c), b.div_euclid(c)) } else { (-b.div_euclid(-c), (-a).div_euclid(-c)) };
            (low, high) = (low.max(l), high.min(h));
        }
        let (low, high) = (ceil_to(low, step), floor_to(high, step));
        (low <= high).then_some((low, high))
    }

    /// Every value of a variable at which the best for the `rest` can turn, with its neighbours on the grid.
    fn crossings(&self, v: usize, rest: &[usize], held: &[i64]) -> Vec<i64> {
        let Some((low, high)) = self.line(v, held, |other| !rest.contains(&other)) else { return Vec::new() };
        let step = self.space.variables[v].step;
        let mut places = vec![low, high, self.from(v)];
        // Bounds of each other variable as lines a * x + b over this one, kept as (numerator, denominator).
        for other in rest {
            let mut lines: Vec<(i128, i128, i128)> = vec![
                (0, i128::from(self.ranges[*other].0), 1),
                (0, i128::from(self.ranges[*other].1), 1),
                (0, i128::from(self.from(*other)), 1),
            ];
            if let Some((l, h)) = self.line(*other, held, |third| third != v && !rest.contains(&third)) {
                lines.extend([(0, i128::from(l), 1), (0, i128::from(h), 1)]);
            }
            for (form, range) in self.wanted.iter() {
                let (c, own) = (form.coefficient(*other), form.coefficient(v));
                if c != 0 && own != 0 {
                    lines.extend([range.0, range.1].map(|r| (-i128::from(own), i128::from(r), i128::from(c))));
                }
            }
            for (i, p) in lines.iter().enumerate() {
                for q in &lines[..i] {
                    let (slope, constant) = (p.0 * q.2 - q.0 * p.2, q.1 * p.2 - p.1 * q.2);
                    if slope != 0 {
                        places.extend(i64::try_from(constant.div_euclid(slope)).ok());
                    }
                }
            }
        }
        let mut values: Vec<i64> = places
            .iter()
            .flat_map(|p| (-2..=2).map(move |n| floor_to(*p, step).saturating_add(n * step)))
            .filter(|x| low <= *x && *x <= high && *x != self.from(v))
            .collect();
        values.sort_unstable();
        values.dedup();
        values
    }
}

/// Every way to choose so many, in order.
fn subsets(of: &[usize], count: usize) -> Vec<SmallVec<[usize; 4]>> {
    if count == 0 {
        return vec![SmallVec::new()];
    }
    let mut all = Vec::new();
    for (i, first) in of.iter().enumerate() {
        for mut rest in subsets(&of[i + 1..], count - 1) {
            rest.insert(0, *first);
            all.push(rest);
        }
    }
    all
}
