//! What is odd about a policy beside enumeration: every finding is real, and on small random policies nothing is missed.

use super::naive::{self, completions, decide, holds};
use super::properties::{Guard, cases};
use super::random::{Dice, policy};
use escalate_or_act::domain::policy::analysis::backwards::backwards_lines;
use escalate_or_act::domain::policy::analysis::dates::{DateHole, Days, date_holes};
use escalate_or_act::domain::policy::analysis::fallbacks::silenced_fallbacks;
use escalate_or_act::domain::policy::analysis::leaks::leaks;
use escalate_or_act::domain::policy::analysis::routes::reach;
use escalate_or_act::domain::policy::analysis::splitting::{MOST_PARTS, splitting_holes};
use escalate_or_act::domain::policy::analysis::voices::Speaker;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::compile::compile;
use escalate_or_act::domain::policy::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, Test};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::explanation::{Kind, Verdict};
use escalate_or_act::domain::policy::fact::{Direction, FactId, FactKind};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::policy::route::RouteId;
use escalate_or_act::domain::policy::rule::{Rule, RuleId, RuleOutcome, Stakes};
use escalate_or_act::domain::policy::{Allowance, Policy, Silence};
use escalate_or_act::domain::text::Text;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

fn day(n: u8) -> Date {
    Date::new(2026, 6, n).unwrap()
}

/// Runs a check on so many random policies, each with every case there is and a few that people know.
fn for_random_policies(change: impl Fn(&mut Dice, &mut Policy), check: impl Fn(&Policy, &[Case], &[Case])) {
    for seed in 0..cases() {
        let mut dice = Dice::new(seed);
        let mut policy = policy(&mut dice);
        change(&mut dice, &mut policy);
        let all = completions(&policy, &Case::unknown(policy.facts.len()));
        let known: Vec<Case> = (0..dice.below(3)).map(|_| super::random::case(&mut dice, &policy, 10)).collect();
        let guard = Guard(format!("seed {seed}"));
        check(&policy, &all, &known);
        std::mem::forget(guard);
    }
}

fn speaker(policy: &Policy, case: &Case) -> Option<Speaker> {
    decide(policy, case).map(|said| said.rules.first().map_or(Speaker::Silence, |r| Speaker::Rule(*r)))
}

fn kind(policy: &Policy, case: &Case) -> Option<Kind> {
    decide(policy, case).map(|said| said.kind)
}

/// The base numbers a fact is made of, with their signs.
fn terms(policy: &Policy, fact: FactId) -> Vec<(FactId, i64)> {
    policy.fact(fact).number().and_then(|n| n.is.as_ref()).map_or(vec![(fact, 1)], |f| f.terms.clone())
}

fn stepped(policy: &Policy, case: &Case, fact: FactId, steps: i64) -> Option<Case> {
    let (number, Some(Value::Number(at))) = (policy.fact(fact).number()?, case.get(fact)) else { return None };
    let to = at.millionths() + steps * number.step.millionths();
    let inside = (number.min.millionths()..=number.max.millionths()).contains(&to);
    inside.then(|| case.with(fact, Some(Value::Number(Quantity::from_millionths(to)))))
}

