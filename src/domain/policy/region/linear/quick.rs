//! Sums of whole numbers, decided by narrowing ranges: nearly always that tells, and it is far quicker than elimination.
//!
//! Ranges only ever lose what no solution has, so an empty one is proof that there is none. A solution is found by fixing number
//! after number at an end of its range and narrowing again; what is found is tried on every sum. Where that fails nothing is said.

use super::gcd;
use smallvec::SmallVec;

/// From the least to the largest value.
type Range = (i64, i64);

/// `least <= sum of coefficient * number <= most`, numbers by place.
#[derive(Clone, Debug)]
struct Sum {
    terms: SmallVec<[(usize, i64); 6]>,
    range: Range,
}

/// Whole numbers in ranges, and what some of their sums must come to.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Quick {
    numbers: SmallVec<[Range; 12]>,
    sums: SmallVec<[Sum; 6]>,
    /// Some sum is too large to be added up here.
    too_large: bool,
}

/// How often ranges are gone through before narrowing them is given up: sums of unlike steps may creep.
const ROUNDS: usize = 6;

/// Below this any sum and any difference of two fits.
const LARGEST: i128 = 1 << 61;

impl Quick {
    /// Adds a number: its place is how many there were.
    pub(in super::super) fn number(&mut self, low: i64, high: i64) {
        self.numbers.push((low, high));
    }

    /// Adds what a sum must come to. The numbers must be there.
    pub(in super::super) fn sum(&mut self, terms: impl Iterator<Item = (usize, i64)>, low: i64, high: i64) {
        let mut terms: SmallVec<[(usize, i64); 6]> = terms.filter(|t| t.1 != 0).collect();
        let divisor = terms.iter().fold(0, |d, t| gcd(d, i128::from(t.1))).max(1);
        let Ok(divisor) = i64::try_from(divisor) else {
            self.too_large = true;
            return;
        };
        terms.iter_mut().for_each(|t| t.1 /= divisor);
        let largest: i128 = terms.iter().map(|t| self.largest(t.0) * i128::from(t.1).abs()).sum();
        self.too_large |= largest > LARGEST || i128::from(low).abs().max(i128::from(high).abs()) > LARGEST;
        self.sums.push(Sum { terms, range: (-(-low).div_euclid(divisor), high.div_euclid(divisor)) });
    }

    fn largest(&self, number: usize) -> i128 {
        let (low, high) = self.numbers[number];
        i128::from(low).abs().max(i128::from(high).abs())
    }

    /// Whether numbers can keep to their ranges and all sums; none if that was not found out.
    pub(in super::super) fn has_point(&self) -> Option<bool> {
        if self.too_large {
            return None;
        }
        let mut numbers = self.numbers.clone();
        if !self.narrows(&mut numbers) {
            return Some(false);
        }
        for place in 0..numbers.len() {
            let (low, high) = numbers[place];
            if low == high {
                continue;
            }
            let fixed = |value: i64| {
                let mut numbers = numbers.clone();
                numbers[place] = (value, value);
                self.narrows(&mut numbers).then_some(numbers)
            };
            numbers = fixed(low).or_else(|| fixed(high))?;
        }
        self.sums.iter().all(|sum| sum.holds(&numbers)).then_some(true)
    }

    /// Takes out of the ranges what no sum can have; false if nothing of one is left.
    fn narrows(&self, numbers: &mut [Range]) -> bool {
        if numbers.iter().any(|(low, high)| low > high) {
            return false;
        }
        for _ in 0..ROUNDS {
            let mut changed = false;
            for sum in &self.sums {
                match sum.narrows(numbers) {
                    None => return false,
                    Some(narrower) => changed |= narrower,
                }
            }
            if !changed {
                break;
            }
        }
        true
    }
}

impl Sum {
    /// What a term can come to.
    fn extent((place, c): (usize, i64), numbers: &[Range]) -> Range {
        let (low, high) = numbers[place];
        if c > 0 { (c * low, c * high) } else { (c * high, c * low) }
    }

    /// Narrows each number to what the others leave it; whether one became narrower, and none if nothing of one is left.
    fn narrows(&self, numbers: &mut [Range]) -> Option<bool> {
        let extents = self.terms.iter().map(|t| Self::extent(*t, numbers));
        let (least, most) = extents.fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        if least > self.range.1 || most < self.range.0 {
            return None;
        }
        if least >= self.range.0 && most <= self.range.1 {
            return Some(false);
        }
        let mut changed = false;
        for (place, c) in &self.terms {
            let own = Self::extent((*place, *c), numbers);
            // What the others can come to was taken before any of them became narrower: that is less than is known, and true.
            let (low, high) = (self.range.0 - (most - own.1), self.range.1 - (least - own.0));
            let (low, high) = if *c > 0 { (low, high) } else { (-high, -low) };
            let c = c.abs();
            let (low, high) = if c == 1 { (low, high) } else { (-(-low).div_euclid(c), high.div_euclid(c)) };
            let number = &mut numbers[*place];
            if low > number.0 || high < number.1 {
                *number = (number.0.max(low), number.1.min(high));
                changed = true;
                if number.0 > number.1 {
                    return None;
                }
            }
        }
        Some(changed)
    }

    /// Whether fixed numbers keep to it.
    fn holds(&self, numbers: &[Range]) -> bool {
        let sum: i64 = self.terms.iter().map(|(place, c)| c * numbers[*place].0).sum();
        (self.range.0..=self.range.1).contains(&sum)
    }
}
