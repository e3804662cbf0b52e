//! What answers leave behind, whatever order they are read in and whatever the clock did.

use escalate_or_act::domain::learner::memory::Memory;
use escalate_or_act::domain::learner::memory::place::{Names, Place};
use escalate_or_act::domain::learner::memory::queue::{Edited, Queue};
use escalate_or_act::domain::learner::memory::syllabus::Syllabus;
use escalate_or_act::domain::learner::memory::trace::Trace;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::policy::source::parse;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::facet::Facet;
use escalate_or_act::domain::session::taps::{GradedTaps, RouteGrade, RouteTap};
use proptest::prelude::{Just, Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};
use serde_json::json;
use uuid::Uuid;

use crate::suite::measures::attempts::{DAY, START, of, right};

/// The shop of the fixtures, under the name the attempts give their policy.
pub fn shop(change: impl Fn(&str) -> String) -> Policy {
    let text = change(include_str!("../../fixtures/marrow-pine/policy.toml")).replace("\"marrow-pine\"", "\"desk\"");
    parse(&text, "policy.toml").policy().unwrap().clone()
}

fn trace(attempts: &[Attempt]) -> Trace {
    let policy = shop(str::to_owned);
    let memory = Memory::of(attempts, &policy);
    assert_eq!(memory.len(), 1);
    memory.trace(&Place::met(&attempts[0], &Names::of(&policy)).unwrap()).unwrap().clone()
}

fn missed(time: i64, confidence: Certainty) -> Attempt {
    Attempt { confidence, ..of("M-1", Kind::Act, Answer::Escalate, time) }
}

/// When it comes back, in days after its last answer.
fn days(trace: &Trace) -> i64 {
    (trace.due - trace.last + DAY / 2) / DAY
}

#[test]
fn a_right_answer_comes_back_later_each_time() {
    let mut all = vec![right("M-1", START)];
    all[0].confidence = Certainty::Fairly;
    let mut last = 0;
    for _ in 0..5 {
        let now = trace(&all);
        assert!(days(&now) > last, "{now:?}");
        last = days(&now);
        all.push(Attempt { confidence: Certainty::Fairly, ..right("M-1", now.due) });
    }
}

#[test]
fn the_two_sides_of_a_line_share_one_memory_and_another_story_is_no_other_place() {
    let side = |here: &str, there: &str, time| {
        let facet =
            Facet { fact: "amount".to_owned(), line: json!(150), here: Some(here.to_owned()), there: Some(there.to_owned()) };
        Attempt { facet: Some(facet), scenario: format!("story-{time}"), ..right(here, time) }
    };
    let now = trace(&[side("M-1", "M-3", START), side("M-3", "M-1", START + DAY)]);
    assert_eq!((now.met, now.missed), (2, 0));
}

#[test]
fn something_missed_and_sure_comes_back_in_the_same_sitting_and_within_a_week() {
    let policy = shop(str::to_owned);
    let session = Uuid::from_u128(5);
    // Long known: without the rule it would come back later.
    let mut all: Vec<Attempt> = Vec::new();
    for i in 0..8 {
        all.push(right("M-1", START + i * i * 30 * DAY));
    }
    let miss = Attempt { session, ..missed(START + 3000 * DAY, Certainty::Sure) };
    let mut unsure = all.clone();
    unsure.push(missed(miss.time, Certainty::Unsure));
    assert!(days(&trace(&unsure)) > 7, "{:?}", trace(&unsure));
    all.push(miss.clone());
    assert!(days(&trace(&all)) <= 7, "{:?}", trace(&all));
    let memory = Memory::of(&all, &policy);
    assert_eq!(memory.again(session).len(), 1);
    assert!(memory.again(Uuid::from_u128(6)).is_empty(), "another sitting");
    let replay = Attempt { session, mode: Mode::Replay, ..right("M-1", miss.time + 1) };
    all.push(replay);
    let memory = Memory::of(&all, &policy);
    assert!(memory.again(session).is_empty(), "put right in the same sitting");
    assert!(days(&trace(&all)) <= 7, "put right after an explanation, it still comes back within the week");
}

#[test]
fn a_critical_line_is_never_further_away_than_thirty_days() {
    // M-3 is the red line of the shop; M-1 a green light.
    for (rule, critical) in [("M-3", true), ("M-1", false)] {
        let all: Vec<Attempt> = (0..9).map(|i| right(rule, START + i * i * 20 * DAY)).collect();
        let now = trace(&all);
        assert_eq!(now.critical, critical);
        assert_eq!(days(&now) <= 30, critical, "{now:?}");
    }
}

#[test]
fn a_right_answer_for_the_wrong_people_is_remembered_in_part() {
    let tap = |right, levels_off| GradedTaps {
        route: Some(RouteTap { id: "lead".to_owned(), grade: Some(RouteGrade { right, levels_off }) }),
        ..GradedTaps::default()
    };
    let whole = trace(&[Attempt { taps: tap(true, 0), ..right("M-1", START) }]);
    for part in [tap(false, 0), tap(true, 1)] {
        assert!(trace(&[Attempt { taps: part, ..right("M-1", START) }]).state.stability < whole.state.stability);
    }
}

