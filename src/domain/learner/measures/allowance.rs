//! The monthly allowance: what may be given away alone, and what has to be asked for.

use crate::domain::policy::quantity::Quantity;

/// What is left of a month, and how much of it one case may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ledger {
    per_case: Quantity,
    left: Quantity,
}

/// What becomes of a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// Yours to give.
    Act,
    /// More than one case may have: ask.
    AskCase,
    /// More than is left of the month: ask.
    AskAllowance,
    /// Nothing, or less: no gift at all.
    Invalid,
}

impl Ledger {
    /// A month in which so much is given already; where that is more than there was, nothing is left.
    pub fn with_given(limit: Quantity, per_case: Quantity, given: Quantity) -> Self {
        Self { per_case, left: Quantity::from_millionths((limit.millionths() - given.millionths()).max(0)) }
    }

    /// What is left.
    pub fn left(&self) -> Quantity {
        self.left
    }

    /// Gives so much, if it is yours to give; what is refused leaves the ledger as it was.
    pub fn spend(&mut self, amount: Quantity) -> Spent {
        if amount <= Quantity::ZERO {
            return Spent::Invalid;
        }
        if amount > self.per_case {
            return Spent::AskCase;
        }
        if amount > self.left {
            return Spent::AskAllowance;
        }
        self.left = Quantity::from_millionths(self.left.millionths() - amount.millionths());
        Spent::Act
    }
}
