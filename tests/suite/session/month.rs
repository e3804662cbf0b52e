//! A month with an allowance, against a slow ledger; and as it is played.

use escalate_or_act::domain::learner::measures::allowance::Spent;
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::condition::{Clause, Comparison, Condition, FactTest, NumberTest, Operand, Test};
use escalate_or_act::domain::policy::fact::{Fact, FactId, FactKind, Formula, NumberFact};
use escalate_or_act::domain::policy::limit::{Limit, LimitId};
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::rule::RuleOutcome;
use escalate_or_act::domain::policy::{Allowance, Gesture, Policy};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Mode;
use escalate_or_act::domain::session::month::{Book, Came, NoMonth, line, plan as month_plan};
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};
use escalate_or_act::domain::text::Text;
use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};

use super::desk::{AMOUNT, Desk, LEVEL, NOON, SENIOR, case, plan, policy, scenario};

const GIVEN: FactId = FactId(6);
const AFTER: FactId = FactId(7);

/// The desk with a month: 150 in all for the new ones and 400 for seniors, 100 or 200 in one case; more is the lead's.
fn monthly() -> Policy {
    let mut policy = policy();
    let number = |is: Option<Formula>| match policy.facts[AMOUNT.0].kind.clone() {
        FactKind::Number(n) => {
            FactKind::Number(NumberFact { max: Quantity::whole(if is.is_some() { 1500 } else { 1000 }), is, ..n })
        }
        other => other,
    };
    let fact =
        |name: &str, kind| Fact { name: name.to_owned(), label: Text::clean(name), kind, ..policy.facts[AMOUNT.0].clone() };
    let sum = Formula { terms: vec![(GIVEN, 1), (AMOUNT, 1)], constant: Quantity::ZERO, text: "given + amount".to_owned() };
    let (given, after) = (fact("given", number(None)), fact("after", number(Some(sum))));
    policy.facts.extend([given, after]);
    let values = vec![Quantity::whole(150), Quantity::whole(400)];
    policy.limits.push(Limit { name: "month".to_owned(), by: vec![LEVEL], values });
    let within = |comparison| FactTest {
        fact: AFTER,
        test: Test::Number(vec![NumberTest::Compare(comparison, Operand::Limit(LimitId(1)))]),
        text: String::new(),
    };
    let one = FactTest {
        fact: AMOUNT,
        test: Test::Number(vec![NumberTest::Compare(Comparison::AtMost, Operand::Limit(LimitId(0)))]),
        text: String::new(),
    };
    let green = policy.rules.iter_mut().find(|r| r.id == "G-1").unwrap();
    green.when.as_mut().unwrap().any[0].tests.extend([one, within(Comparison::AtMost)]);
    let lead = policy.rules.iter_mut().find(|r| r.id == "R-2").unwrap();
    lead.when.as_mut().unwrap().any.push(Clause { tests: vec![within(Comparison::More)] });
    policy.allowance = Some(Allowance { counter: GIVEN, adds: AMOUNT });
    let gesture = |id: &str, cost| Gesture {
        id: id.to_owned(),
        label: Text::clean(id),
        cost: Quantity::whole(cost),
        when: None,
        unless: None,
        say: None,
    };
    policy.gestures = vec![gesture("call", 0), gesture("note", 3), gesture("courier", 900)];
    policy
}

/// Faulty goods of these prices; of nothing given this month.
fn shop(amounts: &[i64]) -> Desk {
    let told = |(i, amount): (usize, &i64)| {
        let mut case = case(*amount, Some(3), 0, 0);
        // The desk's cases know six facts.
        let six = case.clone();
        case = escalate_or_act::domain::policy::case::Case::unknown(8);
        for (fact, value) in six.iter() {
            case.set(fact, value);
        }
        case.set(GIVEN, Some(Value::Number(Quantity::ZERO)));
        scenario(&format!("case-{i}"), case)
    };
    Desk::of(monthly(), amounts.iter().enumerate().map(told).collect())
}

fn begin(desk: &Desk, senior: bool) -> Session {
    let own = if senior { vec![(LEVEL, SENIOR)] } else { Vec::new() };
    let base = Plan { own, cases: Some(40), ..plan(&[]) };
    Session::start(&desk.view(), month_plan(&desk.view(), base).unwrap(), NOON)
}

fn amount_now(session: &Session) -> i64 {
    match session.round().unwrap().full.get(AMOUNT) {
        Some(Value::Number(q)) => q.millionths() / Quantity::SCALE,
        other => panic!("{other:?}"),
    }
}

