//! Work for many questions of one kind: none may take it all, and together they end.

use super::super::region::cover::Budget;
use std::cell::Cell;

/// Steps of work for a list of questions.
#[derive(Debug)]
pub struct Purse {
    each: u64,
    left: Cell<u64>,
}

impl Purse {
    /// So many steps for each question at most, and so many for all of them.
    pub fn new(each: u64, all: u64) -> Self {
        Self { each, left: Cell::new(all) }
    }

    /// The answer to a question; none if its budget was spent, so that it may be wrong.
    pub fn ask<T>(&self, question: impl FnOnce(&Budget) -> T) -> Option<T> {
        let given = self.each.min(self.left.get());
        if given == 0 {
            return None;
        }
        let budget = Budget::new(given);
        let answer = question(&budget);
        self.left.set(self.left.get() - (given - budget.left()));
        (!budget.is_spent()).then_some(answer)
    }
}

impl Default for Purse {
    /// A second or so for a question that is hard, a few for all of them: a handbook's take a thousandth of it.
    fn default() -> Self {
        Self::new(50_000, 200_000)
    }
}
