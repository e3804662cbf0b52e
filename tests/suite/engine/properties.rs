//! Every answer of the engine beside enumeration, on random policies. `EOA_PROPERTY_CASES` says how many (500 by default).

use super::naive::{self, answer, base_facts, completions, cost, decide, moved, variations};
use super::random::{Dice, case, policy};
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::{Explanation, Flip, Verdict};
use escalate_or_act::domain::policy::fact::{Direction, FactId};
use escalate_or_act::domain::policy::quantity::Quantity;
use std::cmp::Ordering;
use std::collections::BTreeSet;

pub fn cases() -> u64 {
    std::env::var("EOA_PROPERTY_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(500)
}

pub(super) fn engine(policy: &Policy) -> Engine {
    Engine::compile(policy, Date::new(2026, 6, 1).unwrap()).unwrap()
}

/// Runs a check on so many random policies, each with a few cases; says which seed failed.
pub(super) fn for_random_cases(forget: usize, check: impl Fn(&Policy, &Engine, &Case)) {
    for seed in 0..cases() {
        let mut dice = Dice::new(seed);
        let policy = policy(&mut dice);
        let engine = engine(&policy);
        for nth in 0..3 {
            let case = case(&mut dice, &policy, forget);
            let guard = Guard(format!("seed {seed}, case {nth}: {case:?}"));
            check(&policy, &engine, &case);
            std::mem::forget(guard);
        }
    }
}

/// Runs a check on so many random policies; says which seed failed.
pub(super) fn for_random_policies(check: impl Fn(&Policy, &Engine, &mut Dice)) {
    for seed in 0..cases() {
        let mut dice = Dice::new(seed);
        let policy = policy(&mut dice);
        let engine = engine(&policy);
        let guard = Guard(format!("seed {seed}"));
        check(&policy, &engine, &mut dice);
        std::mem::forget(guard);
    }
}

/// Prints where a check failed.
pub struct Guard(pub String);
#[expect(clippy::print_stderr, reason = "which seed failed is what a developer needs")]
impl Drop for Guard {
    fn drop(&mut self) {
        eprintln!("failed at {}", self.0);
    }
}

pub(super) fn explained(engine: &Engine, case: &Case, possible: bool) -> Option<Explanation> {
    let explanation = engine.explain(case);
    assert_eq!(explanation.is_ok(), possible, "possible or not");
    let explanation = explanation.ok()?;
    assert_eq!(engine.decide(case).as_ref(), Ok(&explanation.ruling), "decide and explain agree");
    Some(explanation)
}

#[test]
fn a_decision_is_what_the_rules_say_one_by_one() {
    for_random_cases(0, |policy, engine, case| {
        let said = decide(policy, case);
        let ruling = engine.decide(case).ok();
        assert_eq!(ruling.as_ref().and_then(|r| r.kind), said.as_ref().map(|s| s.kind));
        let compiled = engine.compile_case(case).unwrap();
        assert_eq!(engine.verdict(&compiled), said.as_ref().map(|s| s.kind.verdict()));
        if let (Some(ruling), Some(said)) = (ruling, said) {
            assert_eq!((ruling.rules, ruling.still, ruling.also), (said.rules, said.still, said.also));
            assert_eq!((ruling.route, ruling.urgency), (said.route, said.route.map(|r| policy.route(r).urgency)));
            assert_eq!((ruling.notify.len(), set(&ruling.notify)), (said.notify.len(), said.notify));
            assert_eq!(ruling.overruled.iter().map(|r| r.0).collect::<BTreeSet<_>>(), said.overruled);
        }
    });
}

#[test]
fn the_order_of_the_rules_never_matters() {
    for_random_cases(0, |policy, engine, case| {
        let mut turned = policy.clone();
        turned.rules.reverse();
        let last = policy.rules.len() - 1;
        for rule in &mut turned.rules {
            rule.still.iter_mut().for_each(|r| r.0 = last - r.0);
        }
        let other = self::engine(&turned).decide(case).ok();
        let ids = |p: &Policy, r: &[escalate_or_act::domain::policy::rule::RuleId]| {
            r.iter().map(|r| p.rules[r.0].id.clone()).collect::<Vec<_>>()
        };
        let here = engine.decide(case).ok().map(|r| (r.kind, r.route, ids(policy, &r.rules), ids(policy, &r.still)));
        let there = other.map(|r| (r.kind, r.route, ids(&turned, &r.rules), ids(&turned, &r.still)));
        // Rules with one id would be ranked by place; the generator may repeat ids only together with their number.
        assert_eq!(here, there);
    });
}

/// A turn: the changed case, its cost, its answer.
pub(super) type Turn = (Case, (usize, i128), Verdict);

fn key(policy: &Policy, case: &Case, a: &Turn, b: &Turn) -> Ordering {
    let order = |from: Value, x: Value, y: Value| match (from, x, y) {
        (_, Value::Number(x), Value::Number(y)) => x.cmp(&y),
        (_, Value::Choice(x), Value::Choice(y)) => x.cmp(&y),
        (_, Value::Flag(x), Value::Flag(y)) => x.cmp(&y),
        (Value::Set(f), Value::Set(x), Value::Set(y)) => {
            let members = |s: u64| (0..64).filter(|m| (s ^ f) >> m & 1 == 1).collect::<Vec<_>>();
            members(x).cmp(&members(y))
        }
        other => panic!("{other:?}"),
    };
    let (fa, fb) = (moved(policy, case, &a.0), moved(policy, case, &b.0));
    a.1.cmp(&b.1).then_with(|| fa.cmp(&fb)).then_with(|| {
        let values = fa.iter().map(|f| order(case.get(*f).unwrap(), a.0.get(*f).unwrap(), b.0.get(*f).unwrap()));
        values.fold(Ordering::Equal, Ordering::then)
    })
}

/// Every change of these facts that turns a sure answer into another sure one.
fn turns(policy: &Policy, case: &Case, movable: &[FactId], sure: Verdict) -> Vec<Turn> {
    let changed = variations(policy, case, movable).into_iter();
    let turned = changed.filter_map(|c| answer(policy, &c).flatten().filter(|v| *v != sure).map(|v| (c, v)));
    let mut turns: Vec<Turn> = turned.map(|(c, v)| (c.clone(), cost(policy, case, &c), v)).collect();
    turns.sort_by(|a, b| key(policy, case, a, b));
    turns
}

fn all_needed(policy: &Policy, case: &Case, turn: &Turn) -> bool {
    let facts = moved(policy, case, &turn.0);
    (1..(1u32 << facts.len()) - 1).all(|s| {
        let part =
            facts.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).fold(case.clone(), |c, (_, f)| c.with(*f, turn.0.get(*f)));
        answer(policy, &part) != Some(Some(turn.2))
    })
}

