//! The coastline beside trying every pair of neighbouring cases there is.

use super::naive::{base_facts, completions, decide, number, values, variations};
use super::properties::for_random_policies;
use super::random::case;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::cousins::{cousin, difference};
use escalate_or_act::domain::policy::analysis::coverage::{Coverage, Taught};
use escalate_or_act::domain::policy::analysis::facets::{Coastline, Decider};
use escalate_or_act::domain::policy::analysis::lines::measure::Measure;
use escalate_or_act::domain::policy::analysis::lines::{Between, Side};
use escalate_or_act::domain::policy::analysis::mutants::change::Change;
use escalate_or_act::domain::policy::analysis::mutants::{Fate, Mutants};
use escalate_or_act::domain::policy::analysis::twins::twins;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::Condition;
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
        let coastline = Coastline::of(engine, &Budget::default());
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
        let coastline = Coastline::of(engine, &Budget::default());
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
        let coastline = Coastline::of(engine, &Budget::default());
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
        let coastline = Coastline::of(engine, &Budget::default());
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

/// A number line's value in a complete case, in millionths, put together from its parts.
fn measured(policy: &Policy, measure: &Measure, case: &Case) -> i64 {
    let parts: i64 = measure.terms.iter().map(|(fact, times)| times * number(policy, case, *fact)).sum();
    measure.fact.map_or(parts, |fact| number(policy, case, fact))
}

/// Whether a case is within `near` of its own side's last value.
fn is_near(policy: &Policy, between: &Between, case: &Case) -> bool {
    let Between::Number(measure, last) = between else { return true };
    let near = |fact: FactId| policy.fact(fact).number().unwrap().near_twentieths;
    let near = measure.fact.map_or_else(|| measure.terms.iter().map(|t| near(t.0)).min().unwrap(), near);
    let value = measured(policy, measure, case);
    let off = if value <= last.millionths() { last.millionths() - value } else { value - measure.step - last.millionths() };
    off * 20 <= near
}

/// For each fact that reaches the other side alone, by trying values one after the other: the case on the last value it has on
/// its own side, and the nearest on the other.
fn nearest_across(policy: &Policy, between: &Between, case: &Case) -> Vec<(FactId, [Case; 2])> {
    let side = between.side(case).unwrap();
    let across = |fact: &FactId| {
        let from = case.get(*fact).unwrap();
        let mut all = values(policy.fact(*fact));
        match (between, from) {
            (Between::Member(_, member), Value::Set(from)) => all = vec![Value::Set(from ^ (1 << member))],
            (_, Value::Number(from)) => {
                all.sort_by_key(|v| match v {
                    Value::Number(to) => (to.millionths() - from.millionths()).abs(),
                    _ => 0,
                });
            }
            _ => {}
        }
        let with = |v: &Value| case.with(*fact, Some(*v));
        let crossing = |v: &Value| between.side(&with(v)) == Some(side.other());
        let first = all.iter().find(|v| crossing(v))?;
        let gap = |v: &Value| match (v, first) {
            (Value::Number(v), Value::Number(first)) => (v.millionths() - first.millionths()).abs(),
            _ => i64::from(*v != from),
        };
        let last = all.iter().chain([&from]).filter(|v| between.side(&with(v)) == Some(side)).min_by_key(|v| gap(v))?;
        Some((*fact, [with(last), with(first)]))
    };
    between.moved().iter().filter_map(across).collect()
}

#[test]
fn what_told_cases_show_is_what_trying_their_neighbours_shows() {
    for_random_policies(|policy, engine, dice| {
        let coastline = Coastline::of(engine, &Budget::default());
        let told: Vec<Case> = (0..5).map(|_| case(dice, policy, 0)).collect();
        let coverage = Coverage::of(engine, &coastline, &told);
        let decider = |case: &Case| decide(policy, case).map(|s| s.rules.first().copied());
        for (facet, shown) in coastline.facets.iter().zip(&coverage.0) {
            let between = &coastline.lines[facet.line].between;
            let mut wanted: Vec<(usize, Side, bool)> = Vec::new();
            for (place, case) in told.iter().enumerate() {
                let Some(side) = between.side(case) else { continue };
                if decider(case) != Some(facet.decider(side)) || !is_near(policy, between, case) {
                    continue;
                }
                // The line is the case's own where its rule speaks up to it.
                let mut reached = nearest_across(policy, between, case);
                reached.retain(|(_, [last, _])| decider(last) == decider(case));
                if reached.is_empty() {
                    continue;
                }
                let other = facet.decider(side.other());
                wanted.push((place, side, reached.iter().any(|(_, [_, twin])| decider(twin) == Some(other))));
            }
            let found: Vec<_> = shown.near.iter().map(|n| (n.told, n.side, n.twin.is_some())).collect();
            assert_eq!(found, wanted, "{facet:?}");
            let sides = [Side::Here, Side::There].map(|side| wanted.iter().any(|w| w.1 == side));
            let taught = match (sides, wanted.iter().any(|w| w.2)) {
                ([true, true], _) | (_, true) => Taught::Crossed,
                ([false, false], _) => Taught::Untaught,
                _ => Taught::Touched,
            };
            assert_eq!(shown.taught(), taught);
        }
    });
}

