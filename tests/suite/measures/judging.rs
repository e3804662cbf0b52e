//! What the measures say of people who answer in known ways.

use escalate_or_act::domain::learner::measures::calibration::Calibration;
use escalate_or_act::domain::learner::measures::curve;
use escalate_or_act::domain::learner::measures::mastery::{Mastery, Seen};
use escalate_or_act::domain::learner::measures::misperception::Misperception;
use escalate_or_act::domain::learner::measures::outcomes::Outcomes;
use escalate_or_act::domain::learner::measures::panel::Panel;
use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::policy::Mastery as Asked;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::policy::rule::{Rule, Stakes};
use escalate_or_act::domain::policy::source::parse;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::wording::judgement as words;
use escalate_or_act::domain::wording::path::so_far;

use super::attempts::{DAY, START, of, right};

/// A rule with the id the attempts name.
fn rule(id: &str) -> Rule {
    let source = parse(include_str!("../../fixtures/marrow-pine/policy.toml"), "policy.toml");
    Rule { id: id.to_owned(), was: Vec::new(), ..source.policy().unwrap().rules[0].clone() }
}

fn mastery(attempts: &[Attempt]) -> Mastery {
    Mastery::of(attempts, "desk", &rule("G-1"), Asked::default())
}

/// Seven right answers on two days.
fn seven() -> Vec<Attempt> {
    (0..7).map(|i| right("G-1", START + i / 4 * DAY + i * 60_000)).collect()
}

#[test]
fn grey_areas_twins_and_replays_enter_no_figure() {
    let mut attempts = vec![
        of("R-1", Kind::Escalate, Answer::Escalate, START),
        of("R-1", Kind::Escalate, Answer::No, START),
        of("G-1", Kind::Act, Answer::Escalate, START),
        of("D-1", Kind::Decline, Answer::Yes, START),
    ];
    let expected = Outcomes { hits: 1, misses: 1, false_alarms: 1, correct_rejections: 1 };
    assert_eq!(Outcomes::of(&attempts), expected, "giving away what one may refuse is still acting");
    attempts.push(of("", Kind::SilenceEscalate, Answer::Yes, START));
    attempts.push(Attempt { mode: Mode::Twin, ..right("G-1", START) });
    attempts.push(Attempt { mode: Mode::Replay, ..right("G-1", START) });
    assert_eq!(Outcomes::of(&attempts), expected);
    assert_eq!(Calibration::of(&attempts).right(), Rate { count: 1, of: 4 });
}

#[test]
fn what_is_answered_before_enough_is_asked_is_an_error_of_its_own_side() {
    let mut early = right("G-1", START);
    early.verdict.settled = false;
    assert_eq!(Outcomes::of([&early]), Outcomes { misses: 1, ..Outcomes::default() });
    early.answer = Answer::Escalate;
    assert_eq!(Outcomes::of([&early]), Outcomes { false_alarms: 1, ..Outcomes::default() });
}

#[test]
fn nobody_is_called_master_before_enough_was_seen() {
    let all = seven();
    assert!(mastery(&all).is_shown());
    let of_six = Seen { tries: 6, tries_asked: 7, days: 2, days_asked: 2 };
    assert_eq!(mastery(&all[..6]), Mastery::NotSeenEnough(of_six));
    assert_eq!(words::mastery(mastery(&all[..6])), "Not yet seen enough: 6 of 7 cases, on 2 of 2 days.");
    let one_day: Vec<Attempt> = (0..20).map(|i| right("G-1", START + i)).collect();
    assert_eq!(words::mastery(mastery(&one_day)), "Not yet seen enough: 7 of 7 cases, on 1 of 2 days.");
    assert_eq!(words::mastery(mastery(&[])), "Not yet seen enough: 0 of 7 cases, on 0 of 2 days.");
    let once = Mastery::NotSeenEnough(Seen { tries: 0, tries_asked: 1, days: 0, days_asked: 1 });
    assert_eq!(words::mastery(once), "Not yet seen enough: 0 of 1 case, on 0 of 1 day.");
    assert_eq!(so_far(Seen { tries: 4, tries_asked: 7, days: 0, days_asked: 1 }), "4 of 7 tries, 0 of 1 day");
    let nothing_asked = Asked { opportunities: 0, days: 0, critical_misses: 0 };
    assert!(!Mastery::of(&[], "desk", &rule("G-1"), nothing_asked).is_shown());
}

