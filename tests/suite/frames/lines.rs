//! What a reveal says of lines, beside the policy with the line lifted.

use std::path::Path;

use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::condition::{FactTest, Test};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::{Direction, FactId};
use escalate_or_act::domain::policy::limit::LimitId;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::tui::reveal::{Block, sections};

use super::stage::Stage;

/// What is said to bind a number: which line first and where, which then and where.
struct Said {
    first: (String, Quantity),
    then: (String, Quantity),
}

fn said(text: &str) -> Option<Said> {
    let (first, then) = text.trim().strip_prefix("Binds first: ")?.split_once("; then ")?;
    let read = |line: &str| {
        let (name, at) = line.rsplit_once(", at ").expect("a line says where it is");
        let digits: String = at.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        (name.to_owned(), Quantity::parse(&digits).expect("a number"))
    };
    Some(Said { first: read(first), then: read(then) })
}

fn verdict(policy: &Policy, case: &Case) -> Option<Verdict> {
    let engine = Engine::compile(policy, Date::new(2026, 9, 1).unwrap()).unwrap();
    engine.decide(case).ok()?.verdict
}

/// The policy without a line: the tests that go by a limit of that name, on a sum of that name, or on the number itself.
fn lifted(policy: &Policy, decider: usize, fact: FactId, name: &str) -> Policy {
    let has_it = |test: &FactTest| {
        let of_limit = |l: &LimitId| format!("the {} limit", policy.limits[l.0].name.replace('_', " ")) == name;
        test.limits().iter().any(of_limit) || policy.fact(test.fact).label.to_string() == name
    };
    let is_it = |rule: usize, test: &FactTest| {
        let own = name == "the rule's own number" && test.fact == fact && matches!(test.test, Test::Number(_));
        has_it(test) || own && rule == decider
    };
    let mut lifted = policy.clone();
    for (place, rule) in lifted.rules.iter_mut().enumerate() {
        for clause in rule.when.iter_mut().flat_map(|when| &mut when.any) {
            if place == decider {
                clause.tests.retain(|test| !is_it(place, test));
            } else if clause.tests.iter().any(|test| is_it(place, test)) {
                // Another rule that goes by the same line gives way where the decider goes on.
                rule.otherwise = true;
            }
        }
        // What is excepted within the line is excepted beyond it.
        for clause in rule.unless.iter_mut().flat_map(|unless| &mut unless.any) {
            clause.tests.retain(|test| !has_it(test));
        }
    }
    lifted
}

/// Every number from here to a step beyond the second line is answered as the case is as far as that line, and no further.
fn holds(policy: &Policy, case: &Case, decider: usize, fact: FactId, said: &Said) -> bool {
    let step = policy.fact(fact).number().unwrap().step.millionths();
    let at = |q: i64| case.with(fact, Some(Value::Number(Quantity::from_millionths(q))));
    let here = verdict(policy, case);
    let (first, then) = (said.first.1.millionths(), said.then.1.millionths());
    let without = lifted(policy, decider, fact, &said.first.0);
    verdict(policy, &at(first)) == here
        && verdict(policy, &at(first + step)) != here
        && verdict(&without, &at(first + step)) == here
        && verdict(&without, &at(then)) == here
        && verdict(&without, &at(then + step)) != here
}

#[test]
fn which_line_binds_first_and_which_then_is_true_of_every_shipped_case() {
    let mut told = 0;
    for pack in ["bank", "retail"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(pack);
        let fresh = Stage::of_pack(&folder);
        let (count, policy) = {
            let pack = fresh.model.shelf.as_ref().and_then(|s| s.pack(0)).expect("it can be played");
            (pack.scenarios.len(), pack.policy.clone())
        };
        for place in 0..count {
            let down = "<down>".repeat(place);
            let stage = Stage::of_pack(&folder).keys(&format!("l<tab>{down}<enter>")).past_warning().keys("a3");
            let round = stage.model.playing().and_then(|(_, session)| session.round()).expect("a round is on the table");
            let texts: Vec<String> = sections(&stage.model)
                .iter()
                .flat_map(|section| &section.blocks)
                .filter_map(|block| if let Block::Text(rich, _) = block { Some(rich.text()) } else { None })
                .collect();
            for said in texts.iter().filter_map(|text| said(text)) {
                told += 1;
                let bound = |fact: &FactId| {
                    let mut room = round.explanation.room.iter();
                    room.any(|r| r.fact == *fact && r.side == Direction::Up && r.limit == said.first.1)
                };
                let facts = (0..policy.facts.len()).map(FactId).filter(bound);
                let decider = round.explanation.ruling.rules[0].0;
                let true_of = |fact: FactId| holds(&policy, &round.full, decider, fact, &said);
                assert!(facts.into_iter().any(true_of), "{pack}, {place}: first {:?}, then {:?}", said.first, said.then);
            }
        }
    }
    assert!(told >= 3, "only {told} cases say which line binds first");
}
