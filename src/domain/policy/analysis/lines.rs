//! The lines of a policy: everywhere a rule tells one value of a fact from the next.
//!
//! A number's line lies between two neighbouring values; a flag's and a member's between without and with; a choice's between
//! two classes of values, a class being the values that no rule and no `never` tells apart. A line on a sum belongs to the
//! computed fact that is that sum, or, where the policy declares none, to the sum itself.

pub mod edges;
pub mod measure;

use self::edges::{Edges, Rules};
use self::measure::Measure;
use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::compile::Geometry;
use super::super::fact::{FactId, FactKind};
use super::super::limit::LimitId;
use super::super::quantity::Quantity;
use super::super::rule::RuleId;
use smallvec::SmallVec;

/// Where the rules tell one value from the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What lies on its two sides.
    pub between: Between,
    /// The rules that draw it, in the order of the file: those whose own tests or exceptions do.
    pub rules: SmallVec<[RuleId; 4]>,
}

/// What lies on a line's two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// Of a flag: no here, yes there.
    Flag(FactId),
    /// Of a member of a set: without it here, with it there.
    Member(FactId, usize),
    /// Of two classes of values of a choice, as bits: the one whose first value comes first in the file stands here.
    Values(FactId, u64, u64),
    /// Of a number or a sum: up to this value here, above it there.
    Number(Measure, Quantity),
}

/// A side of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below; without; the class that comes first.
    Here,
    /// Above; with; the other class.
    There,
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Here => Self::There,
            Self::There => Self::Here,
        }
    }
}

/// What a rule asks when it draws a line: the lines of one test are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// A flag, or which values of a choice.
    Value(FactId),
    /// A member.
    Member(FactId, usize),
    /// A number against a limit.
    Limit(FactId, LimitId),
    /// A number against this value.
    Number(FactId, Quantity),
}

impl Between {
    /// What a rule asks that draws this line.
    pub fn asked(&self, policy: &Policy, rule: RuleId) -> Asked {
        let fact = self.fact();
        match self {
            Self::Flag(_) | Self::Values(..) => Asked::Value(fact),
            Self::Member(_, member) => Asked::Member(fact, *member),
            Self::Number(measure, last) => {
                let value = |at: i64| Quantity::from_millionths(last.millionths() + at);
                let is_here = |limit: &LimitId| {
                    let values = &policy.limits[limit.0].values;
                    values.contains(last) || values.contains(&value(measure.step))
                };
                let limit = policy.rules[rule.0].limits(fact).into_iter().find(is_here);
                limit.map_or(Asked::Number(fact, *last), |limit| Asked::Limit(fact, limit))
            }
        }
    }

    /// The fact the line is on; for a sum that no computed fact is, the first of its parts.
    pub fn fact(&self) -> FactId {
        match self {
            Self::Flag(fact) | Self::Member(fact, _) | Self::Values(fact, ..) => *fact,
            Self::Number(measure, _) => measure.fact.unwrap_or(measure.terms[0].0),
        }
    }

    /// The base facts whose moving crosses it.
    pub fn moved(&self) -> SmallVec<[FactId; 2]> {
        match self {
            Self::Number(measure, _) => measure.terms.iter().map(|t| t.0).collect(),
            _ => [self.fact()].into_iter().collect(),
        }
    }

    /// The side a case stands on; none where its value is unknown, or of a third class.
    pub fn side(&self, case: &Case) -> Option<Side> {
        let there = match self {
            Self::Flag(fact) => matches!(case.get(*fact)?, Value::Flag(true)),
            Self::Member(fact, member) => match case.get(*fact)? {
                Value::Set(members) => members >> member & 1 == 1,
                _ => return None,
            },
            Self::Values(fact, here, there) => match case.get(*fact)? {
                Value::Choice(value) if here >> value & 1 == 1 => false,
                Value::Choice(value) if there >> value & 1 == 1 => true,
                _ => return None,
            },
            Self::Number(measure, last) => measure.of(case)? > last.millionths(),
        };
        Some(if there { Side::There } else { Side::Here })
    }

    /// The side that a base fact moves towards as it grows.
    pub fn upward(&self, fact: FactId) -> Side {
        match self {
            Self::Number(measure, _) if measure.terms.iter().any(|t| t.0 == fact && t.1 < 0) => Side::Here,
            _ => Side::There,
        }
    }

    /// Whether a case is near: within `near` of its own side's last value. A flag, a member and a choice are one move away.
    pub fn is_near(&self, policy: &Policy, case: &Case) -> bool {
        let Self::Number(measure, last) = self else { return self.side(case).is_some() };
        let Some(value) = measure.of(case) else { return false };
        let last = last.millionths();
        let off = if value > last { value - (last + measure.step) } else { last - value };
        i128::from(off) * 20 <= i128::from(measure.near_twentieths(policy))
    }