/// The slow way: a sum, and three questions.
#[derive(Debug, PartialEq)]
enum Slow {
    Given,
    AskCase,
    AskMonth,
    Nothing,
}

fn slow(spent: &mut i64, limit: i64, most: i64, amount: i64) -> Slow {
    if amount <= 0 {
        Slow::Nothing
    } else if amount > most.min(limit) {
        Slow::AskCase
    } else if *spent + amount > limit {
        Slow::AskMonth
    } else {
        *spent += amount;
        Slow::Given
    }
}

fn months() -> impl Strategy<Value = (Vec<(i64, u8)>, bool)> {
    (prop::collection::vec((0i64..260, 0u8..3), 1..10), any::<bool>())
}

proptest! {
    #[test]
    fn a_month_keeps_its_books_as_a_slow_ledger_does((cases, senior) in months()) {
        let amounts: Vec<i64> = cases.iter().map(|(amount, _)| *amount).collect();
        proptest::prop_assume!(amounts.iter().any(|a| *a > 0));
        let desk = shop(&amounts);
        let mut session = begin(&desk, senior);
        let (limit, most) = if senior { (400, 200) } else { (150, 100) };
        let (mut spent, mut entries) = (0, 0);
        let mut at = 0;
        while !session.is_finished() {
            let amount = amount_now(&session);
            let before = spent;
            let mut tried = spent;
            let would = slow(&mut tried, limit, most, amount);
            // What was given so far is part of the case, and the policy decides with it.
            let full = session.round().unwrap().full.clone();
            prop_assert_eq!(full.get(GIVEN), Some(Value::Number(Quantity::whole(before))));
            let verdict = session.round().unwrap().explanation.ruling.verdict;
            let yes = amount <= most && before + amount <= limit;
            prop_assert_eq!(verdict == Some(escalate_or_act::domain::policy::explanation::Verdict::Yes), yes);
            let answer = [Answer::Yes, Answer::No, Answer::Escalate][usize::from(cases[at % cases.len()].1)];
            session.answer(&desk.view(), answer, Certainty::Sure, Taps::default(), NOON).unwrap();
            let book = session.book(&desk.policy).unwrap();
            if amount > 0 {
                entries += 1;
                let came = &book.entries.last().unwrap().came;
                let expected = match (answer, would) {
                    (Answer::Yes, Slow::Given) => {
                        spent = tried;
                        Came::Given
                    }
                    (Answer::Yes, Slow::AskCase) => Came::BeyondCase,
                    (Answer::Yes, Slow::AskMonth) => Came::BeyondMonth,
                    (_, Slow::Given) => Came::LeftOnTheTable,
                    (Answer::Escalate, Slow::AskCase) => Came::AskedForCase,
                    (Answer::Escalate, Slow::AskMonth) => Came::AskedForMonth,
                    (_, _) => Came::Mishandled,
                };
                prop_assert_eq!(came, &expected);
            }
            prop_assert_eq!((book.given, book.entries.len()), (Quantity::whole(spent), entries));
            if let Some(left) = book.left() {
                prop_assert_eq!(left, Quantity::whole(limit - spent));
            }
            session.next(&desk.view(), NOON);
            at += 1;
        }
        prop_assert_eq!(session.attempts().len(), amounts.len());
        prop_assert_eq!(session.book(&desk.policy), Some(Book::of(&desk.policy, session.attempts(), &[], Quantity::ZERO)), "a fold over the log");
    }
}

#[test]
fn gestures_come_out_of_the_month_and_one_a_case_is_enough() {
    let desk = shop(&[100, 60, 40]);
    let mut session = begin(&desk, false);
    assert_eq!(session.give(&desk.policy, "note"), None, "there is nothing yet to put it beside");
    session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap();
    let given = session.book(&desk.policy).unwrap().given;
    assert_eq!(session.give(&desk.policy, "courier"), Some(Spent::AskCase), "more than a whole month has");
    assert_eq!(session.give(&desk.policy, "note"), Some(Spent::Act));
    assert_eq!(session.give(&desk.policy, "call"), None, "one is enough");
    let book = session.book(&desk.policy).unwrap();
    assert_eq!(book.given.millionths() - given.millionths(), 3 * Quantity::SCALE);
    assert_eq!(book.entries.last().unwrap().came, Came::Gesture("note".to_owned()));
    session.next(&desk.view(), NOON);
    assert_eq!(session.round().unwrap().full.get(GIVEN), Some(Value::Number(book.given)), "the next case knows of it");
    let saved = session.snapshot(&desk.view());
    let saved = serde_json::from_str(&serde_json::to_string(&saved).unwrap()).unwrap();
    let (resumed, changes) = Session::resume(&desk.view(), saved, session.attempts().to_vec(), &[(LEVEL, SENIOR)], NOON);
    assert!(changes.is_empty(), "what was spent is no change of the pack: {changes:?}");
    assert_eq!(resumed.book(&desk.policy), session.book(&desk.policy), "and so does a month that is gone on with");
    assert_eq!(resumed.round().unwrap().full, session.round().unwrap().full, "for the person it was begun for");
    assert_eq!(resumed.mode(), Mode::Month);
}