/// The flips of formats.md, by enumeration.
pub(super) fn expected_flips(policy: &Policy, case: &Case, because: &[FactId], sure: Verdict) -> (Vec<Turn>, Vec<Turn>) {
    let known: Vec<FactId> = base_facts(policy).into_iter().filter(|f| case.get(*f).is_some()).collect();
    let changeable: Vec<FactId> = known.iter().copied().filter(|f| policy.fact(*f).changeable()).collect();
    let possible = turns(policy, case, &changeable, sure);
    let mut wanted: Vec<Turn> = Vec::new();
    let mut add = |turn: Option<&Turn>| {
        if let Some(turn) = turn.filter(|t| !wanted.contains(t)) {
            wanted.push(turn.clone());
        }
    };
    let verdicts = [Verdict::Yes, Verdict::No, Verdict::Escalate, Verdict::Either];
    add(possible.first());
    for v in verdicts {
        add(possible.iter().find(|t| t.2 == v));
    }
    let moving: BTreeSet<FactId> = because
        .iter()
        .flat_map(|f| {
            policy.fact(*f).number().and_then(|n| n.is.as_ref()).map_or(vec![*f], |s| s.terms.iter().map(|t| t.0).collect())
        })
        .filter(|f| changeable.contains(f))
        .collect();
    for fact in moving {
        add(possible.iter().find(|t| t.0.get(fact) != case.get(fact) && all_needed(policy, case, t)));
    }
    wanted.sort_by(|a, b| key(policy, case, a, b));
    let beyond = turns(policy, case, &known, sure);
    let unreached = verdicts.into_iter().filter(|v| !possible.iter().any(|t| t.2 == *v));
    let mut beyond: Vec<Turn> = unreached.filter_map(|v| beyond.iter().find(|t| t.2 == v).cloned()).collect();
    beyond.sort_by(|a, b| key(policy, case, a, b));
    (wanted, beyond)
}

