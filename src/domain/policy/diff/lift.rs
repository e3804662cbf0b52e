//! The rules of one version, read over the facts of both.

use super::super::Policy;
use super::super::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, SetTest, Test};
use super::super::fact::{FactId, FactKind};
use super::super::limit::Limit;
use super::super::quantity::Quantity;
use super::ground::{Common, Lifting, Side, full};

/// A version over the common facts. What it does not know can't occur in it: such clauses follow its own `never`s.
pub fn lift(common: &Common, side: Side, own: &Policy) -> Policy {
    let lifting = common.lifting(side);
    let condition = |c: &Condition| lifting.condition(own, c);
    let mut lifted = own.clone();
    lifted.facts = lifting.facts(own);
    lifted.limits = own.limits.iter().map(|l| lifting.limit(own, l)).collect();
    lifted.never = own.never.iter().map(condition).collect();
    lifted.never.extend((0..own.facts.len()).flat_map(|f| lifting.unknown_here(own, FactId(f))));
    for rule in &mut lifted.rules {
        rule.when = rule.when.as_ref().map(condition);
        rule.unless = rule.unless.as_ref().map(condition);
    }
    for duty in &mut lifted.also {
        duty.when = duty.when.as_ref().map(condition);
        duty.unless = duty.unless.as_ref().map(condition);
    }
    for gesture in &mut lifted.gestures {
        gesture.when = gesture.when.as_ref().map(condition);
        gesture.unless = gesture.unless.as_ref().map(condition);
    }
    lifted.at_stake.iter_mut().for_each(|f| *f = lifting.fact(*f));
    if let Some(allowance) = &mut lifted.allowance {
        (allowance.counter, allowance.adds) = (lifting.fact(allowance.counter), lifting.fact(allowance.adds));
    }
    lifted
}

impl Lifting<'_> {
    fn condition(&self, own: &Policy, condition: &Condition) -> Condition {
        let clause = |c: &Clause| Clause { tests: c.tests.iter().map(|t| self.test(own, t)).collect() };
        Condition { any: condition.any.iter().map(clause).collect() }
    }

    fn test(&self, own: &Policy, test: &FactTest) -> FactTest {
        let lifted = match &test.test {
            Test::Number(tests) => Test::Number(tests.iter().map(|t| self.number_test(t)).collect()),
            Test::Flag(wanted) => Test::Flag(*wanted),
            Test::Choice(values) => Test::Choice(self.mask(test.fact, *values)),
            Test::Set(set) => Test::Set(self.set_test(own, test.fact, set)),
        };
        FactTest { fact: self.fact(test.fact), test: lifted, text: test.text.clone() }
    }

    fn number_test(&self, test: &NumberTest) -> NumberTest {
        match test {
            NumberTest::Compare(comparison, right) => NumberTest::Compare(*comparison, self.operand(*right)),
            NumberTest::Between(low, high) => NumberTest::Between(self.operand(*low), self.operand(*high)),
        }
    }

    fn operand(&self, operand: Operand) -> Operand {
        match operand {
            Operand::Fact(fact) => Operand::Fact(self.fact(fact)),
            other => other,
        }
    }

    /// "None at all" is none of those this version knows.
    fn set_test(&self, own: &Policy, fact: FactId, set: &SetTest) -> SetTest {
        let known = self.mask(fact, full(own.fact(fact).names().len()));
        SetTest {
            any: self.mask(fact, set.any),
            all: self.mask(fact, set.all),
            none: self.mask(fact, set.none) | if set.empty { known } else { 0 },
            at_least: set.at_least.map(|(least, of)| (least, self.mask(fact, of))),
            empty: false,
        }
    }

    /// A limit by the common values; what it is for a value that this version does not know never matters.
    fn limit(&self, own: &Policy, limit: &Limit) -> Limit {
        let by: Vec<FactId> = limit.by.iter().map(|f| self.fact(*f)).collect();
        let values = match limit.by.as_slice() {
            [] => limit.values.clone(),
            [only] => (0..self.count(*only)).map(|v| self.cell(limit, self.own_value(*only, v))).collect(),
            [first, second, ..] => {
                let columns = own.fact(*second).names().len();
                let cell = |i: usize, j: usize| {
                    let place = self.own_value(*first, i).zip(self.own_value(*second, j)).map(|(i, j)| i * columns + j);
                    self.cell(limit, place)
                };
                (0..self.count(*first))
                    .flat_map(|i| (0..self.count(*second)).map(move |j| (i, j)))
                    .map(|(i, j)| cell(i, j))
                    .collect()
            }
        };
        Limit { name: limit.name.clone(), by, values }
    }

    fn cell(&self, limit: &Limit, place: Option<usize>) -> Quantity {
        place.or(Some(0)).and_then(|at| limit.values.get(at)).copied().unwrap_or_default()
    }

    /// What of a common fact this version knows nothing of.
    fn unknown_here(&self, own: &Policy, fact: FactId) -> Vec<Condition> {
        let only = |test: Test| {
            let test = FactTest { fact: self.fact(fact), test, text: String::new() };
            Condition { any: vec![Clause { tests: vec![test] }] }
        };
        let beyond = |comparison, end| only(Test::Number(vec![NumberTest::Compare(comparison, Operand::Number(end))]));
        match &own.fact(fact).kind {
            FactKind::Choice(_) => {
                Some(self.unknown(fact)).filter(|m| *m != 0).map(|m| only(Test::Choice(m))).into_iter().collect()
            }
            FactKind::Number(number) if number.is.is_none() => {
                let Some(wide) = self.number(fact) else { return Vec::new() };
                let below = (wide.min < number.min).then(|| beyond(Comparison::Less, number.min));
                let above = (wide.max > number.max).then(|| beyond(Comparison::More, number.max));
                below.into_iter().chain(above).collect()
            }
            _ => Vec::new(),
        }
    }
}
