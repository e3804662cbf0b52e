//! The examination of a policy beside enumeration: dead and redundant rules, idle conditions, grey areas.

use super::naive::{completions, decide, holds};
use super::properties::{Guard, cases};
use super::random::{Dice, case, condition, policy};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::dead::{Dead, Silenced, dead};
use escalate_or_act::domain::policy::analysis::example::example;
use escalate_or_act::domain::policy::analysis::grey::{Area, Areas, Question};
use escalate_or_act::domain::policy::analysis::ground::Ground;
use escalate_or_act::domain::policy::analysis::idle::{Piece, Side, idle};
use escalate_or_act::domain::policy::analysis::probe::comes_clear;
use escalate_or_act::domain::policy::analysis::purse::Purse;
use escalate_or_act::domain::policy::analysis::redundant::redundant;
use escalate_or_act::domain::policy::analysis::witness::case_in;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::compile::{Layer, compile_beside};
use escalate_or_act::domain::policy::condition::Condition;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::policy::fact::FactKind;
use escalate_or_act::domain::policy::region::Block;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::policy::route::RouteId;
use escalate_or_act::domain::policy::rule::{RuleId, RuleOutcome};
use escalate_or_act::domain::text::Text;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A random policy in which rules begin with something now and then, every case of it, and the conditions beside it.
struct Sample {
    policy: Policy,
    everything: Vec<Case>,
    accepted: Vec<Condition>,
}

fn for_random_policies(check: impl Fn(&Sample, &Ground<'_>, &[Vec<Block>], &mut Dice)) {
    for seed in 0..cases() {
        let mut dice = Dice::new(seed);
        let mut policy = policy(&mut dice);
        for rule in &mut policy.rules {
            if dice.chance(25) {
                rule.first = vec![Text::clean(["Stop", "Listen"][dice.below(2)])];
            }
        }
        for fact in policy.facts.iter_mut().filter(|_| seed % 3 == 0) {
            fact.usually = match fact.kind {
                FactKind::Flag => Some(Value::Flag(false)),
                FactKind::Set(_) => Some(Value::Set(0)),
                FactKind::Choice(_) if dice.chance(50) => Some(Value::Choice(0)),
                _ => None,
            };
        }
        let accepted: Vec<Condition> = (0..dice.below(3)).map(|_| condition(&mut dice, &policy)).collect();
        let everything = completions(&policy, &Case::unknown(policy.facts.len()));
        let sample = Sample { policy, everything, accepted };
        let beside: Vec<&Condition> = sample.accepted.iter().collect();
        let (geometry, boxes) = compile_beside(&sample.policy, &beside, Date::new(2026, 6, 1).unwrap()).unwrap();
        let guard = Guard(format!("seed {seed}"));
        check(&sample, &Ground::of(&sample.policy, &geometry), &boxes, &mut dice);
        std::mem::forget(guard);
    }
}

/// What a decision comes to, but for who makes it.
#[derive(Debug, PartialEq, Eq)]
struct Effect {
    kind: Kind,
    fallback: bool,
    route: Option<RouteId>,
    told: BTreeSet<RouteId>,
    first: BTreeSet<String>,
    still: BTreeSet<usize>,
}

fn effect(policy: &Policy, case: &Case) -> Option<Effect> {
    let said = decide(policy, case)?;
    let winners = said.rules.iter().map(|r| &policy.rules[r.0]);
    let heard = said.rules.iter().chain(&said.still).flat_map(|r| &policy.rules[r.0].notify);
    Some(Effect {
        kind: said.kind,
        fallback: winners.clone().next().is_some_and(|r| r.otherwise),
        route: winners.clone().next().and_then(|r| match r.outcome {
            RuleOutcome::Escalate(route) => Some(route),
            _ => None,
        }),
        told: heard.chain(said.also.iter().flat_map(|d| &policy.also[*d].notify)).copied().collect(),
        first: winners.flat_map(|r| &r.first).map(ToString::to_string).collect(),
        still: said.still.iter().map(|r| r.0).collect(),
    })
}

fn effects(sample: &Sample, policy: &Policy) -> Vec<Option<Effect>> {
    sample.everything.iter().map(|case| effect(policy, case)).collect()
}

/// A rule that never holds any more.
fn silence(policy: &mut Policy, rule: RuleId) {
    policy.rules[rule.0].when = Some(Condition { any: Vec::new() });
}

fn rule_holds(policy: &Policy, case: &Case, rule: RuleId) -> bool {
    let rule = &policy.rules[rule.0];
    rule.when.as_ref().is_none_or(|w| holds(policy, case, w)) && !rule.unless.as_ref().is_some_and(|u| holds(policy, case, u))
}

fn all_rules(policy: &Policy) -> Vec<RuleId> {
    (0..policy.rules.len()).map(RuleId).collect()
}

/// The rules that win, or go ahead beside a winner, in some case.
fn heard(sample: &Sample) -> BTreeSet<RuleId> {
    let said = sample.everything.iter().filter_map(|case| decide(&sample.policy, case));
    said.flat_map(|s| s.rules.into_iter().chain(s.still)).collect()
}

/// The least number of these rules, up to three, of which some subset will do.
fn least(of: &[RuleId], will_do: &dyn Fn(&[RuleId]) -> bool) -> Option<usize> {
    let subsets = 0..1u32 << of.len().min(12);
    let chosen = subsets.map(|s| of.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).map(|(_, r)| *r).collect::<Vec<_>>());
    chosen.filter(|c| c.len() <= 3 && will_do(c)).map(|c| c.len()).min()
}

