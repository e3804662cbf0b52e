//! The next value of a fact as one changes it by hand: a step that feels small, and never over a line without stopping at it.

use super::line::number_line;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::engine::Engine;
use crate::domain::policy::fact::{FactId, FactKind, NumberFact};
use crate::domain::policy::quantity::Quantity;

/// The value after a step down or up; an unknown fact begins at its value in `home`, or at its least.
pub fn step(engine: &Engine, policy: &Policy, home: &Case, now: &Case, id: FactId, up: bool) -> Option<Value> {
    let fact = policy.fact(id);
    let next = |at: usize, many: usize| if up { (at + 1).min(many.saturating_sub(1)) } else { at.saturating_sub(1) };
    match (&fact.kind, now.get(id)) {
        (FactKind::Number(n), None) => home.get(id).or(Some(Value::Number(n.min))),
        (FactKind::Number(n), Some(Value::Number(at))) => {
            let turn = number_line(engine, policy, now, id).and_then(|line| {
                let here = *line.here()?;
                Some(if up { (here.to, number_after(n, here.to)) } else { (here.from, number_before(n, here.from)) })
            });
            Some(Value::Number(stepped(n, at, turn, up)))
        }
        (FactKind::Flag, Some(Value::Flag(flag))) => Some(Value::Flag(!flag)),
        (FactKind::Choice(names), Some(Value::Choice(at))) => Some(Value::Choice(next(at, names.len()))),
        // A set as a whole: to the left empty, to the right as it was. Its members are switched one by one.
        (FactKind::Set(_), Some(_)) => if up { home.get(id) } else { None }.or(Some(Value::Set(0))),
        (FactKind::Flag, _) => home.get(id).or(Some(Value::Flag(false))),
        (FactKind::Choice(_), _) => home.get(id).or(Some(Value::Choice(0))),
        (FactKind::Set(_), _) => home.get(id).or(Some(Value::Set(0))),
        (FactKind::Number(_), Some(other)) => Some(other),
    }
}

/// The set with one member put in or taken out.
pub fn switched(now: &Case, id: FactId, member: usize) -> Option<Value> {
    match now.get(id) {
        Some(Value::Set(bits)) => Some(Value::Set(bits ^ (1 << member))),
        _ => Some(Value::Set(1 << member)),
    }
}

/// A small step; before a line it stops at the last value, from there it goes to the first beyond.
fn stepped(number: &NumberFact, at: Quantity, turn: Option<(Quantity, Quantity)>, up: bool) -> Quantity {
    let (min, max, step) = (number.min.millionths(), number.max.millionths(), number.step.millionths().max(1));
    let near = (number.near_twentieths / 20 / step * step).max(step);
    let at = at.millionths();
    let far = if up { at.saturating_add(near) } else { at.saturating_sub(near) };
    let to = match turn {
        Some((last, first)) if at == last.millionths() => first.millionths(),
        Some((last, _)) if up => far.min(last.millionths()),
        Some((last, _)) => far.max(last.millionths()),
        None => far,
    };
    Quantity::from_millionths(to.clamp(min, max))
}

fn number_after(number: &NumberFact, value: Quantity) -> Quantity {
    Quantity::from_millionths(value.millionths() + number.step.millionths()).min(number.max)
}

fn number_before(number: &NumberFact, value: Quantity) -> Quantity {
    Quantity::from_millionths(value.millionths() - number.step.millionths()).max(number.min)
}
