//! Beside the reference implementation: the same answers at the same times leave the same memory.

use escalate_or_act::domain::learner::memory::forgetting::State;
use escalate_or_act::domain::learner::memory::grade::Grade;
use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};
use proptest::prelude::{Strategy, any, prop};
use proptest::{prop_assert, proptest};

const GRADES: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

/// Answers with the whole days since the one before: now and then the same day, now and then years later.
fn answers() -> impl Strategy<Value = Vec<(Grade, u32)>> {
    let days = (any::<u8>(), 0_u32..2000).prop_map(|(kind, far)| match kind % 4 {
        0 => 0,
        1 => far % 5,
        2 => far % 60,
        _ => far,
    });
    prop::collection::vec(((0_usize..4).prop_map(|i| GRADES[i]), days), 1..24)
}

/// The reference counts in single precision.
fn near(ours: f64, theirs: f32) -> bool {
    (ours - f64::from(theirs)).abs() <= 2e-4 * ours.abs().max(1.0)
}

proptest! {
    #[test]
    fn the_same_answers_leave_the_same_memory(answers in answers()) {
        let reference = FSRS::default();
        let mut ours: Option<State> = None;
        for (grade, days) in answers {
            let theirs = ours.map(|s| MemoryState { stability: s.stability as f32, difficulty: s.difficulty as f32 });
            let all = reference.next_states(theirs, 0.9, days).unwrap();
            let expected = match grade {
                Grade::Again => all.again,
                Grade::Hard => all.hard,
                Grade::Good => all.good,
                Grade::Easy => all.easy,
            };
            if let (Some(before), Some(theirs)) = (ours, theirs) {
                let left = current_retrievability(theirs, days as f32, FSRS6_DEFAULT_DECAY);
                prop_assert!(near(before.retrievability(f64::from(days)), left), "{before:?} after {days} days: {left}");
            }
            let next = ours.map_or(State::first(grade), |s| s.next(grade, f64::from(days)));
            prop_assert!(near(next.stability, expected.memory.stability), "{ours:?} {grade:?} {days}: {next:?}, not {expected:?}");
            prop_assert!(near(next.difficulty, expected.memory.difficulty), "{ours:?} {grade:?} {days}: {next:?}, not {expected:?}");
            let whole = f64::from(expected.interval.round().max(1.0));
            prop_assert!((next.interval(0.9) - whole).abs() <= 1.0 + 2e-4 * whole, "{next:?}: not {whole} days");
            ours = Some(next);
        }
    }
}
