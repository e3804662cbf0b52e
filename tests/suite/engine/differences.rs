//! What a new version changes, beside trying every case in both.

use std::collections::BTreeSet;

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::sides::Contrast;
use escalate_or_act::domain::policy::analysis::voices::Speaker;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::diff::region::Regions;
use escalate_or_act::domain::policy::diff::{Diff, Side};
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::policy::fact::{Fact, FactId};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::region::Words;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::policy::rule::RuleOutcome;
use escalate_or_act::domain::policy::{Silence, rule::RuleId};

use super::edits::{edited, stranger, with_other_facts};
use super::naive;
use super::properties::for_random_policies;
use super::random::Dice;

fn day() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// Who speaks, what is said and to which route, read off the rules one by one; none where the case can't occur.
fn heard(policy: &Policy, case: &Case) -> Option<(Speaker, Kind, Option<String>)> {
    let said = naive::decide(policy, case)?;
    let route = |outcome: &RuleOutcome| match outcome {
        RuleOutcome::Escalate(route) => Some(policy.route(*route).id.clone()),
        _ => None,
    };
    Some(match said.rules.first() {
        Some(rule) => (Speaker::Rule(*rule), said.kind, route(&policy.rules[rule.0].outcome)),
        None => {
            let route = match policy.silence {
                Silence::Escalate(route) => Some(policy.route(route).id.clone()),
                Silence::Act(_) => None,
            };
            (Speaker::Silence, said.kind, route)
        }
    })
}

/// Every pair of speakers that some case turns between, by trying every case of the common facts that both versions know.
fn enumerated(diff: &Diff, old: &Policy, new: &Policy) -> BTreeSet<(Speaker, Speaker)> {
    let everything = naive::completions(&diff.new, &Case::unknown(diff.new.facts.len()));
    let both = |case: &Case| {
        // Read by each version's own rules wherever it knows the case; between coarser steps by the rules as written.
        let read = |side: Side, own: &Policy, lifted: &Policy| match diff.common.lower(side, own, case) {
            Some(lowered) => heard(own, &complete(own, &lowered)),
            None => heard(lifted, case),
        };
        Some((read(Side::Old, old, &diff.old)?, read(Side::New, new, &diff.new)?))
    };
    let turned = everything.iter().filter_map(both).filter(|(a, b)| (a.1, &a.2) != (b.1, &b.2));
    turned.map(|(a, b)| (a.0, b.0)).collect()
}

/// Whether a sum, or two facts held against each other, reach further into a number's range than its own lines.
fn ties_numbers(policy: &Policy) -> bool {
    let tests = format!("{:?}{:?}", policy.rules, policy.never);
    policy.facts.iter().any(Fact::is_computed) || tests.contains("Fact(FactId(")
}