#[test]
fn dead_rules_are_those_that_are_heard_in_no_case() {
    for_random_policies(|sample, ground, _, _| {
        let policy = &sample.policy;
        let (found, undecided) = dead(ground, &Purse::default());
        assert_eq!(undecided, []);
        let heard = heard(sample);
        let expected: BTreeSet<RuleId> = all_rules(policy).into_iter().filter(|r| !heard.contains(r)).collect();
        assert_eq!(found.iter().map(|d| d.rule).collect::<BTreeSet<_>>(), expected);
        for Dead { rule, why } in found {
            let holding: Vec<&Case> = sample.everything.iter().filter(|c| rule_holds(policy, c, rule)).collect();
            let possible: Vec<&&Case> = holding.iter().filter(|c| decide(policy, c).is_some()).collect();
            match why {
                Silenced::Contradiction => assert!(holding.is_empty()),
                Silenced::NeverOccurs => assert!(!holding.is_empty() && possible.is_empty()),
                Silenced::Covered { by, witness } => {
                    let layer = |r: RuleId| Layer::of(&policy.rules[r.0]);
                    let covers = |by: &[RuleId]| possible.iter().all(|c| by.iter().any(|r| rule_holds(policy, c, *r)));
                    assert!(covers(&by) && by.iter().all(|r| layer(*r) < layer(rule)), "{by:?} cover it");
                    let earlier: Vec<RuleId> = all_rules(policy).into_iter().filter(|r| layer(*r) < layer(rule)).collect();
                    assert!(least(&earlier, &covers).is_none_or(|n| n == by.len()), "{by:?} is a smallest cover");
                    let geometry = ground.geometry;
                    let case = case_in(policy, &geometry.space, &geometry.layout, &witness, &ground.bounds, None).unwrap();
                    assert!(rule_holds(policy, &case, rule) && decide(policy, &case).is_some_and(|s| !s.rules.contains(&rule)));
                }
            }
        }
    });
}

