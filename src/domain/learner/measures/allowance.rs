//! The monthly allowance: what may be given away alone, and what has to be asked for.

use crate::domain::policy::date::Date;
use crate::domain::policy::quantity::Quantity;

/// A month's ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ledger {
    limit: Quantity,
    per_case: Quantity,
    left: Quantity,
    month: (u16, u8),
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
    /// A new month's, with all of the limit left.
    pub fn new(limit: Quantity, per_case: Quantity, today: Date) -> Self {
        Self { limit, per_case, left: limit, month: (today.year, today.month) }
    }

    /// A month in which so much is given already; where that is more than there was, nothing is left.
    pub fn with_given(limit: Quantity, per_case: Quantity, given: Quantity, today: Date) -> Self {
        let left = Quantity::from_millionths((limit.millionths() - given.millionths()).max(0));
        Self { left, ..Self::new(limit, per_case, today) }
    }

    /// What is left.
    pub fn left(&self) -> Quantity {
        self.left
    }

    /// Gives so much, if it is yours to give; what is refused leaves the ledger as it was. A new month begins with all of it; a
    /// clock that goes back begins none.
    pub fn spend(&mut self, amount: Quantity, today: Date) -> Spent {
        let month = (today.year, today.month);
        if month > self.month {
            (self.month, self.left) = (month, self.limit);
        }
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

#[cfg(test)]
mod tests {
    use super::{Ledger, Spent};
    use crate::domain::policy::date::Date;
    use crate::domain::policy::quantity::Quantity;

    #[test]
    fn a_new_month_begins_with_all_of_it() {
        let day = |text: &str| Date::parse(text).unwrap();
        let mut ledger = Ledger::new(Quantity::whole(150), Quantity::whole(100), day("2026-11-22"));
        assert_eq!(ledger.spend(Quantity::whole(100), day("2026-11-22")), Spent::Act);
        assert_eq!(ledger.spend(Quantity::whole(60), day("2026-11-30")), Spent::AskAllowance);
        assert_eq!(ledger.spend(Quantity::whole(60), day("2026-12-01")), Spent::Act);
        assert_eq!(ledger.spend(Quantity::whole(91), day("2026-11-30")), Spent::AskAllowance, "the clock went back");
        assert_eq!(ledger.left(), Quantity::whole(90));
    }
}
