//! Small random policies: at most 256 points, so that everything about them can be enumerated.

use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, SetTest, Test};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::fact::{Fact, FactId, FactKind, Formula, Named, NumberFact, Unit};
use escalate_or_act::domain::policy::limit::{Limit, LimitId};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::route::{Route, RouteId, Urgency};
use escalate_or_act::domain::policy::rule::{Basis, Duty, Rule, RuleId, RuleOutcome, Stakes};
use escalate_or_act::domain::policy::{Mastery, Policy, Silence};
use escalate_or_act::domain::text::Text;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const HALF: i64 = Quantity::SCALE / 2;

pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0.random_range(0..n.max(1))
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

fn text(s: &str) -> Text {
    Text::clean(s)
}

/// How large a policy is made.
struct Size {
    /// At most so many points.
    points: usize,
    /// At least so many facts are tried, and how many more at the most.
    facts: (usize, usize),
    /// At least so many rules, and how many more at the most.
    rules: (usize, usize),
    /// Percent of rules that are red lines whatever else they would be.
    red: usize,
}

/// A policy of at most 256 points, with every feature of the format now and then.
pub fn policy(dice: &mut Dice) -> Policy {
    number_tests(sized(dice, &Size { points: 256, facts: (2, 3), rules: (1, 5), red: 0 }))
}

/// A policy in which many red lines hold at once, so that several facts have to move together; at most 1,536 points.
pub fn crowded(dice: &mut Dice) -> Policy {
    number_tests(sized(dice, &Size { points: 1_536, facts: (7, 4), rules: (6, 8), red: 50 }))
}

fn sized(dice: &mut Dice, sizes: &Size) -> Policy {
    let mut facts: Vec<Fact> = Vec::new();
    let mut size = 1;
    for i in 0..sizes.facts.0 + dice.below(sizes.facts.1 + 1) {
        let (kind, count) = base_kind(dice);
        if size * count > sizes.points {
            continue;
        }
        size *= count;
        facts.push(Fact { fixed: dice.chance(25), ..fact(&format!("f{i}"), kind) });
        let numbers = numbers(&facts);
        if numbers.len() == 2 && facts.iter().all(|f| !f.is_computed()) && dice.chance(40) {
            // Declared between its terms and what follows, or even before later ones.
            facts.push(fact(&format!("sum{i}"), sum(dice, &facts, &numbers)));
        }
    }
    let all = numbers(&facts);
    if all.len() >= 2 && dice.chance(30) {
        facts.push(fact("late_sum", sum(dice, &facts, &all)));
    }
    if facts.len() > 2 && facts.last().is_some_and(Fact::is_computed) && dice.chance(30) {
        move_first(&mut facts);
    }
    let limits = limits(dice, &facts);
    let routes = (0..3).map(|i| route(dice, i)).collect();
    let mut policy = Policy {
        id: "random".to_owned(),
        title: text("Random"),
        version: text("1"),
        effective: Date::new(2026, 1, 1).unwrap(),
        owner: text("Nobody"),
        currency: Some(text("EUR")),
        silence: if dice.chance(50) { Silence::Escalate(RouteId(0)) } else { Silence::Act(text("Judge")) },
        at_stake: Vec::new(),
        note: None,
        mastery: Mastery::default(),
        facts,
        never: Vec::new(),
        limits,
        routes,
        rules: Vec::new(),
        also: Vec::new(),
        allowance: None,
        gestures: Vec::new(),
        accepts: Vec::new(),
    };
    if dice.chance(30) {
        policy.never = vec![condition(dice, &policy)];
    }
    for i in 0..sizes.rules.0 + dice.below(sizes.rules.1 + 1) {
        let mut rule = rule(dice, &policy, i);
        if sizes.red > 0 && dice.chance(sizes.red) {
            rule.outcome = RuleOutcome::Escalate(RouteId(0));
        }
        policy.rules.push(rule);
    }
    let green: Vec<RuleId> =
        (0..policy.rules.len()).filter(|r| matches!(policy.rules[*r].outcome, RuleOutcome::Act(_))).map(RuleId).collect();
    for rule in &mut policy.rules {
        if !matches!(rule.outcome, RuleOutcome::Act(_)) && !green.is_empty() && dice.chance(40) {
            rule.still = vec![green[dice.below(green.len())]];
        }
    }
    if dice.chance(40) {
        policy.also = vec![duty(dice, &policy)];
    }
    policy
}

/// The policy with every test of a rule in words of its own, so that it is known by them.
fn number_tests(mut policy: Policy) -> Policy {
    let conditions = policy.rules.iter_mut().flat_map(|r| [r.when.as_mut(), r.unless.as_mut()]).flatten();
    let tests = conditions.flat_map(|c| &mut c.any).flat_map(|c| &mut c.tests);
    tests.enumerate().for_each(|(nth, test)| test.text = format!("as written, {nth}"));
    policy
}

