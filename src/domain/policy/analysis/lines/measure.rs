//! What a line on a number measures: a base fact, a computed one, or a sum that a comparison of two facts comes to.

use super::super::super::Policy;
use super::super::super::case::{Case, Value};
use super::super::super::compile::layout::Layout;
use super::super::super::compile::{Geometry, canonical};
use super::super::super::fact::{FactId, Formula};
use super::super::super::quantity::Quantity;
use super::super::super::region::space::{Line, ceil_to};
use super::Side;
use smallvec::SmallVec;

/// A number of a case: `sum of coefficient * base fact + constant`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The fact that it is; none where the policy declares none.
    pub fact: Option<FactId>,
    /// One or two base facts, each with its coefficient.
    pub terms: SmallVec<[(FactId, i64); 2]>,
    /// What is added, in millionths.
    pub constant: i64,
    /// The distance between neighbouring values, in millionths.
    pub step: i64,
    /// The number or form of fact space that it is, but for its constant and direction.
    pub along: Line,
    /// -1 where it runs against that.
    direction: i64,
}

/// The form behind a formula of two facts, and the factor (1 or -1) that gives the formula back.
fn form_of(layout: &Layout, formula: &Formula) -> Option<(usize, i64)> {
    let [x, y] = formula.terms.as_slice() else { return None };
    let term = |(fact, sign): &(FactId, i64)| layout.variable_of_fact[fact.0].map(|v| (v, *sign));
    let (form, factor) = canonical(term(x)?, term(y)?);
    layout.forms.iter().position(|f| *f == form).map(|f| (f, factor))
}

impl Measure {
    /// Of a number fact: a base one, or a computed one that some condition reads and that is a sum of two facts.
    pub(super) fn of_fact(policy: &Policy, geometry: &Geometry, fact: FactId) -> Option<Self> {
        let number = policy.fact(fact).number()?;
        let Some(formula) = &number.is else {
            let along = Line::Variable(geometry.layout.variable_of_fact[fact.0]?);
            let terms = SmallVec::from_slice(&[(fact, 1)]);
            return Some(Self { fact: Some(fact), terms, constant: 0, step: number.step.millionths(), along, direction: 1 });
        };
        let (form, direction) = form_of(&geometry.layout, formula)?;
        let of_form = Self::of_form(geometry, form);
        let terms = SmallVec::from_slice(&formula.terms);
        Some(Self { fact: Some(fact), terms, constant: formula.constant.millionths(), direction, ..of_form })
    }

    /// Of a sum that no fact is.
    pub(super) fn of_form(geometry: &Geometry, place: usize) -> Self {
        let form = geometry.space.forms[place];
        let fact = |v: usize| geometry.layout.fact_of_variable[v];
        let terms = SmallVec::from_slice(&[(fact(form.first), form.a), (fact(form.second), form.b)]);
        let step = geometry.space.form_step(form);
        Self { fact: None, terms, constant: 0, step, along: Line::Form(place), direction: 1 }
    }

    /// The axis it runs along; none where no condition cuts it.
    pub fn axis(&self, geometry: &Geometry) -> Option<usize> {
        match self.along {
            Line::Variable(v) => Some(v),
            Line::Form(form) => geometry.layout.form_axes[form],
        }
    }

    /// Its last value below a cut, from the value before that cut along its axis, in millionths.
    pub(super) fn last(&self, cut: i64) -> Quantity {
        let last = if self.direction < 0 { -(cut + self.step) } else { cut };
        Quantity::from_millionths(last + self.constant)
    }

    /// The value before a cut along its axis, from its own last value below the line.
    pub fn cut(&self, last: Quantity) -> i64 {
        let last = last.millionths() - self.constant;
        if self.direction < 0 { -last - self.step } else { last }
    }

    /// Its value in a case, in millionths; none if it rests on an unknown fact.
    pub fn of(&self, case: &Case) -> Option<i64> {
        let term = |(fact, coefficient): &(FactId, i64)| match case.get(*fact)? {
            Value::Number(q) => Some(coefficient * q.millionths()),
            _ => None,
        };
        Some(self.terms.iter().map(term).sum::<Option<i64>>()? + self.constant)
    }

    /// Twenty times the difference that feels small: the fact's own, or that of the finer of the two it compares.
    pub fn near_twentieths(&self, policy: &Policy) -> i64 {
        let near = |fact: FactId| policy.fact(fact).number().map(|n| n.near_twentieths);
        self.fact.and_then(near).or_else(|| self.terms.iter().filter_map(|t| near(t.0)).min()).unwrap_or(0)
    }

    /// The value of one of its base facts, moved by the least that takes a case from `side` of a line to the other; none where
    /// the fact's bounds forbid it.
    pub(super) fn beyond(
        &self,
        policy: &Policy,
        case: &Case,
        (fact, coefficient): (FactId, i64),
        last: Quantity,
        side: Side,
    ) -> Option<Quantity> {
        let (number, value) = (policy.fact(fact).number()?, self.of(case)?);
        let Some(Value::Number(from)) = case.get(fact) else { return None };
        let distance = match side {
            Side::Here => last.millionths() + 1 - value,
            Side::There => value - last.millionths(),
        };
        let step = number.step.millionths();
        let by = ceil_to(distance.div_euclid(coefficient.abs()) + i64::from(distance % coefficient.abs() != 0), step);
        let up = (side == Side::Here) == (coefficient > 0);
        let to = Quantity::from_millionths(from.millionths() + if up { by } else { -by });
        (number.min..=number.max).contains(&to).then_some(to)
    }
}
