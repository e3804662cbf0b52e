//! The facts that force an answer, and what is said of each, beside enumeration on random policies.

use super::naive::{self, answer, completions, decide, value};
use super::properties::{explained, for_random_cases};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::condition::{Condition, FactTest};
use escalate_or_act::domain::policy::explanation::{Explanation, Reason, Verdict};
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::policy::rule::{Rule, RuleId};

/// The greedy of formats.md: facts dropped from the last declared to the first while the answer stays forced.
fn forced(policy: &Policy, case: &Case, verdict: Verdict) -> Vec<FactId> {
    let everything = completions(policy, &Case::unknown(policy.facts.len()));
    let known = |f: &FactId| match policy.fact(*f).number().and_then(|n| n.is.as_ref()) {
        Some(formula) => formula.terms.iter().all(|t| case.get(t.0).is_some()),
        None => case.get(*f).is_some(),
    };
    let mut kept: Vec<FactId> = (0..policy.facts.len()).map(FactId).filter(known).collect();
    let forces = |kept: &[FactId]| {
        everything
            .iter()
            .filter(|p| kept.iter().all(|f| value(policy, p, *f) == value(policy, case, *f)))
            .all(|p| decide(policy, p).is_none_or(|s| s.kind.verdict() == verdict))
    };
    assert!(forces(&kept), "all the known facts together force the answer");
    for f in (0..policy.facts.len()).rev().map(FactId) {
        let fewer: Vec<FactId> = kept.iter().copied().filter(|k| *k != f).collect();
        if fewer.len() < kept.len() && forces(&fewer) {
            kept = fewer;
        }
    }
    kept
}

fn check_because(policy: &Policy, case: &Case, explanation: &Explanation) {
    let Some(verdict) = explanation.ruling.verdict else { return assert!(explanation.because.is_empty()) };
    let facts: Vec<FactId> = explanation.because.iter().map(|r| r.fact).collect();
    assert_eq!(facts, forced(policy, case, verdict), "because");
    for reason in &explanation.because {
        assert_eq!(reason.value, value(policy, case, reason.fact));
        let others: Vec<FactId> = facts.iter().copied().filter(|f| *f != reason.fact).collect();
        Told { policy, case, ways: completions(policy, case), others, verdict }.check(reason);
    }
}

/// What a reason says of its fact, beside all the ways the case could be.
struct Told<'a> {
    policy: &'a Policy,
    case: &'a Case,
    ways: Vec<Case>,
    /// The other facts that force the answer.
    others: Vec<FactId>,
    verdict: Verdict,
}

impl Told<'_> {
    fn check(&self, reason: &Reason) {
        let Some(rule) = reason.rule else {
            assert!(reason.test.is_empty() && !reason.holds, "no rule, no test: {reason:?}");
            return self.nothing_to_tell(reason.fact);
        };
        let (excepted, words) = reason.test.strip_prefix("unless ").map_or((false, reason.test.as_str()), |words| (true, words));
        let Rule { when, unless, .. } = &self.policy.rules[rule.0];
        let condition = if excepted { unless } else { when };
        let tables = condition.iter().flat_map(|c| &c.any);
        let named = |t: &&FactTest| t.text == words && t.fact == reason.fact;
        let through = |t: &&FactTest| format!("{} {}", self.policy.fact(t.fact).name, t.text) == words;
        let (table, test) = tables.filter_map(|c| Some((c, c.tests.iter().find(|t| named(t) || through(t))?))).next().unwrap();
        let passes = |way: &Case| naive::test(self.policy, way, test);
        let met = |way: &Case| table.tests.iter().all(|t| naive::test(self.policy, way, t));
        if reason.holds {
            assert!(self.wins(rule), "it decides: {reason:?}");
            assert!(self.ways.iter().all(|w| passes(w) != excepted), "its test holds: {reason:?}");
        } else {
            assert!(self.ways.iter().all(|w| passes(w) == excepted), "its test fails: {reason:?}");
            let silenced = |w: &Case| if excepted { met(w) } else { !naive::holds(self.policy, w, when.as_ref().unwrap()) };
            assert!(self.ways.iter().all(silenced), "it is silent: {reason:?}");
            assert!(self.could_win(rule), "it would speak otherwise: {reason:?}");
        }
    }

    /// Of a complete case: no test of a winner on this fact holds, and none keeps silent a rule that would win otherwise.
    fn nothing_to_tell(&self, fact: FactId) {
        let [way] = self.ways.as_slice() else { return };
        for (place, rule) in self.policy.rules.iter().enumerate() {
            let about = |condition: &Option<Condition>, passed: bool| {
                let tests = condition.iter().flat_map(|c| &c.any).flat_map(|c| &c.tests).filter(|t| t.fact == fact);
                tests.filter(|t| naive::test(self.policy, way, t) == passed).count()
            };
            if self.wins(RuleId(place)) {
                assert_eq!((about(&rule.when, true), about(&rule.unless, false)), (0, 0), "{} decides by it", rule.id);
            } else if rule.when.as_ref().is_some_and(|w| !naive::holds(self.policy, way, w)) && about(&rule.when, false) > 0 {
                assert!(!self.could_win(RuleId(place)), "it keeps {} silent", rule.id);
            }
        }
    }

    fn wins(&self, rule: RuleId) -> bool {
        self.ways.iter().filter_map(|w| decide(self.policy, w)).any(|s| s.rules.contains(&rule))
    }

    /// Whether a rule gives another answer somewhere once only the other facts are as they are.
    fn could_win(&self, rule: RuleId) -> bool {
        let as_here = |w: &&Case| self.others.iter().all(|f| value(self.policy, w, *f) == value(self.policy, self.case, *f));
        let everything = completions(self.policy, &Case::unknown(self.policy.facts.len()));
        let said = everything.iter().filter(as_here).filter_map(|w| decide(self.policy, w));
        said.into_iter().any(|s| s.kind.verdict() != self.verdict && s.rules.contains(&rule))
    }
}

#[test]
fn because_forces_the_answer_and_none_of_it_can_be_dropped() {
    for_random_cases(0, |policy, engine, case| {
        if let Some(explanation) = explained(engine, case, decide(policy, case).is_some()) {
            check_because(policy, case, &explanation);
        }
    });
}

#[test]
fn because_holds_whatever_the_unknown_facts_are() {
    for_random_cases(35, |policy, engine, case| {
        if let Some(explanation) = explained(engine, case, answer(policy, case).is_some()) {
            check_because(policy, case, &explanation);
        }
    });
}
