//! The fold against logs made by hand, to the last figure.

use escalate_or_act::domain::learner::measures::calibration::Sureness;
use escalate_or_act::domain::learner::measures::lean::Lean;
use escalate_or_act::domain::learner::measures::misperception::Reading;
use escalate_or_act::domain::learner::measures::told::Told;
use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::policy::rule::Stakes;
use escalate_or_act::domain::report::trainee::people::people;
use escalate_or_act::domain::report::trainee::{Figures, own};
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};

use super::people::{coin_tosser, over_escalator, sure_of_all};
use crate::suite::measures::attempts::{DAY, START, of, right};
use crate::suite::session::desk::Desk;

fn figures(attempts: &[Attempt]) -> Figures {
    let desk = Desk::new();
    Figures::of(&own(attempts, "Ada", "desk"), &desk.view(), "Ada")
}

fn rate(count: u32, of: u32) -> Rate {
    Rate { count, of }
}

#[test]
fn a_confident_over_escalator_is_told_so() {
    let told = figures(&over_escalator());
    assert_eq!((told.counted.rated, told.counted.days), (rate(40, 60), 3));
    assert_eq!((told.panel.over_escalation, told.panel.over_reach), (rate(20, 30), rate(0, 30)));
    let Told::Figure(leaning) = told.panel.leaning else { panic!("{:?}", told.panel.leaning) };
    assert!(matches!(leaning.lean, Lean::Cautious(_)) && leaning.decimals, "{leaning:?}");
    let confidence = told.panel.calibration.confidence().unwrap();
    assert_eq!((confidence.told(), confidence.right), (Told::Figure(Sureness::Over), rate(40, 60)));
    let brier = told.panel.calibration.murphy().unwrap().score;
    assert!((brier - (40.0 * 0.01 + 20.0 * 0.81) / 60.0).abs() < 1e-9, "{brier}");
    // Twenty needless hand-overs, where handing over everything would cost thirty.
    let skill = told.panel.skill.figure().unwrap();
    assert!((skill - 1.0 / 3.0).abs() < 1e-9, "{skill}");
    let first = &told.clauses[0];
    assert_eq!((first.id.as_str(), first.found.wrong, first.found.sure), ("G-1", rate(20, 30), rate(20, 30)));
    assert_eq!(first.found.reading(), Reading::Misread);
    assert_eq!(told.clauses[1].found.wrong, rate(0, 30));
}

#[test]
fn a_coin_tosser_has_no_line() {
    let told = figures(&coin_tosser());
    assert_eq!((told.panel.over_escalation, told.panel.over_reach), (rate(15, 30), rate(15, 30)));
    assert_eq!(told.panel.leaning.figure().unwrap().lean, Lean::NoLine);
    let skill = told.panel.skill.figure().unwrap();
    assert!((skill + 0.5).abs() < 1e-9, "fifteen of two and fifteen of one, where thirty would do: {skill}");
}

#[test]
fn few_answers_tell_nothing_and_say_so() {
    let few: Vec<Attempt> = over_escalator().into_iter().take(4).collect();
    let told = figures(&few);
    assert_eq!(told.panel.leaning, Told::TooFew { more: 3 });
    assert!(matches!(told.panel.skill, Told::TooFew { .. }));
    assert!(matches!(told.panel.calibration.confidence().unwrap().told(), Told::TooFew { .. }));
    assert!(told.clauses.iter().all(|clause| clause.found.reading() == Reading::AskMore));
    assert!(matches!(told.learning.told(), Told::TooFew { .. }));
    let nothing = figures(&[]);
    assert_eq!((nothing.counted.answers(), nothing.clauses.len(), nothing.counted.first), (0, 0, None));
}

#[test]
fn only_first_tries_of_this_person_at_this_policy_enter_rates_and_each_once() {
    let plain = over_escalator();
    let expected = figures(&plain);
    let mut more = plain.clone();
    more.push(plain[0].clone());
    for mode in [Mode::Twin, Mode::Replay, Mode::Lesson, Mode::Stretch, Mode::Line] {
        more.push(Attempt { mode, ..of("G-1", Kind::Act, Answer::Escalate, START + DAY) });
        more.last_mut().unwrap().id = uuid::Uuid::from_u128(1000 + mode as u128);
    }
    more.push(Attempt { id: uuid::Uuid::from_u128(7), ..of("", Kind::SilenceEscalate, Answer::Escalate, START) });
    more.push(Attempt { id: uuid::Uuid::from_u128(8), trainee: "Ben".to_owned(), ..right("G-1", START) });
    let mut elsewhere = Attempt { id: uuid::Uuid::from_u128(9), ..right("G-1", START) };
    elsewhere.policy.id = "another".to_owned();
    more.push(elsewhere);
    more.reverse();
    let told = figures(&more);
    assert_eq!(told.panel, expected.panel);
    assert_eq!((told.clauses, told.learning), (expected.clauses, expected.learning));
    assert_eq!((told.counted.twins, told.counted.others), (rate(0, 1), rate(0, 4)));
    assert_eq!(told.counted.grey.of, 1);
    assert_eq!(told.counted.answers(), 66);
}

#[test]
fn a_critical_miss_is_counted_by_itself() {
    let mut attempts = sure_of_all(0, 1);
    attempts.iter_mut().for_each(|a| a.verdict.stakes = Stakes::Critical);
    let told = figures(&attempts);
    assert_eq!((told.panel.critical_misses, told.panel.critical), (1, 60));
}

#[test]
fn errors_that_fall_with_practice_have_a_curve() {
    // Of ten rules so many are wrong at the first, second, ... try.
    let wrong = [6, 4, 3, 2];
    let mut attempts = Vec::new();
    for (nth, wrong) in (0..).zip(wrong) {
        for rule in 0..10 {
            let answer = if rule < wrong { Answer::Escalate } else { Answer::Yes };
            let time = START + nth * DAY + i64::from(rule);
            let id = format!("rule-{rule}");
            attempts.push(Attempt { confidence: Certainty::Unsure, ..of(&id, Kind::Act, answer, time) });
        }
    }
    let told = figures(&attempts);
    assert_eq!(told.learning.tries, wrong.map(|wrong| rate(wrong, 10)));
    assert_eq!(told.learning.told(), Told::Figure([rate(6, 10), rate(2, 10)]));
    let law = told.learning.law.unwrap();
    assert!(law.b > 0.5 && law.fit > 0.95, "{law:?}");
}

#[test]
fn a_log_names_its_people_by_name() {
    let mut all = over_escalator();
    let ben = |time| Attempt { trainee: "Ben".to_owned(), pack: "shop".to_owned(), ..right("G-1", time) };
    all.push(ben(START + 9 * DAY));
    all.push(ben(START));
    let people = people(&all);
    assert_eq!(people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Ada", "Ben"]);
    assert_eq!((people[1].cases, people[1].last), (2, START + 9 * DAY));
    assert_eq!(people[1].packs.iter().collect::<Vec<_>>(), ["shop"]);
}
