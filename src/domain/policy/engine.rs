//! The compiled policy: decides in nanoseconds, explains in microseconds, and never samples.

pub mod index;
pub mod point;
pub mod ruling;
pub mod weights;

use self::index::{Bits, Index};
use self::point::Point;
use self::weights::Weights;
use super::case::Case;
use super::compile::{self, Geometry, Layer};
use super::date::Date;
use super::explanation::{Explanation, Kind, Ruling, Verdict};
use super::fact::FactId;
use super::rule::RuleId;
use super::{Policy, Silence};
use crate::domain::policy::boundary;
use smallvec::SmallVec;
use std::sync::Arc;

/// A policy compiled for one day: every question about a case is answered from here.
#[derive(Clone, Debug)]
pub struct Engine {
    policy: Arc<Policy>,
    pub(in crate::domain::policy) geometry: Geometry,
    pub(in crate::domain::policy) index: Index,
    pub(in crate::domain::policy) weights: Weights,
    /// Facts that some rule or duty reads, by itself or through a sum.
    relevant: Vec<bool>,
    /// By answer, the boxes that give another one.
    others: [Bits; 4],
    /// By fact, its own dimensions that some box constrains.
    asked: Vec<SmallVec<[u16; 8]>>,
    /// By fact, the boxes that ask about it, by itself or through a sum.
    asking: Vec<Bits>,
}

/// The case is one the policy says can't occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// Which `never`, counted from 0 in the order of the file.
    pub never: usize,
}

/// The policy is too large to answer exactly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TooLarge(pub String);

impl TooLarge {
    /// Too many combinations of conditions.
    pub fn boxes() -> Self {
        Self("the rules combine into more cases than can be answered exactly: split long lists, or use fewer exceptions in one rule".to_owned())
    }
}

/// A case ready for [`Engine::verdict`]: compiled once, decided as often as one likes.
#[derive(Clone, Debug)]
pub struct CompiledCase {
    rows: SmallVec<[u32; 48]>,
}

/// The decider of a point: a box, or silence.
pub type Decider = Option<usize>;

impl Engine {
    /// Compiles the rules in force that day.
    pub fn compile(policy: &Policy, as_of: Date) -> Result<Self, TooLarge> {
        let geometry = compile::compile(policy, as_of)?;
        let index = Index::of(&geometry.space, &geometry.boxes);
        let weights = Weights::of(policy, &geometry)?;
        let others = Verdict::ALL.map(|answer| {
            let mut bits = Bits::from_elem(0, index.every().len());
            let other = |tag: &compile::Tag| tag.layer.verdict().is_some_and(|v| v != answer);
            geometry.tags.iter().enumerate().filter(|(_, t)| other(t)).for_each(|(b, _)| bits[b / 64] |= 1 << (b % 64));
            bits
        });
        let own = |f: usize| geometry.layout.dimensions(FactId(f)).filter(|d| index.is_relevant(*d)).map(|d| d as u16).collect();
        let asked = (0..policy.facts.len()).map(own).collect();
        let mut engine = Self {
            policy: Arc::new(policy.clone()),
            geometry,
            index,
            weights,
            relevant: Vec::new(),
            others,
            asked,
            asking: Vec::new(),
        };
        engine.asking = (0..policy.facts.len()).map(|f| engine.boxes_about(FactId(f))).collect();
        engine.relevant = (0..policy.facts.len()).map(|f| engine.is_read(FactId(f))).collect();
        Ok(engine)
    }

    /// Whether a rule, a duty or a `never` constrains a dimension of the fact.
    fn is_read(&self, fact: FactId) -> bool {
        let everything = self.geometry.space.everything();
        let by_duty = |d: usize| self.geometry.duties.iter().flatten().any(|b| b[d] != everything[d]);
        self.fact_dimensions(fact).iter().any(|d| self.index.is_relevant(*d) || by_duty(*d))
    }

    fn boxes_about(&self, fact: FactId) -> Bits {
        let mut bits = Bits::from_elem(0, self.index.every().len());
        self.fact_dimensions(fact).into_iter().for_each(|d| self.index.add_constraining(&mut bits, d));
        bits
    }

    /// The policy it was compiled from.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What the policy says about a case.
    ///
    /// # Errors
    /// The case can't occur, whatever its unknown facts are.
    pub fn decide(&self, case: &Case) -> Result<Ruling, Impossible> {
        match self.known_point(case) {
            Some(point) => self.ruling(&point),
            None => boundary::partial::ruling(self, case),
        }
    }

