//! Plausible misreadings of a policy: lines remembered elsewhere, things overlooked, rules forgotten or put in the wrong order.

use super::figure;
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::mutants::change::{Change, Place, changes, compared, step_of, test_at};
use crate::domain::policy::condition::{Clause, Comparison, Condition, NumberTest, Operand, Test};
use crate::domain::policy::date::Date;
use crate::domain::policy::fact::FactId;
use crate::domain::policy::limit::LimitId;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::rule::{Rule, RuleId};

/// Where a line is remembered that runs at one: half, two thirds, four thirds, double.
const REMEMBERED: [(i64, i64); 4] = [(1, 2), (2, 3), (4, 3), (2, 1)];

/// One way to misread a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misreading {
    /// A line off by one, a condition, an exception or a rule left out, a limit elsewhere.
    Small(Change),
    /// A number in a test is remembered elsewhere.
    LineAt {
        /// The test.
        at: Place,
        /// Which of its numbers, where it has several.
        nth: usize,
        /// What is remembered.
        to: Quantity,
    },
    /// A figure that several tests name for one and the same line is remembered elsewhere, in all of them.
    FigureAt {
        /// The fact they are on.
        fact: FactId,
        /// Where the line runs: the last value below it.
        last: Quantity,
        /// The figure, as the tests write it.
        from: Quantity,
        /// What is remembered in its place.
        to: Quantity,
    },
    /// One of several values is not thought of.
    ValueMissed {
        /// The test.
        at: Place,
        /// The value's or member's place.
        value: usize,
    },
    /// The first is thought to go before the second.
    Before(RuleId, RuleId),
}

impl Misreading {
    /// The policy as it is misread.
    pub fn applied(self, policy: &Policy) -> Policy {
        match self {
            Self::Small(change) => change.applied(policy),
            Self::LineAt { at, nth, to } => with_test(policy, at, |test| {
                if let Test::Number(tests) = test
                    && let Some(NumberTest::Compare(_, right)) = tests.get_mut(nth)
                {
                    *right = Operand::Number(to);
                }
            }),
            Self::FigureAt { fact, last, from, to } => figure::moved(policy, (fact, last), to.millionths() - from.millionths()),
            Self::ValueMissed { at, value } => with_test(policy, at, |test| match test {
                Test::Choice(values) => *values &= !(1 << value),
                Test::Set(wanted) => wanted.any &= !(1 << value),
                Test::Number(_) | Test::Flag(_) => {}
            }),
            Self::Before(first, second) => {
                let mut changed = policy.clone();
                let speaks = policy.rules[first.0].when.iter().flat_map(|c| c.any.iter().cloned());
                let unless = changed.rules[second.0].unless.get_or_insert_with(|| Condition { any: Vec::new() });
                unless.any.extend(speaks);
                changed
            }
        }
    }

    /// The rules it is about, each once.
    pub fn rules(self, policy: &Policy) -> Vec<RuleId> {
        match self {
            Self::Small(Change::LimitMoved { limit, .. }) => {
                let reads = |rule: &Rule| rule.tests().any(|test| test.limits().contains(&limit));
                (0..policy.rules.len()).map(RuleId).filter(|id| reads(&policy.rules[id.0])).collect()
            }
            Self::Small(change) => change.rule().into_iter().collect(),
            Self::FigureAt { fact, last, .. } => figure::rules(policy, fact, last),
            Self::LineAt { at, .. } | Self::ValueMissed { at, .. } => vec![at.rule],
            Self::Before(first, second) => vec![first, second],
        }
    }

    /// Whether it remembers a line elsewhere that is on this base number, or on a sum with it.
    pub fn moves(self, policy: &Policy, fact: FactId) -> bool {
        let on = match self {
            Self::LineAt { at, .. } | Self::Small(Change::LineMoved { at, .. }) => Some(test_at(policy, at).fact),
            Self::Small(Change::LimitMoved { limit, .. }) => compared(policy, limit),
            Self::FigureAt { fact, .. } => Some(fact),
            Self::Small(_) | Self::ValueMissed { .. } | Self::Before(..) => None,
        };
        let terms = |on: FactId| policy.fact(on).number().and_then(|n| n.is.as_ref()).map(|formula| &formula.terms);
        on.is_some_and(|on| on == fact || terms(on).is_some_and(|terms| terms.iter().any(|(term, _)| *term == fact)))
    }

    /// Every misreading of a policy's rules in force that day.
    pub fn all(policy: &Policy, day: Date) -> Vec<Self> {
        let small = changes(policy, day);
        let places = || {
            small.iter().filter_map(|change| match change {
                Change::ConditionDropped(at) => Some(*at),
                _ => None,
            })
        };
        let mut all: Vec<Self> = small.iter().copied().map(Self::Small).collect();
        all.extend(remembered_limits(policy, &small).into_iter().map(Self::Small));
        all.extend(places().flat_map(|at| remembered_lines(policy, at)));
        all.extend(remembered_figures(policy, day));
        all.extend(places().flat_map(|at| missed_values(policy, at)));
        all.extend(swaps(policy, day));
        all
    }
}

