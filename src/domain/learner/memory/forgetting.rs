//! How memory fades, and what an answer does to it: FSRS, version 6, with its published default weights.
//!
//! Written here because the pure half must not carry threads and linear algebra along; the tests hold it to the reference
//! implementation. <https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm>

use std::sync::LazyLock;

use super::grade::Grade;

/// The default weights of version 6.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014,
    1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// How likely something is to be remembered when it falls due.
pub const RETENTION: f64 = 0.9;
/// Days that no interval goes beyond.
const LONGEST: f64 = 36_500.0;
const LEAST_STABILITY: f64 = 0.001;

/// What is remembered of one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Days until it is remembered nine times in ten.
    pub stability: f64,
    /// 1 (easy) to 10.
    pub difficulty: f64,
}

impl State {
    /// After the first answer.
    pub fn first(grade: Grade) -> Self {
        let stability = W[usize::from(grade.number()) - 1];
        Self { stability, difficulty: first_difficulty(grade).clamp(1.0, 10.0) }
    }

    /// After another answer, so many whole days after the one before; below one is the same day.
    pub fn next(self, grade: Grade, days: f64) -> Self {
        let stability = match grade {
            _ if days < 1.0 => self.same_day(grade),
            Grade::Again => self.forgotten(days),
            Grade::Hard | Grade::Good | Grade::Easy => self.remembered(grade, days),
        };
        Self { stability: stability.clamp(LEAST_STABILITY, LONGEST), difficulty: self.next_difficulty(grade) }
    }

    /// How likely it is still remembered after so many days.
    pub fn retrievability(self, days: f64) -> f64 {
        (1.0 + *FACTOR * days.max(0.0) / self.stability).powf(-W[20])
    }

    /// Whole days until it falls to this likelihood, at least one.
    pub fn interval(self, retention: f64) -> f64 {
        let grown = if retention == RETENTION { *FACTOR } else { retention.powf(-1.0 / W[20]) - 1.0 };
        (self.stability / *FACTOR * grown).round().clamp(1.0, LONGEST)
    }

    fn remembered(self, grade: Grade, days: f64) -> f64 {
        let effort = match grade {
            Grade::Hard => W[15],
            Grade::Easy => W[16],
            Grade::Again | Grade::Good => 1.0,
        };
        let late = ((1.0 - self.retrievability(days)) * W[10]).exp() - 1.0;
        self.stability * (1.0 + *GROWTH * (11.0 - self.difficulty) * self.stability.powf(-W[9]) * late * effort)
    }

    fn forgotten(self, days: f64) -> f64 {
        let late = ((1.0 - self.retrievability(days)) * W[14]).exp();
        let left = W[11] * self.difficulty.powf(-W[12]) * ((self.stability + 1.0).powf(W[13]) - 1.0) * late;
        left.min(self.stability / (W[17] * W[18]).exp())
    }

    fn same_day(self, grade: Grade) -> f64 {
        let growth = (W[17] * (f64::from(grade.number()) - 3.0 + W[18])).exp() * self.stability.powf(-W[19]);
        self.stability * if grade >= Grade::Hard { growth.max(1.0) } else { growth }
    }

    fn next_difficulty(self, grade: Grade) -> f64 {
        let moved = -W[6] * (f64::from(grade.number()) - 3.0);
        let damped = self.difficulty + moved * (10.0 - self.difficulty) / 9.0;
        (W[7] * *EASIEST + (1.0 - W[7]) * damped).clamp(1.0, 10.0)
    }
}

// What follows from the weights alone is worked out once: a replay of a million answers asks for it a million times.

/// Of the forgetting curve: at one stability's days, nine in ten are left.
static FACTOR: LazyLock<f64> = LazyLock::new(|| RETENTION.powf(-1.0 / W[20]) - 1.0);
/// Of stability, by an answer that was remembered.
static GROWTH: LazyLock<f64> = LazyLock::new(|| W[8].exp());
/// The difficulty that every difficulty is drawn towards.
static EASIEST: LazyLock<f64> = LazyLock::new(|| first_difficulty(Grade::Easy));

fn first_difficulty(grade: Grade) -> f64 {
    W[4] - (W[5] * (f64::from(grade.number()) - 1.0)).exp() + 1.0
}

#[cfg(test)]
mod tests {
    use super::{RETENTION, State};
    use crate::domain::learner::memory::grade::Grade;

    /// The figures published with the reference implementation for its default weights: to four decimals.
    #[test]
    fn the_published_sequence_comes_out() {
        let grades = [Grade::Good, Grade::Good, Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
        let expected = [(2.3065, 2.0), (10.9643, 11.0), (1.5383, 2.0), (3.5458, 4.0), (8.1707, 8.0), (23.9601, 24.0)];
        let mut state: Option<State> = None;
        for (grade, (stability, interval)) in grades.into_iter().zip(expected) {
            let next = state.map_or(State::first(grade), |s| s.next(grade, s.interval(RETENTION)));
            assert!((next.stability - stability).abs() < 5e-5, "{next:?} instead of {stability}");
            assert!((next.interval(RETENTION) - interval).abs() < 1e-9, "{next:?}");
            state = Some(next);
        }
    }

    #[test]
    fn first_answers_are_as_published() {
        let expected = [
            (Grade::Again, 0.212, 6.4133, 1.0),
            (Grade::Hard, 1.2931, 5.112_170_705_601, 1.0),
            (Grade::Good, 2.3065, 2.118_103_970_459, 2.0),
            (Grade::Easy, 8.2956, 1.0, 8.0),
        ];
        for (grade, stability, difficulty, interval) in expected {
            let state = State::first(grade);
            assert!((state.stability - stability).abs() < 1e-9 && (state.difficulty - difficulty).abs() < 1e-9, "{state:?}");
            assert!((state.interval(RETENTION) - interval).abs() < 1e-9);
        }
    }
}
