//! Rules looked up before an answer: what is shown, what is logged, and what is said after it.

use escalate_or_act::content::{Keep, Sources, list, load};
use escalate_or_act::domain::learner::memory::grade::{Grade, Shown};
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::quantity::Quantity;
use escalate_or_act::domain::policy::rule::RuleId;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::session::hand::Chosen;
use escalate_or_act::domain::session::handbook::{could_matter, topic};
use escalate_or_act::domain::session::taps::Taps;
use escalate_or_act::domain::session::{Plan, Session};
use escalate_or_act::domain::wording::acknowledged::acknowledged;
use escalate_or_act::domain::wording::judgement::looked_up;

use super::desk::{AMOUNT, DAYS, Desk, LEAD, MOOD, NOON, SAFETY, case, plan, policy, scenario};

#[test]
fn the_page_holds_every_rule_that_speaks_and_tells_the_topic_only() {
    for listing in list(&Sources::default()) {
        let pack = load(&listing, Keep::Findings);
        let policy = pack.policy.expect("it ships without a mistake");
        let engine = Engine::compile(&policy, Date::new(2026, 11, 21).unwrap()).unwrap();
        let about = topic(&policy).expect("both packs are ordered by what is asked for");
        assert_eq!(policy.fact(about).name, "request");
        let mut pages: Vec<(_, Vec<RuleId>)> = Vec::new();
        for scenario in &pack.scenarios {
            let told = scenario.told();
            let page = could_matter(&policy, &scenario.case, engine.ranked());
            let ruling = engine.decide(&told).unwrap();
            for rule in ruling.rules.iter().chain(&ruling.still).chain(&ruling.overruled) {
                assert!(page.contains(rule), "{}: {}", scenario.id, policy.rules[rule.0].id);
            }
            assert!(page.len() >= 4, "{}: {} rules would give it away", scenario.id, page.len());
            match pages.iter().find(|(topic, _)| *topic == scenario.case.get(about)) {
                Some((_, known)) => assert_eq!(*known, page, "{}: the same page for the same topic", scenario.id),
                None => pages.push((scenario.case.get(about), page)),
            }
        }
        assert!(pages.iter().any(|(_, page)| page.len() < engine.ranked().len()), "a page is less than the book");
    }
}

#[test]
fn looking_up_is_logged_once_and_is_no_error() {
    let desk = Desk::new();
    let mut session = desk.play("yes");
    assert!(session.look_up() && !session.look_up(), "once is enough");
    let saved = session.snapshot(&desk.view());
    let (mut resumed, _) = Session::resume(&desk.view(), saved, Vec::new(), &[], NOON);
    assert!(resumed.round().unwrap().looked_up, "it is not forgotten by leaving");
    let outcome = resumed.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap().clone();
    assert!(outcome.attempt.looked_up && outcome.judgement.is_right());
    assert_eq!(outcome.marks, 3, "the marks are the same");
    assert!(!resumed.look_up(), "after the answer it is reading, not looking up");
    let summary = resumed.summary();
    assert_eq!((summary.looked_up, summary.missed.len()), (1, 0));
    assert_eq!(looked_up(1, 1).unwrap(), "the rules in 1 of 1 first; no mistake, and asked again a little sooner");
    assert_eq!(looked_up(0, 4), None);
}

#[test]
fn a_looked_up_answer_is_remembered_with_help() {
    let shown = |helped| Shown {
        right: true,
        certainty: Certainty::Sure,
        pace: None,
        helped,
        in_part: false,
        seen_before: true,
        was_sure: true,
    };
    assert_eq!((Grade::of(&shown(true)), Grade::of(&shown(false))), (Grade::Hard, Grade::Easy));
}

#[test]
fn attempts_of_older_logs_were_not_looked_up() {
    let desk = Desk::new();
    let mut session = desk.play("yes");
    session.look_up();
    let attempt = session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON).unwrap().attempt.clone();
    let mut json = serde_json::to_value(&attempt).unwrap();
    assert_eq!(json["looked_up"], true);
    json.as_object_mut().unwrap().remove("looked_up");
    let old: Attempt = serde_json::from_value(json).unwrap();
    assert_eq!(old, Attempt { looked_up: false, ..attempt });
    assert!(serde_json::to_value(&old).unwrap().get("looked_up").is_none(), "an old answer reads as it was written");
}

