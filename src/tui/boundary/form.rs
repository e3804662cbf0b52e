//! Number facts as straight lines over one of them, to find where a test on them may turn.

use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::condition::{Condition, FactTest, NumberTest, Operand, Test};
use crate::domain::policy::evaluate;
use crate::domain::policy::fact::{FactId, FactKind};
use crate::domain::policy::quantity::Quantity;

/// `slope * x + constant`, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// How many times the moving fact enters.
    pub slope: i128,
    /// What is there without it.
    pub constant: i128,
}

/// A number fact as a form over `moving`, all other facts as the case has them; none where one of them is unknown.
pub fn of_fact(policy: &Policy, case: &Case, fact: FactId, moving: FactId) -> Option<Form> {
    if fact == moving {
        return Some(Form { slope: 1, constant: 0 });
    }
    let FactKind::Number(number) = &policy.fact(fact).kind else { return None };
    match &number.is {
        None => match case.get(fact)? {
            Value::Number(q) => Some(Form { slope: 0, constant: i128::from(q.millionths()) }),
            _ => None,
        },
        Some(formula) => {
            let mut sum = Form { slope: 0, constant: i128::from(formula.constant.millionths()) };
            for (term, sign) in &formula.terms {
                let part = of_fact(policy, case, *term, moving)?;
                sum.slope += part.slope * i128::from(*sign);
                sum.constant += part.constant * i128::from(*sign);
            }
            Some(sum)
        }
    }
}

/// The value of a computed or base number fact in this case.
pub fn number(policy: &Policy, case: &Case, fact: FactId) -> Option<Quantity> {
    // No fact is its own stranger: a place past the end moves nothing.
    let form = of_fact(policy, case, fact, FactId(usize::MAX))?;
    i64::try_from(form.constant).ok().map(Quantity::from_millionths)
}

/// Every number, in millionths, beside which a test of the policy may turn as `moving` moves.
pub fn turning_points(policy: &Policy, case: &Case, moving: FactId) -> Vec<i128> {
    let mut points = Vec::new();
    for test in tests(policy) {
        let Test::Number(parts) = &test.test else { continue };
        let Some(left) = of_fact(policy, case, test.fact, moving) else { continue };
        for part in parts {
            let ends = match part {
                NumberTest::Compare(_, right) => [Some(*right), None],
                NumberTest::Between(low, high) => [Some(*low), Some(*high)],
            };
            let rights = ends.into_iter().flatten().filter_map(|end| operand(policy, case, end, moving));
            points.extend(rights.filter_map(|right| crossing(left, right)));
        }
    }
    points.sort_unstable();
    points.dedup();
    points
}

/// A right side as a form.
pub fn operand(policy: &Policy, case: &Case, operand: Operand, moving: FactId) -> Option<Form> {
    match operand {
        Operand::Number(q) => Some(Form { slope: 0, constant: i128::from(q.millionths()) }),
        Operand::Limit(id) => Some(Form { slope: 0, constant: i128::from(evaluate::limit(policy, case, id)?.millionths()) }),
        Operand::Fact(fact) => of_fact(policy, case, fact, moving),
    }
}

fn crossing(left: Form, right: Form) -> Option<i128> {
    let slope = left.slope - right.slope;
    (slope != 0).then(|| (right.constant - left.constant).div_euclid(slope))
}

fn tests(policy: &Policy) -> impl Iterator<Item = &FactTest> {
    let rules = policy.rules.iter().flat_map(|r| [r.when.as_ref(), r.unless.as_ref()]);
    let all = rules.flatten().chain(policy.never.iter());
    all.flat_map(|c: &Condition| c.any.iter()).flat_map(|clause| clause.tests.iter())
}
