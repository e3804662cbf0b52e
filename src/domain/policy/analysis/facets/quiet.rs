//! A likely witness: a point of a part of fact space at which as few rules as can be have something to say.

use super::super::super::engine::{Decider, Engine};
use super::super::super::explanation::Verdict;
use super::super::super::region::space::{Line, Space};
use super::super::super::region::{Words, high, interval};
use super::super::sides::Contrast;
use super::super::voices::Speaker;
use super::held::Held;
use smallvec::SmallVec;

/// The quietest point of fact space, and what to take where it lies outside.
pub(super) struct Quiet {
    /// By dimension, its values, those first that the fewest narrow boxes accept.
    values: Vec<SmallVec<[u32; 16]>>,
    /// By dimension, the first of these; of a sum, what its numbers come to.
    atoms: SmallVec<[u32; 64]>,
}

impl Quiet {
    pub(super) fn of(engine: &Engine) -> Self {
        let (space, boxes) = (&engine.geometry.space, &engine.geometry.boxes);
        let axes = space.axes.len();
        let values = |d: usize| {
            let whole = space.whole[d];
            let count = if d < axes { high(whole) + 1 } else { u64::BITS - whole.leading_zeros() };
            let mut loudness: SmallVec<[(usize, u32); 16]> = (0..count).map(|value| (0, value)).collect();
            for word in boxes.iter().map(|b| b[d]).filter(|w| *w != whole) {
                loudness.iter_mut().for_each(|(n, value)| *n += usize::from(space.accepts(d, word, *value)));
            }
            loudness.sort_unstable();
            loudness.into_iter().map(|(_, value)| value).collect()
        };
        let values: Vec<SmallVec<[u32; 16]>> = (0..space.dimensions()).map(values).collect();
        let mut atoms: SmallVec<[u32; 64]> = values.iter().map(|values| values.first().copied().unwrap_or(0)).collect();
        place_sums(space, &mut atoms);
        Self { values, atoms }
    }

    /// Who decides the quietest point of a part on the two sides of a line; none where they answer alike, or one can't be.
    pub(super) fn contrast(&self, engine: &Engine, part: &[u64], held: &Held) -> Option<Contrast> {
        let space = &engine.geometry.space;
        let mut atoms: SmallVec<[u32; 64]> = SmallVec::from_slice(&self.atoms);
        let mut moved = false;
        for (d, word) in part.iter().enumerate().filter(|(d, word)| **word != space.whole[*d] && *d != held.dimension) {
            if !space.accepts(d, *word, atoms[d]) {
                atoms[d] = self.values[d].iter().copied().find(|value| space.accepts(d, *word, *value))?;
                moved |= d < space.axes.len();
            }
        }
        // The number whose line is held is part of no sum.
        if moved {
            place_sums(space, &mut atoms);
        }
        let [here, there] = engine.index.first_beside(&atoms, held.dimension, [held.here, held.there]);
        let (here, there) = (speaker(engine, here)?, speaker(engine, there)?);
        if here.1 == there.1 {
            return None;
        }
        let axes = space.axes.len();
        let mut words: Words = atoms.iter().enumerate().map(|(d, a)| if d < axes { interval(*a, *a) } else { 1 << a }).collect();
        words[held.dimension] = space.whole[held.dimension];
        Some(Contrast { here: here.0, there: there.0, words })
    }
}

/// Gives sums the atoms that the least values of their numbers' atoms come to.
fn place_sums(space: &Space, atoms: &mut [u32]) {
    let first = |v: usize| space.axes[v].values(interval(atoms[v], atoms[v])).0;
    let values: SmallVec<[i64; 32]> = (0..space.variables.len()).map(first).collect();
    for (d, axis) in space.axes.iter().enumerate().skip(space.variables.len()) {
        if let Line::Form(form) = axis.line {
            atoms[d] = axis.atom(space.forms[form].at(&values));
        }
    }
}

/// Who decides, and how; none where nothing can occur.
fn speaker(engine: &Engine, decider: Decider) -> Option<(Speaker, Verdict)> {
    let verdict = engine.verdict_of(decider)?;
    let rule = decider.and_then(|place| engine.rule_of(place));
    Some((rule.map_or(Speaker::Silence, Speaker::Rule), verdict))
}