#[test]
fn a_twin_right_after_the_explanation_proves_nothing_and_a_missed_one_does() {
    let first = right("M-1", START);
    let twin = |answer| Attempt { mode: Mode::Twin, ..of("M-1", Kind::Act, answer, START + 1) };
    assert_eq!(trace(&[first.clone(), twin(Answer::Yes)]), trace(std::slice::from_ref(&first)));
    assert_eq!(trace(&[first, twin(Answer::Escalate)]).missed, 1);
    let policy = shop(str::to_owned);
    assert!(Memory::of(&[twin(Answer::Yes)], &policy).is_empty());
}

#[test]
fn grey_areas_and_other_policies_leave_nothing() {
    let policy = shop(str::to_owned);
    let grey = of("M-1", Kind::SilenceEscalate, Answer::Escalate, START);
    let mut other = right("M-1", START);
    other.policy.id = "another".to_owned();
    assert!(Memory::of(&[grey, other], &policy).is_empty());
}

#[test]
fn a_renamed_rule_keeps_its_memory() {
    let attempts = [right("M-1", START), right("M-1", START + DAY)];
    let mut renamed = shop(str::to_owned);
    let rule = renamed.rules.iter_mut().find(|r| r.id == "M-1").unwrap();
    rule.was = vec![std::mem::replace(&mut rule.id, "M-9".to_owned())];
    let memory = Memory::of(&attempts, &renamed);
    let place = Place::met(&right("M-9", START), &Names::of(&renamed)).unwrap();
    assert_eq!(memory.trace(&place).unwrap().met, 2);
}

#[test]
fn what_was_answered_under_a_wrong_clock_is_due_and_not_lost() {
    let policy = shop(str::to_owned);
    for clock in [[START, START + 40_000 * DAY], [i64::MIN, i64::MAX]] {
        let memory = Memory::of(&clock.map(|time| right("M-1", time)), &policy);
        let mut syllabus = Syllabus::default();
        syllabus.add(Place::met(&right("M-1", START), &Names::of(&policy)).unwrap());
        let queue = Queue::of(&memory, &syllabus, &Edited::new());
        assert_eq!(queue.due(START + DAY, 9).len(), 1, "{memory:?}");
        let state = memory.trace(&syllabus.places[0]).unwrap().state;
        assert!(state.stability.is_finite() && state.difficulty.is_finite(), "{state:?}");
    }
}

/// Answers at a few places, at any time, some of them nonsense of a broken clock.
fn history() -> impl Strategy<Value = Vec<Attempt>> {
    let time = (any::<bool>(), any::<i64>(), 0_i64..400 * DAY).prop_map(
        |(sane, wild, near)| {
            if sane || wild % 3 != 0 { START + near } else { wild }
        },
    );
    let answer = (0_usize..3).prop_map(|i| [Answer::Yes, Answer::No, Answer::Escalate][i]);
    let mode = (0_usize..4).prop_map(|i| [Mode::Practice, Mode::Practice, Mode::Twin, Mode::Replay][i]);
    let rule = (0_usize..3).prop_map(|i| ["M-1", "M-3", "D-1"][i]);
    let sure = (0_usize..3).prop_map(|i| Certainty::ALL[i]);
    let one = (rule, answer, time, mode, sure, any::<u128>());
    let one = one.prop_map(|(rule, answer, time, mode, confidence, id)| Attempt {
        mode,
        confidence,
        id: Uuid::from_u128(id),
        ..of(rule, Kind::Act, answer, time)
    });
    prop::collection::vec(one, 0..40)
}

proptest! {
    #[test]
    fn the_order_of_the_log_makes_no_difference((all, mixed) in history().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let policy = shop(str::to_owned);
        let memory = Memory::of(&all, &policy);
        let twice: Vec<Attempt> = mixed.iter().chain(&all).cloned().collect();
        prop_assert_eq!(&memory, &Memory::of(&mixed, &policy));
        prop_assert_eq!(&memory, &Memory::of(&twice, &policy), "an attempt read twice is one attempt");
    }

    #[test]
    fn learning_one_by_one_is_folding_all(all in history()) {
        let policy = shop(str::to_owned);
        let mut all = all;
        all.sort_by_key(|a| (a.time, a.id));
        let mut memory = Memory::default();
        all.iter().for_each(|attempt| memory.learn(attempt, &policy));
        prop_assert_eq!(memory, Memory::of(&all, &policy));
    }

    #[test]
    fn no_history_breaks_the_figures(all in history(), now in any::<i64>()) {
        let policy = shop(str::to_owned);
        let memory = Memory::of(&all, &policy);
        for place in all.iter().filter_map(|a| Place::met(a, &Names::of(&policy))) {
            let Some(trace) = memory.trace(&place) else { continue };
            let left = trace.retrievability(now);
            prop_assert!((0.0..=1.0).contains(&left) && (1.0..=10.0).contains(&trace.state.difficulty), "{:?}", trace);
            prop_assert!(trace.state.stability > 0.0 && trace.met >= trace.missed && trace.due >= trace.last);
        }
    }
}