#[test]
fn redundant_rules_are_those_without_which_no_case_changes() {
    for_random_policies(|sample, ground, _, _| {
        let policy = &sample.policy;
        let silent: Vec<RuleId> = dead(ground, &Purse::default()).0.iter().map(|d| d.rule).collect();
        let (found, undecided) = redundant(ground, &silent, &Purse::default());
        assert_eq!(undecided, []);
        let before = effects(sample, policy);
        let mut gone = policy.clone();
        let mut expected = BTreeSet::new();
        let mut order: Vec<RuleId> = all_rules(policy).into_iter().filter(|r| !silent.contains(r)).collect();
        order.sort_by_key(|r| (policy.rules[r.0].stakes, Reverse(*r)));
        for rule in order {
            let mut without = gone.clone();
            silence(&mut without, rule);
            if effects(sample, &without) == before {
                gone = without;
                expected.insert(rule);
            }
        }
        assert_eq!(found.iter().map(|r| r.rule).collect::<BTreeSet<_>>(), expected);
        for repeat in found {
            let own = &policy.rules[repeat.rule.0];
            let speaks = |case: &&Case| decide(policy, case).is_some_and(|s| s.rules.contains(&repeat.rule));
            let spoken: Vec<&Case> = sample.everything.iter().filter(speaks).collect();
            let says_it = |by: &[RuleId]| {
                spoken.iter().all(|case| {
                    let held: Vec<RuleId> = by.iter().copied().filter(|r| rule_holds(policy, case, *r)).collect();
                    let of = |r: &RuleId| &policy.rules[r.0];
                    let still: Vec<RuleId> = held.iter().flat_map(|r| of(r).still.clone()).collect();
                    let ahead = |r: &RuleId| rule_holds(policy, case, *r);
                    let also = decide(policy, case).unwrap().also;
                    let told = |n: &RouteId| {
                        held.iter().chain(still.iter().filter(|r| ahead(r))).any(|r| of(r).notify.contains(n))
                            || also.iter().any(|d| policy.also[*d].notify.contains(n))
                    };
                    !held.is_empty()
                        && own.notify.iter().all(told)
                        && own.first.iter().all(|line| held.iter().any(|r| of(r).first.contains(line)))
                        && own.still.iter().filter(|r| ahead(r)).all(|r| still.contains(r))
                })
            };
            let layer = |r: &RuleId| Layer::of(&policy.rules[r.0]);
            assert!(says_it(&repeat.by) && repeat.by.iter().all(|r| layer(r) == layer(&repeat.rule) && *r != repeat.rule));
            let others: Vec<RuleId> = repeat
                .by
                .iter()
                .copied()
                .chain(all_rules(policy).into_iter().filter(|r| {
                    layer(r) == layer(&repeat.rule) && *r != repeat.rule && !expected.contains(r) && !repeat.by.contains(r)
                }))
                .collect();
            assert!(least(&others, &says_it).is_none_or(|n| n == repeat.by.len()), "{:?} are fewest", repeat.by);
            let geometry = ground.geometry;
            let case = case_in(policy, &geometry.space, &geometry.layout, &repeat.witness, &ground.bounds, None).unwrap();
            assert!(speaks(&&case), "it speaks in its example");
        }
    });
}

/// A policy without a piece of a condition.
fn without(policy: &Policy, piece: Piece) -> Policy {
    let mut policy = policy.clone();
    let rule = &mut policy.rules[piece.rule.0];
    let condition = if piece.side == Side::When { &mut rule.when } else { &mut rule.unless };
    let tables = &mut condition.as_mut().unwrap().any;
    match piece.test {
        // A condition of no tables is false, a table of no tests true: what is left means what it says.
        None => drop(tables.remove(piece.table)),
        Some(test) => drop(tables[piece.table].tests.remove(test)),
    }
    policy
}

/// What can be taken out without taking out the rule.
fn every_piece(policy: &Policy, rule: RuleId) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (side, condition) in [(Side::When, &policy.rules[rule.0].when), (Side::Unless, &policy.rules[rule.0].unless)] {
        let tables = condition.as_ref().map(|c| c.any.clone()).unwrap_or_default();
        for (table, clause) in tables.iter().enumerate() {
            let tests = clause.tests.len();
            if side == Side::Unless || tables.len() > 1 {
                pieces.push(Piece { rule, side, table, test: None });
            }
            if side == Side::When || tests > 1 {
                pieces.extend((0..tests).map(|test| Piece { rule, side, table, test: Some(test) }));
            }
        }
    }
    pieces
}

#[test]
fn idle_conditions_are_those_without_which_no_case_changes() {
    for_random_policies(|sample, ground, _, _| {
        let policy = &sample.policy;
        let silent: Vec<RuleId> = dead(ground, &Purse::default()).0.iter().map(|d| d.rule).collect();
        let repeated: Vec<RuleId> = redundant(ground, &silent, &Purse::default()).0.iter().map(|r| r.rule).collect();
        let looked: Vec<RuleId> =
            all_rules(policy).into_iter().filter(|r| !silent.contains(r) && !repeated.contains(r)).collect();
        let (found, undecided) = idle(ground, &looked, &Purse::default()).unwrap();
        assert_eq!(undecided, []);
        let before = effects(sample, policy);
        let mut expected: Vec<Piece> = Vec::new();
        for piece in looked.iter().flat_map(|r| every_piece(policy, *r)) {
            let in_idle_table = expected.contains(&Piece { test: None, ..piece });
            if !in_idle_table && effects(sample, &without(policy, piece)) == before {
                expected.push(piece);
            }
        }
        assert_eq!(found.iter().map(|f| f.piece).collect::<Vec<_>>(), expected);
        for one in found {
            let Some(witness) = one.witness else { continue };
            let geometry = ground.geometry;
            let case = case_in(policy, &geometry.space, &geometry.layout, &witness, &ground.bounds, None).unwrap();
            let own = &policy.rules[one.piece.rule.0];
            let condition = if one.piece.side == Side::When { &own.when } else { &own.unless };
            let table = &condition.as_ref().unwrap().any[one.piece.table];
            let holds_there = |tests: Vec<_>| {
                let any = vec![escalate_or_act::domain::policy::condition::Clause { tests }];
                holds(policy, &case, &Condition { any })
            };
            match one.piece.test {
                Some(test) => assert!(!holds_there(vec![table.tests[test].clone()]), "the test fails in its example"),
                None => assert!(holds_there(table.tests.clone()), "the table holds in its example"),
            }
            assert!(decide(policy, &case).is_some(), "the example can occur");
        }
    });
}

