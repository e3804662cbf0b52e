//! A likely witness: a point of a part of fact space at which as few rules as can be have something to say.

use super::super::super::engine::{Decider, Engine};
use super::super::super::explanation::Verdict;
use super::super::super::region::space::Line;
use super::super::super::region::{Words, high, interval};
use super::super::sides::Contrast;
use super::super::voices::Speaker;
use super::held::Held;
use smallvec::SmallVec;

/// The quietest point of fact space, and what to take where it lies outside.
pub(super) struct Quiet {
    /// By dimension, its values, those first that the fewest narrow boxes accept.
    values: Vec<SmallVec<[u32; 16]>>,
    /// By dimension, the first of these.
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
        let atoms = values.iter().map(|values| values.first().copied().unwrap_or(0)).collect();
        Self { values, atoms }
    }

    /// Who decides the quietest point of a part on the two sides of a line; none where they answer alike, or one can't be.
    pub(super) fn contrast(&self, engine: &Engine, part: &[u64], held: &Held) -> Option<Contrast> {
        let space = &engine.geometry.space;
        let (variables, axes) = (space.variables.len(), space.axes.len());
        let mut atoms: SmallVec<[u32; 64]> = SmallVec::from_slice(&self.atoms);
        for (d, word) in part.iter().enumerate().filter(|(d, word)| **word != space.whole[*d] && *d != held.dimension) {
            if !space.accepts(d, *word, atoms[d]) {
                atoms[d] = self.values[d].iter().copied().find(|value| space.accepts(d, *word, *value))?;
            }
        }
        // No sum is of a number whose line is held.
        if axes > variables {
            let first = |v: usize| space.axes[v].values(interval(atoms[v], atoms[v])).0;
            let values: SmallVec<[i64; 32]> = (0..variables).map(first).collect();
            for (d, axis) in space.axes.iter().enumerate().skip(variables) {
                if let Line::Form(form) = axis.line {
                    atoms[d] = axis.atom(space.forms[form].at(&values));
                }
            }
        }
        let [here, there] = engine.index.first_beside(&atoms, held.dimension, [held.here, held.there]);
        let (here, there) = (speaker(engine, here)?, speaker(engine, there)?);
        if here.1 == there.1 {
            return None;
        }
        let mut words: Words = atoms.iter().enumerate().map(|(d, a)| if d < axes { interval(*a, *a) } else { 1 << a }).collect();
        words[held.dimension] = space.whole[held.dimension];
        Some(Contrast { here: here.0, there: there.0, words })
    }
}

/// Who decides, and how; none where nothing can occur.
fn speaker(engine: &Engine, decider: Decider) -> Option<(Speaker, Verdict)> {
    let verdict = engine.verdict_of(decider)?;
    let rule = decider.and_then(|place| engine.rule_of(place));
    Some((rule.map_or(Speaker::Silence, Speaker::Rule), verdict))
}