fn fact(name: &str, kind: FactKind) -> Fact {
    Fact { name: name.to_owned(), label: text(name), kind, fixed: false, own: false, hidden: false, usually: None, ask: None }
}

fn base_kind(dice: &mut Dice) -> (FactKind, usize) {
    let names = |n: usize| (0..n).map(|i| Named { id: format!("v{i}"), label: text(&format!("v{i}")) }).collect::<Vec<_>>();
    match dice.below(6) {
        0 => (FactKind::Flag, 2),
        1 => {
            let n = 2 + dice.below(2);
            (FactKind::Choice(names(n)), n)
        }
        2 => {
            let n = 1 + dice.below(3);
            (FactKind::Set(names(n)), 1 << n)
        }
        _ => {
            let step = [HALF, 2 * HALF, 2 * HALF, 4 * HALF][dice.below(4)];
            let low = dice.below(3) as i64 - 1;
            let count = 2 + dice.below(6) as i64;
            let near = [0, 1, 2, 3][dice.below(4)] * 2 * HALF;
            let range = (count - 1) * step;
            let kind = NumberFact {
                unit: Unit::Number,
                min: Quantity::from_millionths(low * step),
                max: Quantity::from_millionths(low * step + range),
                step: Quantity::from_millionths(step),
                near_twentieths: if near == 0 { range } else { near * 20 },
                riskier: None,
                is: None,
            };
            (FactKind::Number(kind), count as usize)
        }
    }
}

fn numbers(facts: &[Fact]) -> Vec<FactId> {
    (0..facts.len()).filter(|f| facts[*f].number().is_some_and(|n| n.is.is_none())).map(FactId).collect()
}

fn sum(dice: &mut Dice, facts: &[Fact], numbers: &[FactId]) -> FactKind {
    let first = numbers[dice.below(numbers.len())];
    let others: Vec<FactId> = numbers.iter().copied().filter(|f| *f != first).collect();
    let mut terms = vec![(first, if dice.chance(15) { -1 } else { 1 })];
    let mut constant = Quantity::ZERO;
    if dice.chance(80) {
        terms.push((others[dice.below(others.len())], if dice.chance(50) { 1 } else { -1 }));
    } else {
        constant = Quantity::whole(dice.below(4) as i64);
    }
    let number = |f: FactId| facts[f.0].number().unwrap();
    let end = |top: bool| {
        let each = terms
            .iter()
            .map(|(f, s)| if (*s > 0) == top { s * number(*f).max.millionths() } else { s * number(*f).min.millionths() });
        Quantity::from_millionths(each.sum::<i64>() + constant.millionths())
    };
    let step = terms.iter().map(|(f, _)| number(*f).step).min().unwrap();
    FactKind::Number(NumberFact {
        unit: Unit::Number,
        min: end(false),
        max: end(true),
        step,
        near_twentieths: 20,
        riskier: None,
        is: Some(Formula { terms, constant, text: "sum".to_owned() }),
    })
}

/// A computed fact declared before its terms: ids shift by one.
fn move_first(facts: &mut Vec<Fact>) {
    let last = facts.pop().unwrap();
    facts.insert(0, last);
    for fact in facts {
        if let FactKind::Number(NumberFact { is: Some(formula), .. }) = &mut fact.kind {
            formula.terms.iter_mut().for_each(|t| t.0 = FactId(t.0.0 + 1));
        }
    }
}

fn limits(dice: &mut Dice, facts: &[Fact]) -> Vec<Limit> {
    let choices: Vec<FactId> = (0..facts.len()).filter(|f| matches!(facts[*f].kind, FactKind::Choice(_))).map(FactId).collect();
    let by: Vec<FactId> = choices.iter().copied().take(dice.below(3)).collect();
    let count = by.iter().map(|f| facts[f.0].names().len()).product::<usize>();
    let values = (0..count).map(|_| Quantity::from_millionths(dice.below(9) as i64 * HALF)).collect();
    vec![Limit { name: "limit".to_owned(), by, values }]
}

fn route(dice: &mut Dice, i: usize) -> Route {
    let urgency = Urgency::ALL[dice.below(5)];
    Route { id: format!("r{i}"), label: text("R"), urgency, phrase: None, reach: text("1"), hours: None, backup: None }
}

pub fn condition(dice: &mut Dice, policy: &Policy) -> Condition {
    let clauses = if dice.chance(75) { 1 } else { 2 };
    Condition { any: (0..clauses).map(|_| clause(dice, policy)).collect() }
}

fn clause(dice: &mut Dice, policy: &Policy) -> Clause {
    let wanted = 1 + dice.below(3);
    let mut tests: Vec<FactTest> = Vec::new();
    for _ in 0..wanted {
        let fact = FactId(dice.below(policy.facts.len()));
        if tests.iter().all(|t| t.fact != fact) {
            tests.push(FactTest { fact, test: test(dice, policy, fact), text: "as written".to_owned() });
        }
    }
    Clause { tests }
}

