//! Policies of any size, nastier than a handbook: every rule reads a few facts at random.

use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, SetTest, Test};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::fact::{Fact, FactId, FactKind, Formula, Named, NumberFact, Unit};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::route::{Route, RouteId, Urgency};
use escalate_or_act::domain::policy::rule::{Basis, Rule, RuleOutcome, Stakes};
use escalate_or_act::domain::policy::{Mastery, Policy, Silence};
use escalate_or_act::domain::text::Text;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::ops::RangeInclusive;

/// What a generated policy looks like.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many rules.
    pub rules: usize,
    /// How many base facts.
    pub facts: usize,
    /// How many of them are tied by sums.
    pub sums: usize,
}

impl Size {
    /// How many facts a rule reads: more in a long handbook, where a rule is about less, or a red line would hold in every case.
    fn tests(self) -> RangeInclusive<usize> {
        if self.rules > 100 { 5..=8 } else { 2..=4 }
    }
}

fn fact(name: String, kind: FactKind) -> Fact {
    Fact { label: Text::clean(&name), name, kind, fixed: false, own: false, hidden: false, usually: None, ask: None }
}

fn number(max: i64, near: i64) -> NumberFact {
    NumberFact {
        unit: Unit::Number,
        min: Quantity::ZERO,
        max: Quantity::whole(max),
        step: Quantity::ONE,
        near_twentieths: near * 20 * Quantity::SCALE,
        riskier: None,
        is: None,
    }
}

/// A policy of that size from a seed: half the facts numbers, the rest flags, choices of four and sets of four.
pub fn policy(size: Size, seed: u64) -> Policy {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let names =
        |n: usize| (0..n).map(|i| Named { id: format!("v{i}"), label: Text::clean(&format!("v{i}")) }).collect::<Vec<_>>();
    let mut facts: Vec<Fact> = (0..size.facts)
        .map(|i| {
            let kind = match i % 8 {
                0 | 2 | 4 | 6 => FactKind::Number(number(2000, 25)),
                1 | 5 => FactKind::Flag,
                3 => FactKind::Choice(names(4)),
                _ => FactKind::Set(names(4)),
            };
            fact(format!("f{i}"), kind)
        })
        .collect();
    for s in 0..size.sums {
        let terms = vec![(FactId(s * 4), 1), (FactId(s * 4 + 2), 1)];
        let sum =
            NumberFact { is: Some(Formula { terms, constant: Quantity::ZERO, text: "a + b".to_owned() }), ..number(4000, 25) };
        facts.push(fact(format!("sum{s}"), FactKind::Number(sum)));
    }
    let rules = (0..size.rules).map(|i| rule(&mut dice, &facts, size.tests(), i)).collect();
    let route = |i: usize| Route {
        id: format!("r{i}"),
        label: Text::clean("r"),
        urgency: Urgency::ALL[i],
        phrase: None,
        reach: Text::clean("1"),
        hours: None,
        backup: None,
    };
    Policy {
        id: "generated".to_owned(),
        title: Text::clean("Generated"),
        version: Text::clean("1"),
        effective: day(),
        owner: Text::clean("bench"),
        currency: None,
        silence: Silence::Escalate(RouteId(0)),
        at_stake: Vec::new(),
        note: None,
        mastery: Mastery::default(),
        facts,
        never: Vec::new(),
        limits: Vec::new(),
        routes: (0..5).map(route).collect(),
        rules,
        also: Vec::new(),
        allowance: None,
        gestures: Vec::new(),
        accepts: Vec::new(),
    }
}

/// The day everything is compiled for.
pub fn day() -> Date {
    Date { year: 2026, month: 6, day: 1 }
}

fn rule(dice: &mut ChaCha8Rng, facts: &[Fact], tests: RangeInclusive<usize>, i: usize) -> Rule {
    let condition = |dice: &mut ChaCha8Rng, tests: usize| {
        let mut chosen: Vec<FactTest> = Vec::new();
        while chosen.len() < tests {
            let fact = FactId(dice.random_range(0..facts.len()));
            if chosen.iter().all(|t| t.fact != fact) {
                chosen.push(FactTest { fact, test: test(dice, &facts[fact.0]), text: String::new() });
            }
        }
        Condition { any: vec![Clause { tests: chosen }] }
    };
    let tests = dice.random_range(tests);
    let when = Some(condition(dice, tests));
    let unless = dice.random_bool(0.25).then(|| condition(dice, 1));
    let outcome = match i % 3 {
        0 => RuleOutcome::Escalate(RouteId(dice.random_range(0..5))),
        1 => RuleOutcome::Decline(Text::clean("No.")),
        _ => RuleOutcome::Act(Text::clean("Yes.")),
    };
    let text = Text::clean("t");
    Rule {
        id: format!("R-{i}"),
        title: text.clone(),
        text: text.clone(),
        why: text,
        when,
        unless,
        otherwise: false,
        outcome,
        notify: Vec::new(),
        first: Vec::new(),
        still: Vec::new(),
        say: None,
        avoid: None,
        stakes: Stakes::Major,
        basis: Basis::House,
        source: None,
        from: None,
        until: None,
        was: Vec::new(),
        note: None,
    }
}

fn test(dice: &mut ChaCha8Rng, fact: &Fact) -> Test {
    match &fact.kind {
        FactKind::Flag => Test::Flag(dice.random_bool(0.5)),
        FactKind::Choice(_) => Test::Choice(dice.random_range(1..15)),
        FactKind::Set(_) => Test::Set(SetTest { any: dice.random_range(1..16), ..SetTest::default() }),
        FactKind::Number(n) => {
            let top = n.max.millionths() / Quantity::SCALE;
            let at = Operand::Number(Quantity::whole(dice.random_range(top / 20..top * 19 / 20)));
            let comparison = if dice.random_bool(0.5) { Comparison::AtMost } else { Comparison::More };
            Test::Number(vec![NumberTest::Compare(comparison, at)])
        }
    }
}

/// Random complete cases of a policy.
pub fn cases(policy: &Policy, count: usize, seed: u64) -> Vec<Case> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut one = || {
        let mut case = Case::unknown(policy.facts.len());
        for (i, fact) in policy.facts.iter().enumerate().filter(|(_, f)| !f.is_computed()) {
            let value = match &fact.kind {
                FactKind::Flag => Value::Flag(dice.random_bool(0.5)),
                FactKind::Choice(v) => Value::Choice(dice.random_range(0..v.len())),
                FactKind::Set(v) => Value::Set(dice.random_range(0..1u64 << v.len())),
                FactKind::Number(n) => {
                    let (low, high, step) = (n.min.millionths(), n.max.millionths(), n.step.millionths());
                    Value::Number(Quantity::from_millionths(low + dice.random_range(0..=(high - low) / step) * step))
                }
            };
            case.set(FactId(i), Some(value));
        }
        case
    };
    (0..count).map(|_| one()).collect()
}
