//! Lines found in the shipped packs.

use std::collections::HashSet;

use escalate_or_act::domain::learner::belief::trial::Finding;
use escalate_or_act::domain::learner::belief::verdicts::{Row, Verdicts};
use escalate_or_act::domain::policy::case::Case;

use super::packs::{PRACTISED, Pack};

#[test]
fn what_is_named_as_one_answers_every_case_alike_that_can_be_told_and_nothing_else_does() {
    for pack in Pack::shipped() {
        let cases: Vec<Case> = pack.grounds.tellings.iter().map(|telling| telling.case.clone()).collect();
        let verdicts = Verdicts::of(&pack.policy, pack.engine.day(), &cases);
        let suspects = &pack.grounds.suspects;
        let mut rows: HashSet<Vec<String>> = HashSet::new();
        let said = |row: &Row| row.iter().map(|verdict| format!("{verdict:?}")).collect::<Vec<String>>();
        assert!(rows.insert(said(&suspects.policy)));
        for suspect in &suspects.suspects {
            assert!(suspect.readings.iter().all(|reading| verdicts.misread(*reading) == suspect.row));
            assert!(rows.insert(said(&suspect.row)), "{}: two names for one way to answer", pack.id);
            let apart = suspect.row.iter().zip(&suspects.policy).filter(|(theirs, own)| theirs != own).count();
            assert!(apart >= 3, "{}: one slip would decide", pack.id);
        }
    }
}

#[test]
fn after_some_practice_nine_in_ten_are_named_and_half_of_all_within_twelve_cases() {
    let (mut named, mut people) = (0, 0);
    for pack in Pack::shipped() {
        let tally = pack.tally(1, PRACTISED);
        println!("{}: {}", pack.id, tally.told());
        let of = tally.people.len();
        assert!(tally.median() <= 12 && tally.wrong() * 20 <= of, "{}: {}", pack.id, tally.told());
        assert!(tally.named() * 100 >= of * 85 && tally.drawn() * 3 < tally.named(), "{}: {}", pack.id, tally.told());
        for (kind, named, of) in tally.by_kind() {
            assert!(named * 3 >= of * 2, "{}, {kind}: {named} of {of}", pack.id);
        }
        (named, people) = (named + tally.named(), people + of);
    }
    assert!(named * 10 >= people * 9, "{named} of {people}");
}

#[test]
fn without_any_practice_half_are_named_and_chosen_cases_tell_more_than_drawn_ones() {
    for pack in Pack::shipped() {
        let tally = pack.tally(2, 0);
        println!("{}: {}", pack.id, tally.told());
        let of = tally.people.len();
        assert!(tally.named() * 2 >= of && tally.wrong() * 20 <= of, "{}: {}", pack.id, tally.told());
        assert!(tally.drawn() * 2 < tally.named(), "{}: {}", pack.id, tally.told());
    }
}

#[test]
fn who_has_practised_and_slips_never_is_told_that_they_go_by_the_policy() {
    for pack in Pack::shipped() {
        let told = (0..20).filter(|seed| pack.slipping(None, 5000 + seed, PRACTISED, 0).found == Finding::ByThePolicy).count();
        println!("{}: {told} of 20 without a slip are told that they go by the policy", pack.id);
        assert!(told >= 18, "{}: {told} of 20", pack.id);
        let mut slipping: Vec<f64> = (0..20).map(|seed| pack.hunted(None, 5000 + seed, PRACTISED).by_the_policy).collect();
        slipping.sort_by(f64::total_cmp);
        println!("{}: who slips once in ten is believed to with {slipping:.2?}", pack.id);
        assert!(slipping[10] >= 0.8, "{}: {slipping:?}", pack.id);
    }
}

#[test]
fn who_goes_by_a_shipped_policy_is_hardly_ever_accused() {
    for pack in Pack::shipped() {
        for practised in [0, PRACTISED] {
            let hunted = |seed: u64| pack.hunted(None, 1000 + seed, practised).found;
            let accused = (0..40).filter(|seed| matches!(hunted(*seed), Finding::Misreads(_) | Finding::NoneOfThese)).count();
            println!("{}: {accused} of 40 who go by the policy accused after {practised} answers", pack.id);
            assert!(accused <= 2, "{}: {accused} of 40", pack.id);
        }
    }
}