#[test]
fn whatever_a_pack_asks_who_answers_everything_right_shows_it() {
    for opportunities in 0..=9 {
        let asked = Asked { opportunities, days: 1, critical_misses: 0 };
        let shown = |tries: usize| {
            let all: Vec<Attempt> = (0..tries as i64).map(|i| right("G-1", START + i)).collect();
            Mastery::of(&all, "desk", &rule("G-1"), asked)
        };
        // Three right ones are what it takes to tell knowing from luck, however few a pack asks for.
        let least = (opportunities as usize).max(3);
        let first = (0..=12).find(|tries| shown(*tries).is_shown());
        assert_eq!(first, Some(least), "where {opportunities} are asked for");
        assert!((least..40).all(|tries| shown(tries).is_shown()), "and it stays so");
    }
    let asked = Asked { opportunities: 1, days: 1, critical_misses: 0 };
    let lately: Vec<Attempt> = (0..3).map(|i| right("G-1", START + i)).collect();
    let early = of("G-1", Kind::Act, Answer::Escalate, START - 1);
    let all: Vec<&Attempt> = std::iter::once(&early).chain(&lately).collect();
    assert!(Mastery::of(all, "desk", &rule("G-1"), asked).is_shown(), "an old mistake is not held against anybody");
}

#[test]
fn a_day_is_the_day_of_the_person_who_lived_it() {
    let hour = 3_600_000;
    let at = |days: &[(i64, i64)]| {
        let tries = days.iter().flat_map(|(time, zone)| (0..4).map(move |i| (START - 8 * hour + time * hour + i, zone * hour)));
        let all: Vec<Attempt> = tries.map(|(time, zone)| Attempt { zone, ..right("G-1", time) }).collect();
        mastery(&all).is_shown()
    };
    // Auckland, 13 hours ahead: ten in the morning and three in the afternoon of one day have midnight in London between them.
    assert!(!at(&[(21, 13), (26, 13)]), "one afternoon is one day");
    // Los Angeles, 8 behind: an evening and the next morning lie on one day of London's.
    assert!(at(&[(3, -8), (17, -8)]), "a night lies between");
    assert!(at(&[(21, 0), (26, 0)]), "what older logs hold counts by UTC");
    let abroad = Attempt { zone: 13 * hour, ..right("G-1", START) };
    let mut json = serde_json::to_value(&abroad).unwrap();
    assert_eq!(serde_json::from_value::<Attempt>(json.clone()).unwrap(), abroad);
    json.as_object_mut().unwrap().remove("zone");
    let old: Attempt = serde_json::from_value(json).unwrap();
    assert_eq!(old.zone, 0);
    assert!(serde_json::to_value(&old).unwrap().get("zone").is_none(), "an old answer reads as it was written");
}

#[test]
fn the_order_in_which_logs_are_put_together_makes_no_difference() {
    let mut all = seven();
    all[2].answer = Answer::Escalate;
    let told = mastery(&all);
    all.reverse();
    assert_eq!(mastery(&all), told);
}

#[test]
fn late_mistakes_take_it_back_and_practice_returns_it() {
    let mut all = seven();
    let mistake = |i| of("G-1", Kind::Act, Answer::Escalate, START + 2 * DAY + i);
    all.push(mistake(0));
    assert!(mastery(&all).is_shown(), "one may be a slip");
    all.extend([mistake(1), mistake(2)]);
    assert_eq!(words::mastery(mastery(&all)), "Not yet: seen enough, and not yet right often enough.");
    all.extend((1..4).map(|i| right("G-1", START + 3 * DAY + i)));
    assert!(mastery(&all).is_shown());
}

#[test]
fn a_critical_overstep_bars_it_until_the_last_tries_are_clean() {
    let red = |answer, time| {
        let mut attempt = of("G-1", Kind::Escalate, answer, time);
        attempt.verdict.stakes = Stakes::Critical;
        attempt
    };
    let mut all: Vec<Attempt> = (0..9).map(|i| red(Answer::Escalate, START + i * DAY)).collect();
    assert!(mastery(&all).is_shown());
    all.push(red(Answer::Yes, START + 9 * DAY));
    assert_eq!(mastery(&all), Mastery::Overstepped { misses: 1 });
    for i in 1..=7 {
        assert!(!mastery(&all).is_shown(), "after {i} more");
        all.push(red(Answer::Escalate, START + (9 + i) * DAY));
    }
    assert!(mastery(&all).is_shown());
}

#[test]
fn a_rule_is_called_misread_only_where_chance_would_hardly_make_it() {
    let asked = |wrong: usize, all: usize| {
        let answer = |i: usize| if i < wrong { Answer::Escalate } else { Answer::Yes };
        let attempts: Vec<Attempt> = (0..all).map(|i| of("G-1", Kind::Act, answer(i), START)).collect();
        words::misperception(Misperception::of(&attempts, "desk", &rule("G-1")))
    };
    assert_eq!(asked(7, 12), "Misread: 7 of 12 on the wrong side of it, 7 of them sure.");
    assert_eq!(asked(5, 12), "Not clearly misread: 5 of 12 on the wrong side of it, 5 of them sure.");
    assert_eq!(asked(4, 4), "Too few answers to tell (4 of 4 on the wrong side of it, 4 of them sure): ask more people.");
    assert_eq!(asked(0, 0), "Too few answers to tell (0 of 0 on the wrong side of it): ask more people.");
}

