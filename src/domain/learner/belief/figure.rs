//! A figure that several tests name: `above 100` in one rule and `up to 100` in another are one line, which is remembered as one.

use crate::domain::policy::Policy;
use crate::domain::policy::analysis::mutants::change::step_of;
use crate::domain::policy::condition::{Comparison, FactTest, NumberTest, Operand, Test};
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::{Rule, RuleId};

/// The lines that figures of two tests or more name in the rules in force that day: the fact, and the last value below.
pub(super) fn several(policy: &Policy, day: Date) -> Vec<(FactId, Quantity)> {
    let in_force = policy.rules.iter().filter(|rule| rule.in_force(day));
    let named: Vec<(FactId, Quantity)> = in_force
        .flat_map(Rule::tests)
        .flat_map(|test| {
            // Two ends of one test that meet are still one test.
            let mut lines = lines(policy, test);
            lines.sort_unstable();
            lines.dedup();
            lines.into_iter().map(|last| (test.fact, last))
        })
        .collect();
    let mut several: Vec<(FactId, Quantity)> = Vec::new();
    for line in &named {
        if named.iter().filter(|other| *other == line).count() > 1 && !several.contains(line) {
            several.push(*line);
        }
    }
    several
}

/// The rules with a test that names a line.
pub(super) fn rules(policy: &Policy, fact: FactId, last: Quantity) -> Vec<RuleId> {
    let names = |rule: &Rule| rule.tests().any(|test| test.fact == fact && lines(policy, test).contains(&last));
    policy.rules.iter().enumerate().filter(|(_, rule)| names(rule)).map(|(at, _)| RuleId(at)).collect()
}

/// The figure people know a line by: the last value below where some rule in force that day writes it, else the first above
/// (`< 10` beside `>= 10`).
pub(super) fn written(policy: &Policy, day: Date, (fact, last): (FactId, Quantity)) -> Quantity {
    let below = (Operand::Number(last), true);
    let in_force = policy.rules.iter().filter(|rule| rule.in_force(day));
    let mut tests = in_force.flat_map(Rule::tests).filter(|test| test.fact == fact);
    if tests.any(|test| ends(test).contains(&below)) {
        return last;
    }
    Quantity::from_millionths(last.millionths() + step_of(policy, fact))
}

/// The policy with a line farther up by so many millionths, wherever a figure names it.
pub(super) fn moved(policy: &Policy, (fact, from): (FactId, Quantity), by: i64) -> Policy {
    let mut changed = policy.clone();
    let conditions = changed.rules.iter_mut().flat_map(|rule| [rule.when.as_mut(), rule.unless.as_mut()]).flatten();
    let tests = conditions.flat_map(|condition| &mut condition.any).flat_map(|table| &mut table.tests);
    for test in tests.filter(|test| test.fact == fact) {
        let Test::Number(numbers) = &mut test.test else { continue };
        for (end, below) in numbers.iter_mut().flat_map(ends_mut) {
            if let Operand::Number(q) = end
                && last(policy, fact, *q, below) == from
            {
                *end = Operand::Number(Quantity::from_millionths(q.millionths() + by));
            }
        }
    }
    changed
}

/// The lines that the figures of a test name, each by the last value below it.
fn lines(policy: &Policy, test: &FactTest) -> Vec<Quantity> {
    let line = |(end, below)| match end {
        Operand::Number(q) => Some(last(policy, test.fact, q, below)),
        Operand::Limit(_) | Operand::Fact(_) => None,
    };
    ends(test).into_iter().filter_map(line).collect()
}

/// The ends of a test's numbers, and whether each is itself the last value below its line.
fn ends(test: &FactTest) -> Vec<(Operand, bool)> {
    let Test::Number(numbers) = &test.test else { return Vec::new() };
    let of =
        |number: &NumberTest| ends_mut(&mut number.clone()).into_iter().map(|(end, below)| (*end, below)).collect::<Vec<_>>();
    numbers.iter().flat_map(of).collect()
}

/// The ends of a test, and whether each is itself the last value below its line; else it is the first above. An exact figure is no
/// line.
fn ends_mut(test: &mut NumberTest) -> Vec<(&mut Operand, bool)> {
    match test {
        NumberTest::Compare(Comparison::AtMost | Comparison::More, end) => vec![(end, true)],
        NumberTest::Compare(Comparison::Less | Comparison::AtLeast, end) => vec![(end, false)],
        NumberTest::Compare(Comparison::Equal | Comparison::NotEqual, _) => Vec::new(),
        NumberTest::Between(low, high) => vec![(low, false), (high, true)],
    }
}

/// The last value below the line that a figure names.
fn last(policy: &Policy, fact: FactId, figure: Quantity, below: bool) -> Quantity {
    if below { figure } else { Quantity::from_millionths(figure.millionths() - step_of(policy, fact)) }
}
