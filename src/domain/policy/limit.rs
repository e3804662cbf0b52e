//! Limits: numbers with a name, some of which depend on one or two choices.

use super::fact::FactId;
use super::quantity::Quantity;

/// A limit's place in the policy's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LimitId(pub usize);

/// A limit; every combination of the choices it depends on has its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// As conditions write it after `limits.`.
    pub name: String,
    /// No, one or two choice facts.
    pub by: Vec<FactId>,
    /// Row by row: with two choices, value `i * columns + j`, columns being the number of values of the second.
    pub values: Vec<Quantity>,
}