pub(super) fn check_flips(policy: &Policy, case: &Case, explanation: &Explanation) {
    let Some(sure) = explanation.ruling.verdict else {
        return assert!(explanation.flips.is_empty() && explanation.flips_if.is_empty());
    };
    let because: Vec<FactId> = explanation.because.iter().map(|r| r.fact).collect();
    let (flips, beyond) = expected_flips(policy, case, &because, sure);
    let shown = |flips: &[Flip]| -> Vec<(Case, Verdict)> {
        flips.iter().map(|f| (f.changes.iter().fold(case.clone(), |c, m| c.with(m.fact, Some(m.to))), f.verdict)).collect()
    };
    let wanted = |turns: &[Turn]| -> Vec<(Case, Verdict)> { turns.iter().map(|t| (t.0.clone(), t.2)).collect() };
    assert_eq!(shown(&explanation.flips), wanted(&flips), "flips");
    assert_eq!(shown(&explanation.flips_if), wanted(&beyond), "flips_if");
    for flip in explanation.flips.iter().chain(&explanation.flips_if) {
        assert!(flip.changes.iter().all(|m| case.get(m.fact) == Some(m.from) && m.from != m.to));
    }
}

#[test]
fn flips_are_the_least_changes_there_are() {
    for_random_cases(0, |policy, engine, case| {
        if let Some(explanation) = explained(engine, case, decide(policy, case).is_some()) {
            check_flips(policy, case, &explanation);
        }
    });
}

#[test]
fn flips_hold_whatever_the_unknown_facts_are() {
    for_random_cases(25, |policy, engine, case| {
        if let Some(explanation) = explained(engine, case, answer(policy, case).is_some()) {
            check_flips(policy, case, &explanation);
        }
    });
}

fn check_room(policy: &Policy, case: &Case, explanation: &Explanation) {
    let Some(sure) = explanation.ruling.verdict else {
        return assert!(explanation.room.is_empty() && explanation.no_matter.is_empty());
    };
    let mut rooms = Vec::new();
    for fact in base_facts(policy) {
        let (true, Some(Value::Number(at))) = (policy.fact(fact).changeable(), case.get(fact)) else { continue };
        let line: Vec<Quantity> = naive::values(policy.fact(fact))
            .into_iter()
            .map(|v| match v {
                Value::Number(q) => q,
                _ => unreachable!(),
            })
            .collect();
        let up: Vec<Quantity> = line.iter().copied().filter(|q| *q > at).collect();
        let down: Vec<Quantity> = line.iter().rev().copied().filter(|q| *q < at).collect();
        for (side, way) in [(Direction::Up, up), (Direction::Down, down)] {
            let mut last = at;
            for q in way {
                match answer(policy, &case.with(fact, Some(Value::Number(q)))) {
                    None => {}
                    Some(Some(v)) if v == sure => last = q,
                    Some(turned) => {
                        rooms.push((fact, side == Direction::Up, last, turned));
                        break;
                    }
                }
            }
        }
    }
    let shown: Vec<_> = explanation.room.iter().map(|r| (r.fact, r.side == Direction::Up, r.limit, r.turns_to)).collect();
    assert_eq!(shown, rooms, "room");
    let any_value = |f: &FactId| {
        naive::values(policy.fact(*f))
            .into_iter()
            .all(|v| answer(policy, &case.with(*f, Some(v))).is_none_or(|a| a == Some(sure)))
    };
    let no_matter: Vec<FactId> = base_facts(policy).into_iter().filter(any_value).collect();
    assert_eq!(explanation.no_matter, no_matter, "no_matter");
}

