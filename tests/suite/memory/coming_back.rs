//! The queue: what is due and why, and what an edit of the policy brings back.

use std::collections::BTreeSet;

use escalate_or_act::domain::learner::memory::Memory;
use escalate_or_act::domain::learner::memory::meaning::edited;
use escalate_or_act::domain::learner::memory::place::Place;
use escalate_or_act::domain::learner::memory::queue::{Edited, Queue, Why};
use escalate_or_act::domain::learner::memory::syllabus::Syllabus;
use escalate_or_act::domain::policy::Policy;
use escalate_or_act::domain::policy::analysis::facets::Coastline;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::Engine;
use escalate_or_act::domain::policy::explanation::Kind;
use escalate_or_act::domain::policy::region::cover::Budget;
use escalate_or_act::domain::session::answer::Answer;
use escalate_or_act::domain::session::attempt::Attempt;
use escalate_or_act::domain::session::facet::Facet;

use super::answering::shop;
use crate::suite::measures::attempts::{DAY, START, of, right};

fn coastline(policy: &Policy) -> Coastline {
    let engine = Engine::compile(policy, Date::new(2026, 9, 1).unwrap()).unwrap();
    Coastline::of(&engine, &Budget::new(50_000_000))
}

fn syllabus(policy: &Policy) -> Syllabus {
    Syllabus::of(policy, &coastline(policy))
}

/// Somebody who has met every facet of the policy once and got it right.
fn knows_all(policy: &Policy) -> Vec<Attempt> {
    let coastline = coastline(policy);
    let met = |(i, f): (usize, &escalate_or_act::domain::policy::analysis::facets::Facet)| {
        let facet = Facet::named(policy, &coastline.lines[f.line].between, f.here, f.there);
        let rule = facet.here.clone().or_else(|| facet.there.clone()).unwrap_or_default();
        let mut attempt = Attempt { facet: Some(facet), ..right(&rule, START + i64::try_from(i).unwrap()) };
        attempt.policy.hash = "old".to_owned();
        attempt
    };
    coastline.facets.iter().enumerate().map(met).collect()
}

/// What comes back the same day once the policy is this: nothing would, had nothing changed.
fn back(now: &Policy) -> BTreeSet<Place> {
    let before = shop(str::to_owned);
    let attempts = knows_all(&before);
    let memory = Memory::of(&attempts, now);
    let since = Edited::from([("old".to_owned(), edited(&before, now))]);
    let syllabus = syllabus(now);
    let items = Queue::of(&memory, &syllabus, &since).due(START + 1000, usize::MAX);
    assert!(items.iter().all(|i| i.why == Why::Edited), "{items:?}");
    items.into_iter().map(|i| i.place.clone()).collect()
}

fn of_rule(policy: &Policy, rule: &str) -> BTreeSet<Place> {
    syllabus(policy).places.into_iter().filter(|p| p.rules().any(|r| r == rule)).collect()
}

#[test]
fn a_policy_that_stays_brings_nothing_back_before_its_time() {
    assert_eq!(back(&shop(str::to_owned)), BTreeSet::new());
}

#[test]
fn other_words_cost_nothing() {
    let reworded = shop(|text| {
        let changed = text.replace("text   = \"", "text   = \"Now: ").replace("why    = \"", "why    = \"Then: ");
        assert!(changed != text);
        changed
    });
    assert_eq!(back(&reworded), BTreeSet::new());
}

#[test]
fn a_rule_that_decides_otherwise_brings_back_its_own_places_and_no_others() {
    let before = shop(str::to_owned);
    let now = shop(|text| {
        let changed = text.replace("decline = \"Say no", "act = \"Say no");
        assert!(changed != text);
        changed
    });
    let rules = edited(&before, &now);
    let [rule] = rules.iter().collect::<Vec<_>>()[..] else { panic!("{rules:?}") };
    let (back, known) = (back(&now), syllabus(&before));
    let expected: BTreeSet<Place> = of_rule(&now, rule).into_iter().filter(|p| known.has(p)).collect();
    assert!(!expected.is_empty());
    assert_eq!(back, expected);
}

#[test]
fn a_moved_line_brings_back_what_hangs_on_it_and_nothing_else() {
    let before = shop(str::to_owned);
    let now = shop(|text| {
        let changed = text.replace("<= 30", "<= 40");
        assert!(changed != text);
        changed
    });
    assert_eq!(edited(&before, &now), BTreeSet::new(), "the rules say the same, elsewhere");
    let (known, back) = (syllabus(&before), back(&now));
    assert!(!back.is_empty());
    let born: BTreeSet<Place> = syllabus(&now).places.into_iter().filter(|p| !known.has(p)).collect();
    assert!(back.is_subset(&born), "{back:?}");
    assert!(back.iter().all(|p| matches!(p, Place::Line { line, .. } if line == "40")), "{back:?}");
}

#[test]
fn it_says_why_and_the_surprising_misses_come_first() {
    let policy = shop(str::to_owned);
    let mut attempts = knows_all(&policy);
    attempts.iter_mut().for_each(|a| a.policy.hash = "now".to_owned());
    let miss = &mut attempts[3];
    *miss = Attempt { facet: miss.facet.clone(), ..of("M-1", Kind::Act, Answer::Escalate, miss.time) };
    let place = Place::of(miss.facet.as_ref().unwrap());
    let missed_at = miss.time;
    let memory = Memory::of(&attempts, &policy);
    let syllabus = syllabus(&policy);
    assert!(Queue::of(&memory, &syllabus, &Edited::new()).due(START + 1000, 9).is_empty(), "nothing so soon");
    let late = START + 400 * DAY;
    let items = Queue::of(&memory, &syllabus, &Edited::new()).due(late, 3);
    assert_eq!(items.len(), 3);
    assert_eq!((items[0].place, items[0].why), (&place, Why::SureAndMissed(missed_at)));
    assert!(items[1..].iter().all(|i| i.why == Why::Due) && items[1].since <= items[2].since);
    let all = Queue::of(&memory, &syllabus, &Edited::new()).due(late, usize::MAX);
    assert_eq!(all.len(), memory.len());
    assert_eq!(items, all[..3], "the first three of all of them");
    assert!(Queue::of(&memory, &syllabus, &Edited::new()).due(late, 0).is_empty());
    assert_eq!(Queue::of(&memory, &syllabus, &Edited::new()).unmet.len(), 0);
}

#[test]
fn what_the_policy_no_longer_has_does_not_come_back() {
    let policy = shop(str::to_owned);
    let mut gone = right("Z-9", START);
    gone.facet.as_mut().unwrap().fact = "moon".to_owned();
    let memory = Memory::of(&[gone], &policy);
    assert!(Queue::of(&memory, &syllabus(&policy), &Edited::new()).due(START + 400 * DAY, 9).is_empty());
}
