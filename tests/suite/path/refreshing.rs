//! What was learnt on the path comes back in the refresher, by whatever cases it was learnt.

use escalate_or_act::domain::learner::refresh::hand::Mix;
use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::session::answer::{Answer, Certainty};
use escalate_or_act::domain::session::attempt::{Attempt, Mode};
use escalate_or_act::domain::session::hand::Reason;

use super::walker::{self, Asked, BENCH, DAY, Walker};

/// Longer than an hour of cases.
const ALL: u32 = 600;

/// Somebody who has met every rule, was sure each time, and missed one case in nine.
fn sure_and_sometimes_wrong(pack: &str) -> Walker {
    let mut walker = Walker::on(pack);
    let mut asked = 0;
    for _ in 0..walker.path().units.len() {
        walker.sitting(&mut |case: &Asked<'_>| -> Answer {
            asked += 1;
            if asked % 9 == 0 { walker::otherwise(case) } else { walker::right(case) }
        });
    }
    walker.attempts.iter_mut().for_each(|attempt| attempt.confidence = Certainty::Sure);
    walker
}

#[test]
fn every_line_met_on_the_path_comes_back_and_a_confident_miss_within_a_week() {
    for pack in [BENCH, "fernhill-bank"] {
        let mut walker = sure_and_sometimes_wrong(pack);
        let in_the_end = walker.refresher(walker.now + 400 * DAY);
        assert!(in_the_end.due.len() > 5, "{pack}: {}", in_the_end.due.len());
        assert_eq!(in_the_end.untold, 0, "{pack}: each of them was shown by a case, and can be again");
        let a_week_on = walker.now + 7 * DAY;
        let refresher = walker.refresher(a_week_on);
        let surprised = refresher.due.iter().filter(|item| matches!(item.why, Reason::SureAndMissed(_))).count();
        // At the bench, which is small, everything that was missed was met once more and put right.
        assert_eq!(surprised > 0, pack != BENCH, "{pack}: {surprised} missed and sure");
        let hand = refresher.hand(ALL, Mix::Due);
        assert_eq!(hand.cards.len(), refresher.due.len());
        walker.now = a_week_on;
        walker.play(Mode::Refresh, hand.cards, &mut walker::right);
        let after = walker.refresher(walker.now);
        assert_eq!((after.due.len(), after.untold), (0, 0), "{pack}: {:?}", after.due);
    }
}

#[test]
fn a_case_that_nothing_else_makes_is_dealt_once_more() {
    // A month and the search for somebody's line move facts further than any other way of dealing does.
    let mut walker = Walker::on(BENCH);
    let view = walker.view();
    let moved = vec![
        (view.policy.fact_id("given").unwrap(), walker::money(151)),
        (view.policy.fact_id("amount").unwrap(), walker::money(50)),
    ];
    let card = escalate_or_act::domain::session::hand::Chosen { scenario: "over-the-year".to_owned(), moved, why: None };
    walker.play(Mode::Month, vec![card], &mut |asked| {
        assert_eq!(asked.verdict, Verdict::Escalate);
        Answer::Yes
    });
    let met: &Attempt = &walker.attempts[0];
    assert!(!met.judgement().is_right());
    let refresher = walker.refresher(walker.now + 30 * DAY);
    assert_eq!((refresher.due.len(), refresher.untold), (1, 0));
}