#[test]
fn a_months_summary_offers_no_replay() {
    let desk = shop(&[40, 60]);
    let all_wrong = |mut session: Session| {
        while !session.is_finished() {
            session.answer(&desk.view(), Answer::No, Certainty::Sure, Taps::default(), NOON).unwrap();
            session.next(&desk.view(), NOON);
        }
        assert_eq!(session.summary().missed.len(), 2);
        session
    };
    let month = all_wrong(begin(&desk, false));
    assert!(!month.can_replay(), "what was left of it then does not come again");
    assert_eq!(month.replay(&desk.view(), 1).map(|plan| plan.only), None);
    let deck = all_wrong(Session::start(&desk.view(), plan(&[]), NOON));
    assert!(deck.can_replay(), "the same cases in a deck do");
}

#[test]
fn a_pack_that_has_no_month_says_why() {
    let why = |policy: Policy, scenarios| month_plan(&Desk::of(policy, scenarios).view(), plan(&[])).map(|_| ()).unwrap_err();
    assert_eq!(why(policy(), Desk::new().scenarios), NoMonth::NoAllowance);
    assert_eq!(why(monthly(), Vec::new()), NoMonth::NoCases);
    let mut endless = monthly();
    let green = endless.rules.iter_mut().find(|r| matches!(r.outcome, RuleOutcome::Act(_))).unwrap();
    green.when = Some(Condition { any: vec![Clause { tests: Vec::new() }] });
    assert_eq!(why(endless, shop(&[40]).scenarios), NoMonth::NoLimit);
}

#[test]
fn a_month_asks_and_is_the_same_for_the_same_seed() {
    let desk = shop(&[10, 20, 30, 0, 0, 0, 0]);
    let hand = |cases| {
        let session =
            Session::start(&desk.view(), month_plan(&desk.view(), Plan { cases: Some(cases), ..plan(&[]) }).unwrap(), NOON);
        session.cards().iter().map(|c| desk.scenarios[c.scenario].id.clone()).collect::<Vec<_>>()
    };
    assert_eq!((hand(6).len(), hand(6)), (6, hand(6)));
    let asks = |ids: &[String]| ids.iter().filter(|id| ["case-0", "case-1", "case-2"].contains(&id.as_str())).count();
    assert_eq!((asks(&hand(6)), asks(&hand(3))), (3, 2));
    let line = line(&desk.policy, &desk.scenarios[0].case).unwrap();
    assert_eq!((line.month, line.case), (Quantity::whole(150), Quantity::whole(100)));
}

#[test]
fn a_run_may_begin_late_in_a_month_as_its_cases_tell_it() {
    let mut desk = shop(&[40, 60]);
    for scenario in &mut desk.scenarios {
        scenario.case.set(GIVEN, Some(Value::Number(Quantity::whole(130))));
    }
    let mut session = begin(&desk, false);
    let book = session.book(&desk.policy).unwrap();
    assert_eq!((book.before, book.given), (Quantity::whole(130), Quantity::whole(130)));
    let outcome = session.answer(&desk.view(), Answer::Escalate, Certainty::Sure, Taps::default(), NOON).unwrap();
    assert!(outcome.judgement.is_right(), "20 are left, and it asks for more");
    let book = session.book(&desk.policy).unwrap();
    assert_eq!((book.before, book.left()), (Quantity::whole(130), Some(Quantity::whole(20))));
    assert_eq!(book.entries[0].came, Came::AskedForMonth);
    assert_eq!(Book::of(&desk.policy, session.attempts(), &[], Quantity::ZERO), book, "the log alone knows it");
}
