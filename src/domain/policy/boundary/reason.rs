//! Putting a name to a fact's part: the deciding rule's test, or the test of the rule it keeps silent.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::compile::Layer;
use super::super::condition::{Clause, Condition, FactTest, NumberTest, Operand, Test};
use super::super::engine::{Decider, Engine};
use super::super::evaluate;
use super::super::explanation::{Reason, Ruling, Verdict};
use super::super::fact::FactId;
use super::super::rule::{Rule, RuleId};

/// The rules that win, the decider first, each with the table of its `when` that is shown.
pub struct Winners<'a> {
    engine: &'a Engine,
    case: &'a Case,
    answer: Option<Verdict>,
    shown: Vec<(RuleId, Option<&'a Clause>)>,
}

impl<'a> Winners<'a> {
    /// Of each winner's tables that hold, the one that speaks of most of these facts.
    pub fn of(engine: &'a Engine, case: &'a Case, ruling: &Ruling, facts: &[FactId]) -> Self {
        let policy = engine.policy();
        let speaks = |c: &&Clause| facts.iter().filter(|f| c.tests.iter().any(|t| involves(policy, t, **f))).count();
        let shown = |rule: &RuleId| {
            let tables = policy.rules[rule.0].when.as_ref().map_or(&[][..], |w| &w.any);
            let mut holding = tables.iter().filter(|c| evaluate::clause(policy, case, c) == Some(true));
            if tables.len() == 1 {
                return (*rule, holding.next());
            }
            // `max_by_key` takes the last of equals; the first in the file is wanted.
            (*rule, holding.rev().max_by_key(speaks))
        };
        Self { engine, case, answer: ruling.verdict, shown: ruling.rules.iter().map(shown).collect() }
    }

    /// The part of one fact; `witness` decides where the answer turns without it.
    ///
    /// The facts that are left may be another winner's than the decider's: then that winner is named.
    pub fn reason(&self, fact: FactId, value: Value, witness: Decider) -> Reason {
        let policy = self.engine.policy();
        let named = |test: String, rule: RuleId, holds: bool| Reason { fact, value, test, rule: Some(rule), holds };
        let winner = self.shown.iter().find_map(|(rule, clause)| Some((self.test_of_winner(*rule, *clause, fact)?, *rule)));
        if let Some((test, rule)) = winner {
            return named(test, rule, true);
        }
        let kept_silent = |r: RuleId| Some((self.test_kept_silent(&policy.rules[r.0], fact)?, r));
        if let Some((test, rule)) = witness.and_then(|b| self.engine.rule_of(b)).and_then(kept_silent) {
            return named(test, rule, false);
        }
        // What is left is told by rules that do not hold here: one that would take a winner's place, else one kept silent.
        let others = || (0..policy.rules.len()).map(RuleId);
        let in_place = |r: &RuleId| Layer::of(&policy.rules[r.0]).verdict() == self.answer;
        if let Some((test, rule)) = others().filter(in_place).find_map(|r| Some((self.test_that_holds(r, fact)?, r))) {
            return named(test, rule, true);
        }
        if let Some((test, rule)) = others().find_map(kept_silent) {
            return named(test, rule, false);
        }
        // Two facts compared: the test holds as they stand, and would not whatever the other one were.
        let compared = witness.and_then(|b| self.engine.rule_of(b)).into_iter().chain(others());
        if let Some((test, rule)) = compared.into_iter().find_map(|r| Some((self.test_of(r, fact)?, r))) {
            return named(test, rule, true);
        }
        let decider = self.shown.first().map(|s| s.0);
        Reason { fact, value, test: String::new(), rule: decider, holds: decider.is_some() }
    }

    fn test_of_winner(&self, rule: RuleId, shown: Option<&Clause>, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let spoken = written(policy, shown.into_iter().flat_map(|c| &c.tests), fact);
        spoken.or_else(|| self.exception(policy.rules[rule.0].unless.as_ref(), fact, Some(false)))
    }

    /// The test of a rule that this fact passes, whatever becomes of its others.
    fn test_that_holds(&self, rule: RuleId, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let holds = |t: &&FactTest| evaluate::test(policy, self.case, t) == Some(true);
        let when = policy.rules[rule.0].when.iter().flat_map(|w| &w.any).flat_map(|c| c.tests.iter().filter(holds));
        written(policy, when, fact).or_else(|| self.exception(policy.rules[rule.0].unless.as_ref(), fact, Some(false)))
    }

    /// Any test of a rule that speaks of this fact, or of its exception where that is not fulfilled.
    fn test_of(&self, rule: RuleId, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let tables = policy.rules[rule.0].when.iter().flat_map(|w| &w.any);
        let spoken = written(policy, tables.flat_map(|c| &c.tests), fact);
        spoken.or_else(|| self.exception(policy.rules[rule.0].unless.as_ref(), fact, Some(false)))
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

/// Whether a test's outcome has to do with a fact: tested, in one sum with it, a right side, or a choice behind a limit.
pub fn involves(policy: &Policy, test: &FactTest, fact: FactId) -> bool {
    let rests_on = |f: FactId| f == fact || made_of(policy, f).any(|t| made_of(policy, fact).any(|of| of == t));
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

/// The base facts a fact is made of: of a computed one its terms, else itself.
fn made_of(policy: &Policy, fact: FactId) -> impl Iterator<Item = FactId> + '_ {
    let formula = policy.fact(fact).number().and_then(|n| n.is.as_ref());
    let itself = formula.is_none().then_some(fact);
    formula.into_iter().flat_map(|f| f.terms.iter().map(|t| t.0)).chain(itself)
}
