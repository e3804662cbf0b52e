//! Whole numbers for the peers: money in its smallest step, days in days. None of them then sees a binary fraction.

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::fact::{FactId, Unit};
use escalate_or_act::domain::policy::quantity::Quantity;
use std::collections::HashMap;

/// For each unit, how many millionths one whole is.
pub struct Grid(HashMap<Unit, i64>);

impl Grid {
    /// The coarsest grid on which every number of the policy lies.
    pub fn of(policy: &Policy) -> Self {
        let mut grid: HashMap<Unit, i64> = HashMap::new();
        for number in policy.facts.iter().filter_map(|f| f.number()) {
            let whole = grid.entry(number.unit).or_insert(0);
            for q in [number.step, number.min, number.max] {
                *whole = gcd(*whole, q.millionths().abs());
            }
        }
        Self(grid)
    }

    /// A number of a fact, in wholes.
    pub fn whole(&self, policy: &Policy, fact: FactId, quantity: Quantity) -> i64 {
        let unit = policy.fact(fact).number().map(|n| n.unit);
        quantity.millionths() / unit.and_then(|u| self.0.get(&u)).copied().unwrap_or(1)
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
