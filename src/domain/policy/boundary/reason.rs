//! Putting a name to a fact's part: the deciding rule's test, or the test of the rule it keeps silent.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::condition::{Clause, Condition, FactTest, NumberTest, Operand, Test};
use super::super::engine::Engine;
use super::super::evaluate;
use super::super::explanation::{Reason, Ruling};
use super::super::fact::FactId;
use super::super::rule::{Rule, RuleId};
use super::region::Witness;

/// The deciding rule and the table of its `when` that is shown.
pub struct Decider<'a> {
    engine: &'a Engine,
    case: &'a Case,
    rule: Option<RuleId>,
    shown: Option<&'a Clause>,
}

impl<'a> Decider<'a> {
    /// Of the decider's tables that hold, the one that speaks of most of these facts.
    pub fn of(engine: &'a Engine, case: &'a Case, ruling: &Ruling, facts: &[FactId]) -> Self {
        let policy = engine.policy();
        let rule = ruling.rules.first().copied();
        let tables = rule.and_then(|r| policy.rules[r.0].when.as_ref()).map_or(&[][..], |w| &w.any);
        let speaks = |c: &&Clause| facts.iter().filter(|f| c.tests.iter().any(|t| involves(policy, t, **f))).count();
        let holding = tables.iter().filter(|c| evaluate::clause(policy, case, c) == Some(true));
        // `max_by_key` takes the last of equals; the first in the file is wanted.
        let shown = holding.rev().max_by_key(speaks);
        Self { engine, case, rule, shown }
    }

    /// The part of one fact; `witness` is where the answer would turn without it.
    pub fn reason(&self, fact: FactId, value: Value, witness: &Witness) -> Reason {
        let named = |test: String, rule: RuleId, holds: bool| Reason { fact, value, test, rule: Some(rule), holds };
        if let (Some(rule), Some(test)) = (self.rule, self.test_of_decider(fact)) {
            return named(test, rule, true);
        }
        if let Some(rule) = witness.decider.and_then(|b| self.engine.rule_of(b))
            && let Some(test) = self.test_kept_silent(&self.engine.policy().rules[rule.0], fact)
        {
            return named(test, rule, false);
        }
        Reason { fact, value, test: String::new(), rule: self.rule, holds: self.rule.is_some() }
    }

    fn test_of_decider(&self, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let shown = self.shown.into_iter().flat_map(|c| &c.tests);
        let spoken = written(policy, shown, fact);
        let unless = self.rule.and_then(|r| policy.rules[r.0].unless.as_ref());
        spoken.or_else(|| self.exception(unless, fact, Some(false)))
    }

    /// The test of a rule that this fact fails, or the exception it fulfils.
    fn test_kept_silent(&self, rule: &Rule, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let fails = |t: &&FactTest| evaluate::test(policy, self.case, t) == Some(false);
        let when = rule.when.iter().flat_map(|w| &w.any).flat_map(|c| c.tests.iter().filter(fails));
        written(policy, when, fact).or_else(|| self.exception(rule.unless.as_ref(), fact, Some(true)))
    }

    fn exception(&self, unless: Option<&Condition>, fact: FactId, wanted: Option<bool>) -> Option<String> {
        let policy = self.engine.policy();
        let tests = unless.into_iter().flat_map(|u| &u.any).flat_map(|c| &c.tests);
        let wanted = tests.filter(|t| evaluate::test(policy, self.case, t) == wanted);
        written(policy, wanted, fact).map(|t| format!("unless {t}"))
    }
}

/// The first test that speaks of a fact, its own before one that rests on it; the latter with the tested fact's name.
fn written<'a>(policy: &Policy, tests: impl Iterator<Item = &'a FactTest>, fact: FactId) -> Option<String> {
    let mut indirect = None;
    for test in tests {
        if test.fact == fact {
            return Some(test.text.clone());
        }
        if indirect.is_none() && involves(policy, test, fact) {
            indirect = Some(format!("{} {}", policy.fact(test.fact).name, test.text));
        }
    }
    indirect
}

/// Whether a test's outcome rests on a fact: tested, part of a tested sum, a right side, or a choice behind a limit.
pub fn involves(policy: &Policy, test: &FactTest, fact: FactId) -> bool {
    let rests_on = |f: FactId| {
        f == fact || policy.fact(f).number().and_then(|n| n.is.as_ref()).is_some_and(|s| s.terms.iter().any(|t| t.0 == fact))
    };
    let operand = |o: &Operand| match o {
        Operand::Number(_) => false,
        Operand::Limit(l) => policy.limits[l.0].by.contains(&fact),
        Operand::Fact(f) => rests_on(*f),
    };
    let right = match &test.test {
        Test::Number(tests) => tests.iter().any(|t| match t {
            NumberTest::Compare(_, o) => operand(o),
            NumberTest::Between(a, b) => operand(a) || operand(b),
        }),
        _ => false,
    };
    rests_on(test.fact) || right
}