#[test]
fn room_ends_where_the_answer_first_turns() {
    for_random_cases(0, |policy, engine, case| {
        if let Some(explanation) = explained(engine, case, decide(policy, case).is_some()) {
            check_room(policy, case, &explanation);
        }
    });
}

#[test]
fn room_holds_whatever_the_unknown_facts_are() {
    for_random_cases(35, |policy, engine, case| {
        if let Some(explanation) = explained(engine, case, answer(policy, case).is_some()) {
            check_room(policy, case, &explanation);
        }
    });
}

#[test]
fn unknown_is_never_false() {
    for_random_cases(50, |policy, engine, case| {
        let Some(explanation) = explained(engine, case, answer(policy, case).is_some()) else { return };
        let ruling = &explanation.ruling;
        assert_eq!(Some(ruling.verdict), answer(policy, case));
        let said: Vec<naive::Said> = completions(policy, case).iter().filter_map(|c| decide(policy, c)).collect();
        let decisions: BTreeSet<_> = said.iter().map(|s| s.kind.verdict().decision()).collect();
        assert_eq!(ruling.decision, (decisions.len() == 1).then(|| *decisions.first().unwrap()));
        if ruling.verdict.is_none() {
            assert!(ruling.kind.is_none() && ruling.route.is_none() && ruling.urgency.is_none() && ruling.notify.is_empty());
            assert!(ruling.rules.is_empty() && ruling.still.is_empty() && ruling.overruled.is_empty() && ruling.also.is_empty());
            return;
        }
        assert_eq!(ruling.kind, same(&said, |s| s.kind), "kind");
        let route = same(&said, |s| s.route).flatten();
        assert_eq!((ruling.route, ruling.urgency), (route, route.map(|r| policy.route(r).urgency)), "route");
        assert_eq!(ruling.rules, same(&said, |s| s.rules.clone()).unwrap_or_default(), "rules");
        // In what order these stand may hang on the winners; what they say does not.
        assert_eq!(set(&ruling.notify), same(&said, |s| s.notify.clone()).unwrap_or_default(), "notify");
        assert_eq!(set(&ruling.still), same(&said, |s| set(&s.still)).unwrap_or_default(), "still");
        let overruled: BTreeSet<usize> = ruling.overruled.iter().map(|r| r.0).collect();
        assert_eq!(overruled, same(&said, |s| s.overruled.clone()).unwrap_or_default(), "overruled");
        assert_eq!(ruling.also, same(&said, |s| s.also.clone()).unwrap_or_default(), "also");
    });
}

/// What is the same in all of them.
fn same<T: PartialEq>(said: &[naive::Said], of: impl Fn(&naive::Said) -> T) -> Option<T> {
    let mut all = said.iter().map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn set<T: Copy + Ord>(list: &[T]) -> BTreeSet<T> {
    list.iter().copied().collect()
}

fn settles(policy: &Policy, case: &Case, asked: &[FactId]) -> bool {
    let freed = asked.iter().fold(vec![case.clone()], |all, f| {
        all.iter().flat_map(|c| naive::values(policy.fact(*f)).into_iter().map(|v| c.with(*f, Some(v)))).collect()
    });
    freed.iter().all(|c| answer(policy, c) != Some(None))
}

#[test]
fn missing_settles_it_with_the_fewest_questions() {
    for_random_cases(60, |policy, engine, case| {
        let Some(explanation) = explained(engine, case, answer(policy, case).is_some()) else { return };
        if explanation.ruling.verdict.is_some() {
            return assert!(explanation.missing.is_empty());
        }
        assert!(settles(policy, case, &explanation.missing), "missing settles it");
        let unknown: Vec<FactId> = base_facts(policy).into_iter().filter(|f| case.get(*f).is_none()).collect();
        let fewer = (0..1u32 << unknown.len()).filter(|s| (s.count_ones() as usize) < explanation.missing.len());
        for s in fewer {
            let asked: Vec<FactId> = unknown.iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).map(|(_, f)| *f).collect();
            assert!(!settles(policy, case, &asked), "{asked:?} would do");
        }
    });
}
