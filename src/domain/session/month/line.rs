//! Where a month ends: the limits that a policy's green lights hold what is given against.

use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::condition::{Clause, Comparison, FactTest, NumberTest, Operand, Test};
use crate::domain::policy::evaluate;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::RuleOutcome;

/// What one may give alone, in one case and in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// In all of the month.
    pub month: Quantity,
    /// In this case; as much as the month has, where no green light says less.
    pub case: Quantity,
}

/// The line of this case. A green light draws it that holds the counter and what is added, together, against a limit; of several the
/// one that allows most. None where there is none.
pub fn line(policy: &Policy, case: &Case) -> Option<Line> {
    let allowance = policy.allowance?;
    let together = |fact: FactId| {
        let formula = policy.fact(fact).number().and_then(|n| n.is.as_ref());
        let adds_up = |f: &crate::domain::policy::fact::Formula| {
            f.constant == Quantity::ZERO && [allowance.counter, allowance.adds].iter().all(|t| f.terms.contains(&(*t, 1)))
        };
        formula.is_some_and(adds_up)
    };
    let green = policy.rules.iter().filter(|r| matches!(r.outcome, RuleOutcome::Act(_)));
    let clauses = green.filter_map(|r| r.when.as_ref()).flat_map(|when| &when.any);
    let drawn = |clause: &Clause| {
        let month = most(policy, case, clause, together)?;
        let case = most(policy, case, clause, |fact| fact == allowance.adds).unwrap_or(month);
        Some(Line { month, case: case.min(month) })
    };
    clauses.filter_map(drawn).max_by_key(|line| (line.month, line.case))
}

/// The largest value that a clause leaves a fact.
fn most(policy: &Policy, case: &Case, clause: &Clause, of: impl Fn(FactId) -> bool) -> Option<Quantity> {
    clause.tests.iter().filter(|test| of(test.fact)).filter_map(|test| upper(policy, case, test)).min()
}

fn upper(policy: &Policy, case: &Case, test: &FactTest) -> Option<Quantity> {
    let Test::Number(any) = &test.test else { return None };
    let step = policy.fact(test.fact).number()?.step;
    let value = |operand: &Operand| match operand {
        Operand::Number(q) => Some(*q),
        Operand::Limit(l) => evaluate::limit(policy, case, *l),
        Operand::Fact(f) => evaluate::number(policy, case, *f),
    };
    let one = |test: &NumberTest| match test {
        NumberTest::Compare(Comparison::AtMost | Comparison::Equal, right) | NumberTest::Between(_, right) => value(right),
        NumberTest::Compare(Comparison::Less, right) => {
            value(right).map(|q| Quantity::from_millionths(q.millionths() - step.millionths()))
        }
        NumberTest::Compare(Comparison::NotEqual | Comparison::AtLeast | Comparison::More, _) => None,
    };
    // Where one of the alternatives has no upper end, the test has none.
    let ends: Option<Vec<Quantity>> = any.iter().map(one).collect();
    ends?.into_iter().max()
}
