//! The compiled policy: decides in nanoseconds, explains in microseconds, and never samples.

pub mod index;
pub mod point;
pub mod questions;
pub mod ruling;
pub mod weights;

use self::index::Index;
use self::point::Point;
use self::questions::Questions;
use self::weights::Weights;
use super::analysis::lines::{Line, lines};
use super::case::Case;
use super::compile::{self, Geometry, Layer};
use super::date::Date;
use super::explanation::{Explanation, Kind, Ruling, Verdict};
use super::fact::FactId;
use super::region::bits::Bits;
use super::rule::RuleId;
use super::{Policy, Silence};
use crate::domain::policy::boundary;
use smallvec::SmallVec;
use std::sync::Arc;

/// A policy compiled for one day: every question about a case is answered from here.
#[derive(Clone, Debug)]
pub struct Engine {
    policy: Arc<Policy>,
    day: Date,
    pub(in crate::domain::policy) geometry: Geometry,
    pub(in crate::domain::policy) index: Index,
    pub(in crate::domain::policy) weights: Weights,
    pub(in crate::domain::policy) questions: Questions,
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
        Self::of(policy, compile::compile(policy, as_of)?, as_of)
    }

    /// Compiles several versions of the rules over the same facts into one fact space: a point of one is a point of all.
    pub fn together(policies: &[&Policy], as_of: Date) -> Result<Vec<Self>, TooLarge> {
        let readings: Vec<_> = policies.iter().map(|p| compile::Reading::plain(p)).collect();
        let geometries = compile::together(&readings, as_of)?;
        policies.iter().zip(geometries).map(|(policy, geometry)| Self::of(policy, geometry, as_of)).collect()
    }

    fn of(policy: &Policy, geometry: Geometry, day: Date) -> Result<Self, TooLarge> {
        let index = Index::of(&geometry.space, &geometry.boxes);
        let weights = Weights::of(policy, &geometry)?;
        let questions = Questions::of(policy, &geometry, &index);
        Ok(Self { policy: Arc::new(policy.clone()), day, geometry, index, weights, questions })
    }

    /// The policy it was compiled from.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The day it was compiled for.
    pub fn day(&self) -> Date {
        self.day
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

    /// The rules in force, in the order in which they speak.
    pub fn ranked(&self) -> &[RuleId] {
        &self.geometry.ranked
    }

    /// Every line some rule draws.
    pub fn lines(&self) -> Vec<Line> {
        lines(&self.policy, &self.geometry)
    }

    /// Whether some rule reads a fact, by itself or through a sum.
    pub fn reads(&self, fact: FactId) -> bool {
        self.questions.reads(fact)
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
        let known = base.into_iter().all(|f| case.get(f).is_some() || !self.reads(f));
        known.then(|| self.point(case))
    }

    /// The point of a case in which every fact that a rule reads is known.
    pub(in crate::domain::policy) fn point(&self, case: &Case) -> Point {
        Point::of(&self.geometry.space, &self.geometry.layout, case)
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

    /// The answers a case of this policy could have, but for one.
    pub(in crate::domain::policy) fn other_verdicts(&self, but: Verdict) -> SmallVec<[Verdict; 4]> {
        let silence = self.silence().verdict();
        let given = |v: &Verdict| *v == silence || self.geometry.tags.iter().any(|t| t.layer.verdict() == Some(*v));
        Verdict::ALL.into_iter().filter(|v| *v != but && given(v)).collect()
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
}
