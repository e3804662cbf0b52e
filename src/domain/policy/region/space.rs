//! Fact space: its dimensions, the atoms each is cut into, and the sums that tie dimensions together.

use super::linear::gcd;
use super::{Block, Words, high, interval, low, pins};

/// A base number fact as the algebra sees it: multiples of `step` from `low` to `high`, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Smallest value.
    pub low: i64,
    /// Largest value.
    pub high: i64,
    /// Distance between neighbours.
    pub step: i64,
}

/// `first * a + second * b` over two variables; `a > 0`, `a` and `b` without a common divisor, `first < second`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Form {
    /// A variable.
    pub first: usize,
    /// Its coefficient.
    pub a: i64,
    /// A later variable.
    pub second: usize,
    /// Its coefficient.
    pub b: i64,
}

impl Form {
    /// The value at a point.
    pub fn at(&self, values: &[i64]) -> i64 {
        self.a * values[self.first] + self.b * values[self.second]
    }

    /// The coefficient of a variable, 0 if it has no part.
    pub fn coefficient(&self, variable: usize) -> i64 {
        if variable == self.first {
            self.a
        } else if variable == self.second {
            self.b
        } else {
            0
        }
    }

    /// The other variable.
    pub fn other(&self, variable: usize) -> usize {
        if variable == self.first { self.second } else { self.first }
    }
}

/// A range of values, both ends in, in millionths.
pub type Range = (i64, i64);

/// A numeric dimension: a variable or a form, cut into atoms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// What runs along it.
    pub line: Line,
    /// Last value of each atom but the last, ascending.
    pub cuts: Vec<i64>,
    /// First and last value.
    pub range: Range,
    /// Distance between neighbours.
    pub step: i64,
}

/// What a numeric dimension measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// A variable.
    Variable(usize),
    /// A form.
    Form(usize),
}

impl Axis {
    /// How many atoms there are.
    pub fn atoms(&self) -> u32 {
        self.cuts.len() as u32 + 1
    }

    /// The atom a value lies in.
    pub fn atom(&self, value: i64) -> u32 {
        self.cuts.partition_point(|c| *c < value) as u32
    }

    /// First and last value of an interval of atoms.
    pub fn values(&self, word: u64) -> Range {
        let first = match low(word) {
            0 => self.range.0,
            a => self.cuts[a as usize - 1] + self.step,
        };
        let last = self.cuts.get(high(word) as usize).copied().unwrap_or(self.range.1);
        (first, last)
    }

    /// The whole axis.
    pub fn full(&self) -> u64 {
        interval(0, self.atoms() - 1)
    }
}

/// Values of variables narrower than their atoms: a known value, or the side of it that is looked at.
pub type Ranges = smallvec::SmallVec<[Range; 16]>;

/// What is known of numbers beyond the atoms of a box.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// A range for every variable.
    pub ranges: Ranges,
    /// Sums known to lie in a range, whether or not some condition cuts them.
    pub ties: smallvec::SmallVec<[(Form, Range); 2]>,
}

/// Variables that add up, whatever the box: `sum of coefficient * variable = equals`, in millionths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Each variable once, with its coefficient.
    pub terms: smallvec::SmallVec<[(usize, i64); 6]>,
    /// What they come to.
    pub equals: i64,
}

impl Link {
    /// Whether no values within ranges can add up to it, as far as ranges alone tell.
    pub(super) fn is_out_of_reach(&self, ranges: &[Range]) -> bool {
        let (mut least, mut most) = (0, 0);
        for (v, c) in &self.terms {
            let (low, high) = (i128::from(ranges[*v].0), i128::from(ranges[*v].1));
            let c = i128::from(*c);
            (least, most) = (least + (c * low).min(c * high), most + (c * low).max(c * high));
        }
        !(least..=most).contains(&i128::from(self.equals))
    }
}

/// All dimensions: axes first, then masks.
#[derive(Clone, Debug, Default)]
pub struct Space {
    /// Base number facts.
    pub variables: Vec<Variable>,
    /// Variables that add up; none in the space of a policy's own facts.
    pub links: Vec<Link>,
    /// Sums and differences that some condition reads, or some computed fact is.
    pub forms: Vec<Form>,
    /// Numeric dimensions: one a variable, in order, then one for each form that is cut.
    pub axes: Vec<Axis>,
    /// The full mask of every other dimension.
    pub masks: Vec<u64>,
    /// The box that is everything, once the axes are cut.
    pub whole: Words,
    /// The first dimensions that have two values, at most [`pins::MOST`]; the place of each is its bit.
    pub pairs: Vec<u16>,
    /// By dimension, its bit.
    pub bits: Vec<Option<u8>>,
}

impl Space {
    /// How many dimensions there are.
    pub fn dimensions(&self) -> usize {
        self.axes.len() + self.masks.len()
    }

    /// Takes stock, once the axes are cut and the masks are known: the box that is everything, and a bit for each dimension
    /// with two values.
    pub fn settle(&mut self) {
        self.whole = self.axes.iter().map(Axis::full).chain(self.masks.iter().copied()).collect();
        let two = |d: &usize| *d >= self.axes.len() && self.whole[*d] == 0b11;
        self.pairs = (0..self.whole.len()).filter(two).take(pins::MOST).map(|d| d as u16).collect();
        self.bits = vec![None; self.whole.len()];
        for (bit, d) in self.pairs.iter().enumerate() {
            self.bits[usize::from(*d)] = Some(bit as u8);
        }
    }

