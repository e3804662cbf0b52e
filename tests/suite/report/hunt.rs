//! "Find my line": about ten cases, each chosen by what was answered before.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs it by name")]

use std::collections::BTreeSet;

use escalate_or_act::domain::learner::belief::given::follows;
use escalate_or_act::domain::learner::belief::hunt::{CASES, Grounds, Hunt, MORE};
use escalate_or_act::domain::learner::belief::tellings::MOVES;
use escalate_or_act::domain::learner::belief::trial::Finding;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::scenario::Scenario;
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::domain::session::attempt::Mode;
use escalate_or_act::domain::session::hand::{Chosen, Reason};
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};

use super::people::engine;
use crate::suite::session::desk::{Desk, NOON, policy, scenarios};

type Answers = Vec<(usize, Case, Answer)>;

/// A hunt after these answers, and none before it.
fn after<'g>(grounds: &'g Grounds, engine: &'g Engine, scenarios: &'g [Scenario], answers: Answers) -> Hunt<'g> {
    Hunt::of(grounds, engine, scenarios, &[]).after(answers)
}

/// Plays a hunt with somebody who answers by these verdicts.
fn played(grounds: &Grounds, engine: &Engine, scenarios: &[Scenario], answer: impl Fn(&Case) -> Answer) -> Answers {
    let mut answers: Answers = Vec::new();
    loop {
        let next = after(grounds, engine, scenarios, answers.clone()).next();
        let Some(next) = next else { return answers };
        let said = answer(&next.case);
        answers.push((next.scenario, next.case, said));
    }
}

fn by(engine: &Engine) -> impl Fn(&Case) -> Answer + '_ {
    |case| match engine.decide(case).unwrap().verdict.unwrap() {
        Verdict::Yes | Verdict::Either => Answer::Yes,
        Verdict::No => Answer::No,
        Verdict::Escalate => Answer::Escalate,
    }
}

fn desk() -> (Engine, Vec<Scenario>, Grounds) {
    let (engine, scenarios) = (engine(), scenarios());
    let grounds = Grounds::of(&engine, &scenarios, &[]);
    (engine, scenarios, grounds)
}

#[test]
fn every_case_is_a_told_scenario_with_few_facts_moved_and_none_comes_twice() {
    let (engine, scenarios, grounds) = desk();
    let answers = played(&grounds, &engine, &scenarios, by(&engine));
    assert!(answers.len() <= CASES + MORE && answers.len() >= 5, "{}", answers.len());
    let cases: BTreeSet<String> = answers.iter().map(|(_, case, _)| format!("{case:?}")).collect();
    assert_eq!(cases.len(), answers.len(), "no case comes twice");
    for (scenario, case, _) in &answers {
        let told = &scenarios[*scenario];
        assert!(!told.ask && told.warning.is_none(), "{}", told.id);
        let moved = told.case.iter().zip(case.iter()).filter(|(a, b)| a.1 != b.1).count();
        assert!(moved <= MOVES, "{}: {moved} facts moved", told.id);
        assert!(engine.decide(case).unwrap().verdict.is_some());
    }
}

#[test]
fn a_limit_remembered_elsewhere_is_found_and_where_it_turns() {
    let (engine, scenarios, grounds) = desk();
    let mut believed = policy();
    believed.limits[0].values[0] = Quantity::whole(200);
    let believes = Engine::compile(&believed, Date::new(2026, 9, 1).unwrap()).unwrap();
    let answers = played(&grounds, &engine, &scenarios, by(&believes));
    let hunt = after(&grounds, &engine, &scenarios, answers);
    assert!(matches!(hunt.trial().finding(), Finding::Misreads(_)), "{:?}", hunt.trial().beliefs());
    let told = hunt.turnings().told();
    let turning = told.first().expect("they were seen to turn");
    assert_eq!(turning.perceived.policy, Quantity::whole(100));
    assert!((turning.perceived.from..=turning.perceived.to).contains(&Quantity::whole(200)), "{turning:?}");
}

#[test]
fn most_misreadings_are_named_and_who_goes_by_the_policy_is_not_accused() {
    let (engine, scenarios, grounds) = desk();
    let suspects = &grounds.suspects;
    let mut named = 0;
    for suspect in &suspects.suspects {
        // They answer every case of the pool as their reading does; where it leaves one open, as the policy does.
        let place = |case: &Case| grounds.tellings.iter().position(|t| t.case == *case);
        let own = |case: &Case| {
            let verdict = place(case).and_then(|at| suspect.row[at]);
            let verdict = verdict.or_else(|| engine.decide(case).unwrap().verdict).unwrap();
            [Answer::Yes, Answer::No, Answer::Escalate].into_iter().find(|a| follows(*a, verdict)).unwrap()
        };
        let answers = played(&grounds, &engine, &scenarios, own);
        let hunt = after(&grounds, &engine, &scenarios, answers);
        match hunt.trial().finding() {
            Finding::Misreads(found) if found == suspect => named += 1,
            Finding::Misreads(found) => {
                println!("{:?} taken for {:?}", suspect.readings, found.readings);
            }
            other => println!("{:?}: {other:?}", suspect.readings),
        }
    }
    println!("{named} of {} named in at most {} cases", suspects.suspects.len(), CASES + MORE);
    assert!(named * 10 >= suspects.suspects.len() * 8, "{named} of {}", suspects.suspects.len());
    let honest = played(&grounds, &engine, &scenarios, by(&engine));
    let hunt = after(&grounds, &engine, &scenarios, honest);
    assert!(!matches!(hunt.trial().finding(), Finding::Misreads(_) | Finding::NoneOfThese));
}

#[test]
fn a_hand_grows_while_it_is_played() {
    let desk = Desk::new();
    let chosen = |scenario: &str| Chosen::told(scenario, Reason::Probe);
    let plan = Plan { mode: Mode::Line, hand: vec![chosen("yes")], ..Plan::default() };
    let mut session = Session::start(&desk.view(), plan, NOON);
    let sure = escalate_or_act::domain::session::answer::Certainty::Sure;
    session.answer(&desk.view(), Answer::Yes, sure, Taps::default(), NOON);
    assert!(session.put(&desk.view(), &chosen("big"), NOON));
    assert!(session.round().unwrap().outcome.is_some(), "the next one waits its turn");
    assert!(session.next(&desk.view(), NOON) && session.round().unwrap().outcome.is_none());
    session.answer(&desk.view(), Answer::Escalate, sure, Taps::default(), NOON);
    assert!(!session.next(&desk.view(), NOON) && session.is_finished());
    assert!(session.put(&desk.view(), &chosen("no"), NOON), "a hand that was played goes on");
    assert_eq!(session.round().map(|r| r.scenario), desk.view().find("no"));
    assert!(!session.put(&desk.view(), &chosen("nowhere"), NOON));
    assert!(session.attempts().iter().all(|a| a.mode == Mode::Line && !a.is_rated()));
}
