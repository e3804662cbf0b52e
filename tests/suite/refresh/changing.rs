//! Change day: what a new policy turned, for those who had learnt it otherwise.

use escalate_or_act::domain::learner::refresh::hand::Mix;
use escalate_or_act::domain::session::answer::Certainty;
use escalate_or_act::domain::session::attempt::Mode;
use escalate_or_act::domain::session::hand::Reason;

use super::bench::{Bench, DAY, START};

/// The bench with the limit of a full agent lowered: cases of €101 to €150 turn.
fn lowered() -> Bench {
    Bench::with(|text| {
        let changed = text.replace("full   = 150", "full   = 100").replace("\"2026.1\"", "\"2026.2\"");
        assert_eq!(changed.matches("2026.2").count(), 1);
        changed
    })
}

#[test]
fn every_case_of_change_day_was_answered_otherwise_before() {
    let (old, new) = (Bench::new(), lowered());
    let attempts = old.play_all(START);
    let refresher = new.refresher(&attempts, &[old.before()], START + DAY / 10);
    let flipped = Reason::Flipped("2026.2".to_owned());
    assert!(!refresher.due.is_empty() && refresher.due.iter().any(|item| item.why == flipped), "{:?}", refresher.due);
    for item in refresher.due.iter().filter(|item| item.why == flipped) {
        for offer in &item.offers {
            let say = |bench: &Bench| {
                let played = bench.play(vec![offer.chosen(flipped.clone())], Mode::Refresh, START, |r| (r, Certainty::Sure));
                played[0].answer
            };
            assert_ne!(say(&old), say(&new), "{offer:?}");
        }
    }
    let story = |id: &str| refresher.due.iter().any(|item| item.offers.iter().any(|o| o.scenario == id && o.moved.is_empty()));
    assert!(story("near-the-year"), "€120 was theirs to refund, and they had answered it so");
}

#[test]
fn change_day_comes_once() {
    let (old, new) = (Bench::new(), lowered());
    let mut attempts = old.play_all(START);
    let now = START + DAY / 10;
    let refresher = new.refresher(&attempts, &[old.before()], now);
    let hand = refresher.hand(600, Mix::Due);
    assert!(hand.reasons().iter().any(|(why, _)| matches!(why, Reason::Flipped(_))));
    attempts.extend(new.play(hand.cards, Mode::Refresh, now, |right| (right, Certainty::Sure)));
    let after = new.refresher(&attempts, &[old.before()], now + 3_600_000);
    assert!(after.due.is_empty(), "{:?}", after.due);
}

#[test]
fn who_had_learnt_nothing_is_told_of_no_change() {
    let (old, new) = (Bench::new(), lowered());
    assert!(new.refresher(&[], &[old.before()], START).due.is_empty());
}

#[test]
fn other_words_turn_nothing() {
    let old = Bench::new();
    let new =
        Bench::with(|text| text.replace("text     = \"", "text     = \"Now: ").replace("why      = \"", "why      = \"Then: "));
    let refresher = new.refresher(&old.play_all(START), &[old.before()], START + DAY / 10);
    assert!(refresher.due.is_empty(), "{:?}", refresher.due);
}
