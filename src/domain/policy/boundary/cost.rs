//! What a change costs, and which of two changes comes first.

use super::super::case::Value;
use super::super::engine::Engine;
use super::super::engine::point::Point;
use super::super::fact::FactId;
use super::super::region::bits::ones_of;
use smallvec::SmallVec;
use std::cmp::Ordering;

/// Facts moved, then how far in units of `near`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// How many facts move.
    pub facts: u32,
    /// How far in all, in the engine's weights.
    pub distance: u128,
}

/// Facts with the values they move to, in order of declaration.
pub type Target = SmallVec<[(FactId, Value); 4]>;

/// The cost of moving a point's facts to a target.
pub fn cost_of(engine: &Engine, origin: &Point, target: &[(FactId, Value)]) -> Cost {
    let layout = &engine.geometry.layout;
    let mut cost = Cost::default();
    for (fact, to) in target {
        let distance = match (origin.get(layout, *fact), to) {
            (Value::Number(from), Value::Number(to)) => {
                let variable = layout.variable_of_fact[fact.0].unwrap_or(0);
                engine.weights.of_move(variable, from.millionths(), to.millionths())
            }
            (Value::Set(from), Value::Set(to)) => engine.weights.one * u128::from((from ^ to).count_ones()),
            (from, to) if from == *to => 0,
            _ => engine.weights.one,
        };
        cost.facts += 1;
        cost.distance += distance;
    }
    cost
}

/// Between targets of equal cost: facts declared first, then the lower value (for a choice the one declared first, for a set
/// the change whose list of members comes first).
pub fn tie(a: &[(FactId, Value)], b: &[(FactId, Value)], from: impl Fn(FactId) -> Value) -> Ordering {
    let facts = a.iter().map(|m| m.0).cmp(b.iter().map(|m| m.0));
    facts.then_with(|| {
        let values = a.iter().zip(b).map(|(x, y)| value_order(from(x.0), x.1, y.1));
        values.fold(Ordering::Equal, Ordering::then)
    })
}

/// Which of two values of one fact comes first, between equal distances.
pub fn value_order(from: Value, a: Value, b: Value) -> Ordering {
    match (from, a, b) {
        (_, Value::Number(x), Value::Number(y)) => x.cmp(&y),
        (_, Value::Choice(x), Value::Choice(y)) => x.cmp(&y),
        (_, Value::Flag(x), Value::Flag(y)) => x.cmp(&y),
        (Value::Set(f), Value::Set(x), Value::Set(y)) => ones_of(x ^ f).cmp(ones_of(y ^ f)),
        _ => Ordering::Equal,
    }
}
