//! Which of several lines stops a number first, and which would be next if that one were lifted.

use super::Context;
use super::boundary::{limit_name, right};
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::condition::{FactTest, NumberTest, Operand, Test};
use crate::domain::policy::evaluate;
use crate::domain::policy::explanation::Room;
use crate::domain::policy::fact::{Direction, FactId, Unit};
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::{Rule, RuleId};
use crate::tui::boundary::line::places;
use crate::tui::facts::parts;
use crate::tui::rich::{Rich, Role};
use crate::tui::words;

/// A test that holds here and no longer does further up.
struct Bound<'a> {
    /// The last value at which it holds.
    last: Quantity,
    test: &'a FactTest,
}

/// `the refund limit, at €150; then This year, with this one, at €160`
///
/// Told where one clause decides and two of its tests bound the number above: the first is where the answer turns, and beyond it
/// nobody else would speak before the second is reached.
pub(super) fn binds_first(context: &Context<'_>, fact: FactId) -> Option<Rich> {
    let (policy, case) = (context.policy, &context.round.full);
    let tests = deciding(context)?;
    let ahead = places(policy, case, fact);
    let mut bounds: Vec<Bound<'_>> = tests
        .iter()
        .filter(|t| parts(policy, t.fact).contains(&fact))
        .filter_map(|t| bound(policy, case, fact, &ahead, t))
        .collect();
    bounds.sort_by_key(|bound| bound.last);
    bounds.dedup_by_key(|bound| bound.last);
    let [first, second, ..] = bounds.as_slice() else { return None };
    let turns = |room: &Room| room.fact == fact && room.side == Direction::Up && room.limit == first.last;
    let free = ahead.iter().filter(|at| first.last < **at && **at <= second.last).all(|at| is_free(context, fact, *at, first));
    if !context.round.explanation.room.iter().any(turns) || !free {
        return None;
    }
    let unit = policy.fact(fact).number().map_or(Unit::Number, |n| n.unit);
    let say = |bound: &Bound<'_>| format!("{}, at {}", name(context, fact, bound), words::quantity(policy, unit, bound.last));
    Some(Rich::dim("Binds first: ").push(Role::Strong, say(first)).push(Role::Dim, format!("; then {}", say(second))))
}

/// The tests of the one clause that decides; none where several do.
fn deciding<'a>(context: &Context<'a>) -> Option<&'a [FactTest]> {
    let (policy, case) = (context.policy, &context.round.full);
    let rules = context.round.explanation.ruling.rules.iter().filter_map(|id| policy.rules.get(id.0));
    let clauses = rules.filter_map(|rule| rule.when.as_ref()).flat_map(|when| &when.any);
    let mut holding = clauses.filter(|clause| evaluate::clause(policy, case, clause) == Some(true));
    holding.next().filter(|_| holding.next().is_none()).map(|clause| clause.tests.as_slice())
}

fn bound<'a>(policy: &Policy, case: &Case, fact: FactId, ahead: &[Quantity], test: &'a FactTest) -> Option<Bound<'a>> {
    let step = policy.fact(fact).number()?.step.millionths();
    let Some(Value::Number(here)) = case.get(fact) else { return None };
    let fails = |at: &&Quantity| **at > here && evaluate::test(policy, &at_value(case, fact, **at), test) == Some(false);
    let last = ahead.iter().find(fails)?.millionths() - step;
    Some(Bound { last: Quantity::from_millionths(last), test })
}

fn at_value(case: &Case, fact: FactId, at: Quantity) -> Case {
    case.with(fact, Some(Value::Number(at)))
}

/// Whether nobody speaks at a value who is silent here, but for whoever goes by the line that is lifted.
fn is_free(context: &Context<'_>, fact: FactId, at: Quantity, lifted: &Bound<'_>) -> bool {
    let (policy, case) = (context.policy, &context.round.full);
    let there = at_value(case, fact, at);
    let decide = &context.round.explanation.ruling.rules;
    policy.rules.iter().enumerate().all(|(at, rule)| {
        if decide.contains(&RuleId(at)) {
            return rule.unless.as_ref().is_none_or(|unless| evaluate::condition(policy, &there, unless) != Some(true));
        }
        // What speaks only where nobody else does is silent as long as this one speaks.
        rule.otherwise || speaks(policy, case, rule) || !speaks(policy, &there, rule) || goes_by(rule, lifted)
    })
}

fn speaks(policy: &Policy, case: &Case, rule: &Rule) -> bool {
    let holds = |condition| evaluate::condition(policy, case, condition) == Some(true);
    rule.when.as_ref().is_none_or(holds) && !rule.unless.as_ref().is_some_and(holds)
}

/// Whether a rule reads the same limit as the lifted line.
fn goes_by(rule: &Rule, lifted: &Bound<'_>) -> bool {
    let limits = lifted.test.limits();
    rule.limits(lifted.test.fact).iter().any(|limit| limits.contains(limit))
}

/// A limit by its name, a sum by its own.
fn name(context: &Context<'_>, fact: FactId, bound: &Bound<'_>) -> String {
    if bound.test.fact != fact {
        return context.policy.fact(bound.test.fact).label.to_string();
    }
    let Test::Number(parts) = &bound.test.test else { return String::new() };
    let ends = parts.iter().map(|part| match part {
        NumberTest::Compare(_, right) | NumberTest::Between(_, right) => *right,
    });
    // Of several tables the one that reaches furthest is where it ends.
    let value = |operand: &Operand| right(context, *operand);
    limit_name(context, ends.max_by_key(value).unwrap_or(Operand::Fact(fact)))
}