fn with_test(policy: &Policy, at: Place, change: impl FnOnce(&mut Test)) -> Policy {
    let mut changed = policy.clone();
    let rule = &mut changed.rules[at.rule.0];
    let part = if at.exception { &mut rule.unless } else { &mut rule.when };
    let table = part.as_mut().and_then(|c| c.any.get_mut(at.clause));
    if let Some(test) = table.and_then(|t| t.tests.get_mut(at.test)) {
        change(&mut test.test);
    }
    changed
}

/// Where a figure may be remembered, on the grid of its fact and within its reach.
fn remembered(policy: &Policy, at: FactId, from: Quantity) -> Vec<Quantity> {
    let Some(number) = policy.fact(at).number() else { return Vec::new() };
    let step = number.step.millionths().max(1);
    let on_grid = |millionths: i128| i64::try_from(millionths / i128::from(step) * i128::from(step)).ok();
    let scaled = REMEMBERED.iter().filter_map(|(top, bottom)| {
        on_grid(i128::from(from.millionths()) * i128::from(*top) / i128::from(*bottom)).map(Quantity::from_millionths)
    });
    scaled.filter(|to| *to != from && (number.min..=number.max).contains(to)).collect()
}

/// Each value of each limit, remembered elsewhere.
fn remembered_limits(policy: &Policy, small: &[Change]) -> Vec<Change> {
    let read = |limit: &LimitId| small.iter().any(|c| matches!(c, Change::LimitMoved { limit: l, .. } if l == limit));
    let limits = (0..policy.limits.len()).map(LimitId).filter(read);
    let fact = |limit| compared(policy, limit).map(|fact| (limit, fact));
    let each = limits.filter_map(fact).flat_map(|(limit, fact)| {
        let values = policy.limits[limit.0].values.iter().enumerate();
        values.flat_map(move |(value, from)| {
            remembered(policy, fact, *from).into_iter().map(move |to| Change::LimitMoved { limit, value, to })
        })
    });
    each.collect()
}

/// Each number of a test, remembered elsewhere.
fn remembered_lines(policy: &Policy, at: Place) -> Vec<Misreading> {
    let test = test_at(policy, at);
    let Test::Number(tests) = &test.test else { return Vec::new() };
    let numbers = tests.iter().enumerate().filter_map(|(nth, number)| match number {
        NumberTest::Compare(comparison, Operand::Number(q)) if is_line(*comparison) => Some((nth, *q)),
        _ => None,
    });
    numbers
        .flat_map(|(nth, q)| remembered(policy, test.fact, q).into_iter().map(move |to| Misreading::LineAt { at, nth, to }))
        .collect()
}

/// Each figure that several tests name for one line, remembered elsewhere or a step off in all of them: who remembers a figure
/// doesn't remember it twice.
fn remembered_figures(policy: &Policy, day: Date) -> Vec<Misreading> {
    let elsewhere = |(fact, last): (FactId, Quantity)| {
        let (from, step) = (figure::written(policy, day, (fact, last)), step_of(policy, fact));
        let off = [-step, step].map(|by| Quantity::from_millionths(from.millionths() + by));
        let reach = policy.fact(fact).number().map(|n| n.min..=n.max);
        let off = off.into_iter().filter(move |to| reach.as_ref().is_some_and(|reach| reach.contains(to)));
        let places: Vec<Quantity> = remembered(policy, fact, from).into_iter().chain(off).collect();
        places.into_iter().map(move |to| Misreading::FigureAt { fact, last, from, to })
    };
    figure::several(policy, day).into_iter().flat_map(elsewhere).collect()
}

fn is_line(comparison: Comparison) -> bool {
    !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
}

/// Each of several values that a test accepts.
fn missed_values(policy: &Policy, at: Place) -> Vec<Misreading> {
    let accepted = match &test_at(policy, at).test {
        Test::Choice(values) => *values,
        Test::Set(wanted) => wanted.any,
        Test::Number(_) | Test::Flag(_) => 0,
    };
    if accepted.count_ones() < 2 {
        return Vec::new();
    }
    (0..64).filter(|value| accepted >> value & 1 == 1).map(|value| Misreading::ValueMissed { at, value }).collect()
}

/// Pairs of ordinary rules of unlike outcomes, the weaker one thought to go first.
fn swaps(policy: &Policy, day: Date) -> Vec<Misreading> {
    let layer = |id: &RuleId| policy.rules[id.0].outcome.layer();
    let ordinary: Vec<RuleId> = (0..policy.rules.len())
        .map(RuleId)
        .filter(|id| {
            let rule = &policy.rules[id.0];
            rule.in_force(day)
                && !rule.otherwise
                && rule.when.as_ref().is_some_and(|c: &Condition| c.any.iter().all(|t: &Clause| !t.tests.is_empty()))
        })
        .collect();
    let pairs = ordinary.iter().flat_map(|first| ordinary.iter().map(move |second| (*first, *second)));
    pairs
        .filter(|(first, second)| layer(first) > layer(second))
        .map(|(first, second)| Misreading::Before(first, second))
        .collect()
}
