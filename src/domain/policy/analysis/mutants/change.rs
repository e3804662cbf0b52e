//! Small changes to a policy, each as somebody might misread it.

use super::super::super::Policy;
use super::super::super::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, Test};
use super::super::super::date::Date;
use super::super::super::fact::FactId;
use super::super::super::limit::LimitId;
use super::super::super::quantity::Quantity;
use super::super::super::rule::{Rule, RuleId};

/// A day on which nothing is in force any more.
const LONG_AGO: Date = Date { year: 1, month: 1, day: 1 };

/// Where a test stands in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The rule.
    pub rule: RuleId,
    /// In its exceptions, not in its conditions.
    pub exception: bool,
    /// Which table of the list.
    pub clause: usize,
    /// Which test of the table.
    pub test: usize,
}

/// One small change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A line that a test names, moved by one step of its fact.
    LineMoved {
        /// The test.
        at: Place,
        /// Which of its numbers, where it has several.
        nth: usize,
        /// Its upper end, where it has two.
        upper: bool,
        /// Towards larger values.
        up: bool,
    },
    /// A limit, moved by one step of the facts compared with it.
    LimitMoved {
        /// The limit.
        limit: LimitId,
        /// Which of its values.
        value: usize,
        /// What it is moved to.
        to: Quantity,
    },
    /// A test ignored.
    ConditionDropped(Place),
    /// An exception ignored: a table of `unless`.
    ExceptionDropped(RuleId, usize),
    /// A rule forgotten.
    RuleDropped(RuleId),
}

impl Change {
    /// The rule it changes; none for a limit.
    pub fn rule(self) -> Option<RuleId> {
        match self {
            Self::LineMoved { at, .. } | Self::ConditionDropped(at) => Some(at.rule),
            Self::ExceptionDropped(rule, _) | Self::RuleDropped(rule) => Some(rule),
            Self::LimitMoved { .. } => None,
        }
    }

    /// The policy with this change.
    pub fn applied(self, policy: &Policy) -> Policy {
        let mut changed = policy.clone();
        match self {
            Self::LineMoved { at, nth, upper, up } => {
                let step = step_of(policy, test_at(policy, at).fact);
                if let Some(Test::Number(tests)) = test_mut(&mut changed, at).map(|t| &mut t.test)
                    && let Some(moved) = tests.get(nth).and_then(|t| moved(t, upper, if up { step } else { -step }))
                {
                    tests[nth] = moved;
                }
            }
            Self::LimitMoved { limit, value, to } => changed.limits[limit.0].values[value] = to,
            Self::ConditionDropped(at) => {
                let part = part_mut(&mut changed.rules[at.rule.0], at.exception);
                let left = part.as_mut().and_then(|c| c.any.get_mut(at.clause)).map_or(0, |clause| {
                    clause.tests.remove(at.test);
                    clause.tests.len()
                });
                // A table without a test always holds, and so does the list it stands in.
                if left == 0 && !at.exception {
                    *part = None;
                }
            }
            Self::ExceptionDropped(rule, clause) => {
                let part = part_mut(&mut changed.rules[rule.0], true);
                if let Some(condition) = part.as_mut() {
                    condition.any.remove(clause);
                }
                *part = part.take().filter(|c| !c.any.is_empty());
            }
            // Out of force rather than out of the list: ids are places in it.
            Self::RuleDropped(rule) => changed.rules[rule.0].until = Some(LONG_AGO),
        }
        changed
    }
}

/// Every small change to a policy's rules in force that day and to the limits they read, in the order of the file, limits last.
pub fn changes(policy: &Policy, day: Date) -> Vec<Change> {
    let mut all = Vec::new();
    let in_force = || (0..policy.rules.len()).map(RuleId).filter(|r| policy.rules[r.0].in_force(day));
    for id in in_force() {
        let rule = &policy.rules[id.0];
        all.push(Change::RuleDropped(id));
        for exception in [false, true] {
            let part = if exception { &rule.unless } else { &rule.when };
            for (clause, table) in part.iter().flat_map(|c| &c.any).enumerate() {
                if exception {
                    all.push(Change::ExceptionDropped(id, clause));
                }
                of_table(policy, table, Place { rule: id, exception, clause, test: 0 }, &mut all);
            }
        }
    }
    let read: Vec<&FactTest> = in_force().flat_map(|r| policy.rules[r.0].tests()).collect();
    for (l, limit) in policy.limits.iter().enumerate() {
        let compared = read.iter().filter(|t| t.limits().contains(&LimitId(l)));
        let Some(step) = compared.map(|t| step_of(policy, t.fact)).min() else { continue };
        for (value, from) in limit.values.iter().enumerate() {
            let to = |by: i64| Quantity::from_millionths(from.millionths() + by);
            all.extend([step, -step].map(|by| Change::LimitMoved { limit: LimitId(l), value, to: to(by) }));
        }
    }
    all
}