fn test(dice: &mut Dice, policy: &Policy, fact: FactId) -> Test {
    let some = |dice: &mut Dice, n: usize| 1 + dice.below((1 << n) - 1) as u64;
    match &policy.facts[fact.0].kind {
        FactKind::Flag => Test::Flag(dice.chance(50)),
        FactKind::Choice(v) => Test::Choice(some(dice, v.len())),
        FactKind::Set(v) => {
            let n = v.len();
            Test::Set(match dice.below(5) {
                0 => SetTest { all: some(dice, n), ..SetTest::default() },
                1 => SetTest { none: some(dice, n), ..SetTest::default() },
                2 => SetTest { at_least: Some((1 + dice.below(n) as u32, (1 << n) - 1)), ..SetTest::default() },
                3 => SetTest { empty: true, ..SetTest::default() },
                _ => SetTest { any: some(dice, n), ..SetTest::default() },
            })
        }
        FactKind::Number(n) => {
            let tests = if dice.chance(85) { 1 } else { 2 };
            Test::Number((0..tests).map(|_| number_test(dice, policy, fact, n)).collect())
        }
    }
}

fn number_test(dice: &mut Dice, policy: &Policy, fact: FactId, number: &NumberFact) -> NumberTest {
    let comparisons = [
        Comparison::Less,
        Comparison::AtMost,
        Comparison::AtMost,
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::AtLeast,
        Comparison::AtLeast,
        Comparison::More,
    ];
    if dice.chance(15) {
        return NumberTest::Between(constant(dice, number), operand(dice, policy, fact, number));
    }
    NumberTest::Compare(comparisons[dice.below(comparisons.len())], operand(dice, policy, fact, number))
}

fn constant(dice: &mut Dice, number: &NumberFact) -> Operand {
    let steps = (number.max.millionths() - number.min.millionths()) / number.step.millionths();
    let at = dice.below(steps as usize + 1) as i64;
    Operand::Number(Quantity::from_millionths(number.min.millionths() + at * number.step.millionths()))
}

fn operand(dice: &mut Dice, policy: &Policy, fact: FactId, number: &NumberFact) -> Operand {
    let base = |f: FactId| -> Vec<FactId> {
        let own = policy.facts[f.0].number().unwrap();
        own.is.as_ref().map_or(vec![f], |s| s.terms.iter().map(|t| t.0).collect())
    };
    match dice.below(10) {
        0 | 1 => Operand::Limit(LimitId(0)),
        2 | 3 => {
            let fits = |other: &FactId| {
                let mut all = base(fact);
                all.extend(base(*other));
                all.sort_unstable();
                all.dedup();
                all.len() <= 2 && *other != fact
            };
            let others: Vec<FactId> =
                (0..policy.facts.len()).map(FactId).filter(|f| policy.facts[f.0].number().is_some()).filter(fits).collect();
            if others.is_empty() { constant(dice, number) } else { Operand::Fact(others[dice.below(others.len())]) }
        }
        _ => constant(dice, number),
    }
}

fn rule(dice: &mut Dice, policy: &Policy, i: usize) -> Rule {
    let outcome = match dice.below(3) {
        0 => RuleOutcome::Escalate(RouteId(dice.below(3))),
        1 => RuleOutcome::Decline(text("No")),
        _ => RuleOutcome::Act(text("Yes")),
    };
    Rule {
        id: format!("R-{}", (b'A' + (dice.below(20)) as u8) as char) + &i.to_string(),
        title: text("T"),
        text: text("T"),
        why: text("W"),
        when: dice.chance(95).then(|| condition(dice, policy)),
        unless: dice.chance(30).then(|| condition(dice, policy)),
        otherwise: dice.chance(15),
        outcome,
        notify: if dice.chance(30) { vec![RouteId(dice.below(3))] } else { Vec::new() },
        first: Vec::new(),
        still: Vec::new(),
        say: None,
        avoid: None,
        stakes: [Stakes::Minor, Stakes::Major, Stakes::Critical][dice.below(3)],
        basis: Basis::House,
        source: None,
        from: None,
        until: None,
        was: Vec::new(),
        note: None,
    }
}

fn duty(dice: &mut Dice, policy: &Policy) -> Duty {
    Duty {
        id: "D".to_owned(),
        title: text("D"),
        text: text("D"),
        why: text("W"),
        when: Some(condition(dice, policy)),
        unless: None,
        task: text("Do"),
        notify: vec![RouteId(dice.below(3))],
        basis: Basis::House,
        source: None,
        from: None,
        until: None,
        was: Vec::new(),
        note: None,
    }
}

/// A complete case, then some of it forgotten.
pub fn case(dice: &mut Dice, policy: &Policy, forget: usize) -> Case {
    let mut case = Case::unknown(policy.facts.len());
    for (i, fact) in policy.facts.iter().enumerate().filter(|(_, f)| !f.is_computed()) {
        let values = super::naive::values(fact);
        let value: Value = values[dice.below(values.len())];
        if !dice.chance(forget) {
            case.set(FactId(i), Some(value));
        }
    }
    case
}