#[test]
fn a_walk_through_a_region_only_comes_clear_where_the_search_finds_something_open() {
    let (mut open, mut cleared) = (0, 0);
    let seen = std::cell::RefCell::new((&mut open, &mut cleared));
    for_random_policies(|sample, ground, accepted, _| {
        let others: Vec<&Block> = accepted.iter().flatten().collect();
        for rule in all_rules(&sample.policy) {
            let layer = ground.layer(rule);
            let before = ground.bits_before(layer);
            for region in ground.boxes(rule) {
                let cuts = ground.before(layer).iter().chain(others.iter().copied());
                let found = ground.open(region, cuts, &Budget::default()).is_some();
                let clear = comes_clear(ground, region, &before, &others);
                assert!(found || !clear, "{rule:?}");
                let mut seen = seen.borrow_mut();
                *seen.0 += usize::from(found);
                *seen.1 += usize::from(clear);
            }
        }
    });
    assert!(cleared * 10 > open * 9, "it saves most of the searches: {cleared} of {open}");
}

fn grey(ground: &Ground<'_>, accepted: &[Vec<Block>], cases: &[&Case]) -> Areas {
    let areas = Question { ground, accepted, cases, most: 10_000 }.areas(&Budget::default());
    assert!(!areas.more && !areas.undecided);
    areas
}

fn lies_in(ground: &Ground<'_>, area: &Area, case: &Case) -> bool {
    area.boxes.iter().any(|b| ground.holds(b, &ground.point(case)))
}

fn is_grey(policy: &Policy, case: &Case) -> bool {
    decide(policy, case).is_some_and(|s| s.rules.is_empty())
}

#[test]
fn grey_areas_are_exactly_the_cases_in_which_no_rule_speaks() {
    for_random_policies(|sample, ground, accepted, _| {
        let policy = &sample.policy;
        let is_accepted = |case: &Case| sample.accepted.iter().any(|a| holds(policy, case, a));
        for kept in [&[][..], accepted] {
            let areas = grey(ground, kept, &[]);
            let wanted = |case: &Case| is_grey(policy, case) && (kept.is_empty() || !is_accepted(case));
            let within = |case: &Case| areas.areas.iter().any(|a| lies_in(ground, a, case));
            for case in &sample.everything {
                assert!(!wanted(case) || within(case), "{case:?} is in an area");
                let said = decide(policy, case);
                for area in areas.areas.iter().filter(|a| lies_in(ground, a, case)) {
                    let excepted = area.unless.iter().any(|r| rule_holds(policy, case, *r));
                    assert!(said.as_ref().is_none_or(|s| s.rules.is_empty() || excepted), "only exceptions speak in {area:?}");
                }
            }
            for (at, keeps) in areas.kept.iter().enumerate() {
                let some = sample.everything.iter().any(|c| is_grey(policy, c) && holds(policy, c, &sample.accepted[at]));
                assert_eq!(*keeps, some, "acceptance {at}");
            }
            for area in &areas.areas {
                let geometry = ground.geometry;
                let case = case_in(policy, &geometry.space, &geometry.layout, &area.witness, &ground.bounds, None).unwrap();
                assert!(wanted(&case) && lies_in(ground, area, &case), "the example is grey and in the area");
                let alone = |c: &&Case| wanted(c) && areas.areas.iter().filter(|a| lies_in(ground, a, c)).count() == 1;
                assert!(areas.areas.len() < 2 || sample.everything.iter().any(|c| alone(&c)), "none is made up of the others");
                let heard = |r: &RuleId| {
                    let holds_there =
                        |c: &&Case| rule_holds(policy, c, *r) && decide(policy, c).is_some() && lies_in(ground, area, c);
                    sample.everything.iter().any(|c| holds_there(&c))
                };
                assert!(area.unless.iter().all(heard), "each exception holds somewhere in the area");
            }
        }
    });
}

