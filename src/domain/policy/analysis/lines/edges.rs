//! Which rules draw which line: the edges of their boxes.

use super::super::super::compile::{Geometry, Layer};
use super::super::super::region::{high, low};
use super::super::super::rule::RuleId;
use smallvec::SmallVec;

/// Rules, each perhaps more than once.
pub(super) type Rules = SmallVec<[RuleId; 4]>;

/// The words in which rules narrow each dimension.
#[derive(Clone, Debug)]
pub(super) struct Edges {
    /// By dimension, a narrow word with its rule; each once.
    words: Vec<Vec<(u64, RuleId)>>,
    /// By axis, how many cuts it has.
    cuts: Vec<usize>,
}

impl Edges {
    /// The edges of all rules' boxes.
    pub(super) fn of(geometry: &Geometry) -> Self {
        let space = &geometry.space;
        let mut words: Vec<Vec<(u64, RuleId)>> = vec![Vec::new(); space.dimensions()];
        for (block, tag) in geometry.boxes.iter().zip(&geometry.tags).filter(|(_, t)| t.layer != Layer::Never) {
            for (d, word) in block.narrow() {
                let entry = (word, RuleId(tag.owner));
                if words[d].last() != Some(&entry) {
                    words[d].push(entry);
                }
            }
        }
        Self { words, cuts: space.axes.iter().map(|a| a.cuts.len()).collect() }
    }

    /// The rules that narrow a dimension.
    pub(super) fn constraining(&self, dimension: usize) -> Rules {
        self.words[dimension].iter().map(|w| w.1).collect()
    }

    /// The rules that accept one of two classes of a choice and not the other.
    pub(super) fn between(&self, dimension: usize, here: u64, there: u64) -> Rules {
        let apart = |(word, _): &&(u64, RuleId)| (word & here == 0) != (word & there == 0);
        self.words[dimension].iter().filter(apart).map(|w| w.1).collect()
    }

    /// The cuts of an axis at which some rule's box begins or ends, with the rules.
    pub(super) fn cuts(&self, axis: usize) -> impl Iterator<Item = (usize, Rules)> + '_ {
        (0..self.cuts[axis]).map(move |cut| {
            let at = |(word, _): &&(u64, RuleId)| high(*word) as usize == cut || low(*word) as usize == cut + 1;
            (cut, self.words[axis].iter().filter(at).map(|w| w.1).collect())
        })
    }

    /// The classes of a choice's values, as bits, in the order of their first values: what no rule and no `never` tells apart.
    pub(super) fn classes(&self, geometry: &Geometry, dimension: usize, values: usize) -> Vec<u64> {
        let mut words: Vec<u64> = geometry.boxes.iter().map(|b| b[dimension]).collect();
        words.sort_unstable();
        words.dedup();
        let mut classes: Vec<u64> = Vec::new();
        for value in 0..values.min(64) {
            let alike = |class: &u64| {
                let first = class.trailing_zeros();
                words.iter().all(|w| w >> first & 1 == w >> value & 1)
            };
            match classes.iter_mut().find(|c| alike(c)) {
                Some(class) => *class |= 1 << value,
                None => classes.push(1 << value),
            }
        }
        classes
    }
}
