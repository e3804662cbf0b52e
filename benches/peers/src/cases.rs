//! Random complete cases, the same on every machine: half anywhere, half on a line or one step beside it.

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::{Condition, NumberTest, Operand, Test};
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::fact::{FactId, FactKind, NumberFact};
use escalate_or_act::domain::policy::quantity::Quantity;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// One member of a set in so many is there.
const SET_MEMBER: u32 = 16;

/// So many complete cases of a policy, each of which can occur.
pub fn random(policy: &Policy, engine: &Engine, seed: u64, count: usize) -> Vec<Case> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let lines = Lines::of(policy);
    let mut cases = Vec::with_capacity(count);
    while cases.len() < count {
        let case = draw(policy, &lines, &mut rng);
        let occurs = engine.compile_case(&case).is_some_and(|c| engine.verdict(&c).is_some());
        if occurs {
            cases.push(case);
        }
    }
    cases
}

fn draw(policy: &Policy, lines: &Lines, rng: &mut impl Rng) -> Case {
    let mut case = Case::unknown(policy.facts.len());
    for (place, fact) in policy.facts.iter().enumerate() {
        let value = match &fact.kind {
            FactKind::Number(number) if number.is.is_some() => continue,
            FactKind::Number(number) => Value::Number(near_a_line(number, &lines.0[place], rng)),
            FactKind::Flag => Value::Flag(rng.random()),
            FactKind::Choice(names) => Value::Choice(rng.random_range(0..names.len())),
            FactKind::Set(names) => {
                Value::Set((0..names.len()).filter(|_| rng.random_ratio(1, SET_MEMBER)).fold(0, |set, m| set | 1 << m))
            }
        };
        case.set(FactId(place), Some(value));
    }
    for (place, fact) in policy.facts.iter().enumerate() {
        let Some(formula) = fact.number().and_then(|n| n.is.as_ref()) else { continue };
        if rng.random() {
            continue;
        }
        // Move the last term so that the sum lands beside one of its lines, if the term reaches that far.
        let (Some(line), Some(&(moved, sign))) = (pick(&lines.0[place], rng), formula.terms.last()) else { continue };
        let others: i64 = formula.terms.iter().filter(|(f, _)| *f != moved).map(|(f, sign)| sign * whole(&case, *f)).sum();
        if let Some(number) = policy.fact(moved).number() {
            let step = number.step.millionths();
            let value = sign * (line - formula.constant.millionths() - others) + step * rng.random_range(-1..=1);
            if (number.min.millionths()..=number.max.millionths()).contains(&value) && value % step == 0 {
                case.set(moved, Some(Value::Number(Quantity::from_millionths(value))));
            }
        }
    }
    case
}

fn near_a_line(number: &NumberFact, lines: &[i64], rng: &mut impl Rng) -> Quantity {
    let (min, max, step) = (number.min.millionths(), number.max.millionths(), number.step.millionths());
    let anywhere = min + step * rng.random_range(0..=(max - min) / step);
    let value = match pick(lines, rng) {
        Some(line) if rng.random() => line + step * rng.random_range(-1..=1),
        _ => anywhere,
    };
    Quantity::from_millionths(value.clamp(min, max))
}

fn pick(lines: &[i64], rng: &mut impl Rng) -> Option<i64> {
    (!lines.is_empty()).then(|| lines[rng.random_range(0..lines.len())])
}

fn whole(case: &Case, fact: FactId) -> i64 {
    match case.get(fact) {
        Some(Value::Number(q)) => q.millionths(),
        _ => 0,
    }
}

/// For each fact, the thresholds it is compared with, in millionths.
struct Lines(Vec<Vec<i64>>);

impl Lines {
    fn of(policy: &Policy) -> Self {
        let mut lines = vec![BTreeSet::new(); policy.facts.len()];
        let conditions = policy.rules.iter().flat_map(|r| [r.when.as_ref(), r.unless.as_ref()]).flatten();
        for test in conditions.flat_map(|c: &Condition| &c.any).flat_map(|c| &c.tests) {
            let Test::Number(tests) = &test.test else { continue };
            for operand in tests.iter().flat_map(operands) {
                match operand {
                    Operand::Number(q) => lines[test.fact.0].extend([q.millionths()]),
                    Operand::Limit(id) => lines[test.fact.0].extend(policy.limits[id.0].values.iter().map(|q| q.millionths())),
                    Operand::Fact(_) => {}
                }
            }
        }
        Self(lines.into_iter().map(|l| l.into_iter().collect()).collect())
    }
}

fn operands(test: &NumberTest) -> Vec<Operand> {
    match test {
        NumberTest::Compare(_, right) => vec![*right],
        NumberTest::Between(low, high) => vec![*low, *high],
    }
}
