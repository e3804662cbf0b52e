//! What the shipped packs promise, computed by the engine: the mix of cases a trainee needs to meet.

use escalate_or_act::content::{Keep, LoadedPack, Sources, list, load};
use escalate_or_act::domain::policy::case::{Case, Value};
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::{Explanation, Verdict};
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::policy::rule::RuleOutcome;
use escalate_or_act::domain::scenario::Scenario;

struct Told<'a> {
    scenario: &'a Scenario,
    case: Case,
    explanation: Explanation,
}

/// Every shipped pack with its scenarios explained, ask cases as they are once answered.
fn each_pack(check: impl Fn(&LoadedPack, &Engine, &[Told<'_>])) {
    let listings = list(&Sources::default());
    assert_eq!(listings.len(), 2, "bank and retail");
    for listing in &listings {
        let pack = load(listing, Keep::Findings);
        let engine =
            Engine::compile(pack.policy.as_ref().expect("a policy without errors"), Date::new(2026, 11, 21).unwrap()).unwrap();
        let told = |scenario| {
            let scenario: &Scenario = scenario;
            let case = scenario.answers.iter().fold(scenario.case.clone(), |c, (f, v)| c.with(*f, Some(*v)));
            let explanation = engine.explain(&case).unwrap();
            Told { scenario, case, explanation }
        };
        let told: Vec<Told<'_>> = pack.scenarios.iter().map(told).collect();
        check(&pack, &engine, &told);
    }
}

fn count(told: &[Told<'_>], of: impl Fn(&Told<'_>) -> bool) -> usize {
    told.iter().filter(|t| of(t)).count()
}

fn verdict(told: &Told<'_>) -> Verdict {
    told.explanation.ruling.verdict.expect("settled once asked")
}

#[test]
fn half_is_yours_and_half_is_not() {
    each_pack(|pack, _, told| {
        assert!(told.len() >= 24, "{}: {} scenarios", pack.id, told.len());
        let escalate = count(told, |t| verdict(t) == Verdict::Escalate);
        let share = escalate * 100 / told.len();
        assert!((40..=60).contains(&share), "{}: {share} % escalate", pack.id);
        assert!(count(told, |t| verdict(t) == Verdict::No) >= 3, "{}: the right act is no", pack.id);
        assert!(count(told, |t| verdict(t) == Verdict::Yes) >= 6, "{}: the right act is yes", pack.id);
    });
}

#[test]
fn enough_cases_stand_near_the_line() {
    each_pack(|pack, engine, told| {
        let near = |t: &Told<'_>| {
            t.explanation.room.iter().any(|r| {
                let number = engine.policy().fact(r.fact).number().unwrap();
                r.left().millionths() * 20 <= number.near_twentieths
            })
        };
        assert!(count(told, near) >= 6, "{}: {} near the line", pack.id, count(told, near));
    });
}

#[test]
fn grey_areas_questions_and_mixed_cases_are_met() {
    each_pack(|pack, engine, told| {
        let grey = count(told, |t| t.explanation.ruling.kind.is_some_and(|k| k.is_grey()));
        assert!(grey >= 3, "{}: {grey} grey areas", pack.id);
        let ask = count(told, |t| t.scenario.ask && engine.decide(&t.scenario.case).unwrap().verdict.is_none());
        assert!(ask >= 3, "{}: {ask} where one asks first", pack.id);
        let mixed = count(told, |t| !t.explanation.ruling.still.is_empty());
        assert!(mixed >= 3, "{}: {mixed} fix part and hand over part", pack.id);
    });
}

#[test]
fn some_cases_turn_with_the_trainees_level() {
    each_pack(|pack, engine, told| {
        let own: Vec<FactId> = (0..engine.policy().facts.len()).map(FactId).filter(|f| engine.policy().fact(*f).own).collect();
        assert!(!own.is_empty(), "{}: a level of one's own", pack.id);
        let turns = |t: &Told<'_>| {
            own.iter().any(|f| {
                let levels = engine.policy().fact(*f).names().len();
                (0..levels).any(|l| {
                    engine
                        .decide(&t.case.with(*f, Some(Value::Choice(l))))
                        .is_ok_and(|r| r.verdict != t.explanation.ruling.verdict)
                })
            })
        };
        assert!(count(told, turns) >= 3, "{}: {} turn with the level", pack.id, count(told, turns));
    });
}

#[test]
fn every_rule_is_short_reasoned_and_has_words_to_say() {
    each_pack(|pack, engine, told| {
        let policy = engine.policy();
        assert!(policy.rules.len() >= 12);
        assert!(
            policy.rules.iter().any(|r| r.otherwise)
                && policy.rules.iter().any(|r| !r.notify.is_empty())
                && policy.allowance.is_some()
        );
        for rule in &policy.rules {
            assert!(rule.text.split_whitespace().count() <= 25 && !rule.why.is_empty(), "{} {}", pack.id, rule.id);
            assert!(rule.say.is_some(), "{} {} has no words to say", pack.id, rule.id);
        }
        let kinds = |f: fn(&RuleOutcome) -> bool| policy.rules.iter().any(|r| f(&r.outcome));
        assert!(
            kinds(|o| matches!(o, RuleOutcome::Escalate(_)))
                && kinds(|o| matches!(o, RuleOutcome::Decline(_)))
                && kinds(|o| matches!(o, RuleOutcome::Act(_)))
        );
        for t in told {
            assert!(t.scenario.teach.trap.is_some() && t.scenario.expect.is_some(), "{}", t.scenario.id);
            assert!(!t.scenario.source.reference.is_empty(), "{} names its source", t.scenario.id);
        }
    });
}