#[test]
fn the_twins_of_a_case_lie_on_the_facets_of_its_own_rule_and_none_is_left_out() {
    for_random_policies(|policy, engine, dice| {
        let coastline = Coastline::of(engine, &Budget::default());
        let said = |case: &Case| decide(policy, case).map(|s| (s.rules.first().copied(), s.kind.verdict()));
        for _ in 0..3 {
            let case = case(dice, policy, 0);
            let Some(own) = said(&case) else { continue };
            let found = twins(engine, &coastline.lines, &case);
            for twin in &found {
                let between = &coastline.lines[twin.line].between;
                let side = between.side(&case).unwrap();
                let other = said(&twin.case).unwrap().0;
                let mut facets = coastline.on(twin.line).iter();
                let is_one = facets.any(|f| (f.decider(side), f.decider(side.other())) == (own.0, other));
                assert!(is_one, "{twin:?} of {case:?} is on no facet");
            }
            let mut wanted: Vec<(FactId, Case)> = Vec::new();
            for line in coastline.lines.iter().filter(|l| l.between.side(&case).is_some() && is_near(policy, &l.between, &case)) {
                for (moved, [last, twin]) in nearest_across(policy, &line.between, &case) {
                    let turns = said(&last) == Some(own) && said(&twin).is_some_and(|s| s.1 != own.1);
                    if turns && !wanted.iter().any(|w| w.1 == twin) {
                        wanted.push((moved, twin));
                    }
                }
            }
            assert_eq!(found.into_iter().map(|t| (t.moved, t.case)).collect::<Vec<_>>(), wanted);
        }
    });
}

#[test]
fn a_small_change_is_noticed_unnoticed_or_equivalent_as_trying_every_case_says() {
    for_random_policies(|policy, engine, dice| {
        if !dice.chance(20) {
            return;
        }
        let told: Vec<Case> = (0..3).map(|_| case(dice, policy, 0)).collect();
        let twins: Vec<Case> = told.iter().flat_map(|case| twins(engine, &engine.lines(), case)).map(|t| t.case).collect();
        let cases = completions(policy, &Case::unknown(policy.facts.len()));
        let verdict = |policy: &Policy, case: &Case| decide(policy, case).map(|s| s.kind.verdict());
        let mutants = Mutants::of(engine, &told, &twins).unwrap();
        assert!(!mutants.0.is_empty());
        for mutant in &mutants.0 {
            let mut changed = mutant.change.applied(policy);
            if let Change::RuleDropped(rule) = mutant.change {
                // The oracle knows no dates.
                changed.rules[rule.0].when = Some(Condition { any: Vec::new() });
            }
            let turns = |case: &Case| verdict(policy, case) != verdict(&changed, case);
            let (by_told, by_twin) = (told.iter().position(turns), twins.iter().position(turns));
            match &mutant.fate {
                Fate::Told(place) => assert_eq!(Some(*place), by_told),
                Fate::Twin(place) => assert_eq!((None, Some(*place)), (by_told, by_twin)),
                Fate::Unnoticed(case, was, is) => {
                    assert_eq!((by_told, by_twin), (None, None));
                    assert_eq!((verdict(policy, case), verdict(&changed, case)), (Some(*was), Some(*is)));
                    assert_ne!(was, is);
                }
                // A line in a `never` moves what can occur: no answer of a case that can.
                Fate::Equivalent => {
                    let occurs = |case: &&Case| verdict(policy, case).is_some() && verdict(&changed, case).is_some();
                    assert!(!cases.iter().filter(occurs).any(turns), "{:?}", mutant.change);
                }
                Fate::Undecided => panic!("so small a policy is settled: {:?}", mutant.change),
            }
        }
    });
}

#[test]
fn a_cousin_keeps_the_rule_and_differs_as_much_as_any_case_that_does() {
    for_random_policies(|policy, engine, dice| {
        for _ in 0..3 {
            let case = case(dice, policy, 0);
            // Of what no rule reads, some is known and some is not.
            let unread = base_facts(policy).into_iter().filter(|f| !engine.reads(*f));
            let unknown: Vec<FactId> = unread.filter(|_| dice.chance(50)).collect();
            let told = unknown.iter().fold(case.clone(), |told, fact| told.with(*fact, None));
            let Ok(explanation) = engine.explain(&told) else { continue };
            let free: Vec<FactId> = match dice.below(2) {
                0 => explanation.no_matter.clone(),
                _ => base_facts(policy).into_iter().filter(|_| dice.chance(50)).collect(),
            };
            let decider = |case: &Case| decide(policy, case).map(|s| s.rules.first().copied());
            let found = cousin(engine, &told, &free, &Budget::new(10_000)).map(|found| {
                assert!(unknown.iter().all(|fact| found.get(*fact).is_none()), "what nobody knows stays unknown");
                unknown.iter().fold(found, |found, fact| found.with(*fact, case.get(*fact)))
            });
            let free: Vec<FactId> = free.into_iter().filter(|fact| !unknown.contains(fact)).collect();
            let kin = variations(policy, &case, &free).into_iter().filter(|c| decider(c) == decider(&case));
            let most = kin.map(|c| difference(engine, &case, &c, &free)).max();
            let Some(found) = found else {
                assert!(most.is_none(), "{most:?}: there is a cousin");
                continue;
            };
            assert_eq!(decider(&found), decider(&case), "the rule is kept");
            assert!(base_facts(policy).iter().all(|f| free.contains(f) || found.get(*f) == case.get(*f)));
            assert_ne!(found, case);
            let difference = difference(engine, &case, &found, &free);
            // Numbers that a sum ties together may be farther off where none of them is at an end.
            let tied = policy.facts.iter().any(|f| f.is_computed());
            assert!(
                Some(difference) == most || tied && Some(difference) < most,
                "{difference:?} of {most:?}: {found:?} of {case:?}"
            );
        }
    });
}
