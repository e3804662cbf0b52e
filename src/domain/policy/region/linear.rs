//! Whether sums and differences of whole numbers can all be within their bounds: exact, over integers.
//!
//! A variable is eliminated by pairing its lower with its upper bounds (Fourier and Motzkin). Over integers that is exact where
//! one coefficient of each pair is one, which holds for all sums and differences of facts whose steps divide one another when
//! the finest goes first. What remains (coefficients of two on both sides) is halved until it is decided.

pub(super) mod quick;

use smallvec::SmallVec;

/// A term: variable and coefficient.
type Term = (usize, i128);

/// `sum of coefficient * variable <= bound`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Constraint {
    terms: SmallVec<[Term; 4]>,
    bound: i128,
}

impl Constraint {
    /// Sorts, drops zeros and divides by the common divisor, rounding the bound down: no integer point is lost or won.
    fn normalised(mut terms: SmallVec<[Term; 4]>, bound: i128) -> Self {
        terms.sort_unstable_by_key(|t| t.0);
        terms.retain(|t| t.1 != 0);
        let divisor = terms.iter().fold(0, |d, t| gcd(d, t.1));
        if divisor > 1 {
            terms.iter_mut().for_each(|t| t.1 /= divisor);
            return Self { terms, bound: bound.div_euclid(divisor) };
        }
        Self { terms, bound }
    }

    fn coefficient(&self, variable: usize) -> i128 {
        self.terms.iter().find(|t| t.0 == variable).map_or(0, |t| t.1)
    }

    /// This bound and an opposite one, with the variable gone.
    fn combined(&self, other: &Self, variable: usize) -> Self {
        let (a, b) = (self.coefficient(variable).abs(), other.coefficient(variable).abs());
        let mut terms: SmallVec<[Term; 4]> = self.terms.iter().map(|t| (t.0, t.1 * b)).collect();
        for t in &other.terms {
            match terms.iter_mut().find(|u| u.0 == t.0) {
                Some(u) => u.1 += t.1 * a,
                None => terms.push((t.0, t.1 * a)),
            }
        }
        Self::normalised(terms, self.bound * b + other.bound * a)
    }
}

/// The greatest common divisor of absolute values; `gcd(0, n) = n`.
pub fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Bounded whole-number variables under linear constraints.
#[derive(Clone, Debug, Default)]
pub struct System {
    constraints: Vec<Constraint>,
}

impl System {
    /// Adds `low <= variable <= high`.
    pub fn bound(&mut self, variable: usize, low: i128, high: i128) {
        self.at_most(&[(variable, 1)], high);
        self.at_most(&[(variable, -1)], -low);
    }

    /// Adds `low <= sum of terms <= high`.
    pub fn between(&mut self, terms: &[Term], low: i128, high: i128) {
        self.at_most(terms, high);
        let negated: SmallVec<[Term; 4]> = terms.iter().map(|t| (t.0, -t.1)).collect();
        self.at_most(&negated, -low);
    }

    /// Adds `sum of terms <= bound`.
    pub fn at_most(&mut self, terms: &[Term], bound: i128) {
        self.constraints.push(Constraint::normalised(SmallVec::from_slice(terms), bound));
    }

    /// Whether some integers satisfy all constraints. Every variable must be bounded on both sides.
    pub fn has_point(mut self) -> bool {
        loop {
            if self.constraints.iter().any(|c| c.terms.is_empty() && c.bound < 0) {
                return false;
            }
            self.constraints.retain(|c| !c.terms.is_empty());
            self.keep_tightest();
            let Some(choice) = self.cheapest_elimination() else { return true };
            match choice {
                Elimination::Exact(variable) => self.eliminate(variable),
                Elimination::None(variable) => return self.halved(variable),
            }
        }
    }

    /// Of constraints with the same terms only the tightest says anything.
    fn keep_tightest(&mut self) {
        self.constraints.sort_unstable_by(|a, b| a.terms.cmp(&b.terms).then(a.bound.cmp(&b.bound)));
        self.constraints.dedup_by(|later, earlier| later.terms == earlier.terms);
    }

    /// The variable whose elimination is exact and adds least; else one to halve. `None` when no variable is left.
    fn cheapest_elimination(&self) -> Option<Elimination> {
        let mut variables: SmallVec<[usize; 8]> = self.constraints.iter().flat_map(|c| c.terms.iter().map(|t| t.0)).collect();
        variables.sort_unstable();
        variables.dedup();
        let mut best: Option<(usize, usize)> = None;
        for &v in &variables {
            let uppers: SmallVec<[i128; 8]> = self.constraints.iter().map(|c| c.coefficient(v)).filter(|c| *c > 0).collect();
            let lowers: SmallVec<[i128; 8]> = self.constraints.iter().map(|c| -c.coefficient(v)).filter(|c| *c > 0).collect();
            let exact = uppers.iter().all(|c| *c == 1) || lowers.iter().all(|c| *c == 1) || {
                uppers.iter().all(|u| lowers.iter().all(|l| *u == 1 || *l == 1))
            };
            let pairs = uppers.len() * lowers.len();
            if exact && best.is_none_or(|b| pairs < b.0) {
                best = Some((pairs, v));
            }
        }
        match best {
            Some((_, v)) => Some(Elimination::Exact(v)),
            None => variables.first().map(|v| Elimination::None(*v)),
        }
    }

