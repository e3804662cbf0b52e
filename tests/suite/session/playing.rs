//! Answers, and what they prove to be.

use escalate_or_act::domain::learner::profile::Profile;
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::session::answer::{Answer, Certainty, Judgement, Wrong};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::outcome::Outcome;
use escalate_or_act::domain::session::taps::{RouteGrade, Taps};
use escalate_or_act::domain::session::{Plan, Session};
use escalate_or_act::domain::text::Text;

use super::desk::{AMOUNT, Desk, ITEM, LEAD, LEVEL, MOOD, NOON, SENIOR, SIGNALS, plan, scenarios};

fn answer(desk: &Desk, scenario: &str, answer: Answer, taps: Taps) -> Outcome {
    desk.play(scenario).answer(&desk.view(), answer, Certainty::Sure, taps, NOON + 1500).unwrap().clone()
}

#[test]
fn each_case_judges_each_answer() {
    let desk = Desk::new();
    let table = [
        ("yes", [None, Some(Wrong::NeedlessNo), Some(Wrong::OverEscalation)], [0.0, 1.0, 1.0]),
        ("no", [Some(Wrong::GaveItAway), None, Some(Wrong::OverEscalation)], [5.0, 0.0, 1.0]),
        ("sparks", [Some(Wrong::OverReach), Some(Wrong::OverReach), None], [20.0, 20.0, 0.0]),
        ("big", [Some(Wrong::OverReach), Some(Wrong::OverReach), None], [2.0, 2.0, 0.0]),
        ("grey", [Some(Wrong::OverReach), Some(Wrong::OverReach), None], [5.0, 5.0, 0.0]),
    ];
    for (scenario, wrongs, costs) in table {
        for (i, given) in [Answer::Yes, Answer::No, Answer::Escalate].into_iter().enumerate() {
            let outcome = answer(&desk, scenario, given, Taps::default());
            assert_eq!(outcome.judgement.wrong(), wrongs[i], "{scenario} {given:?}");
            assert_eq!(outcome.marks, if wrongs[i].is_none() { 3 } else { -6 });
            assert!((outcome.cost.value() - costs[i]).abs() < 1e-9, "{scenario} {given:?}: {:?}", outcome.cost);
            assert_eq!(outcome.grey, scenario == "grey");
            assert_eq!(outcome.attempt.judgement(), outcome.judgement);
            assert_eq!((outcome.attempt.marks(), outcome.attempt.cost()), (outcome.marks, outcome.cost));
        }
    }
}

