//! What a case pins down, as a region of fact space, and which answers that region still holds.

use super::super::case::{Case, Value};
use super::super::engine::index::{Bits, ones};
use super::super::engine::{Decider, Engine};
use super::super::explanation::Verdict;
use super::super::fact::FactId;
use super::super::quantity::Quantity;
use super::super::region::cover::{Budget, uncovered};
use super::super::region::space::Bounds;
use super::super::region::{Block, Words, high, interval, low};
use smallvec::SmallVec;

/// A part of fact space: some facts at their values, the others anywhere.
#[derive(Clone, Debug)]
pub struct Region {
    /// A box.
    pub words: Words,
    /// Known numbers, and known sums.
    pub bounds: Bounds,
}

/// What a region holds of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// No point that can occur.
    None,
    /// One answer everywhere.
    One(Verdict),
    /// More than one: a part where each of two of them holds, with its decider.
    Many(Box<[Witness; 2]>),
}

/// A part of a region in which one box (or silence) decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The answer there.
    pub verdict: Verdict,
    /// Who gives it.
    pub decider: Decider,
    /// Where.
    pub words: Words,
}

impl Region {
    /// Everything.
    pub fn everything(engine: &Engine) -> Self {
        let space = &engine.geometry.space;
        Self { words: space.everything(), bounds: space.no_bounds() }
    }

    /// What a case pins down.
    pub fn of_case(engine: &Engine, case: &Case) -> Self {
        let mut region = Self::everything(engine);
        for (fact, value) in case.iter() {
            if let Some(value) = value {
                region.pin(engine, fact, value);
            }
        }
        region.settle_sums(engine);
        region
    }

    /// The facts that are kept, at these values; computed facts may be kept without the facts they are made of.
    pub fn of_kept(engine: &Engine, values: &[Option<Value>], kept: &[bool]) -> Self {
        let mut region = Self::everything(engine);
        for (f, value) in values.iter().enumerate().filter(|(f, _)| kept[*f]) {
            let Some(value) = *value else { continue };
            if engine.policy().fact(FactId(f)).is_computed() {
                region.pin_sum(engine, FactId(f), value);
            } else {
                region.pin(engine, FactId(f), value);
            }
        }
        region.settle_sums(engine);
        region
    }

    /// Narrows every sum to the atoms its numbers leave it.
    pub fn settle_sums(&mut self, engine: &Engine) {
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        for (form, axis) in layout.forms.iter().zip(&layout.form_axes) {
            let Some(d) = *axis else { continue };
            let tie = self.bounds.ties.iter().find(|t| t.0 == *form).map(|t| t.1);
            let (least, most) = tie.unwrap_or_else(|| space.extent(*form, &self.bounds.ranges));
            self.words[d] = interval(space.axes[d].atom(least), space.axes[d].atom(most));
        }
    }

    /// Holds a base fact at a value.
    pub fn pin(&mut self, engine: &Engine, fact: FactId, value: Value) {
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let dimensions = layout.dimensions(fact);
        match value {
            Value::Number(q) => {
                if let Some(v) = layout.variable_of_fact[fact.0] {
                    let atom = space.axes[v].atom(q.millionths());
                    self.words[v] = interval(atom, atom);
                    self.bounds.ranges[v] = (q.millionths(), q.millionths());
                }
            }
            Value::Flag(flag) => self.words[dimensions.start] = 1 << u32::from(flag),
            Value::Choice(place) => self.words[dimensions.start] = 1 << place,
            Value::Set(members) => {
                for (member, d) in dimensions.enumerate() {
                    self.words[d] = 1 << (members >> member & 1);
                }
            }
        }
    }

    /// Leaves a base fact free.
    pub fn free(&mut self, engine: &Engine, fact: FactId) {
        let (space, layout) = (&engine.geometry.space, &engine.geometry.layout);
        let everything = space.everything();
        for d in layout.dimensions(fact) {
            self.words[d] = everything[d];
        }
        if let Some(v) = layout.variable_of_fact[fact.0] {
            self.bounds.ranges[v] = (space.variables[v].low, space.variables[v].high);
        }
    }

