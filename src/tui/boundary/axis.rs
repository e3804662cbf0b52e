//! One side of a map: a fact and the values shown along it.

use super::line::number_line;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::quantity::Quantity;

/// A fact and the values shown along it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The fact.
    pub fact: FactId,
    /// Ascending for numbers; in the order of the policy otherwise.
    pub values: Vec<Value>,
    /// Where the case stands that the map was opened on; none where it doesn't know the fact.
    pub home: Option<usize>,
    /// Where one stands now.
    pub at: usize,
}

/// What an axis is made from.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The policy, compiled.
    pub engine: &'a Engine,
    /// The policy.
    pub policy: &'a Policy,
    /// The case the map was opened on.
    pub home: &'a Case,
    /// The case where one stands.
    pub now: &'a Case,
}

impl Axis {
    /// An axis with at most so many places along a number; `other` is the fact on the other side. None where the fact is not known
    /// or has one value only.
    pub fn of(around: Around<'_>, fact: FactId, other: FactId, most: usize) -> Option<Self> {
        let (home, now) = (around.home.get(fact), around.now.get(fact)?);
        let values = match (&around.policy.fact(fact).kind, now) {
            (FactKind::Number(_), Value::Number(_)) => numbers(around, fact, other, most)?,
            (FactKind::Flag, _) => vec![Value::Flag(false), Value::Flag(true)],
            (FactKind::Choice(names), _) => (0..names.len()).map(Value::Choice).collect(),
            (FactKind::Set(names), Value::Set(_)) => sets(names.len(), [home, Some(now)]),
            _ => return None,
        };
        let place = |value: Value| values.iter().position(|v| *v == value);
        let (home, at) = (home.and_then(place), place(now)?);
        (values.len() > 1).then_some(Self { fact, values, home, at })
    }

    /// The place whose value is nearest to this one; none for a value that is not on the axis and has no neighbours there.
    pub fn nearest(&self, value: Value) -> Option<usize> {
        let distance = |place: &Value| match (place, value) {
            (Value::Number(a), Value::Number(b)) => Some((i128::from(a.millionths()) - i128::from(b.millionths())).abs()),
            (a, b) => (*a == b).then_some(0),
        };
        let places = self.values.iter().enumerate().filter_map(|(i, v)| Some((distance(v)?, i)));
        places.min().map(|(_, place)| place)
    }
}

/// Nothing, each member alone, and whatever else the case has or had.
fn sets(members: usize, cases: [Option<Value>; 2]) -> Vec<Value> {
    let mut sets: Vec<u64> = std::iter::once(0).chain((0..members.min(64)).map(|i| 1 << i)).collect();
    for value in cases.into_iter().flatten() {
        if let Value::Set(bits) = value
            && !sets.contains(&bits)
        {
            sets.push(bits);
        }
    }
    sets.into_iter().map(Value::Set).collect()
}

/// Values along a number: its ends, this case, both sides of every turn, and an even spread between and beyond the turns.
fn numbers(around: Around<'_>, fact: FactId, other: FactId, most: usize) -> Option<Vec<Value>> {
    let Around { engine, policy, home, now } = around;
    let number = policy.fact(fact).number()?;
    let line = number_line(engine, policy, now, fact)?;
    let (min, max, step) = (number.min.millionths(), number.max.millionths(), number.step.millionths().max(1));
    let ends = |line: &super::line::NumberLine| -> Vec<i64> {
        line.stretches.iter().flat_map(|s| [s.from.millionths(), s.to.millionths()]).collect()
    };
    if (max - min) / step < i64::try_from(most).unwrap_or(0) {
        let all = (0..=(max - min) / step).map(|i| Value::Number(Quantity::from_millionths(min + i * step)));
        return Some(all.collect());
    }
    let mut fixed = ends(&line);
    fixed.extend([min, max, line.at.millionths()]);
    if let Some(Value::Number(q)) = home.get(fact) {
        fixed.push(q.millionths());
    }
    sorted(&mut fixed);
    // The turns of other rows too, while there is room: the line may lie elsewhere there.
    let others: Vec<_> =
        elsewhere(policy, now, other).iter().filter_map(|case| number_line(engine, policy, case, fact)).collect();
    let mut turns = fixed.clone();
    turns.extend(others.iter().flat_map(ends));
    sorted(&mut turns);
    let reach = reach(&turns, line.at.millionths(), min, max);
    let mut values = if turns.len() <= most * 2 / 3 { turns } else { fixed.clone() };
    spread(&mut values, (min, reach, step), most);
    // Where even the turns are too many, those farthest from the case go.
    while values.len() > most.max(2) {
        let far = |v: &&i64| (i128::from(**v) - i128::from(line.at.millionths())).abs();
        let farthest = values.iter().max_by_key(far).copied();
        values.retain(|v| Some(*v) != farthest);
    }
    Some(values.into_iter().map(|v| Value::Number(Quantity::from_millionths(v))).collect())
}

fn sorted(values: &mut Vec<i64>) {
    values.sort_unstable();
    values.dedup();
}

/// Fills up with values between `from` and `to`, evenly, on the grid.
fn spread(values: &mut Vec<i64>, (from, to, step): (i64, i64, i64), most: usize) {
    let more = most.saturating_sub(values.len() + 1);
    let span = i128::from(to) - i128::from(from);
    values.extend((1..=more).filter_map(|i| {
        let raw = i64::try_from(span * i as i128 / more as i128).ok()?;
        Some(from + raw / step * step)
    }));
    sorted(values);
}

/// The case at a few other places along a fact: the turns of the second axis may lie farther out there.
fn elsewhere(policy: &Policy, case: &Case, fact: FactId) -> Vec<Case> {
    let values: Vec<Value> = match &policy.fact(fact).kind {
        FactKind::Number(n) => vec![Value::Number(n.min), Value::Number(n.max)],
        FactKind::Flag => vec![Value::Flag(false), Value::Flag(true)],
        FactKind::Choice(names) => (0..names.len()).map(Value::Choice).collect(),
        FactKind::Set(_) => vec![Value::Set(0)],
    };
    values.into_iter().map(|v| case.with(fact, Some(v))).collect()
}

/// How far the even spread goes: a little beyond the last turn, so that the turns don't huddle in a corner.
fn reach(turns: &[i64], at: i64, min: i64, max: i64) -> i64 {
    let inner = turns.iter().copied().filter(|v| *v < max).max().unwrap_or(max).max(at);
    let beyond = i128::from(inner - min) * 3 / 2 + i128::from(min);
    i64::try_from(beyond).unwrap_or(max).clamp(min, max)
}
