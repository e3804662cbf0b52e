//! How people answer a rule: both error rates along its lines.

use escalate_or_act::domain::learner::measures::clause::Answered;
use escalate_or_act::domain::learner::measures::wilson::Rate;
use escalate_or_act::domain::session::Session;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::session::taps::Taps;

use super::desk::{Desk, NOON, plan};

/// Plays the whole desk with one answer.
fn attempts(desk: &Desk, answer: Answer) -> Vec<Attempt> {
    let mut session = Session::start(&desk.view(), plan(&[]), NOON);
    while session.round().is_some() {
        session.answer(&desk.view(), answer, Certainty::Sure, Taps::default(), NOON);
        session.next(&desk.view(), NOON);
    }
    session.attempts().to_vec()
}

fn of(desk: &Desk, attempts: &[Attempt], rule: &str) -> Answered {
    Answered::of(attempts, &desk.policy.id, desk.policy.rule(rule).expect("a rule of the desk"))
}

#[test]
fn a_rule_is_answered_on_both_sides_of_its_lines() {
    let desk = Desk::new();
    let escalated = attempts(&desk, Answer::Escalate);
    let green = of(&desk, &escalated, "G-1");
    // The green light decides "yes", "warned" and the one to ask about first; "big" lies across its line.
    assert_eq!((green.decided, green.right, green.sure_and_wrong), (3, 0, 3));
    assert_eq!(green.over_escalation, Rate { count: 3, of: 3 });
    assert_eq!(green.over_reach, Rate { count: 0, of: green.across });
    assert_eq!(green.across, 2, "the refund above the limit, and the one with a hazard");
    let settled = attempts(&desk, Answer::Yes);
    let green = of(&desk, &settled, "G-1");
    assert_eq!((green.decided, green.right), (3, 2), "the one to ask about first was settled too soon");
    assert_eq!(green.over_escalation, Rate { count: 0, of: 2 });
    assert_eq!(green.over_reach, Rate { count: 3, of: 3 });
}

#[test]
fn grey_areas_other_policies_twins_and_replays_stay_out() {
    let desk = Desk::new();
    let all = attempts(&desk, Answer::Escalate);
    let decided: u32 = desk.policy.rules.iter().map(|r| Answered::of(&all, &desk.policy.id, r).decided).sum();
    let grey = all.iter().filter(|a| a.verdict.is_grey()).count();
    assert_eq!(decided as usize + grey, all.len());
    let elsewhere = |rule| Answered::of(&all, "another-policy", rule).decided;
    assert!(desk.policy.rules.iter().all(|r| elsewhere(r) == 0));
    let mut session = desk.play("yes");
    session.answer(&desk.view(), Answer::Escalate, Certainty::Sure, Taps::default(), NOON);
    assert!(session.twin(&desk.view(), NOON));
    session.answer(&desk.view(), Answer::Escalate, Certainty::Sure, Taps::default(), NOON);
    let replay = Session::start(&desk.view(), session.replay(&desk.view(), 1).expect("one was missed"), NOON);
    let mut again = replay;
    again.answer(&desk.view(), Answer::Yes, Certainty::Sure, Taps::default(), NOON);
    let both: Vec<Attempt> = session.attempts().iter().chain(again.attempts()).cloned().collect();
    assert_eq!(both.len(), 3);
    let total: u32 = desk.policy.rules.iter().map(|r| Answered::of(&both, &desk.policy.id, r).decided).sum();
    assert_eq!(total, 1);
}

#[test]
fn a_rule_keeps_its_answers_under_a_new_id() {
    let desk = Desk::new();
    let all = attempts(&desk, Answer::Yes);
    let before = of(&desk, &all, "G-1");
    let mut renamed = desk.policy.rule("G-1").expect("it is there").clone();
    renamed.was = vec![std::mem::replace(&mut renamed.id, "G-9".to_owned())];
    assert_eq!(Answered::of(&all, &desk.policy.id, &renamed), before);
}