#[test]
fn backwards_lines_are_real_and_all_are_found() {
    let riskier = |dice: &mut Dice, policy: &mut Policy| {
        for fact in &mut policy.facts {
            if let FactKind::Number(n) = &mut fact.kind {
                n.riskier = [None, Some(Direction::Up), Some(Direction::Down)][dice.below(3)];
            }
        }
    };
    for_random_policies(riskier, |policy, all, known| {
        let mut wanted = BTreeSet::new();
        let mut steps: BTreeMap<FactId, Vec<(FactId, i64)>> = BTreeMap::new();
        for fact in (0..policy.facts.len()).map(FactId) {
            let Some(riskier) = policy.fact(fact).number().and_then(|n| n.riskier) else { continue };
            let way = if riskier == Direction::Up { 1 } else { -1 };
            for (moved, sign) in terms(policy, fact) {
                if moved == fact || policy.fact(moved).number().unwrap().riskier.is_none() {
                    steps.entry(fact).or_default().push((moved, way * sign));
                }
            }
        }
        let is_backwards = |safer: &Case, riskier: &Case| {
            kind(policy, safer).is_some_and(|k| k.verdict() == Verdict::Escalate)
                && matches!(kind(policy, riskier), Some(Kind::Act | Kind::SilenceAct))
        };
        for case in all {
            for (fact, (moved, way)) in steps.iter().flat_map(|(f, ways)| ways.iter().map(move |w| (*f, *w))) {
                let Some(twin) = stepped(policy, case, moved, way).filter(|twin| is_backwards(case, twin)) else { continue };
                wanted.insert((fact, speaker(policy, case).unwrap(), speaker(policy, &twin).unwrap()));
            }
        }
        let found = backwards_lines(policy, day(1), known, &Budget::default()).unwrap();
        for line in &found {
            assert!(is_backwards(&line.case, &line.twin));
            let ways = &steps[&line.fact];
            assert!(ways.iter().any(|(f, way)| stepped(policy, &line.case, *f, *way).as_ref() == Some(&line.twin)), "{line:?}");
            assert_eq!(speaker(policy, &line.case), Some(line.safer));
            assert_eq!(speaker(policy, &line.twin), Some(line.riskier));
        }
        let told: BTreeSet<_> = found.iter().map(|l| (l.fact, l.safer, l.riskier)).collect();
        assert_eq!((told.len(), &told), (found.len(), &wanted));
    });
}

#[test]
fn leaks_are_real_and_all_are_found() {
    let exceptions = |dice: &mut Dice, policy: &mut Policy| {
        for at in 0..policy.rules.len() {
            if dice.chance(40) {
                policy.rules[at].outcome = RuleOutcome::Escalate(RouteId(dice.below(3)));
                policy.rules[at].stakes = Stakes::Critical;
                policy.rules[at].unless = Some(super::random::condition(dice, policy));
            }
        }
    };
    for_random_policies(exceptions, |policy, all, known| {
        let lets_through = |rule: &Rule, case: &Case| {
            let said = decide(policy, case).filter(|said| said.kind == Kind::Act)?;
            let held = rule.when.as_ref().is_none_or(|w| holds(policy, case, w));
            let excepted = rule.unless.as_ref().is_some_and(|u| holds(policy, case, u));
            let decider = said.rules[0];
            // A fallback would be silent there anyway if the rule that acts is none.
            let would_speak = !rule.otherwise || policy.rules[decider.0].otherwise;
            (held && excepted && would_speak).then_some(decider)
        };
        let mut wanted: BTreeMap<RuleId, BTreeSet<RuleId>> = BTreeMap::new();
        for (at, rule) in policy.rules.iter().enumerate() {
            if matches!(rule.outcome, RuleOutcome::Escalate(_)) && rule.stakes == Stakes::Critical {
                for decider in all.iter().filter_map(|case| lets_through(rule, case)) {
                    wanted.entry(RuleId(at)).or_default().insert(decider);
                }
            }
        }
        let found = leaks(policy, day(1), known, &Budget::default()).unwrap();
        for leak in &found {
            assert_eq!(lets_through(&policy.rules[leak.red_line.0], &leak.case), leak.acting.first().copied());
        }
        let told: BTreeMap<_, BTreeSet<_>> = found.iter().map(|l| (l.red_line, l.acting.iter().copied().collect())).collect();
        assert_eq!(told, wanted);
    });
}

/// The base facts that a rule's conditions rest on.
fn read(policy: &Policy, rule: &Rule) -> BTreeSet<FactId> {
    let mut read = BTreeSet::new();
    for test in rule.when.iter().chain(&rule.unless).flat_map(|c| &c.any).flat_map(|c| &c.tests) {
        read.extend(terms(policy, test.fact).iter().map(|t| t.0));
        let Test::Number(numbers) = &test.test else { continue };
        let sides = numbers.iter().flat_map(|n| match n {
            NumberTest::Compare(_, right) => vec![*right],
            NumberTest::Between(low, high) => vec![*low, *high],
        });
        for side in sides {
            match side {
                Operand::Fact(f) => read.extend(terms(policy, f).iter().map(|t| t.0)),
                Operand::Limit(l) => read.extend(policy.limits[l.0].by.iter().copied()),
                Operand::Number(_) => {}
            }
        }
    }
    read
}

