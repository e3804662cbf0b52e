//! For each fact, the boxes that hold whatever it does: a running intersection from both ends, sums handled apart.

use super::super::engine::Engine;
use super::super::engine::index::Bits;
use super::super::engine::point::Point;
use super::super::fact::FactId;

/// By fact, the boxes that hold at a point whatever that fact does.
pub struct Rests {
    /// Words to a fact.
    width: usize,
    words: Vec<u64>,
}

impl Rests {
    /// The rests of the facts that may `move`, among boxes that hold whatever those facts do.
    pub fn of(engine: &Engine, point: &Point, among: &[u64], moves: impl Fn(FactId) -> bool) -> Self {
        let (facts, layout) = (engine.policy().facts.len(), &engine.geometry.layout);
        let width = among.len();
        let keep_own = |bits: &mut [u64], f: usize| {
            for d in engine.questions.asked(FactId(f)) {
                engine.index.keep(bits, d, point.atoms[d]);
            }
        };
        let moving = || (0..facts).filter(|f| moves(FactId(*f)));
        let mut words: Vec<u64> = Vec::with_capacity(facts * width);
        let mut before = Bits::from_slice(among);
        for f in 0..facts {
            words.extend_from_slice(&before);
            if moves(FactId(f)) {
                keep_own(&mut before, f);
            }
        }
        let mut after = Bits::from_slice(among);
        for f in moving().rev() {
            for (r, a) in words[f * width..].iter_mut().zip(&after) {
                *r &= a;
            }
            keep_own(&mut after, f);
        }
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let Some(d) = axis else { continue };
            for f in moving().filter(|f| layout.variable_of_fact[*f].is_none_or(|v| form.coefficient(v) == 0)) {
                engine.index.keep(&mut words[f * width..(f + 1) * width], *d, point.atoms[*d]);
            }
        }
        Self { width, words }
    }

    /// The boxes that hold whatever this fact does.
    pub fn without(&self, fact: FactId) -> &[u64] {
        &self.words[fact.0 * self.width..(fact.0 + 1) * self.width]
    }
}
