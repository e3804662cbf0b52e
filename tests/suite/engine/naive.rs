//! The oracle: reads the policy directly and tries every case there is. Kept slow and obvious on purpose.

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::Silence;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::{Comparison, Condition, FactTest, NumberTest, Operand, Test};
use escalate_or_act::domain::policy::explanation::{Kind, Verdict};
use escalate_or_act::domain::policy::fact::{Fact, FactId, FactKind};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::route::RouteId;
use escalate_or_act::domain::policy::rule::{RuleId, RuleOutcome};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Every value of a base fact.
pub fn values(fact: &Fact) -> Vec<Value> {
    match &fact.kind {
        FactKind::Flag => vec![Value::Flag(false), Value::Flag(true)],
        FactKind::Choice(v) => (0..v.len()).map(Value::Choice).collect(),
        FactKind::Set(v) => (0..1u64 << v.len()).map(Value::Set).collect(),
        FactKind::Number(n) => {
            let (low, high, step) = (n.min.millionths(), n.max.millionths(), n.step.millionths());
            (0..=(high - low) / step).map(|i| Value::Number(Quantity::from_millionths(low + i * step))).collect()
        }
    }
}

pub fn base_facts(policy: &Policy) -> Vec<FactId> {
    (0..policy.facts.len()).map(FactId).filter(|f| !policy.fact(*f).is_computed()).collect()
}

/// Every way to fill in what a case leaves unknown.
pub fn completions(policy: &Policy, case: &Case) -> Vec<Case> {
    let mut all = vec![case.clone()];
    for fact in base_facts(policy).into_iter().filter(|f| case.get(*f).is_none()) {
        all = all.iter().flat_map(|c| values(policy.fact(fact)).into_iter().map(|v| c.with(fact, Some(v)))).collect();
    }
    all
}

pub fn number(policy: &Policy, case: &Case, fact: FactId) -> i64 {
    let n = policy.fact(fact).number().unwrap();
    match &n.is {
        Some(f) => f.terms.iter().map(|(t, sign)| sign * number(policy, case, *t)).sum::<i64>() + f.constant.millionths(),
        None => match case.get(fact) {
            Some(Value::Number(q)) => q.millionths(),
            other => panic!("{other:?} is no number"),
        },
    }
}

/// A fact's value in a complete case, computed facts included.
pub fn value(policy: &Policy, case: &Case, fact: FactId) -> Value {
    match policy.fact(fact).is_computed() {
        true => Value::Number(Quantity::from_millionths(number(policy, case, fact))),
        false => case.get(fact).unwrap(),
    }
}

fn operand(policy: &Policy, case: &Case, operand: &Operand) -> i64 {
    match operand {
        Operand::Number(q) => q.millionths(),
        Operand::Fact(f) => number(policy, case, *f),
        Operand::Limit(l) => {
            let limit = &policy.limits[l.0];
            let choice = |f: &FactId| match case.get(*f) {
                Some(Value::Choice(v)) => v,
                other => panic!("{other:?} is no choice"),
            };
            let place = match limit.by.as_slice() {
                [] => 0,
                [one] => choice(one),
                [one, two] => choice(one) * policy.fact(*two).names().len() + choice(two),
                _ => unreachable!(),
            };
            limit.values[place].millionths()
        }
    }
}

fn number_test(policy: &Policy, case: &Case, left: i64, test: &NumberTest) -> bool {
    match test {
        NumberTest::Between(a, b) => operand(policy, case, a) <= left && left <= operand(policy, case, b),
        NumberTest::Compare(c, right) => {
            let right = operand(policy, case, right);
            match c {
                Comparison::Less => left < right,
                Comparison::AtMost => left <= right,
                Comparison::Equal => left == right,
                Comparison::NotEqual => left != right,
                Comparison::AtLeast => left >= right,
                Comparison::More => left > right,
            }
        }
    }
}

/// Whether a complete case passes a test.
pub fn test(policy: &Policy, case: &Case, t: &FactTest) -> bool {
    match (&t.test, value(policy, case, t.fact)) {
        (Test::Number(any), Value::Number(q)) => any.iter().any(|n| number_test(policy, case, q.millionths(), n)),
        (Test::Flag(wanted), Value::Flag(flag)) => *wanted == flag,
        (Test::Choice(accepted), Value::Choice(v)) => accepted >> v & 1 == 1,
        (Test::Set(s), Value::Set(members)) => {
            let held = |mask: u64| (0..64).filter(|m| mask >> m & 1 == 1 && members >> m & 1 == 1).count();
            let size = |mask: u64| (0..64).filter(|m| mask >> m & 1 == 1).count();
            (s.any == 0 || held(s.any) > 0)
                && held(s.all) == size(s.all)
                && held(s.none) == 0
                && s.at_least.is_none_or(|(n, of)| held(of) >= n as usize)
                && (!s.empty || members == 0)
        }
        other => panic!("{other:?}"),
    }
}

pub fn holds(policy: &Policy, case: &Case, condition: &Condition) -> bool {
    condition.any.iter().any(|clause| clause.tests.iter().all(|t| test(policy, case, t)))
}

/// Whether a rule or a duty holds in a complete case.
pub fn speaks(policy: &Policy, case: &Case, when: Option<&Condition>, unless: Option<&Condition>) -> bool {
    when.is_none_or(|w| holds(policy, case, w)) && !unless.is_some_and(|u| holds(policy, case, u))
}

/// What the policy says of a complete case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub kind: Kind,
    pub route: Option<RouteId>,
    pub notify: BTreeSet<RouteId>,
    pub rules: Vec<RuleId>,
    pub still: Vec<RuleId>,
    pub overruled: BTreeSet<usize>,
    pub also: Vec<usize>,
}

