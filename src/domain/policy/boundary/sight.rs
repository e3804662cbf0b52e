//! Whether an answer stands without a fact, as far as that is seen from the boxes alone, without looking for a way between them.

use super::super::case::Case;
use super::super::engine::index::{Bits, first_of};
use super::super::engine::point::Point;
use super::super::engine::{Decider, Engine};
use super::super::explanation::Verdict;
use super::super::fact::{Fact, FactId};

/// The boxes that could still hold while facts are left out one by one, from the last declared to the first.
pub struct Sight<'a> {
    engine: &'a Engine,
    point: Point,
    /// By fact, the boxes that hold as far as the facts declared before it go, as many words as `after`.
    before: Vec<u64>,
    /// The boxes that hold as far as the facts kept so far go.
    after: Bits,
    /// The boxes that ask about something left out, or about a sum.
    open: Bits,
    answer: Verdict,
    /// Whether any two facts are tied by a sum, or any fact is computed.
    sums: bool,
}

/// What is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The answer stands.
    Closed,
    /// Another answer is possible: who gives it.
    Open(Decider),
    /// Not to be told like this.
    Unsure,
}

impl<'a> Sight<'a> {
    /// Every known fact of a case still there.
    pub fn of(engine: &'a Engine, case: &Case, answer: Verdict) -> Self {
        let layout = &engine.geometry.layout;
        let point = Point::of(&engine.geometry.space, layout, case);
        let every = engine.index.every();
        let mut open = Bits::from_elem(0, every.len());
        for d in layout.form_axes.iter().flatten() {
            engine.index.add_constraining(&mut open, *d);
        }
        let after = Bits::from_slice(&every);
        let sums = !layout.forms.is_empty() || engine.policy().facts.iter().any(Fact::is_computed);
        let mut sight = Self {
            engine,
            point,
            before: Vec::with_capacity(engine.policy().facts.len() * after.len()),
            after,
            open,
            answer,
            sums,
        };
        let mut running = every;
        for (f, fact) in engine.policy().facts.iter().enumerate() {
            sight.before.extend_from_slice(&running);
            match case.get(FactId(f)) {
                Some(_) => sight.keep(FactId(f), &mut running),
                None if !fact.is_computed() => sight.leave_out(FactId(f)),
                None => {}
            }
        }
        sight
    }

    /// Whether the answer stands without a fact; `kept` says which are still there without it.
    pub fn without(&self, fact: FactId, kept: &[bool]) -> Seen {
        let (engine, policy) = (self.engine, self.engine.policy());
        if let Some(formula) = policy.fact(fact).number().and_then(|n| n.is.as_ref()) {
            let follows = formula.terms.iter().all(|t| kept[t.0.0]);
            return if follows { Seen::Closed } else { Seen::Unsure };
        }
        let touching = || self.before[fact.0 * self.after.len()..].iter().zip(&self.after).map(|(b, a)| b & a);
        let asking = engine.questions.about(fact);
        // A sum that stays would make other facts follow where this one goes.
        if !self.is_summed(fact, kept) && touching().zip(asking).all(|(t, a)| t & a == 0) {
            return Seen::Closed;
        }
        let everywhere = touching().zip(self.open.iter().zip(asking)).map(|(t, (o, a))| t & !o & !a);
        let others = touching().zip(engine.questions.others(self.answer)).map(|(t, o)| t & o);
        match (first_of(everywhere), first_of(others)) {
            (Some(holds), other) if other.is_none_or(|o| holds < o) => Seen::Closed,
            (None, None) if engine.silence().verdict() == self.answer => Seen::Closed,
            // Where no sum ties facts together, every combination of what the dimensions accept is a point.
            (_, Some(other)) if !self.sums && first_of(touching()) == Some(other) => Seen::Open(Some(other)),
            _ => Seen::Unsure,
        }
    }

    /// Whether a computed fact that is still there is made of a fact.
    pub fn is_summed(&self, fact: FactId, kept: &[bool]) -> bool {
        if !self.sums {
            return false;
        }
        let formulas = self.engine.policy().facts.iter().map(|f| f.number().and_then(|n| n.is.as_ref()));
        let sums = formulas.zip(kept).filter(|(_, kept)| **kept).filter_map(|(s, _)| s);
        sums.into_iter().any(|s| s.terms.iter().any(|t| t.0 == fact))
    }

    /// Goes on past a fact, which stays or is left out.
    pub fn pass(&mut self, fact: FactId, stays: bool) {
        if stays {
            let mut after = std::mem::take(&mut self.after);
            self.keep(fact, &mut after);
            self.after = after;
        } else {
            self.leave_out(fact);
        }
    }

    fn keep(&self, fact: FactId, bits: &mut [u64]) {
        let index = &self.engine.index;
        for d in self.engine.questions.asked(fact) {
            index.keep(bits, d, self.point.atoms[d]);
        }
    }

    fn leave_out(&mut self, fact: FactId) {
        let engine = self.engine;
        for d in engine.questions.asked(fact) {
            self.engine.index.add_constraining(&mut self.open, d);
        }
    }
}