#[test]
fn an_attempt_says_everything_and_survives_the_log() {
    let desk = Desk::new();
    let taps = Taps { fact: Some(AMOUNT), route: None };
    let attempt = answer(&desk, "yes", Answer::No, taps).attempt;
    let json = serde_json::to_value(&attempt).unwrap();
    assert_eq!(json["id"].as_str().unwrap().as_bytes()[14], b'7', "ids sort by time");
    assert_eq!(json["trainee"], "Ada");
    assert_eq!(json["mode"], "practice");
    assert_eq!(json["policy"], serde_json::json!({"id": "desk", "version": "3", "hash": "hash"}));
    assert_eq!(json["facts"].to_string(), r#"{"amount":49,"days":12,"item":"faulty","level":"new","signals":[],"mood":"calm"}"#);
    assert_eq!(json["answer"], "no");
    assert_eq!(json["confidence"], 3);
    assert_eq!(json["verdict"].to_string(), r#"{"decision":"act","kind":"act","rules":["G-1"],"stakes":"major","settled":true}"#);
    assert_eq!(json["duration"], 1500);
    assert_eq!(json["time"], NOON + 1500);
    assert_eq!(json["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(serde_json::from_str::<Attempt>(&serde_json::to_string(&attempt).unwrap()).unwrap(), attempt);
}

#[test]
fn both_sides_of_a_line_name_the_same_line() {
    let desk = Desk::new();
    let facet = |scenario: &str| {
        let facet = answer(&desk, scenario, Answer::Yes, Taps::default()).attempt.facet;
        serde_json::to_string(&facet).unwrap()
    };
    assert_eq!(facet("yes"), r#"{"fact":"amount","line":100,"here":"G-1","there":"R-2"}"#);
    assert_eq!(facet("big"), r#"{"fact":"amount","line":100,"here":"R-2","there":"G-1"}"#);
    assert_eq!(facet("grey"), r#"{"fact":"days","line":30,"here":null,"there":"G-1"}"#);
    let sparks = facet("sparks");
    assert_eq!(sparks, r#"{"fact":"signals","line":"hazard","here":"R-1","there":"G-1"}"#, "no number would have turned it");
}

#[test]
fn second_taps_are_graded_and_change_no_mark() {
    let desk = Desk::new();
    let tapped = |scenario: &str, taps: Taps| answer(&desk, scenario, Answer::Escalate, taps);
    for (fact, right) in [(SIGNALS, true), (MOOD, false)] {
        let outcome = tapped("sparks", Taps { fact: Some(fact), route: None });
        assert_eq!(outcome.taps.fact.map(|f| f.right), Some(right));
        assert_eq!(outcome.marks, 3);
    }
    let route = |scenario: &str, route| tapped(scenario, Taps { fact: None, route: Some(route) }).taps.route.unwrap().grade;
    assert_eq!(route("big", LEAD), Some(RouteGrade { right: true, levels_off: 0 }));
    assert_eq!(route("sparks", LEAD), Some(RouteGrade { right: false, levels_off: 2 }));
    assert_eq!(route("yes", LEAD), None, "no route is right where there is nothing to hand over");
}

#[test]
fn the_trainees_own_level_moves_the_line() {
    let desk = Desk::new();
    let mut profile = Profile::default();
    profile.set_own(&desk.policy, LEVEL, Some(SENIOR));
    let own = profile.own_facts(&desk.policy);
    assert_eq!(own, [(LEVEL, SENIOR)]);
    let verdict = |scenario: &str| {
        let session = Session::start(&desk.view(), Plan { own: own.clone(), ..plan(&[scenario]) }, NOON);
        let round = session.round().unwrap().clone();
        (round.explanation.ruling.verdict.unwrap(), round.known.get(LEVEL))
    };
    assert_eq!(desk.play("big").round().unwrap().explanation.ruling.verdict, Some(Verdict::Escalate));
    assert_eq!(verdict("big"), (Verdict::Yes, Some(SENIOR)));
    assert_eq!(
        verdict("no"),
        (Verdict::No, Some(Value::Choice(0))),
        "a senior never meets this case: the scenario's level stands"
    );
    profile.set_own(&desk.policy, ITEM, Some(Value::Choice(1)));
    assert_eq!(profile.own_facts(&desk.policy), own, "only what is the trainee's own");
}

#[test]
fn a_twin_turns_the_answer_and_is_no_first_try() {
    let desk = Desk::new();
    let mut session = Session::start(&desk.view(), plan(&["yes", "no"]), NOON);
    while desk.scenarios[session.round().unwrap().scenario].id != "yes" {
        session.answer(&desk.view(), Answer::No, Certainty::Sure, Taps::default(), NOON);
        session.next(&desk.view(), NOON);
    }
    let position = session.position();
    assert!(!session.twin(&desk.view(), NOON), "not before it is answered");
    session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap();
    assert!(session.has_twin(&desk.view()));
    assert!(session.twin(&desk.view(), NOON));
    let twin = session.round().unwrap().clone();
    assert!(twin.twin.is_some() && twin.outcome.is_none());
    assert_ne!(twin.explanation.ruling.verdict, Some(Verdict::Yes));
    let outcome = session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap().clone();
    assert_eq!(outcome.attempt.mode, Mode::Twin);
    assert_eq!(outcome.judgement, Judgement::Wrong(Wrong::OverReach));
    assert_eq!(session.position(), position, "the deck stands still meanwhile");
    if session.twin(&desk.view(), NOON) {
        assert_ne!(session.round().unwrap().full, desk.scenarios[0].case, "never back to a case that was played");
        session.next(&desk.view(), NOON);
        assert_ne!(session.position(), position, "a twin may be left unanswered");
    }
    let summary = session.summary();
    assert_eq!((summary.twins.right, summary.twins.of), (0, 1));
    assert_eq!(summary.right, summary.cases, "a twin is no first try");
}

#[test]
fn only_a_warned_case_can_be_skipped_and_costs_nothing() {
    let desk = Desk::new();
    assert!(!desk.play("yes").skip(&desk.view(), NOON));
    let mut session = desk.play("warned");
    assert!(session.skip(&desk.view(), NOON));
    assert!(session.is_finished() && session.attempts().is_empty());
}

#[test]
fn an_answer_is_given_once() {
    let desk = Desk::new();
    let mut session = desk.play("yes");
    assert!(!session.is_finished());
    assert!(session.next(&desk.view(), NOON), "an open case stays on the table");
    assert_eq!(session.position(), 0);
    assert!(session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).is_some());
    assert!(session.answer(&desk.view(), Answer::No, Certainty::Sure, Taps::default(), NOON).is_none());
    assert!(!session.next(&desk.view(), NOON) && session.is_finished());
    assert_eq!(session.attempts().len(), 1);
}

#[test]
fn the_same_seed_and_time_give_the_same_log() {
    let desk = Desk::new();
    let log = |entropy: u64| {
        let mut session = Session::start(&desk.view(), Plan { entropy, ..plan(&[]) }, NOON);
        let mut now = NOON;
        while !session.is_finished() {
            now += 1000;
            session.answer(&desk.view(), Answer::Escalate, Certainty::Fairly, Taps::default(), now);
            session.next(&desk.view(), now);
        }
        session.attempts().to_vec()
    };
    assert_eq!(log(1).len(), scenarios().len());
    assert_eq!(log(1), log(1));
    let ids = |entropy: u64| log(entropy).iter().map(|a| a.id).collect::<Vec<_>>();
    assert!(ids(1).iter().all(|id| !ids(2).contains(id)), "two people with one seed have two logs");
    assert!(ids(1).is_sorted());
}

#[test]
fn topics_and_numbers_limit_the_deck() {
    let desk = Desk::new();
    let deck = |plan: Plan| Session::start(&desk.view(), plan, NOON).cards().len();
    assert_eq!(deck(Plan { topic: Some("worn".to_owned()), ..plan(&[]) }), 1);
    assert_eq!(deck(Plan { topic: Some("weather".to_owned()), ..plan(&[]) }), 0);
    assert_eq!(deck(Plan { cases: Some(3), ..plan(&[]) }), 3);
    let none = Session::start(&desk.view(), Plan { topic: Some("weather".to_owned()), ..plan(&[]) }, NOON);
    assert!(none.is_finished());
    assert_eq!(Session::start(&desk.view(), Plan { trainee: Text::clean("x"), ..plan(&[]) }, NOON).trainee().as_str(), "x");
}
