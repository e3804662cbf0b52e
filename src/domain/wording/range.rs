//! Ranges of numbers: `up to €150`, `151 to 200 days`, `€600 or more`.

use crate::domain::policy::Policy;
use crate::domain::policy::fact::{NumberFact, Unit};
use crate::domain::policy::quantity::Quantity;
use crate::domain::scenario::figures::of_quantity;

/// What a number fact may be, both ends in.
pub fn of_fact(policy: &Policy, number: &NumberFact, low: Quantity, high: Quantity) -> String {
    if low == high {
        return of_quantity(policy, number.unit, low);
    }
    match (low <= number.min, high >= number.max) {
        (true, true) => "anything".to_owned(),
        (true, false) => format!("up to {}", of_quantity(policy, number.unit, high)),
        (false, true) => format!("{} or more", of_quantity(policy, number.unit, low)),
        (false, false) => between(policy, number.unit, low, high),
    }
}

/// Both ends, the unit said once where it follows the figure.
pub fn between(policy: &Policy, unit: Unit, low: Quantity, high: Quantity) -> String {
    let (from, to) = (of_quantity(policy, unit, low), of_quantity(policy, unit, high));
    let follows = matches!(unit, Unit::Percent | Unit::Minutes | Unit::Hours | Unit::Days);
    let from = from.split_once(' ').filter(|_| follows).map_or(from.as_str(), |(figure, _)| figure);
    format!("{from} to {to}")
}