#[test]
fn silenced_fallbacks_are_real_and_all_are_found() {
    let fallbacks = |dice: &mut Dice, policy: &mut Policy| {
        for rule in &mut policy.rules {
            rule.otherwise |= dice.chance(25) && !matches!(rule.outcome, RuleOutcome::Act(_));
        }
    };
    for_random_policies(fallbacks, |policy, all, known| {
        let speaks = |rule: &Rule, case: &Case| {
            rule.when.as_ref().is_none_or(|w| holds(policy, case, w))
                && !rule.unless.as_ref().is_some_and(|u| holds(policy, case, u))
        };
        let silences = |fallback: &Rule, case: &Case| {
            let said = decide(policy, case).filter(|_| speaks(fallback, case))?;
            let about = read(policy, fallback);
            let ordinary: Vec<&Rule> = policy.rules.iter().filter(|r| !r.otherwise && speaks(r, case)).collect();
            let unrelated = |r: &&Rule| matches!(r.outcome, RuleOutcome::Act(_)) && read(policy, r).is_disjoint(&about);
            (!ordinary.is_empty() && ordinary.iter().all(unrelated)).then(|| said.rules[0])
        };
        let mut wanted: BTreeMap<RuleId, BTreeSet<RuleId>> = BTreeMap::new();
        for (at, rule) in policy.rules.iter().enumerate() {
            let alive = || all.iter().any(|c| speaker(policy, c) == Some(Speaker::Rule(RuleId(at))));
            let stops = rule.otherwise && !matches!(rule.outcome, RuleOutcome::Act(_)) && !read(policy, rule).is_empty();
            if stops && alive() {
                let by: BTreeSet<RuleId> = all.iter().filter_map(|case| silences(rule, case)).collect();
                wanted.extend((!by.is_empty()).then_some((RuleId(at), by)));
            }
        }
        let geometry = compile(policy, day(1)).unwrap();
        let found = silenced_fallbacks(policy, &geometry, known, &Budget::default());
        for silenced in &found {
            assert_eq!(silences(&policy.rules[silenced.fallback.0], &silenced.case), silenced.by.first().copied());
        }
        let told: BTreeMap<_, BTreeSet<_>> = found.iter().map(|s| (s.fallback, s.by.iter().copied().collect())).collect();
        assert_eq!(told, wanted);
    });
}

#[test]
fn who_is_reached_is_who_some_case_reaches() {
    let backups = |dice: &mut Dice, policy: &mut Policy| {
        for at in 0..policy.routes.len() {
            policy.routes[at].backup = dice.chance(40).then(|| RouteId((at + 1 + dice.below(2)) % 3));
        }
    };
    for_random_policies(backups, |policy, all, known| {
        let handed = |case: &Case| {
            let said = decide(policy, case)?;
            match (said.rules.first().map(|r| &policy.rules[r.0].outcome), &policy.silence) {
                (Some(RuleOutcome::Escalate(route)), _) | (None, Silence::Escalate(route)) => Some(*route),
                _ => None,
            }
        };
        let told = |case: &Case| -> Vec<RouteId> {
            let Some(said) = decide(policy, case) else { return Vec::new() };
            let rules = said.rules.iter().chain(&said.still).flat_map(|r| &policy.rules[r.0].notify);
            rules.chain(said.also.iter().flat_map(|d| &policy.also[*d].notify)).copied().collect()
        };
        let handed_to: BTreeSet<RouteId> = all.iter().filter_map(handed).collect();
        let mut reached = handed_to.clone();
        reached.extend(all.iter().flat_map(told));
        for _ in 0..3 {
            let stand_ins: Vec<RouteId> = reached.iter().filter_map(|r| policy.route(*r).backup).collect();
            reached.extend(stand_ins);
        }
        let found = reach(policy, day(1), known, &Budget::default()).unwrap();
        let unreached: Vec<RouteId> = (0..3).map(RouteId).filter(|r| !reached.contains(r)).collect();
        assert_eq!(found.unreached, unreached);
        let alone: Vec<RouteId> = handed_to.into_iter().filter(|r| policy.route(*r).backup.is_none()).collect();
        assert_eq!(found.alone.iter().map(|a| a.0).collect::<Vec<_>>(), alone);
        assert!(found.alone.iter().all(|(route, case)| handed(case) == Some(*route)));
    });
}