    /// The same case on the other side: for each base fact that can cross the line alone, moved by the least it takes. A class
    /// of values is entered by its first value.
    pub fn across(&self, policy: &Policy, case: &Case) -> SmallVec<[(FactId, Case); 2]> {
        let Some(side) = self.side(case) else { return SmallVec::new() };
        let with = |fact: FactId, value: Value| [(fact, case.with(fact, Some(value)))].into_iter().collect();
        match (self, side) {
            (Self::Flag(fact), side) => with(*fact, Value::Flag(side == Side::Here)),
            (Self::Member(fact, member), _) => match case.get(*fact) {
                Some(Value::Set(members)) => with(*fact, Value::Set(members ^ 1 << member)),
                _ => SmallVec::new(),
            },
            (Self::Values(fact, _, class), Side::Here) | (Self::Values(fact, class, _), Side::There) => {
                with(*fact, Value::Choice(class.trailing_zeros() as usize))
            }
            (Self::Number(measure, last), side) => {
                let moves = |(fact, coefficient): &(FactId, i64)| {
                    let value = measure.beyond(policy, case, (*fact, *coefficient), *last, side)?;
                    Some((*fact, case.with(*fact, Some(Value::Number(value)))))
                };
                measure.terms.iter().filter_map(moves).collect()
            }
        }
    }
}

/// A case across a line, moved back to the last value on the side it came from. A flag, a member and a choice are back where they
/// were.
pub fn last_before(policy: &Policy, from: &Case, fact: FactId, across: &Case) -> Case {
    match (from.get(fact), across.get(fact), policy.fact(fact).number()) {
        (Some(Value::Number(was)), Some(Value::Number(to)), Some(number)) => {
            let step = number.step.millionths();
            let last = to.millionths() + if to > was { -step } else { step };
            from.with(fact, Some(Value::Number(Quantity::from_millionths(last))))
        }
        _ => from.clone(),
    }
}

/// Every line of a policy that some rule draws, by fact in the order of the file, then from the least value up; sums that no
/// computed fact is come last.
pub fn lines(policy: &Policy, geometry: &Geometry) -> Vec<Line> {
    let edges = Edges::of(geometry);
    let mut lines = Vec::new();
    let mut add = |between: Between, mut rules: Rules| {
        rules.sort_unstable();
        rules.dedup();
        if !rules.is_empty() {
            lines.push(Line { between, rules });
        }
    };
    let mut measured = Vec::new();
    for (i, fact) in policy.facts.iter().enumerate() {
        let id = FactId(i);
        let first = geometry.layout.dimensions(id).start;
        match &fact.kind {
            FactKind::Flag => add(Between::Flag(id), edges.constraining(first)),
            FactKind::Set(members) => {
                (0..members.len()).for_each(|m| add(Between::Member(id, m), edges.constraining(first + m)));
            }
            FactKind::Choice(values) => {
                let classes = edges.classes(geometry, first, values.len());
                for (at, here) in classes.iter().enumerate() {
                    for there in &classes[at + 1..] {
                        add(Between::Values(id, *here, *there), edges.between(first, *here, *there));
                    }
                }
            }
            FactKind::Number(_) => {
                let Some(measure) = Measure::of_fact(policy, geometry, id).filter(|m| !measured.contains(&m.along)) else {
                    continue;
                };
                measured.push(measure.along);
                on_number(geometry, &edges, &measure, &mut add);
            }
        }
    }
    let sums = (0..geometry.space.forms.len()).map(|form| Measure::of_form(geometry, form));
    sums.filter(|m| !measured.contains(&m.along)).for_each(|measure| on_number(geometry, &edges, &measure, &mut add));
    lines
}

/// The lines on a number, from the least value up.
fn on_number(geometry: &Geometry, edges: &Edges, measure: &Measure, add: &mut impl FnMut(Between, Rules)) {
    let Some(axis) = measure.axis(geometry) else { return };
    let cuts = &geometry.space.axes[axis].cuts;
    let mut lasts: Vec<(Quantity, Rules)> = edges.cuts(axis).map(|(at, rules)| (measure.last(cuts[at]), rules)).collect();
    lasts.sort_by_key(|(last, _)| *last);
    lasts.into_iter().for_each(|(last, rules)| add(Between::Number(measure.clone(), last), rules));
}

/// The lines that lie between two cases which differ in one base fact.
pub fn crossed<'a>(lines: &'a [Line], here: &Case, there: &Case) -> impl Iterator<Item = &'a Line> {
    let (here, there) = (here.clone(), there.clone());
    lines.iter().filter(move |line| {
        let sides = (line.between.side(&here), line.between.side(&there));
        matches!(sides, (Some(a), Some(b)) if a != b)
    })
}
