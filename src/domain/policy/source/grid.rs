//! The grid of a number fact: multiples of its step between its bounds.

use crate::domain::policy::fact::{NumberFact, Unit};
use crate::domain::policy::quantity::Quantity;

/// Whether a number is a multiple of a step.
pub(crate) fn is_multiple(value: Quantity, step: Quantity) -> bool {
    step.millionths() != 0 && value.millionths() % step.millionths() == 0
}

/// The multiples of a step on both sides of a number.
pub(crate) fn neighbours(value: Quantity, step: Quantity) -> (Quantity, Quantity) {
    let step = step.millionths().max(1);
    let below = value.millionths().div_euclid(step) * step;
    (Quantity::from_millionths(below), Quantity::from_millionths(below + step))
}

/// Whether a number is within a fact's bounds.
pub(crate) fn within(value: Quantity, number: &NumberFact) -> bool {
    number.min <= value && value <= number.max
}

/// Whether one of two steps is a multiple of the other, so that sums and comparisons stay exact.
pub(crate) fn fit(a: Quantity, b: Quantity) -> bool {
    is_multiple(a, b) || is_multiple(b, a)
}

/// The smallest difference of a type, where a fact gives none.
pub(crate) fn default_step(unit: Unit) -> Quantity {
    match unit {
        Unit::Money => Quantity::from_millionths(Quantity::SCALE / 100),
        _ => Quantity::ONE,
    }
}
