//! What is told of a boundary once the work allowed for it is spent: less than there is, and nothing that isn't so.

use escalate_or_act::domain::policy::boundary::because::because;
use escalate_or_act::domain::policy::boundary::flips::flips;
use escalate_or_act::domain::policy::boundary::walk::walk;
use escalate_or_act::domain::policy::case::Case;
use escalate_or_act::domain::policy::compile;
use escalate_or_act::domain::policy::date::Date;
use escalate_or_act::domain::policy::engine::point::Point;
use escalate_or_act::domain::policy::explanation::{Flip, Verdict};
use escalate_or_act::domain::policy::fact::FactId;
use escalate_or_act::domain::policy::region::cover::Budget;

use super::naive::{answer, decide};
use super::properties::{Guard, cases, engine, expected_flips, explained};
use super::random::{Dice, case, crowded};

/// As much work as is allowed at the most: some of these cases are done with it, most are not.
const MOST: usize = 200;

/// Whether these stand in that list, in its order.
fn stand_in<T: PartialEq>(some: &[T], all: &[T]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}

#[test]
fn under_a_spent_budget_less_is_told_and_nothing_that_is_not_so() {
    let (mut spent, mut told, mut absent) = (0usize, 0usize, 0usize);
    for seed in 0..(cases() / 2).max(20) {
        let mut dice = Dice::new(2_000_000 + seed);
        let policy = crowded(&mut dice);
        let engine = engine(&policy);
        let case = case(&mut dice, &policy, 0);
        let guard = Guard(format!("seed {seed}: {case:?}"));
        if let Some(full) = explained(&engine, &case, decide(&policy, &case).is_some())
            && let Some(sure) = full.ruling.verdict
        {
            let facts: Vec<FactId> = full.because.iter().map(|reason| reason.fact).collect();
            let (least, beyond) = expected_flips(&policy, &case, &facts, sure);
            let [least, beyond] = [least, beyond].map(|turns| turns.into_iter().map(|turn| (turn.0, turn.2)).collect::<Vec<_>>());
            let geometry = compile::compile(&policy, Date::new(2026, 6, 1).unwrap()).unwrap();
            let point = Point::of(&geometry.space, &geometry.layout, &case);
            for steps in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, dice.below(MOST), MOST] {
                let steps = u64::try_from(steps).unwrap();
                let guard = Guard(format!("{steps} steps"));
                let budget = Budget::new(steps);
                let walks = walk(&engine, &case, &point, &budget);
                let reasons = because(&engine, &case, full.ruling.verdict, &full.ruling.rules, Some((&walks, &point)));
                let (flips, flips_if) = flips(&engine, &case, (&point, &walks), &reasons, &budget);
                assert_eq!(reasons, full.because, "because");
                assert_eq!(walks.room, full.room, "room");
                assert!(stand_in(&walks.no_matter, &full.no_matter), "{:?} of {:?}", walks.no_matter, full.no_matter);
                let shown = |flips: &[Flip]| -> Vec<(Case, Verdict)> {
                    let changed = |flip: &Flip| flip.changes.iter().fold(case.clone(), |c, m| c.with(m.fact, Some(m.to)));
                    flips.iter().map(|flip| (changed(flip), flip.verdict)).collect()
                };
                let (flips, flips_if) = (shown(&flips), shown(&flips_if));
                for (changed, verdict) in flips.iter().chain(&flips_if) {
                    assert_eq!(answer(&policy, changed), Some(Some(*verdict)), "it turns the answer");
                }
                assert!(stand_in(&flips, &least), "least, in order of cost: {flips:#?} of {least:#?}");
                assert!(stand_in(&flips_if, &beyond), "least beyond the case: {flips_if:#?} of {beyond:#?}");
                let is_all = (&flips, &flips_if, &walks.no_matter) == (&least, &beyond, &full.no_matter);
                assert!(is_all || budget.is_spent(), "what is absent is said");
                spent += usize::from(budget.is_spent());
                told += usize::from(budget.is_spent() && !flips.is_empty());
                absent += usize::from(!is_all);
                std::mem::forget(guard);
            }
        }
        std::mem::forget(guard);
    }
    assert!(spent > told && told > 0 && absent > 0, "spent {spent}, of which something was told {told}; not all of it {absent}");
}
