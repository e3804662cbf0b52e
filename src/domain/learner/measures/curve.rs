//! How errors become fewer with practice.

use std::collections::BTreeMap;

use super::wilson::Rate;
use crate::domain::session::attempt::Attempt;

/// Points below which no curve is drawn.
const POINTS: usize = 4;

/// The power law of practice: the error at the n-th try is `a * n^-b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerLaw {
    /// The error at the first try.
    pub a: f64,
    /// How fast it falls; below 0 it grows.
    pub b: f64,
    /// How much of the movement the curve explains, on logarithms: 0 to 1.
    pub fit: f64,
}

impl PowerLaw {
    /// Least squares on logarithms, from the error at the first, second, ... try. None with fewer than four points, or where one
    /// of them is 0 and has no logarithm.
    pub fn of(errors: &[f64]) -> Option<Self> {
        if errors.len() < POINTS || errors.iter().any(|e| !(*e > 0.0 && e.is_finite())) {
            return None;
        }
        let points: Vec<(f64, f64)> = errors.iter().enumerate().map(|(i, e)| (((i + 1) as f64).ln(), e.ln())).collect();
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
        let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
        let (xx, xy) = (mean(&|p| (p.0 - x).powi(2)), mean(&|p| (p.0 - x) * (p.1 - y)));
        let slope = xy / xx;
        let left = mean(&|p| (p.1 - y - slope * (p.0 - x)).powi(2));
        let all = mean(&|p| (p.1 - y).powi(2));
        Some(Self { a: (y - slope * x).exp(), b: -slope, fit: if all > 0.0 { 1.0 - left / all } else { 1.0 } })
    }

    /// The error to expect at a try, from 1.
    pub fn at(self, n: f64) -> f64 {
        self.a * n.powf(-self.b)
    }

    /// The try at which the error falls to this; none where errors don't fall.
    pub fn reaches(self, error: f64) -> Option<f64> {
        let n = (self.a / error).powf(1.0 / self.b);
        (self.b > 0.0 && error > 0.0 && n.is_finite()).then_some(n)
    }
}

/// Errors at the first, second, ... try, over all rules: each rule's first try is a first try. The oldest attempt comes first.
pub fn errors<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Vec<Rate> {
    let mut tries: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut curve: Vec<Rate> = Vec::new();
    for attempt in attempts.into_iter().filter(|a| a.is_rated()) {
        let Some(rule) = attempt.decider() else { continue };
        let nth = tries.entry((&attempt.policy.id, rule)).or_default();
        if curve.len() == *nth {
            curve.push(Rate { count: 0, of: 0 });
        }
        curve[*nth].of += 1;
        curve[*nth].count += u32::from(!attempt.judgement().is_right());
        *nth += 1;
    }
    curve
}

/// The curve through the tries that enough rules have had. None before there are four of them, or where one had no error: then
/// the tries themselves are all there is to show.
pub fn of(curve: &[Rate], enough: u32) -> Option<PowerLaw> {
    let seen = curve.iter().take_while(|rate| rate.of >= enough);
    PowerLaw::of(&seen.filter_map(|rate| rate.share()).collect::<Vec<_>>())
}