/// None: the case can't occur.
pub fn decide(policy: &Policy, case: &Case) -> Option<Said> {
    if policy.never.iter().any(|n| holds(policy, case, n)) {
        return None;
    }
    let speaks = |when: &Option<Condition>, unless: &Option<Condition>| speaks(policy, case, when.as_ref(), unless.as_ref());
    let holding: Vec<RuleId> =
        (0..policy.rules.len()).map(RuleId).filter(|r| speaks(&policy.rules[r.0].when, &policy.rules[r.0].unless)).collect();
    let also: Vec<usize> = (0..policy.also.len()).filter(|d| speaks(&policy.also[*d].when, &policy.also[*d].unless)).collect();
    let duties: BTreeSet<RouteId> = also.iter().flat_map(|d| policy.also[*d].notify.iter().copied()).collect();
    let ordinary: Vec<RuleId> = holding.iter().copied().filter(|r| !policy.rules[r.0].otherwise).collect();
    let fallback: Vec<RuleId> = holding.iter().copied().filter(|r| policy.rules[r.0].otherwise).collect();
    let pool = if ordinary.is_empty() { fallback } else { ordinary };
    for kind in [Kind::Escalate, Kind::Decline, Kind::Act] {
        let of_kind = |r: &RuleId| match policy.rules[r.0].outcome {
            RuleOutcome::Escalate(_) => Kind::Escalate,
            RuleOutcome::Decline(_) => Kind::Decline,
            RuleOutcome::Act(_) => Kind::Act,
        };
        let mut rules: Vec<RuleId> = pool.iter().copied().filter(|r| of_kind(r) == kind).collect();
        if rules.is_empty() {
            continue;
        }
        rules.sort_by_key(|r| {
            let rule = &policy.rules[r.0];
            let route = match rule.outcome {
                RuleOutcome::Escalate(route) => (Reverse(policy.route(route).urgency as u8), route.0),
                _ => (Reverse(0), 0),
            };
            (route, Reverse(rule.stakes), rule.id.clone())
        });
        let mut still: Vec<RuleId> = Vec::new();
        for r in rules.iter().flat_map(|r| &policy.rules[r.0].still) {
            if holding.contains(r) && !rules.contains(r) && !still.contains(r) {
                still.push(*r);
            }
        }
        let overruled = pool.iter().filter(|r| !rules.contains(r) && !still.contains(r)).map(|r| r.0).collect();
        let route = match policy.rules[rules[0].0].outcome {
            RuleOutcome::Escalate(route) => Some(route),
            _ => None,
        };
        let notify = rules.iter().chain(&still).flat_map(|r| policy.rules[r.0].notify.iter().copied()).chain(duties).collect();
        return Some(Said { kind, route, notify, rules, still, overruled, also });
    }
    let (kind, route) = match policy.silence {
        Silence::Escalate(route) => (Kind::SilenceEscalate, Some(route)),
        Silence::Act(_) => (Kind::SilenceAct, None),
    };
    Some(Said { kind, route, notify: duties, rules: Vec::new(), still: Vec::new(), overruled: BTreeSet::new(), also })
}

/// The answer of a case that may have unknown facts: `None` can't occur, `Some(None)` undetermined.
pub fn answer(policy: &Policy, case: &Case) -> Option<Option<Verdict>> {
    let answers: BTreeSet<Verdict> =
        completions(policy, case).iter().filter_map(|c| decide(policy, c)).map(|s| s.kind.verdict()).collect();
    match answers.len() {
        0 => None,
        1 => Some(answers.first().copied()),
        _ => Some(None),
    }
}

/// What a change costs: facts moved, then the way in units of near, in exact fractions of one common denominator.
pub fn cost(policy: &Policy, from: &Case, to: &Case) -> (usize, i128) {
    // The generator's nears are multiples of half a unit.
    let unit = i128::from(Quantity::SCALE / 2);
    let denominator: i128 = policy
        .facts
        .iter()
        .filter_map(Fact::number)
        .filter(|n| n.is.is_none())
        .map(|n| i128::from(n.near_twentieths) / unit)
        .product();
    let mut cost = (0, 0);
    for fact in base_facts(policy).into_iter().filter(|f| from.get(*f) != to.get(*f)) {
        cost.0 += 1;
        cost.1 += match (from.get(fact).unwrap(), to.get(fact).unwrap()) {
            (Value::Number(a), Value::Number(b)) => {
                let near = i128::from(policy.fact(fact).number().unwrap().near_twentieths) / unit;
                i128::from((a.millionths() - b.millionths()).abs()) / unit * 20 * (denominator / near)
            }
            (Value::Set(a), Value::Set(b)) => i128::from((a ^ b).count_ones()) * denominator,
            _ => denominator,
        };
    }
    cost
}

/// The facts in which two cases differ.
pub fn moved(policy: &Policy, from: &Case, to: &Case) -> Vec<FactId> {
    base_facts(policy).into_iter().filter(|f| from.get(*f) != to.get(*f)).collect()
}

/// Every case that moves only these facts, the case itself first left out.
pub fn variations(policy: &Policy, case: &Case, movable: &[FactId]) -> Vec<Case> {
    let freed = movable.iter().fold(case.clone(), |c, f| c.with(*f, None));
    let mut all = vec![freed];
    for fact in movable {
        all = all.iter().flat_map(|c| values(policy.fact(*fact)).into_iter().map(|v| c.with(*fact, Some(v)))).collect();
    }
    all.retain(|c| c != case);
    all
}
