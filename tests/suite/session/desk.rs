//! A returns desk: six facts, five rules, and a scenario for each way a case can go.

use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, SetTest, Test};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::fact::{Fact, FactId, FactKind, Named, NumberFact, Unit};
use escalate_or_act::domain::policy::limit::{Limit, LimitId};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::route::{Route, RouteId, Urgency};
use escalate_or_act::domain::policy::rule::{Basis, Rule, RuleOutcome, Stakes};
use escalate_or_act::domain::policy::{Mastery, Policy, Silence};
use escalate_or_act::domain::scenario::{Scenario, Source, SourceKind, Teach, Template};
use escalate_or_act::domain::session::pack::PackView;
use escalate_or_act::domain::session::{Plan, Session};
use escalate_or_act::domain::text::Text;

pub(in crate::suite) const AMOUNT: FactId = FactId(0);
pub(in crate::suite) const DAYS: FactId = FactId(1);
pub(in crate::suite) const ITEM: FactId = FactId(2);
pub(in crate::suite) const LEVEL: FactId = FactId(3);
pub(in crate::suite) const SIGNALS: FactId = FactId(4);
pub(in crate::suite) const MOOD: FactId = FactId(5);
pub(in crate::suite) const LEAD: RouteId = RouteId(0);
pub(in crate::suite) const SAFETY: RouteId = RouteId(1);
pub(in crate::suite) const SENIOR: Value = Value::Choice(1);
/// When a session begins.
pub(in crate::suite) const NOON: i64 = 1_700_000_000_000;

/// A pack that a session can be played from.
pub(in crate::suite) struct Desk {
    pub(in crate::suite) policy: Policy,
    pub(in crate::suite) scenarios: Vec<Scenario>,
    engine: Engine,
}

impl Desk {
    /// The desk with its scenarios.
    pub(in crate::suite) fn new() -> Self {
        Self::of(policy(), scenarios())
    }

    /// Any policy and scenarios.
    pub(in crate::suite) fn of(policy: Policy, scenarios: Vec<Scenario>) -> Self {
        let engine = Engine::compile(&policy, Date::new(2026, 9, 1).unwrap()).unwrap();
        Self { policy, scenarios, engine }
    }

    /// What a session sees.
    pub(in crate::suite) fn view(&self) -> PackView<'_> {
        PackView { name: "desk", policy: &self.policy, policy_hash: "hash", judge: &self.engine, scenarios: &self.scenarios }
    }

    /// A session on one scenario.
    pub(in crate::suite) fn play(&self, scenario: &str) -> Session {
        let session = Session::start(&self.view(), plan(&[scenario]), NOON);
        assert!(!session.is_finished(), "{scenario} can't be played");
        session
    }
}

/// A plan of these scenarios.
pub(in crate::suite) fn plan(only: &[&str]) -> Plan {
    let only = only.iter().map(|s| (*s).to_owned()).collect();
    Plan { trainee: Text::clean("Ada"), seed: 7, only, ..Plan::default() }
}

fn text(words: &str) -> Text {
    Text::clean(words)
}

fn fact(name: &str, kind: FactKind) -> Fact {
    Fact { name: name.to_owned(), label: text(name), kind, fixed: false, own: false, hidden: false, usually: None, ask: None }
}

fn number(unit: Unit, max: i64, near: i64) -> FactKind {
    FactKind::Number(NumberFact {
        unit,
        min: Quantity::ZERO,
        max: Quantity::whole(max),
        step: Quantity::ONE,
        near_twentieths: near * Quantity::SCALE * 20,
        riskier: None,
        is: None,
    })
}

fn named(ids: &[&str]) -> Vec<Named> {
    ids.iter().map(|id| Named { id: (*id).to_owned(), label: text(id) }).collect()
}

fn route(id: &str, urgency: Urgency) -> Route {
    Route { id: id.to_owned(), label: text(id), urgency, phrase: None, reach: text("4100"), hours: None, backup: None }
}

fn test(fact: FactId, test: Test) -> FactTest {
    FactTest { fact, test, text: String::new() }
}

fn compare(fact: FactId, comparison: Comparison, right: Operand) -> FactTest {
    test(fact, Test::Number(vec![NumberTest::Compare(comparison, right)]))
}

fn rule(id: &str, stakes: Stakes, outcome: RuleOutcome, tests: Vec<FactTest>) -> Rule {
    Rule {
        id: id.to_owned(),
        title: text(id),
        text: text(id),
        why: text("Because."),
        when: Some(Condition { any: vec![Clause { tests }] }),
        unless: None,
        otherwise: false,
        outcome,
        notify: Vec::new(),
        first: Vec::new(),
        still: Vec::new(),
        say: None,
        avoid: None,
        stakes,
        basis: Basis::House,
        source: None,
        from: None,
        until: None,
        was: Vec::new(),
        note: None,
    }
}

