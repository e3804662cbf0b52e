//! A likely witness: a point of a part of fact space at which as few rules as can be have something to say.

use super::super::super::engine::{Decider, Engine};
use super::super::super::explanation::Verdict;
use super::super::super::region::space::Line;
use super::super::super::region::{Words, high, interval};
use super::super::sides::Contrast;
use super::super::voices::Speaker;
use super::held::Held;
use smallvec::SmallVec;

/// By dimension, its values, those first that the fewest narrow boxes accept.
pub(super) struct Quiet(Vec<SmallVec<[u32; 16]>>);

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
        Self((0..space.dimensions()).map(values).collect())
    }

    /// Who decides the quietest point of a part on the two sides of a line; none where they answer alike, or one can't be.
    pub(super) fn contrast(&self, engine: &Engine, part: &[u64], held: &Held) -> Option<Contrast> {
        let space = &engine.geometry.space;
        let mut atoms: SmallVec<[u32; 64]> = SmallVec::from_elem(0, part.len());
        for (d, word) in part.iter().enumerate().filter(|(d, _)| *d != held.dimension) {
            atoms[d] = self.0[d].iter().copied().find(|value| space.accepts(d, *word, *value))?;
        }
        let first = |v: usize| space.axes[v].values(interval(atoms[v], atoms[v])).0;
        let values: SmallVec<[i64; 16]> = (0..space.variables.len()).map(first).collect();
        for (d, axis) in space.axes.iter().enumerate().skip(space.variables.len()) {
            if let Line::Form(form) = axis.line {
                atoms[d] = axis.atom(space.forms[form].at(&values));
            }
        }
        atoms[held.dimension] = held.here;
        let here = speaker(engine, engine.index.first_at(&atoms))?;
        atoms[held.dimension] = held.there;
        let there = speaker(engine, engine.index.first_at(&atoms))?;
        if here.1 == there.1 {
            return None;
        }
        let axes = space.axes.len();
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