#[test]
fn errors_are_counted_by_the_nth_try_at_a_rule() {
    let miss = |rule, time| of(rule, Kind::Act, Answer::Escalate, time);
    let attempts = [miss("A", 1), right("A", 2), miss("B", 3), miss("A", 4), right("B", 5)];
    let curve = curve::errors(&attempts);
    assert_eq!(curve, [Rate { count: 2, of: 2 }, Rate { count: 0, of: 2 }, Rate { count: 1, of: 1 }]);
    assert_eq!(curve::of(&curve, 1), None, "too few tries, and one without an error");
    let falling = [8, 4, 3, 2].map(|count| Rate { count, of: 10 });
    let law = curve::of(&falling, 5).unwrap();
    assert!(law.b > 0.9 && law.reaches(0.1).unwrap() > 4.0, "{law:?}");
    assert_eq!(curve::of(&falling, 11), None);
}

#[test]
fn a_panel_says_what_few_cases_cannot_tell() {
    let panel = Panel::of(&[]);
    assert_eq!(words::lean(panel.leaning), "Too few cases of both kinds to tell which way you lean.");
    assert_eq!(words::skill(panel.skill), "Too few cases of both kinds to tell what judging each case is worth.");
    assert_eq!(
        words::confidence(panel.calibration.confidence()),
        "Too few answers to tell whether you are as often right as you are sure."
    );
    assert_eq!(words::clean_sheet(panel.over_reach), None);
}

#[test]
fn one_error_in_many_cases_is_no_lean() {
    let attempts = |misses: usize| -> Vec<Attempt> {
        let handed = (0..88).map(|i| of("R-1", Kind::Escalate, if i < misses { Answer::Yes } else { Answer::Escalate }, START));
        handed.chain((0..416).map(|_| of("G-1", Kind::Act, Answer::Yes, START))).collect()
    };
    let said = |misses| words::lean(Panel::of(&attempts(misses).iter().collect::<Vec<_>>()).leaning);
    assert_eq!(said(1), "You err too rarely to tell which way you lean.");
    assert_eq!(said(8), "You are a little bolder than the stakes allow: you keep some of what is to be handed over.");
    assert_eq!(said(44), "You are far bolder than the stakes allow: you keep much of what is to be handed over.");
}

#[test]
fn a_panel_of_somebody_who_hands_everything_over() {
    let mut attempts: Vec<Attempt> = (0..20).map(|_| of("G-1", Kind::Act, Answer::Escalate, START)).collect();
    attempts.extend((0..10).map(|_| of("R-1", Kind::Escalate, Answer::Escalate, START)));
    let all: Vec<&Attempt> = attempts.iter().collect();
    let panel = Panel::of(&all);
    assert_eq!((panel.critical_misses, panel.critical), (0, 0));
    assert_eq!(words::lean(panel.leaning), "You are far more cautious than the stakes ask: you hand over much of what is yours.");
    assert_eq!(words::skill(panel.skill), "One rule for every case would have cost the same as these answers.");
    assert_eq!(words::clean_sheet(panel.over_reach).unwrap(), "none of 10, and up to 28\u{a0}% is still possible");
    assert_eq!(
        words::confidence(panel.calibration.confidence()),
        "You are surer than you are right: about 90\u{a0}% sure, and right in 33\u{a0}%."
    );
}

#[test]
fn a_panel_counts_what_harms() {
    let mut attempt = of("R-1", Kind::Escalate, Answer::Yes, START);
    attempt.verdict.stakes = Stakes::Critical;
    attempt.confidence = Certainty::Unsure;
    let panel = Panel::of(&[&attempt]);
    assert_eq!((panel.critical_misses, panel.critical), (1, 1));
}

#[test]
fn who_guesses_is_hardly_ever_called_a_master() {
    // One guess in five is right: what the tracing of knowledge takes for luck.
    let luck = 0.2_f64;
    let called = |answers: u32| {
        let answer = |i: i64| if answers >> i & 1 == 1 { Answer::Yes } else { Answer::Escalate };
        let attempts: Vec<Attempt> = (0..7).map(|i| of("G-1", Kind::Act, answer(i), START + i * DAY)).collect();
        mastery(&attempts).is_shown()
    };
    let likely = |answers: u32| luck.powi(answers.count_ones() as i32) * (1.0 - luck).powi(7 - answers.count_ones() as i32);
    let share: f64 = (0..1 << 7).filter(|answers| called(*answers)).map(likely).sum();
    assert!(share < 0.05, "{share}");
}