    /// Holds a computed fact at a value.
    fn pin_sum(&mut self, engine: &Engine, fact: FactId, value: Value) {
        let layout = &engine.geometry.layout;
        let (Some(formula), Value::Number(value)) = (engine.policy().fact(fact).number().and_then(|n| n.is.as_ref()), value)
        else {
            return;
        };
        let sum = value.millionths() - formula.constant.millionths();
        let terms: SmallVec<[(usize, i64); 2]> =
            formula.terms.iter().filter_map(|(f, c)| layout.variable_of_fact[f.0].map(|v| (v, *c))).collect();
        match *terms.as_slice() {
            [(v, sign)] => self.pin(engine, layout.fact_of_variable[v], Value::Number(Quantity::from_millionths(sign * sum))),
            [x, y] => {
                let (form, factor) = super::super::compile::canonical(x, y);
                self.bounds.ties.push((form, (sum / factor, sum / factor)));
            }
            _ => {}
        }
    }

    /// The boxes that could hold somewhere in the region, and of these some that hold everywhere in it.
    fn standing(&self, engine: &Engine) -> (Bits, Bits) {
        let (mut touching, mut free) = (engine.index.every(), SmallVec::<[usize; 48]>::new());
        for d in engine.index.constrained().iter().copied() {
            match self.single(engine, d) {
                Some(value) => engine.index.keep(&mut touching, d, value),
                None => free.push(d),
            }
        }
        let mut everywhere = Bits::from_slice(&touching);
        free.into_iter().for_each(|d| engine.index.drop_constraining(&mut everywhere, d));
        (touching, everywhere)
    }

    /// The only atom or value the region has in a dimension.
    fn single(&self, engine: &Engine, dimension: usize) -> Option<u32> {
        let word = self.words[dimension];
        if dimension < engine.geometry.space.axes.len() {
            (low(word) == high(word)).then(|| low(word))
        } else {
            word.is_power_of_two().then(|| word.trailing_zeros())
        }
    }

    /// A part of the region, within `part` if given, that no cut covers.
    pub fn uncovered(&self, engine: &Engine, part: Option<&[u64]>, cuts: &[&Block], budget: &Budget) -> Option<Words> {
        let space = &engine.geometry.space;
        let words = match part {
            Some(part) => space.common(&self.words, part)?,
            None => Words::from_slice(&self.words),
        };
        uncovered(space, words, cuts, &self.bounds, budget)
    }

    /// A part of the region where the answer is another than `but` and possible; the first in order of rank.
    pub fn another_answer(&self, engine: &Engine, but: Option<Verdict>, budget: &Budget) -> Option<Witness> {
        let (tags, boxes) = (&engine.geometry.tags, &engine.geometry.boxes);
        let (touching, everywhere) = self.standing(engine);
        let last = ones(&everywhere).next();
        let mut before: SmallVec<[usize; 64]> = SmallVec::new();
        let mut asked = false;
        for b in ones(&touching).filter(|b| engine.geometry.space.meet(&boxes[*b], &self.words)) {
            if let Some(verdict) = tags[b].layer.verdict().filter(|v| Some(*v) != but) {
                let hides = |c: &&usize| tags[**c].layer.verdict() != Some(verdict);
                let cuts: SmallVec<[&Block; 32]> = before.iter().filter(hides).map(|c| &boxes[*c]).collect();
                if let Some(words) = self.uncovered(engine, Some(&boxes[b]), &cuts, budget) {
                    return Some(Witness { verdict, decider: Some(b), words });
                }
                // Where boxes of the given answer, or what can't occur, leave nothing to the first other one (and only they stand
                // before it), they may leave nothing to any: that is asked once, before box after box is.
                if but.is_some() && !std::mem::replace(&mut asked, true) {
                    self.uncovered(engine, None, &cuts, budget)?;
                }
            }
            if last == Some(b) {
                // It holds everywhere here: nothing behind it ever speaks.
                return None;
            }
            before.push(b);
        }
        let verdict = engine.silence().verdict();
        if Some(verdict) == but {
            return None;
        }
        let cuts: SmallVec<[&Block; 64]> = before.iter().map(|c| &boxes[*c]).collect();
        let words = self.uncovered(engine, None, &cuts, budget)?;
        Some(Witness { verdict, decider: None, words })
    }

    /// Which answers the region holds.
    pub fn answers(&self, engine: &Engine, budget: &Budget) -> Answers {
        let Some(first) = self.another_answer(engine, None, budget) else { return Answers::None };
        match self.another_answer(engine, Some(first.verdict), budget) {
            None => Answers::One(first.verdict),
            Some(second) => Answers::Many(Box::new([first, second])),
        }
    }
}
