//! Misread policies answer as if they had been written so.

use escalate_or_act::domain::learner::belief::misreading::Misreading;
use escalate_or_act::domain::learner::belief::verdicts::Verdicts;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::wording::misreading::misreading;

use super::simulated::{cases, day, shop};

fn by_the_engine(policy: &Policy, cases: &[Case]) -> Vec<Option<Verdict>> {
    let engine = Engine::compile(policy, day()).unwrap();
    cases.iter().map(|case| engine.decide(case).ok().and_then(|ruling| ruling.verdict)).collect()
}

#[test]
fn a_misread_policy_answers_as_the_engine_does_for_one_that_is_written_so() {
    let policy = shop();
    let cases = cases(&policy);
    assert!(cases.len() > 50, "{}", cases.len());
    let verdicts = Verdicts::of(&policy, day(), &cases);
    assert_eq!(verdicts.own(), by_the_engine(&policy, &cases));
    let all = Misreading::all(&policy, day());
    assert!(all.len() > 40, "{}", all.len());
    for reading in all {
        let expected = by_the_engine(&reading.applied(&policy), &cases);
        assert_eq!(verdicts.misread(reading), expected, "{}", misreading(&policy, reading));
    }
}

#[test]
fn what_is_unknown_is_settled_only_where_it_makes_no_difference() {
    let policy = shop();
    let mut unknown: Vec<Case> = cases(&policy);
    for (i, case) in unknown.iter_mut().enumerate() {
        case.set(FactId(i % policy.facts.len()), None);
    }
    let engine = by_the_engine(&policy, &unknown);
    for ((case, ours), theirs) in unknown.iter().zip(Verdicts::of(&policy, day(), &unknown).own()).zip(engine) {
        // Read rule by rule less can be settled than on sets, and never anything else.
        assert!(ours.is_none() || ours == theirs, "{case:?}: {ours:?}, not {theirs:?}");
    }
}

#[test]
fn every_misreading_can_be_said() {
    let policy = shop();
    let said: Vec<String> = Misreading::all(&policy, day()).into_iter().map(|r| misreading(&policy, r)).collect();
    assert!(said.iter().all(|s| !s.is_empty()));
    for expected in [
        "M-3 forgotten",
        "M-1 with “Since the purchase: up to 30 days” at 15 days instead",
        "limit refund, Standard: €300 instead of €150",
        "M-6 without “washed” in “The item: worn or washed”",
        "M-1 going before M-3",
    ] {
        assert!(said.iter().any(|s| s == expected), "no “{expected}” in {said:#?}");
    }
}