/// A case with some of the money, and what was given before it counted; none where that can't be.
fn after(policy: &Policy, part: &Case, money: FactId) -> Option<Case> {
    let adds = |fact: FactId| naive::number(policy, part, fact);
    let mut grown: BTreeMap<FactId, i64> = BTreeMap::new();
    for sum in (0..policy.facts.len()).map(FactId).filter(|f| policy.fact(*f).is_computed()) {
        let [(a, of_a), (b, of_b)] = terms(policy, sum)[..] else { continue };
        let (other, signs) = if a == money { (b, (of_a, of_b)) } else { (a, (of_b, of_a)) };
        if (a != money && b != money) || policy.at_stake.contains(&other) {
            continue;
        }
        match signs {
            // Given so far: over what may be left, if it is both.
            (1, 1) => grown.insert(other, adds(money)),
            (-1, 1) => Some(*grown.entry(other).or_insert(-adds(money))),
            _ => None,
        };
    }
    if let Some(allowance) = policy.allowance.filter(|a| a.counter != money) {
        grown.insert(allowance.counter, adds(allowance.adds));
    }
    grown.into_iter().try_fold(part.clone(), |case, (counter, by)| {
        let to = Value::Number(Quantity::from_millionths(naive::number(policy, part, counter) + by));
        naive::values(policy.fact(counter)).contains(&to).then(|| case.with(counter, Some(to)))
    })
}

/// The green lights that let a part through: those that read the money, else the one that decides.
fn lights(policy: &Policy, part: &Case, money: FactId) -> BTreeSet<RuleId> {
    let Some(said) = decide(policy, part).filter(|said| said.kind == Kind::Act) else { return BTreeSet::new() };
    let reading: BTreeSet<RuleId> =
        said.rules.iter().copied().filter(|r| read(policy, &policy.rules[r.0]).contains(&money)).collect();
    if reading.is_empty() { said.rules.first().copied().into_iter().collect() } else { reading }
}

/// The lights of the first part of every way to give so much in so many parts, from a case on.
fn ways_to_give(
    policy: &Policy,
    case: &Case,
    money: FactId,
    left: i64,
    parts: usize,
    first: Option<&BTreeSet<RuleId>>,
) -> BTreeSet<RuleId> {
    let mut ways = BTreeSet::new();
    for value in naive::values(policy.fact(money)) {
        let Value::Number(q) = value else { unreachable!() };
        let gives = q.millionths();
        if gives <= 0 || (parts == 1 && gives != left) || gives > left {
            continue;
        }
        let part = case.with(money, Some(value));
        let own = lights(policy, &part, money);
        if own.is_empty() {
            continue;
        }
        let first = first.unwrap_or(&own);
        if parts == 1 {
            ways.extend(first);
        } else if let Some(next) = after(policy, &part, money) {
            ways.extend(ways_to_give(policy, &next, money, left - gives, parts - 1, Some(first)));
        }
    }
    ways
}

