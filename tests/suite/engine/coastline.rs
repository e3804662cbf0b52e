//! The coastline beside trying every pair of neighbouring cases there is.

use super::naive::{base_facts, completions, decide, values};
use super::properties::for_random_policies;
use super::random::case;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::facets::{Coastline, Decider};
use escalate_or_act::domain::policy::analysis::lines::{Between, Side};
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::{FactId, FactKind};
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::session::facet::Facet;
use escalate_or_act::domain::session::pack::PackView;
use std::collections::{BTreeSet, HashMap};

/// Who decides each case there is, and how; the cases that can't occur are left out.
pub type Decided = HashMap<Case, (Decider, Verdict)>;

pub fn every_case(policy: &Policy) -> Decided {
    let all = completions(policy, &Case::unknown(policy.facts.len()));
    let said = |case: Case| decide(policy, &case).map(|s| (case, (s.rules.first().copied(), s.kind.verdict())));
    all.into_iter().filter_map(said).collect()
}

/// The values next to a value: one step up, the other flag, any other choice, one member put in or taken out.
fn neighbours(policy: &Policy, fact: FactId, value: Value) -> Vec<Value> {
    let all = values(policy.fact(fact));
    match (&policy.fact(fact).kind, value) {
        (FactKind::Number(_), _) => all.into_iter().skip_while(|v| *v != value).skip(1).take(1).collect(),
        (FactKind::Set(_), Value::Set(from)) => {
            let one = |v: &Value| matches!(v, Value::Set(to) if (from ^ to).count_ones() == 1);
            all.into_iter().filter(one).collect()
        }
        _ => all.into_iter().filter(|v| *v != value).collect(),
    }
}

#[test]
fn the_facets_are_those_that_every_pair_of_neighbours_gives() {
    for_random_policies(|policy, engine, _| {
        let coastline = Coastline::of(engine, &Budget::default()).unwrap();
        assert!(coastline.complete);
        let decided = every_case(policy);
        let mut wanted: BTreeSet<(usize, Decider, Decider)> = BTreeSet::new();
        for (case, (decider, verdict)) in &decided {
            for fact in base_facts(policy) {
                for value in neighbours(policy, fact, case.get(fact).unwrap()) {
                    let twin = case.with(fact, Some(value));
                    let Some((other, turned)) = decided.get(&twin).filter(|d| d.1 != *verdict) else { continue };
                    let mut on_a_line = false;
                    for (at, line) in coastline.lines.iter().enumerate() {
                        match (line.between.side(case), line.between.side(&twin)) {
                            (Some(Side::Here), Some(Side::There)) => wanted.insert((at, *decider, *other)),
                            (Some(Side::There), Some(Side::Here)) => wanted.insert((at, *other, *decider)),
                            _ => continue,
                        };
                        on_a_line = true;
                    }
                    assert!(on_a_line, "{turned:?} across no line: {case:?} and {twin:?}");
                }
            }
        }
        let found: Vec<_> = coastline.facets.iter().map(|f| (f.line, f.here, f.there)).collect();
        let once: BTreeSet<_> = found.iter().copied().collect();
        assert_eq!(found.len(), once.len(), "each facet once");
        assert_eq!(once, wanted);
    });
}

#[test]
fn every_pair_of_twins_differs_in_one_fact_moved_over_the_line_and_is_decided_as_the_facet_says() {
    for_random_policies(|policy, engine, _| {
        let coastline = Coastline::of(engine, &Budget::default()).unwrap();
        for facet in &coastline.facets {
            let [here, there] = &facet.twins;
            let between = &coastline.lines[facet.line].between;
            assert_eq!((between.side(here), between.side(there)), (Some(Side::Here), Some(Side::There)));
            let moved: Vec<FactId> = base_facts(policy).into_iter().filter(|f| here.get(*f) != there.get(*f)).collect();
            assert_eq!(moved, [facet.moved]);
            let said = [here, there].map(|case| decide(policy, case).expect("it can occur"));
            assert_eq!(said.each_ref().map(|s| s.rules.first().copied()), [facet.here, facet.there]);
            assert_eq!(said.map(|s| s.kind.verdict()), facet.answers);
            assert_ne!(facet.answers[0], facet.answers[1]);
            let across = between.across(policy, here);
            assert!(across.iter().any(|(fact, case)| *fact == facet.moved && case == there), "the least move: {across:?}");
        }
    });
}

#[test]
fn values_of_one_class_are_decided_alike() {
    for_random_policies(|policy, engine, _| {
        let coastline = Coastline::of(engine, &Budget::default()).unwrap();
        let decided = every_case(policy);
        for line in &coastline.lines {
            let Between::Values(fact, here, there) = line.between else { continue };
            assert_eq!(here & there, 0);
            for class in [here, there] {
                let first = class.trailing_zeros() as usize;
                for value in (0..64).filter(|v| class >> v & 1 == 1) {
                    let like = |(case, said): (&Case, _)| {
                        let other = case.with(fact, Some(Value::Choice(value)));
                        case.get(fact) != Some(Value::Choice(first)) || decided.get(&other) == Some(said)
                    };
                    assert!(decided.iter().all(like), "{value} is told apart from {first}");
                }
            }
        }
    });
}

#[test]
fn the_facet_of_an_answer_is_found_on_the_coastline() {
    for_random_policies(|policy, engine, dice| {
        let coastline = Coastline::of(engine, &Budget::default()).unwrap();
        let pack = PackView { name: "p", policy, policy_hash: "h", judge: engine, scenarios: &[] };
        for forget in [0, 0, 20] {
            let case = case(dice, policy, forget);
            let Ok(explanation) = engine.explain(&case) else { continue };
            let Some(facet) = Facet::of(&pack, &case, &explanation) else { continue };
            let place = facet.find(policy, &coastline, &case);
            assert!(place.is_some(), "{facet:?} of {case:?}");
        }
    });
}
