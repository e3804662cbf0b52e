//! Where some facts alone give the wanted answer, everything else as it is in the case: a change there needs no other fact.

use super::super::engine::index::ones;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::region::space::{Ranges, Space};
use super::super::region::{Block, Words, interval};
use super::nearest::Search;
use super::segments;
use smallvec::SmallVec;

/// A box around a point, in the dimensions of some facts.
pub struct Slab {
    /// The box.
    pub block: Block,
    /// By variable, the range of numbers tied to others by sums.
    pub ranges: Ranges,
}

impl Slab {
    /// The slab of some facts around a point at which only they have moved and the wanted answer is given.
    pub fn around(search: &Search<'_>, alone: &Point, facts: &[FactId]) -> Self {
        let geometry = &search.engine.geometry;
        let (space, layout) = (&geometry.space, &geometry.layout);
        let mut words = space.everything();
        let mut ranges = space.full_ranges();
        let mut wide: SmallVec<[usize; 16]> = SmallVec::new();
        for f in facts {
            match layout.variable_of_fact[f.0].filter(|v| layout.linked[*v]) {
                Some(v) => {
                    words[v] = exactly(space, v, alone.atoms[v]);
                    // Sums with facts outside the slab stay in their atoms while those stand where they are in the case.
                    ranges[v] =
                        segments::stretch(search.engine, alone, v, |other| facts.contains(&layout.fact_of_variable[other]));
                }
                None => wide.extend(layout.dimensions(*f)),
            }
        }
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let both = [form.first, form.second].iter().all(|v| facts.contains(&layout.fact_of_variable[*v]));
            if let (Some(d), true) = (axis, both) {
                words[*d] = exactly(space, *d, alone.atoms[*d]);
            }
        }
        widen(search, alone, &wide, &mut words);
        Self { block: Block::of(words, space), ranges }
    }
}

/// As wide as the box that decides, less what boxes before it take.
fn widen(search: &Search<'_>, alone: &Point, wide: &[usize], words: &mut Words) {
    let geometry = &search.engine.geometry;
    let (space, index) = (&geometry.space, &search.engine.index);
    let decider = search.engine.decider(alone);
    for d in wide {
        words[*d] = decider.map_or(space.whole[*d], |b| geometry.boxes[b][*d]);
    }
    let mut bits = index.every();
    for d in index.constrained().iter().filter(|d| !wide.contains(d)) {
        index.keep(&mut bits, *d, alone.atoms[*d]);
    }
    for thief in ones(&bits).take_while(|b| decider.is_none_or(|d| *b < d)) {
        let block = &geometry.boxes[thief];
        let meets = wide.iter().all(|d| space.intersect(*d, words[*d], block[*d]).is_some());
        if geometry.tags[thief].layer.verdict() == Some(search.wanted) || !meets {
            continue;
        }
        let away = wide.iter().find(|d| !space.accepts(**d, block[**d], alone.atoms[**d]));
        if let Some(d) = away.copied() {
            let outside = space.outside(d, words[d], block[d]);
            words[d] = outside.into_iter().find(|w| space.accepts(d, *w, alone.atoms[d])).unwrap_or(words[d]);
        }
    }
}

/// One atom or value.
fn exactly(space: &Space, dimension: usize, value: u32) -> u64 {
    if dimension < space.axes.len() { interval(value, value) } else { 1 << value }
}