fn number(case: &Case, fact: FactId) -> Option<Quantity> {
    match case.get(fact) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// A part says of a number what the cases of its pair in it are: no more at either end.
fn numbers_are_tight(diff: &Diff, everything: &[Case], pair: &Contrast, parts: &[Words]) {
    let is = |case: &&Case| {
        let speaks = |policy: &Policy| heard(policy, case).map(|h| h.0);
        (speaks(&diff.old), speaks(&diff.new)) == (Some(pair.here), Some(pair.there))
    };
    let turning: Vec<&Case> = everything.iter().filter(is).collect();
    for part in parts {
        let own: Vec<&Case> = turning.iter().copied().filter(|case| diff.misses(part, case) == 0).collect();
        for fact in (0..diff.new.facts.len()).map(FactId).filter(|f| diff.new.fact(*f).number().is_some()) {
            let ends = |cases: &mut dyn Iterator<Item = &Case>| {
                cases
                    .filter_map(|c| number(c, fact))
                    .fold(None, |ends: Option<(_, _)>, q| Some(ends.map_or((q, q), |(low, high)| (q.min(low), q.max(high)))))
            };
            let like = own.first().expect("a part holds a case of its pair");
            let moved = |case: &&Case| diff.misses(part, &like.with(fact, case.get(fact))) == 0;
            let said = ends(&mut everything.iter().filter(moved));
            assert_eq!(said, ends(&mut own.iter().copied()), "{} of {part:?}", diff.new.fact(fact).name);
        }
    }
}

/// A lowered case gives every base fact of its version.
fn complete(policy: &Policy, case: &Case) -> Case {
    assert!(naive::base_facts(policy).iter().all(|f| case.get(*f).is_some()));
    case.clone()
}

fn check(old: &Policy, new: &Policy) {
    let budget = Budget::default();
    let diff = Diff::of(old, new, day(), &budget).unwrap();
    let found: BTreeSet<(Speaker, Speaker)> = diff.pairs.iter().map(|p| (p.here, p.there)).collect();
    assert_eq!(found.len(), diff.pairs.len(), "each pair once");
    assert_eq!(found, enumerated(&diff, old, new));
    let regions = Regions::of(&diff).unwrap();
    let everything = naive::completions(&diff.new, &Case::unknown(diff.new.facts.len()));
    for pair in &diff.pairs {
        let turned = regions.turned(pair, &budget);
        let is_of_pair = |case: &Case| {
            let speaks = |lifted: &Policy| heard(lifted, case).map(|h| h.0);
            (speaks(&diff.old), speaks(&diff.new)) == (Some(pair.here), Some(pair.there))
        };
        for like in [everything.first(), everything.get(everything.len() / 2), everything.last()].into_iter().flatten() {
            let witness = diff.witness(pair, &turned.parts, Some(like)).unwrap();
            assert!(is_of_pair(&witness));
            let needless =
                |fact: &FactId| witness.get(*fact) != like.get(*fact) && is_of_pair(&witness.with(*fact, like.get(*fact)));
            let needless = naive::base_facts(&diff.new).into_iter().find(needless);
            assert_eq!(needless, None, "it could stay as it is in a known case: {witness:?}, {like:?}");
        }
        let inside = |case: &Case| turned.parts.iter().any(|part| diff.misses(part, case) == 0);
        for case in &everything {
            let heard = [heard(&diff.old, case), heard(&diff.new, case)];
            let is = heard[0].as_ref().is_some_and(|h| h.0 == pair.here) && heard[1].as_ref().is_some_and(|h| h.0 == pair.there);
            assert!(!is || inside(case), "every case of the pair lies in what is said of it: {case:?}");
            // A case inside that is none of the pair is one where somebody who is named speaks first.
            if inside(case) && !is && heard.iter().all(Option::is_some) {
                assert!(!turned.unless.is_empty(), "nobody is named, so nobody speaks first: {case:?}");
            }
        }
        if !ties_numbers(&diff.old) && !ties_numbers(&diff.new) {
            numbers_are_tight(&diff, &everything, pair, &turned.parts);
        }
    }
}

#[test]
fn the_pairs_of_an_edit_are_those_that_trying_every_case_finds() {
    for_random_policies(|policy, _, dice: &mut Dice| check(policy, &edited(dice, policy)));
}

#[test]
fn policies_that_have_nothing_in_common_are_compared_as_well() {
    for_random_policies(|policy, _, dice: &mut Dice| check(policy, &stranger(dice, policy)));
}

#[test]
fn versions_with_other_facts_are_compared_where_both_know_the_case() {
    for_random_policies(|policy, _, dice: &mut Dice| {
        let other = with_other_facts(dice, policy);
        if dice.chance(50) { check(policy, &other) } else { check(&other, policy) }
    });
}

#[test]
fn a_policy_does_not_differ_from_itself_whatever_the_order_of_its_rules() {
    for_random_policies(|policy, _, _| {
        let mut turned = policy.clone();
        turned.rules.reverse();
        let last = policy.rules.len() - 1;
        for still in turned.rules.iter_mut().flat_map(|r| &mut r.still) {
            *still = RuleId(last - still.0);
        }
        let diff = Diff::of(policy, &turned, day(), &Budget::default()).unwrap();
        assert_eq!((diff.pairs, diff.never.len()), (Vec::new(), 0));
    });
}

#[test]
fn what_can_no_longer_occur_is_said_with_a_case() {
    for_random_policies(|policy, _, dice: &mut Dice| {
        let other = edited(dice, policy);
        let diff = Diff::of(policy, &other, day(), &Budget::default()).unwrap();
        let everything = naive::completions(policy, &Case::unknown(policy.facts.len()));
        let moved = |from: &Policy, to: &Policy| everything.iter().any(|c| heard(from, c).is_some() && heard(to, c).is_none());
        for (side, from, to) in [(Side::New, policy, &other), (Side::Old, &other, policy)] {
            let barred: Vec<_> = diff.never.iter().filter(|b| b.side == side).collect();
            assert_eq!(!barred.is_empty(), moved(from, to));
            for one in barred {
                let case = diff.barred_case(one).unwrap();
                assert!(heard(from, &case).is_some() && heard(to, &case).is_none());
            }
        }
        // The engine of a version alone says the same of a case that both know.
        let engine = Engine::compile(&other, day()).unwrap();
        for case in everything.iter().take(20) {
            let decided = engine.decide(case).ok().and_then(|r| r.kind);
            assert_eq!(decided, heard(&other, case).map(|h| h.1));
        }
    });
}