#[test]
fn no_grey_area_can_be_made_wider() {
    for_random_policies(|sample, ground, _, _| {
        let policy = &sample.policy;
        let space = &ground.geometry.space;
        let areas = grey(ground, &[], &[]).areas;
        for (area, words) in areas.iter().flat_map(|a| a.boxes.iter().map(move |words| (a, words))) {
            let values = |d: usize| sample.everything.iter().map(|c| ground.point(c).atoms[d]).collect::<BTreeSet<u32>>();
            for (d, value) in (0..space.dimensions()).flat_map(|d| values(d).into_iter().map(move |value| (d, value))) {
                let mut wider = words.clone();
                let own = wider[d];
                wider[d] = if d < space.axes.len() {
                    let (low, high) = ((own >> 32) as u32, own as u32);
                    if value + 1 != low && value != high + 1 {
                        continue;
                    }
                    (u64::from(low.min(value)) << 32) | u64::from(high.max(value))
                } else {
                    own | 1 << value
                };
                let speaks_in = |words: &[u64], c: &Case, r: RuleId| {
                    ground.holds(words, &ground.point(c)) && decide(policy, c).is_some() && rule_holds(policy, c, r)
                };
                let somewhere = |words: &[u64], r: RuleId| sample.everything.iter().any(|c| speaks_in(words, c, r));
                // What speaks in the wider region and not in this one is what stops it.
                let stopped = || all_rules(policy).into_iter().any(|r| somewhere(&wider, r) && !somewhere(words, r));
                assert!(wider == *words || stopped(), "{area:?} reaches to {value} in {d}");
            }
        }
    });
}

#[test]
fn grey_areas_are_ordered_by_the_cases_they_hold() {
    for_random_policies(|sample, ground, _, dice| {
        let policy = &sample.policy;
        let some: Vec<Case> = (0..8).map(|_| case(dice, policy, 10)).collect();
        let some: Vec<&Case> = some.iter().collect();
        let areas = grey(ground, &[], &some).areas;
        for area in &areas {
            let read = |c: &Case| {
                (0..policy.facts.len())
                    .map(escalate_or_act::domain::policy::fact::FactId)
                    .all(|f| c.get(f).is_some() || policy.fact(f).is_computed() || !ground.reads(f))
            };
            // What no rule reads may be anything.
            let filled = |c: &Case| completions(policy, c).into_iter().next().unwrap();
            let in_it = |c: &Case| read(c) && is_grey(policy, &filled(c)) && lies_in(ground, area, c);
            let expected: Vec<usize> = (0..some.len()).filter(|at| in_it(some[*at])).collect();
            assert_eq!(area.held, expected);
        }
        assert!(areas.is_sorted_by_key(|a| Reverse(a.held.len())));
    });
}

#[test]
fn an_example_fits_and_changes_only_what_it_must() {
    for_random_policies(|sample, ground, _, dice| {
        let policy = &sample.policy;
        let told: Vec<Case> = (0..3).map(|_| case(dice, policy, 10)).collect();
        let told: Vec<&Case> = told.iter().collect();
        for area in grey(ground, &[], &[]).areas {
            let fits = |p: &_| ground.decider(p).is_none() && area.boxes.iter().any(|b| ground.holds(b, p));
            let shown = example(ground, &told, &area.witness, &fits).unwrap();
            assert!(is_grey(policy, &shown.case));
            let like = told[shown.like.unwrap()];
            let moved = shown.case.iter().filter(|(f, v)| ground.reads(*f) && *v != like.get(*f)).map(|(f, _)| f);
            assert_eq!(shown.changed, moved.collect::<Vec<_>>());
            for fact in shown.changed.iter().filter(|f| like.get(**f).is_some()) {
                let back = shown.case.with(*fact, like.get(*fact));
                assert!(!is_grey(policy, &back) || !lies_in(ground, &area, &back), "{fact:?} need not change");
            }
        }
    });
}
