//! Limits: numbers with a name, some of which depend on one or two choices.

use super::Policy;
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

impl Limit {
    /// Every figure of it with its name, in the order of `values`: `limits.visit`, `limits.refund.plus`, `limits.goodwill.new.plus`.
    pub fn cells(&self, policy: &Policy) -> Vec<(String, Quantity)> {
        let names = |fact: &FactId| policy.fact(*fact).names().iter().map(|n| n.id.as_str()).collect::<Vec<_>>();
        let start = vec![format!("limits.{}", self.name)];
        let cells = self.by.iter().fold(start, |cells, fact| {
            let names = names(fact);
            cells.iter().flat_map(|cell| names.iter().map(move |name| format!("{cell}.{name}"))).collect()
        });
        cells.into_iter().zip(self.values.iter().copied()).collect()
    }
}
