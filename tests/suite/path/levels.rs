//! Levels: the trainee's own, which rise when they have shown what is asked; and harder cases, which can't count against them.

use escalate_or_act::domain::learner::path::ladder::{Raise, ladder, level, raise};
use escalate_or_act::domain::learner::path::progress::Step;
use escalate_or_act::domain::policy::case::Value;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::session::attempt::Mode;

use super::walker::{self, BENCH, DAY, Walker};

#[test]
fn the_levels_of_a_policy_are_an_own_choice_whose_limits_rise() {
    for pack in walker::shipped().iter().map(String::as_str).chain([BENCH]) {
        let walker = Walker::on(pack);
        let policy = walker.view().policy.clone();
        let fact = policy.fact_id("level").unwrap();
        assert_eq!(ladder(&policy), Some(fact), "{pack}");
        let at = |n: usize| vec![(fact, Value::Choice(n))];
        assert_eq!(raise(&policy, &at(0)), Some(Raise { fact, from: 0, to: 1 }));
        assert_eq!((level(&policy, &at(2)), raise(&policy, &at(2))), (Some(2), None), "there is nothing above the last");
        assert_eq!((level(&policy, &[]), raise(&policy, &[])), (None, None));
    }
}

#[test]
fn where_limits_fall_or_nothing_hangs_on_it_an_own_choice_is_no_level() {
    let mut policy = Walker::on(BENCH).view().policy.clone();
    for limit in &mut policy.limits {
        limit.values.reverse();
    }
    assert_eq!(ladder(&policy), None, "a desk, perhaps");
    policy.limits.clear();
    assert_eq!(ladder(&policy), None);
}

#[test]
fn a_level_that_was_taken_on_is_checked_again() {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    walker.sitting(&mut walker::right);
    assert_eq!(walker.progress().step, Step::Done);
    let policy = walker.view().policy.clone();
    walker.profile.set_own(&policy, FactId(policy.fact_id("level").unwrap().0), Some(Value::Choice(1)));
    let progress = walker.progress();
    assert_eq!((progress.check.clone(), progress.mastered()), (None, 0), "the same case gives another key at another level");
    walker.now += DAY;
    walker.up_to_check();
    walker.sitting(&mut walker::right);
    assert!(walker.certificate().is_some_and(|c| c.own.iter().any(|(_, value)| value == "Full")));
}

#[test]
fn a_harder_case_never_lowers_what_is_shown() {
    let mut walker = Walker::on(BENCH);
    walker.up_to_check();
    let stretched: Vec<_> = walker.attempts.iter().filter(|a| a.mode == Mode::Stretch).cloned().collect();
    assert!(!stretched.is_empty(), "a case of the level above was among them");
    let before = walker.progress();
    for (at, attempt) in stretched.into_iter().cycle().take(20).enumerate() {
        let mut wrong = attempt;
        wrong.answer = if wrong.verdict.answer() == Verdict::Escalate {
            escalate_or_act::domain::session::answer::Answer::Yes
        } else {
            escalate_or_act::domain::session::answer::Answer::Escalate
        };
        wrong.id = uuid::Uuid::from_u128(at as u128 + 1);
        wrong.time = walker.now;
        walker.attempts.push(wrong);
    }
    assert_eq!(walker.progress().standings, before.standings);
}