#[test]
fn splits_are_real_and_none_is_missed() {
    let at_stake = |dice: &mut Dice, policy: &mut Policy| {
        let numbers: Vec<FactId> = (0..policy.facts.len()).map(FactId).filter(|f| policy.fact(*f).number().is_some()).collect();
        let base: Vec<FactId> = numbers.iter().copied().filter(|f| !policy.fact(*f).is_computed()).collect();
        if !base.is_empty() {
            policy.at_stake = vec![base[dice.below(base.len())]];
            let (counter, adds) = (base[dice.below(base.len())], numbers[dice.below(numbers.len())]);
            policy.allowance = (counter != adds && dice.chance(60)).then_some(Allowance { counter, adds });
        }
        if numbers.len() > 1 && dice.chance(25) {
            policy.at_stake.push(numbers[dice.below(numbers.len())]);
            policy.at_stake.dedup();
        }
        if let Some((money, top)) =
            policy.at_stake.first().map(|m| (*m, naive::values(policy.fact(*m)))).filter(|_| dice.chance(30))
        {
            // A little is yours, twice that is a no, and more is somebody else's.
            let at = |i: usize| match top[i.min(top.len() - 1)] {
                Value::Number(q) => Operand::Number(q),
                _ => unreachable!(),
            };
            let asks = |test: NumberTest| {
                let tests = vec![FactTest { fact: money, test: Test::Number(vec![test]), text: "as written".to_owned() }];
                Some(Condition { any: vec![Clause { tests }] })
            };
            policy.rules.truncate(2);
            let yes = Rule { when: asks(NumberTest::Compare(Comparison::AtMost, at(1))), ..policy.rules[0].clone() };
            let no = Rule { when: asks(NumberTest::Between(at(2), at(3))), ..policy.rules[0].clone() };
            let outcome = |o: RuleOutcome, id: &str, r: Rule| Rule { outcome: o, id: id.to_owned(), otherwise: false, ..r };
            policy.rules.push(outcome(RuleOutcome::Act(Text::clean("Yes")), "Y", yes));
            policy.rules.push(outcome(RuleOutcome::Decline(Text::clean("No")), "N", no));
            policy.silence = Silence::Escalate(RouteId(0));
            return;
        }
        // More green lights than chance would have it: there must be something to split.
        for rule in &mut policy.rules {
            if dice.chance(40) {
                rule.outcome = RuleOutcome::Act(Text::clean("Yes"));
                rule.still.clear();
            }
        }
    };
    let found_in = Cell::new([0; MOST_PARTS + 1]);
    for_random_policies(at_stake, |policy, all, known| {
        let mut wanted: BTreeMap<FactId, BTreeSet<RuleId>> = BTreeMap::new();
        for money in policy.at_stake.iter().copied().filter(|f| !policy.fact(*f).is_computed()) {
            let escalated = || all.iter().filter(|c| kind(policy, c).is_some_and(|k| k.verdict() == Verdict::Escalate));
            let in_parts = |parts: usize| -> BTreeSet<RuleId> {
                escalated().flat_map(|c| ways_to_give(policy, c, money, naive::number(policy, c, money), parts, None)).collect()
            };
            wanted.extend((2..=MOST_PARTS).map(in_parts).find(|ways| !ways.is_empty()).map(|ways| (money, ways)));
        }
        let geometry = compile(policy, day(1)).unwrap();
        let found = splitting_holes(policy, &geometry, known, &Budget::default());
        for split in &found {
            assert_eq!(kind(policy, &split.whole).map(Kind::verdict), Some(Verdict::Escalate));
            assert_eq!(speaker(policy, &split.whole), Some(split.hands_over));
            let whole = naive::number(policy, &split.whole, split.money);
            assert_eq!(split.parts.iter().map(|p| p.gives.millionths()).sum::<i64>(), whole);
            let mut case = split.whole.clone();
            for part in &split.parts {
                assert!(part.gives > Quantity::ZERO);
                assert_eq!(case.with(split.money, Some(Value::Number(part.gives))), part.case);
                assert!(lights(policy, &part.case, split.money).contains(&part.rule));
                case = after(policy, &part.case, split.money).unwrap_or(case);
            }
            let mut count = found_in.get();
            count[split.parts.len()] += 1;
            found_in.set(count);
        }
        let mut told: BTreeMap<FactId, BTreeSet<RuleId>> = BTreeMap::new();
        for split in &found {
            assert!(told.entry(split.money).or_default().insert(split.parts[0].rule), "once for each light");
        }
        assert_eq!(told, wanted);
    });
    let [_, _, two, three, four] = found_in.get();
    assert!(two > 20 && three + four > 0, "the random policies are worth splitting: {:?}", found_in.get());
}