#[test]
fn good_judgement_is_named_for_what_it_was() {
    let desk = Desk::new();
    let said = |scenario: &str, answer, certainty, taps, ask: bool, look: bool, duration| {
        let mut session = desk.play(scenario);
        if ask {
            session.ask(&desk.view(), DAYS).unwrap();
        }
        if look {
            session.look_up();
        }
        session.answer(&desk.view(), answer, certainty, taps, NOON + duration).unwrap();
        let round = session.round().unwrap();
        acknowledged(&desk.policy, round, round.outcome.as_ref().unwrap()).unwrap_or_default()
    };
    let (none, sure, unsure) = (Taps::default(), Certainty::Sure, Certainty::Unsure);
    let to = |route| Taps { fact: None, route: Some(route) };
    let names = |fact| Taps { fact: Some(fact), route: None };
    assert_eq!(said("when", Answer::Yes, sure, none, true, false, 1), "You asked before you decided: days settled it.");
    assert!(said("sparks", Answer::Escalate, sure, to(SAFETY), false, false, 1).starts_with("The right people"));
    assert_eq!(said("sparks", Answer::Escalate, sure, to(LEAD), false, false, 1), "", "the wrong people are no praise");
    assert!(said("no", Answer::No, sure, none, false, false, 1).starts_with("You said no yourself"));
    assert!(said("yes", Answer::Yes, unsure, none, false, false, 1).starts_with("You were unsure, and still read it right."));
    assert_eq!(said("yes", Answer::Yes, sure, names(DAYS), false, false, 1), "You named what decides: days.");
    assert!(said("yes", Answer::Yes, sure, none, false, true, 1) == "You went to the rules rather than guess.");
    assert!(said("grey", Answer::Escalate, sure, none, false, false, 1).contains("you asked rather than guessed"));
    assert_eq!(said("yes", Answer::Yes, sure, none, false, false, 1), "", "merely right is its own reward");
    assert_eq!(said("yes", Answer::No, unsure, names(AMOUNT), false, true, 1), "", "a miss is not praised");
    let slow = said("yes", Answer::Yes, sure, names(DAYS), false, false, 3_600_000);
    assert_eq!(slow, said("yes", Answer::Yes, sure, names(DAYS), false, false, 1), "never for speed");
}

#[test]
fn being_next_to_a_line_is_named_only_where_it_could_be_noticed() {
    let said = |usual: Option<i64>, days: i64, moved: Option<i64>, fact| {
        let mut policy = policy();
        let number = |days| Value::Number(Quantity::whole(days));
        policy.facts[DAYS.0].usually = usual.map(number);
        let desk = Desk::of(policy, vec![scenario("hats", case(20, Some(days), 0, 0))]);
        let moved = moved.map(|to| (DAYS, number(to))).into_iter().collect();
        let hand = vec![Chosen { scenario: "hats".to_owned(), moved, why: None }];
        let mut session = Session::start(&desk.view(), Plan { hand, ..plan(&["hats"]) }, NOON);
        session.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps { fact, route: None }, NOON).unwrap();
        let round = session.round().unwrap();
        acknowledged(&desk.policy, round, round.outcome.as_ref().unwrap()).unwrap_or_default()
    };
    let noticed = "days: 30 days is next to the line at 30 days, and you saw on which side.";
    assert_eq!(said(None, 30, None, None), noticed);
    assert_eq!(said(Some(10), 30, None, None), noticed, "out of the usual: the story tells it");
    assert_eq!(said(Some(30), 30, None, None), "", "nobody is told of what every case means that says nothing of it");
    assert_eq!(said(Some(30), 10, Some(30), None), noticed, "it was moved, and that is told");
    assert_eq!(said(None, 30, None, Some(MOOD)), "", "they were looking at the mood");
    assert_eq!(said(None, 30, None, Some(DAYS)), noticed);
}