/// Faulty goods within 30 days are refunded, up to a limit by level; worn ones aren't; a hazard goes to safety. Nothing is
/// said of faulty goods after 30 days. A senior never meets worn goods.
pub(in crate::suite) fn policy() -> Policy {
    let within = |days| compare(DAYS, Comparison::AtMost, Operand::Number(Quantity::whole(days)));
    let refund = Operand::Limit(LimitId(0));
    let is = |choice: usize| test(ITEM, Test::Choice(1 << choice));
    let hazard = test(SIGNALS, Test::Set(SetTest { any: 2, ..SetTest::default() }));
    let senior_worn = vec![test(ITEM, Test::Choice(2)), test(LEVEL, Test::Choice(2))];
    Policy {
        id: "desk".to_owned(),
        title: text("The desk"),
        version: text("3"),
        effective: Date::new(2026, 1, 1).unwrap(),
        owner: text("Us"),
        currency: Some(text("EUR")),
        silence: Silence::Escalate(LEAD),
        at_stake: Vec::new(),
        note: None,
        mastery: Mastery::default(),
        facts: vec![
            fact("amount", number(Unit::Money, 500, 25)),
            fact("days", number(Unit::Days, 365, 5)),
            Fact { fixed: true, ..fact("item", FactKind::Choice(named(&["faulty", "worn"]))) },
            Fact { fixed: true, own: true, ..fact("level", FactKind::Choice(named(&["new", "senior"]))) },
            Fact { usually: Some(Value::Set(0)), ..fact("signals", FactKind::Set(named(&["legal", "hazard"]))) },
            fact("mood", FactKind::Choice(named(&["calm", "angry"]))),
        ],
        never: vec![Condition { any: vec![Clause { tests: senior_worn }] }],
        limits: vec![Limit {
            name: "refund".to_owned(),
            by: vec![LEVEL],
            values: vec![Quantity::whole(100), Quantity::whole(200)],
        }],
        routes: vec![route("lead", Urgency::Hour), route("safety", Urgency::Life)],
        rules: vec![
            rule("R-1", Stakes::Critical, RuleOutcome::Escalate(SAFETY), vec![hazard]),
            rule("R-2", Stakes::Minor, RuleOutcome::Escalate(LEAD), vec![compare(AMOUNT, Comparison::More, refund)]),
            rule("S-1", Stakes::Major, RuleOutcome::Decline(text("No.")), vec![is(1)]),
            rule("G-1", Stakes::Major, RuleOutcome::Act(text("Refund.")), vec![is(0), within(30)]),
        ],
        also: Vec::new(),
        allowance: None,
        gestures: Vec::new(),
        accepts: Vec::new(),
    }
}

/// The facts of a case; calm, new, and without signals.
pub(in crate::suite) fn case(amount: i64, days: Option<i64>, item: usize, signals: u64) -> Case {
    let mut case = Case::unknown(6);
    case.set(AMOUNT, Some(Value::Number(Quantity::whole(amount))));
    case.set(DAYS, days.map(|d| Value::Number(Quantity::whole(d))));
    case.set(ITEM, Some(Value::Choice(item)));
    case.set(LEVEL, Some(Value::Choice(0)));
    case.set(SIGNALS, Some(Value::Set(signals)));
    case.set(MOOD, Some(Value::Choice(0)));
    case
}

/// A scenario of that case.
pub(in crate::suite) fn scenario(id: &str, case: Case) -> Scenario {
    Scenario {
        id: id.to_owned(),
        title: text(id),
        topics: vec![text(if case.get(ITEM) == Some(Value::Choice(1)) { "worn" } else { "faulty" })],
        source: Source { kind: SourceKind::Illustrative, reference: text("invented"), licence: None, note: None },
        share: None,
        channel: None,
        warning: None,
        story: Template::default(),
        speech: Vec::new(),
        case,
        ask: false,
        answers: Vec::new(),
        teach: Teach::default(),
        expect: None,
        file: format!("{id}.toml"),
    }
}

/// One for each way a case can go.
pub(in crate::suite) fn scenarios() -> Vec<Scenario> {
    let twelve = Value::Number(Quantity::whole(12));
    let mut when = Scenario { ask: true, answers: vec![(DAYS, twelve)], ..scenario("when", case(49, None, 0, 0)) };
    when.case.set(MOOD, None);
    vec![
        scenario("yes", case(49, Some(12), 0, 0)),
        scenario("no", case(49, Some(12), 1, 0)),
        scenario("sparks", case(49, Some(12), 0, 2)),
        scenario("big", case(150, Some(12), 0, 0)),
        scenario("grey", case(49, Some(200), 0, 0)),
        when,
        Scenario { warning: Some(text("self-harm")), ..scenario("warned", case(20, Some(3), 0, 1)) },
    ]
}