/// The rules of one day, with the places they had among all.
fn on(policy: &Policy, day: Date) -> (Policy, Vec<RuleId>) {
    let kept: Vec<RuleId> = (0..policy.rules.len()).map(RuleId).filter(|r| policy.rules[r.0].in_force(day)).collect();
    let rules = kept.iter().map(|r| Rule { still: Vec::new(), ..policy.rules[r.0].clone() }).collect();
    (Policy { rules, ..policy.clone() }, kept)
}

#[test]
fn holes_in_time_are_told_to_the_day() {
    let windows = |dice: &mut Dice, policy: &mut Policy| {
        policy.effective = day(5);
        let slow = policy.facts.len() > 3;
        for rule in &mut policy.rules {
            let first = 4 + dice.below(6) as u8;
            rule.from = dice.chance(40).then(|| day(first));
            rule.until = dice.chance(if slow { 30 } else { 60 }).then(|| day(first + dice.below(4) as u8));
        }
    };
    let as_of = day(9);
    for_random_policies(windows, |policy, all, known| {
        // From the first day to one after which nothing changes any more.
        let days: Vec<Date> = (5..=14).map(day).collect();
        let last = *days.last().unwrap();
        let each: BTreeMap<Date, (Policy, Vec<RuleId>)> = days.iter().map(|d| (*d, on(policy, *d))).collect();
        let decider = |case: &Case, d: Date| {
            let (today, places) = &each[&d];
            decide(today, case).map(|said| said.rules.first().map(|r| places[r.0]))
        };
        let run = |from: Date, holds: &dyn Fn(Date) -> bool| {
            let end = days.iter().copied().filter(|d| *d >= from).take_while(|d| holds(*d)).last().unwrap();
            Days { first: from, last: (end != last).then_some(end) }
        };
        let has_windows = policy.rules.iter().any(|r| r.from.is_some() || r.until.is_some());
        let nobody = |d: Date| each[&d].1.is_empty();
        let begins = |d: &Date| nobody(*d) && (*d == day(5) || !nobody(d.previous().unwrap()));
        let quiet = days.iter().filter(|d| begins(d)).map(|d| run(*d, &nobody));
        let quiet: Vec<Days> = quiet.filter(|d| has_windows && d.last.is_none_or(|l| l >= as_of)).collect();
        let orphaned = |rule: RuleId, case: &Case| {
            let until = policy.rules[rule.0].until.filter(|u| *u >= day(5))?;
            let first = until.next().unwrap();
            let silent = |d: Date| decider(case, d) == Some(None);
            let now = first.max(as_of);
            let through = days.iter().filter(|d| **d >= first && **d <= now).all(|d| silent(*d));
            let held = !nobody(first) && decider(case, until) == Some(Some(rule)) && through;
            held.then(|| run(first, &silent))
        };
        let orphans: Vec<RuleId> =
            (0..policy.rules.len()).map(RuleId).filter(|r| all.iter().any(|c| orphaned(*r, c).is_some())).collect();
        let found = date_holes(policy, as_of, known, &Budget::default()).unwrap();
        let mut told = (Vec::new(), Vec::new());
        for hole in &found {
            match hole {
                DateHole::NoRule { days, .. } => told.0.push(*days),
                DateHole::NoSuccessor { rule, days, case } => {
                    assert_eq!(orphaned(*rule, case), Some(*days));
                    told.1.push(*rule);
                }
            }
        }
        assert_eq!(told, (quiet, orphans));
    });
}

#[test]
fn a_finding_stands_beside_a_case_that_people_know() {
    let riskier = |_: &mut Dice, policy: &mut Policy| {
        for fact in &mut policy.facts {
            if let FactKind::Number(n) = &mut fact.kind {
                n.riskier = Some(Direction::Up);
            }
        }
    };
    for_random_policies(riskier, |policy, _, _| {
        // Where the known case is on the safer side of the line itself, it is the case that is shown.
        for line in backwards_lines(policy, day(1), &[], &Budget::default()).unwrap() {
            let again = backwards_lines(policy, day(1), std::slice::from_ref(&line.case), &Budget::default()).unwrap();
            let same = again.iter().find(|l| (l.fact, l.safer, l.riskier) == (line.fact, line.safer, line.riskier));
            assert_eq!(same.map(|l| &l.case), Some(&line.case));
        }
    });
}