    /// The ruling and its boundary.
    ///
    /// # Errors
    /// The case can't occur, whatever its unknown facts are.
    pub fn explain(&self, case: &Case) -> Result<Explanation, Impossible> {
        match self.known_point(case) {
            Some(point) => boundary::explain(self, case, &point),
            None => boundary::partial::explain(self, case),
        }
    }

    /// Whether some rule reads a fact, by itself or through a sum.
    pub fn reads(&self, fact: FactId) -> bool {
        self.relevant[fact.0]
    }

    /// Readies a case in which every fact that a rule reads is known; none otherwise.
    pub fn compile_case(&self, case: &Case) -> Option<CompiledCase> {
        let point = self.known_point(case)?;
        let dimensions = 0..self.geometry.space.dimensions();
        Some(CompiledCase {
            rows: dimensions.filter(|d| self.index.is_relevant(*d)).map(|d| self.index.row(d, point.atoms[d])).collect(),
        })
    }

    /// The right answer of a compiled case; none if it can't occur.
    pub fn verdict(&self, case: &CompiledCase) -> Option<Verdict> {
        self.verdict_of(self.index.first(&case.rows))
    }

    /// The point of a case, if every fact that a rule reads is known.
    pub(in crate::domain::policy) fn known_point(&self, case: &Case) -> Option<Point> {
        let base = (0..self.policy.facts.len()).map(FactId).filter(|f| !self.policy.fact(*f).is_computed());
        let known = base.into_iter().all(|f| case.get(f).is_some() || !self.relevant[f.0]);
        known.then(|| Point::of(&self.geometry.space, &self.geometry.layout, case))
    }

    /// The box that decides a point.
    pub(in crate::domain::policy) fn decider(&self, point: &Point) -> Decider {
        self.index.first_at(&point.atoms)
    }

    /// The boxes that hold at a point.
    pub(in crate::domain::policy) fn holding(&self, point: &Point) -> Bits {
        self.index.holding_at(&point.atoms)
    }

    /// The answer a decider gives; none where the point can't occur.
    pub(in crate::domain::policy) fn verdict_of(&self, decider: Decider) -> Option<Verdict> {
        match decider {
            Some(b) => self.geometry.tags[b].layer.verdict(),
            None => Some(self.silence().verdict()),
        }
    }

    /// The answer at a point; none where it can't occur.
    pub(in crate::domain::policy) fn verdict_at(&self, point: &Point) -> Option<Verdict> {
        self.verdict_of(self.decider(point))
    }

    /// The boxes that give another answer.
    pub(in crate::domain::policy) fn others(&self, answer: Verdict) -> &Bits {
        &self.others[answer as usize]
    }

    /// The rule behind a box; none for what can't occur.
    pub(in crate::domain::policy) fn rule_of(&self, place: usize) -> Option<RuleId> {
        let tag = self.geometry.tags[place];
        (tag.layer != Layer::Never).then_some(RuleId(tag.owner))
    }

    /// The kind of decision silence is.
    pub(in crate::domain::policy) fn silence(&self) -> Kind {
        match self.policy.silence {
            Silence::Escalate(_) => Kind::SilenceEscalate,
            Silence::Act(_) => Kind::SilenceAct,
        }
    }

    /// A base fact's own dimensions, as far as some box constrains them.
    pub(in crate::domain::policy) fn asked(&self, fact: FactId) -> impl Iterator<Item = usize> + '_ {
        self.asked[fact.0].iter().map(|d| usize::from(*d))
    }

    /// The boxes that ask about a base fact, by itself or through a sum.
    pub(in crate::domain::policy) fn asking(&self, fact: FactId) -> &Bits {
        &self.asking[fact.0]
    }

    /// Every dimension that moves when a base fact does: its own, then the sums it is part of.
    pub(in crate::domain::policy) fn fact_dimensions(&self, fact: FactId) -> SmallVec<[usize; 8]> {
        let layout = &self.geometry.layout;
        let mut dimensions: SmallVec<[usize; 8]> = layout.dimensions(fact).collect();
        if let Some(v) = layout.variable_of_fact[fact.0] {
            for (f, form) in layout.forms.iter().enumerate() {
                if form.coefficient(v) != 0 {
                    dimensions.extend(layout.form_axes[f]);
                }
            }
        }
        dimensions
    }
}