    /// The bit of a two-valued dimension, if it has one.
    pub fn bit(&self, dimension: usize) -> Option<usize> {
        self.bits[dimension].map(usize::from)
    }

    /// The box that is everything.
    pub fn everything(&self) -> Words {
        Words::from_slice(&self.whole)
    }

    /// The full range of every variable.
    pub fn full_ranges(&self) -> Ranges {
        self.variables.iter().map(|v| (v.low, v.high)).collect()
    }

    /// Nothing known beyond the box.
    pub fn no_bounds(&self) -> Bounds {
        Bounds { ranges: self.full_ranges(), ties: smallvec::SmallVec::new() }
    }

    /// The form that runs along a dimension, if it is one.
    pub fn form_at(&self, dimension: usize) -> Option<usize> {
        match self.axes.get(dimension)?.line {
            Line::Form(f) => Some(f),
            Line::Variable(_) => None,
        }
    }

    /// Whether any form is cut: without, every box holds a point.
    pub fn has_form_axes(&self) -> bool {
        self.axes.len() > self.variables.len()
    }

    /// Whether a box shares a cell with a region (linear ties aside).
    pub fn meet(&self, block: &Block, region: &[u64]) -> bool {
        block.narrow().all(|(d, word)| self.intersect(d, word, region[d]).is_some())
    }

    /// The cells two boxes share, if any.
    pub fn common(&self, a: &[u64], b: &[u64]) -> Option<Words> {
        let mut words = Words::from_slice(a);
        for (d, word) in words.iter_mut().enumerate() {
            *word = self.intersect(d, *word, b[d])?;
        }
        Some(words)
    }

    /// The cells a region shares with a box, if any.
    pub fn part(&self, region: &[u64], block: &Block) -> Option<Words> {
        if !self.meet(block, region) {
            return None;
        }
        let mut words = Words::from_slice(region);
        for (d, word) in block.narrow() {
            words[d] = self.intersect(d, region[d], word)?;
        }
        Some(words)
    }

    /// The intersection of two words of one dimension, if not empty.
    pub fn intersect(&self, dimension: usize, a: u64, b: u64) -> Option<u64> {
        if dimension < self.axes.len() {
            let (l, h) = (low(a).max(low(b)), high(a).min(high(b)));
            (l <= h).then(|| interval(l, h))
        } else {
            (a & b != 0).then_some(a & b)
        }
    }

    /// Whether a word accepts an atom or value.
    pub fn accepts(&self, dimension: usize, word: u64, value: u32) -> bool {
        if dimension < self.axes.len() { low(word) <= value && value <= high(word) } else { word >> value & 1 == 1 }
    }

    /// Whether word `a` lies within word `b`.
    pub fn within(&self, dimension: usize, a: u64, b: u64) -> bool {
        if dimension < self.axes.len() { low(a) >= low(b) && high(a) <= high(b) } else { a & !b == 0 }
    }

    /// What of word `a` lies outside word `b`: at most two words.
    pub fn outside(&self, dimension: usize, a: u64, b: u64) -> smallvec::SmallVec<[u64; 2]> {
        let mut pieces = smallvec::SmallVec::new();
        if dimension < self.axes.len() {
            if low(a) < low(b) {
                pieces.push(interval(low(a), high(a).min(low(b) - 1)));
            }
            if high(a) > high(b) {
                pieces.push(interval(low(a).max(high(b) + 1), high(a)));
            }
        } else if a & !b != 0 {
            pieces.push(a & !b);
        }
        pieces
    }

    /// How many words [`Self::outside`] gives.
    pub fn parts_outside(&self, dimension: usize, a: u64, b: u64) -> u32 {
        if dimension < self.axes.len() {
            u32::from(low(a) < low(b)) + u32::from(high(a) > high(b))
        } else {
            u32::from(a & !b != 0)
        }
    }

    /// Narrows the ranges of variables to a box; none if one becomes empty.
    pub fn narrowed(&self, words: &[u64], ranges: &[Range]) -> Option<Ranges> {
        let mut narrow = Ranges::from_slice(ranges);
        for (v, range) in narrow.iter_mut().enumerate() {
            let (first, last) = self.axes[v].values(words[v]);
            *range = (range.0.max(first), range.1.min(last));
            if range.0 > range.1 {
                return None;
            }
        }
        Some(narrow)
    }

    /// The grid a form's values lie on.
    pub fn form_step(&self, form: Form) -> i64 {
        let scaled = |v: usize, c: i64| i128::from(c) * i128::from(self.variables[v].step);
        gcd(scaled(form.first, form.a), scaled(form.second, form.b)) as i64
    }
}

/// The largest multiple of `step` that is not above `value`.
pub fn floor_to(value: i64, step: i64) -> i64 {
    value.div_euclid(step) * step
}

/// The smallest multiple of `step` that is not below `value`.
pub fn ceil_to(value: i64, step: i64) -> i64 {
    -floor_to(-value, step)
}
