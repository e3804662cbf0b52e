//! Putting a name to a fact's part: the deciding rule's test, or the test of the rule it keeps silent.

use super::super::Policy;
use super::super::case::{Case, Value};
use super::super::compile::Layer;
use super::super::condition::{Clause, Condition, FactTest, NumberTest, Operand, Test};
use super::super::engine::{Decider, Engine};
use super::super::evaluate;
use super::super::explanation::{Reason, Verdict};
use super::super::fact::FactId;
use super::super::region::Block;
use super::super::region::cover::Budget;
use super::super::rule::RuleId;
use super::region::Region;

/// What each fact of a case does for its answer.
pub struct Parts<'a> {
    engine: &'a Engine,
    case: &'a Case,
    answer: Verdict,
    /// The rules that win, the decider first, each with the table of its `when` that is shown.
    winners: Vec<(RuleId, Option<&'a Clause>)>,
    kept: Kept<'a>,
    /// For all that is looked up in proof of a part.
    budget: Budget,
}

/// The facts that force the answer together.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// By fact, what the case says of it.
    pub values: &'a [Option<Value>],
    /// By fact, whether it is one of them.
    pub kept: &'a [bool],
}

impl<'a> Parts<'a> {
    /// Of each winner's tables that hold, the one that speaks of most of the facts that force the answer is shown.
    pub fn of(engine: &'a Engine, case: &'a Case, answer: Verdict, winners: &[RuleId], kept: Kept<'a>) -> Self {
        let policy = engine.policy();
        let facts: Vec<FactId> = (0..kept.kept.len()).filter(|f| kept.kept[*f]).map(FactId).collect();
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
        Self { engine, case, answer, winners: winners.iter().map(shown).collect(), kept, budget: Budget::default() }
    }

    /// The part of one fact; `witness` decides where the answer turns without it.
    ///
    /// It is told by a test of a winner, not always the decider's; else by a rule that this fact keeps silent; else by no rule at
    /// all: then it is only that nothing else can occur beside the other facts, or that they carry the answer from rule to rule.
    pub fn reason(&self, fact: FactId, value: Value, witness: Decider) -> Reason {
        let won = || self.winner(fact).map(|(test, rule)| (test, Some(rule), true));
        let kept = || self.kept_silent(fact, witness).map(|(test, rule)| (test, Some(rule), false));
        let (test, rule, holds) = won().or_else(kept).unwrap_or_default();
        Reason { fact, value, test, rule, holds }
    }

    /// A winner with its test on this fact: one in the table that is shown, else one in another that holds for this fact.
    fn winner(&self, fact: FactId) -> Option<(String, RuleId)> {
        let shown = self.winners.iter().find_map(|(rule, clause)| Some((self.test_of_winner(*rule, *clause, fact)?, *rule)));
        shown.or_else(|| self.winners.iter().find_map(|(rule, _)| Some((self.test_that_holds(*rule, fact)?, *rule))))
    }

    /// A rule of another answer that could win beside the other facts, and is silent by this one.
    fn kept_silent(&self, fact: FactId, witness: Decider) -> Option<(String, RuleId)> {
        let silent = |r: RuleId| Some((self.test_kept_silent(r, fact)?, r));
        witness.and_then(|b| self.engine.rule_of(b)).and_then(silent).or_else(|| {
            let mut kept = self.kept.kept.to_vec();
            kept[fact.0] = false;
            let open = Region::of_kept(self.engine, self.kept.values, &kept);
            let other = |r: &RuleId| Layer::of(&self.engine.policy().rules[r.0]).verdict() != Some(self.answer);
            let mut others = self.engine.ranked().iter().copied().filter(other).filter_map(silent);
            others.find(|(_, rule)| self.wins_in(&open, *rule))
        })
    }

    /// Whether a rule wins anywhere in a region.
    fn wins_in(&self, region: &Region, rule: RuleId) -> bool {
        let geometry = &self.engine.geometry;
        let layer = Layer::of(&self.engine.policy().rules[rule.0]);
        let met = geometry.tags.iter().zip(&geometry.boxes).filter(|(_, b)| geometry.space.meet(b, &region.words));
        let (own, before): (Vec<_>, Vec<_>) =
            met.filter(|(t, _)| t.layer < layer || t.owner == rule.0 && t.layer == layer).partition(|(t, _)| t.layer == layer);
        let before: Vec<&Block> = before.into_iter().map(|(_, b)| b).collect();
        let wins = |b: &Block| region.uncovered(self.engine, Some(b), &before, &self.budget).is_some() && !self.budget.is_spent();
        own.into_iter().any(|(_, b)| wins(b))
    }

    fn test_of_winner(&self, rule: RuleId, shown: Option<&Clause>, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let spoken = written(policy, shown.into_iter().flat_map(|c| &c.tests), fact);
        spoken.or_else(|| self.exception(policy.rules[rule.0].unless.as_ref(), fact))
    }

    /// The test of a rule that this fact passes, whatever becomes of its others.
    fn test_that_holds(&self, rule: RuleId, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let holds = |t: &&FactTest| evaluate::test(policy, self.case, t) == Some(true);
        let when = policy.rules[rule.0].when.iter().flat_map(|w| &w.any).flat_map(|c| c.tests.iter().filter(holds));
        written(policy, when, fact).or_else(|| self.exception(policy.rules[rule.0].unless.as_ref(), fact))
    }

    /// Where a rule is silent for sure, the test that this fact fails in what it asks for, or passes in an exception that is fulfilled.
    fn test_kept_silent(&self, rule: RuleId, fact: FactId) -> Option<String> {
        let (policy, case) = (self.engine.policy(), self.case);
        let rule = &policy.rules[rule.0];
        let fails = |t: &&FactTest| evaluate::test(policy, case, t) == Some(false);
        let unmet = rule.when.as_ref().filter(|w| evaluate::condition(policy, case, w) == Some(false));
        let when = unmet.into_iter().flat_map(|w| &w.any).flat_map(|c| c.tests.iter().filter(fails));
        written(policy, when, fact).or_else(|| {
            let tables = rule.unless.iter().flat_map(|u| &u.any);
            let fulfilled = tables.filter(|c| evaluate::clause(policy, case, c) == Some(true));
            written(policy, fulfilled.flat_map(|c| &c.tests), fact).map(unless)
        })
    }

    /// An exception's test that this fact fails.
    fn exception(&self, except: Option<&Condition>, fact: FactId) -> Option<String> {
        let policy = self.engine.policy();
        let tests = except.into_iter().flat_map(|u| &u.any).flat_map(|c| &c.tests);
        let failed = tests.filter(|t| evaluate::test(policy, self.case, t) == Some(false));
        written(policy, failed, fact).map(unless)
    }
}

/// A test of an exception, as it is told.
fn unless(test: String) -> String {
    format!("unless {test}")
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
