//! The line a case stands next to: the one place where it is defined.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::facts::value_to_json;
use crate::domain::policy::Policy;
use crate::domain::policy::case::Value;
use crate::domain::policy::explanation::{Change, Explanation, Flip};
use crate::domain::policy::fact::Direction;
use crate::domain::policy::quantity::Quantity;

/// A line on one number, and the clauses on its two sides. Two cases on either side of one line have the same `fact` and `line`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The number fact.
    pub fact: String,
    /// The last value below the line.
    pub line: Json,
    /// Who decides this case; none in a grey area.
    pub here: Option<String>,
    /// Who decides across the line.
    pub there: Option<String>,
}

impl Facet {
    /// The facet that decides a case: of the flips that move one number and nothing else, the nearest in units of `near`,
    /// which is the first, since flips come in order of cost.
    pub fn of(policy: &Policy, explanation: &Explanation) -> Option<Self> {
        explanation.flips.iter().find_map(|flip| Self::on_one_number(policy, explanation, flip))
    }

    fn on_one_number(policy: &Policy, explanation: &Explanation, flip: &Flip) -> Option<Self> {
        let [Change { fact, from: Value::Number(from), to: Value::Number(to) }] = *flip.changes.as_slice() else { return None };
        let number = policy.fact(fact).number()?;
        let side = if to > from { Direction::Up } else { Direction::Down };
        // `to` is the first value across the line, whichever way; below it lies the last one on the other side.
        let below = match side {
            Direction::Up => {
                let last = explanation.room.iter().find(|r| r.fact == fact && r.side == side).map(|r| r.limit);
                last.unwrap_or(Quantity::from_millionths(to.millionths() - number.step.millionths()))
            }
            Direction::Down => to,
        };
        let id = |rules: &[crate::domain::policy::rule::RuleId]| rules.first().map(|r| policy.rules[r.0].id.clone());
        Some(Self {
            fact: policy.fact(fact).name.clone(),
            line: value_to_json(policy.fact(fact), Value::Number(below)),
            here: id(&explanation.ruling.rules),
            there: id(&flip.rules),
        })
    }
}