    fn eliminate(&mut self, variable: usize) {
        let (with, mut without): (Vec<_>, Vec<_>) = self.constraints.drain(..).partition(|c| c.coefficient(variable) != 0);
        for upper in with.iter().filter(|c| c.coefficient(variable) > 0) {
            for lower in with.iter().filter(|c| c.coefficient(variable) < 0) {
                without.push(upper.combined(lower, variable));
            }
        }
        self.constraints = without;
    }

    /// Splits the range of a variable in two and tries both halves.
    fn halved(self, variable: usize) -> bool {
        let side = |sign: i128| {
            let own = self.constraints.iter().filter(|c| c.terms.len() == 1 && c.terms[0] == (variable, sign));
            own.map(|c| c.bound).min()
        };
        let (Some(high), Some(low)) = (side(1), side(-1).map(|b| -b)) else { return true };
        if low > high {
            return false;
        }
        if low == high {
            let mut fixed = Self::default();
            for c in &self.constraints {
                let rest = c.terms.iter().filter(|t| t.0 != variable).copied().collect();
                fixed.constraints.push(Constraint::normalised(rest, c.bound - c.coefficient(variable) * low));
            }
            return fixed.has_point();
        }
        let middle = low + (high - low).div_euclid(2);
        let (mut lower, mut upper) = (self.clone(), self);
        lower.at_most(&[(variable, 1)], middle);
        upper.at_most(&[(variable, -1)], -(middle + 1));
        lower.has_point() || upper.has_point()
    }
}

enum Elimination {
    Exact(usize),
    None(usize),
}

#[cfg(test)]
mod tests {
    use super::System;
    use super::quick::Quick;
    use proptest::prelude::*;

    type Row = ([i128; 3], i128);

    /// The obvious way: try every point.
    fn enumerated(bounds: &[(i128, i128); 3], rows: &[Row]) -> bool {
        let range = |i: usize| bounds[i].0..=bounds[i].1;
        range(0).any(|x| range(1).any(|y| range(2).any(|z| rows.iter().all(|(c, b)| c[0] * x + c[1] * y + c[2] * z <= *b))))
    }

    fn row() -> impl Strategy<Value = Row> {
        let coefficient = prop_oneof![Just(0i128), Just(1), Just(-1), Just(2), Just(-2), Just(5), Just(-5)];
        ([coefficient.clone(), coefficient.clone(), coefficient], -15i128..15)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn agrees_with_trying_every_point(
            lows in [-4i128..4, -4i128..4, -4i128..4],
            widths in [0i128..6, 0i128..6, 0i128..6],
            rows in proptest::collection::vec(row(), 0..5),
        ) {
            let bounds = [0, 1, 2].map(|i| (lows[i], lows[i] + widths[i]));
            let mut system = System::default();
            for (i, (low, high)) in bounds.iter().enumerate() {
                system.bound(i, *low, *high);
            }
            for (c, b) in &rows {
                system.at_most(&[(0, c[0]), (1, c[1]), (2, c[2])], *b);
            }
            prop_assert_eq!(system.has_point(), enumerated(&bounds, &rows));
        }

        #[test]
        fn what_narrowing_tells_agrees_with_trying_every_point(
            lows in [-4i64..4, -4i64..4, -4i64..4],
            widths in [-1i64..6, 0i64..6, 0i64..6],
            rows in proptest::collection::vec((row(), 0i128..8), 0..5),
        ) {
            let bounds = [0, 1, 2].map(|i| (lows[i], lows[i] + widths[i]));
            let mut quick = Quick::default();
            for (low, high) in bounds {
                quick.number(low, high);
            }
            let small = |n: i128| i64::try_from(n).unwrap();
            let mut both: Vec<Row> = Vec::new();
            for ((c, most), width) in rows {
                quick.sum((0..3).map(|i| (i, small(c[i]))), small(most - width), small(most));
                both.extend([(c, most), (c.map(|c| -c), width - most)]);
            }
            let wide = bounds.map(|(low, high)| (i128::from(low), i128::from(high)));
            let expected = enumerated(&wide, &both);
            prop_assert!(quick.has_point().is_none_or(|found| found == expected));
        }
    }
}
