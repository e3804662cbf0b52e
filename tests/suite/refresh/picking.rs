//! Which cases come back for what is due.

use std::collections::BTreeMap;

use escalate_or_act::domain::learner::memory::place::{Names, Place};
use escalate_or_act::domain::learner::refresh::hand::Mix;
use escalate_or_act::domain::learner::refresh::stock::Stock;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::hand::Reason;

use super::bench::{Bench, DAY, START};

/// Longer than an hour of cases.
const ALL: u32 = 600;

fn places(bench: &Bench, attempts: &[Attempt]) -> Vec<Place> {
    let names = Names::of(bench.policy());
    let mut places: Vec<Place> = attempts.iter().filter_map(|a| Place::met(a, &names)).collect();
    places.sort();
    places.dedup();
    places
}

#[test]
fn nothing_is_due_on_the_day_it_was_learnt_and_all_of_it_in_the_end() {
    let bench = Bench::new();
    let attempts = bench.play_all(START);
    let soon = bench.refresher(&attempts, &[], START + DAY / 10);
    assert!(soon.due.is_empty(), "{:?}", soon.due);
    let next = soon.next.clone().unwrap();
    assert!(next.when > START + DAY / 10 && next.many > 0 && places(&bench, &attempts).contains(&next.place));
    let late = bench.refresher(&attempts, &[], START + 400 * DAY);
    let mut due: Vec<Place> = late.due.iter().map(|item| item.place.clone()).collect();
    due.sort();
    assert_eq!(due, places(&bench, &attempts), "every place that was met, once");
    assert!(late.due.iter().all(|item| item.why == Reason::Due));
    assert_eq!((late.next, late.untold), (None, 0));
    assert!(late.unmet.iter().all(|item| !due.contains(&item.place)));
}

#[test]
fn whatever_case_is_dealt_for_a_place_is_a_case_of_that_place() {
    let bench = Bench::new();
    let refresher = bench.refresher(&bench.play_all(START), &[], START + 400 * DAY);
    let names = Names::of(bench.policy());
    let mut cases = 0;
    for item in refresher.due.iter().chain(&refresher.unmet) {
        for offer in &item.offers {
            let hand = vec![offer.chosen(item.why.clone())];
            let played = bench.play(hand, Mode::Refresh, START + 401 * DAY, |right| (right, Certainty::Fairly));
            assert_eq!(Place::met(&played[0], &names).as_ref(), Some(&item.place), "{offer:?}");
            assert!(played[0].judgement().is_right());
            assert_eq!(played[0].verdict.decision.name() == "escalate", offer.escalates);
            assert_eq!(played[0].case_hash, offer.case_hash);
            cases += 1;
        }
    }
    assert!(cases > 6, "{cases} cases are few");
}

#[test]
fn the_same_story_never_comes_twice_in_a_row_for_a_line_that_another_shows() {
    let bench = Bench::new();
    let (names, stock) = (Names::of(bench.policy()), Stock::of(&bench.view(), &[]));
    let mut attempts = bench.play_all(START);
    let (mut now, mut others) = (START, 0);
    for _ in 0..12 {
        now += 60 * DAY;
        let refresher = bench.refresher(&attempts, &[], now);
        // The slow way: the last answer at the place, and every story of the stock.
        let mut last: BTreeMap<Place, &str> = BTreeMap::new();
        last.extend(attempts.iter().filter_map(|a| Some((Place::met(a, &names)?, a.scenario.as_str()))));
        for item in &refresher.due {
            let told = last[&item.place];
            let another = stock.at(&item.place).iter().any(|offer| offer.scenario != told);
            assert_eq!(item.offers[0].scenario != told, another, "{:?} after {told}", item.place);
            others += usize::from(another);
        }
        let hand = refresher.hand(ALL, Mix::Due);
        attempts.extend(bench.play(hand.cards, Mode::Refresh, now, |right| (right, Certainty::Fairly)));
    }
    assert!(others > 5, "only {others} places had another story");
}

#[test]
fn a_miss_that_surprised_comes_first_and_says_so() {
    let bench = Bench::new();
    let mut attempts = bench.play_all(START);
    let story = |a: &Attempt| a.scenario == "worn";
    let at = attempts.iter().position(story).unwrap();
    attempts[at].answer = Answer::Escalate;
    let place = Place::met(&attempts[at], &Names::of(bench.policy())).unwrap();
    let refresher = bench.refresher(&attempts, &[], START + 400 * DAY);
    assert_eq!(refresher.due[0].place, place);
    assert_eq!(refresher.due[0].why, Reason::SureAndMissed(attempts[at].time));
    let hand = refresher.hand(1, Mix::Due);
    assert_eq!(hand.cards[0].why, Some(Reason::SureAndMissed(attempts[at].time)));
}

#[test]
fn a_set_holds_what_fits_into_its_minutes_the_first_of_the_queue_first() {
    let bench = Bench::new();
    let refresher = bench.refresher(&bench.play_all(START), &[], START + 400 * DAY);
    // A minute each, as they were played.
    assert!(refresher.pace.own && refresher.pace.case == 60_000, "{:?}", refresher.pace);
    for minutes in 1..9 {
        let hand = refresher.hand(minutes, Mix::Due);
        let fits = refresher.due.len().min(minutes as usize);
        assert_eq!((hand.cards.len(), hand.left), (fits, refresher.due.len() - fits));
        // Nobody may tell the answers from the number of red lines, as far as the cases allow.
        let uniform = hand.red == 0 || hand.red == fits;
        let both = refresher.due[..fits].iter().any(|item| item.offers.iter().any(|o| o.escalates != item.offers[0].escalates));
        assert!(fits < 2 || !uniform || !both, "{} red of {fits}", hand.red);
        for (card, item) in hand.cards.iter().zip(&refresher.due) {
            assert!(item.offers.iter().any(|offer| offer.scenario == card.scenario && card.moved == offer.moved), "{card:?}");
        }
    }
    let nobody = bench.refresher(&[], &[], START);
    assert!(!nobody.pace.own && nobody.due.is_empty() && nobody.memory.is_empty());
    assert_eq!(nobody.first_meetings(3, Mix::Due).cards.len(), 6.min(nobody.unmet.len()), "half a minute each, as is assumed");
}

#[test]
fn lines_never_met_come_red_lines_first() {
    let bench = Bench::new();
    let refresher = bench.refresher(&[], &[], START);
    let red = |item: &&escalate_or_act::domain::learner::refresh::Item| item.place.rules().any(|rule| rule.starts_with("R-"));
    let lead = refresher.unmet.iter().take_while(red).count();
    assert!(lead > 0 && refresher.unmet.iter().skip(lead).all(|item| !red(&item)), "{:?}", refresher.unmet);
    assert!(refresher.unmet.iter().all(|item| item.why == Reason::New));
}

#[test]
fn what_was_refreshed_is_not_due_any_more() {
    let bench = Bench::new();
    let mut attempts = bench.play_all(START);
    let now = START + 400 * DAY;
    let refresher = bench.refresher(&attempts, &[], now);
    let played = bench.play(refresher.hand(ALL, Mix::Due).cards, Mode::Refresh, now, |right| (right, Certainty::Fairly));
    assert!(played.iter().all(Attempt::is_rated), "a case that comes back after days is a first try");
    attempts.extend(played);
    assert!(bench.refresher(&attempts, &[], now + 3_600_000).due.is_empty());
}