fn of_table(policy: &Policy, table: &Clause, at: Place, all: &mut Vec<Change>) {
    for (test, written) in table.tests.iter().enumerate() {
        let at = Place { test, ..at };
        // An exception's only test is the exception.
        if !at.exception || table.tests.len() > 1 {
            all.push(Change::ConditionDropped(at));
        }
        let Test::Number(tests) = &written.test else { continue };
        for (nth, number) in tests.iter().enumerate() {
            for (upper, up) in [(false, false), (false, true), (true, false), (true, true)] {
                let step = step_of(policy, written.fact);
                let to = moved(number, upper, if up { step } else { -step });
                if to.is_some_and(|to| in_reach(policy, written.fact, &to)) {
                    all.push(Change::LineMoved { at, nth, upper, up });
                }
            }
        }
    }
}

/// A number test with one end moved; none where it has no such end, or where the end is a limit, which moves for all at once.
pub(super) fn moved(test: &NumberTest, upper: bool, by: i64) -> Option<NumberTest> {
    let shifted = |operand: Operand| match operand {
        Operand::Number(q) => Some(Operand::Number(Quantity::from_millionths(q.millionths() + by))),
        Operand::Limit(_) | Operand::Fact(_) => None,
    };
    match (*test).clone() {
        NumberTest::Compare(_, _) if upper => None,
        // Against another fact the line moves by a step where "up to" becomes "below", and the other way round.
        NumberTest::Compare(comparison, right @ Operand::Fact(_)) => {
            let comparison = match (comparison, by > 0) {
                (Comparison::Less, true) => Comparison::AtMost,
                (Comparison::AtMost, false) => Comparison::Less,
                (Comparison::AtLeast, true) => Comparison::More,
                (Comparison::More, false) => Comparison::AtLeast,
                _ => return None,
            };
            Some(NumberTest::Compare(comparison, right))
        }
        NumberTest::Compare(comparison, right) => Some(NumberTest::Compare(comparison, shifted(right)?)),
        NumberTest::Between(low, high) if upper => Some(NumberTest::Between(low, shifted(high)?)),
        NumberTest::Between(low, high) => Some(NumberTest::Between(shifted(low)?, high)),
    }
}

/// Whether the numbers of a test are values its fact can have.
fn in_reach(policy: &Policy, fact: FactId, test: &NumberTest) -> bool {
    let Some(number) = policy.fact(fact).number() else { return false };
    let reached = |operand: &Operand| !matches!(operand, Operand::Number(q) if !(number.min..=number.max).contains(q));
    match test {
        NumberTest::Compare(_, right) => reached(right),
        NumberTest::Between(low, high) => reached(low) && reached(high),
    }
}

/// The first fact that some rule compares with a limit.
pub fn compared(policy: &Policy, limit: LimitId) -> Option<FactId> {
    policy.rules.iter().flat_map(Rule::tests).find(|t| t.limits().contains(&limit)).map(|t| t.fact)
}

/// One step of a number fact, in millionths.
pub fn step_of(policy: &Policy, fact: FactId) -> i64 {
    policy.fact(fact).number().map_or(0, |n| n.step.millionths())
}

/// The test at a place.
pub fn test_at(policy: &Policy, at: Place) -> &FactTest {
    let rule = &policy.rules[at.rule.0];
    let part = if at.exception { &rule.unless } else { &rule.when };
    let tables = part.as_ref().map_or(&[] as &[Clause], |c| &c.any);
    &tables[at.clause].tests[at.test]
}

fn test_mut(policy: &mut Policy, at: Place) -> Option<&mut FactTest> {
    part_mut(&mut policy.rules[at.rule.0], at.exception).as_mut()?.any.get_mut(at.clause)?.tests.get_mut(at.test)
}

fn part_mut(rule: &mut Rule, exception: bool) -> &mut Option<Condition> {
    if exception { &mut rule.unless } else { &mut rule.when }
}
