//! How likely somebody knows a rule by now, from right and wrong: Bayesian knowledge tracing (A. T. Corbett and J. R. Anderson, 1995).

use std::iter::successors;

/// How likely a rule must be known to count as mastered.
pub const MASTERED: f64 = 0.95;

/// Answers after which it is given up: where nothing is ever learnt, no answers are enough.
const MOST: usize = 1000;

/// What is assumed of learning and of luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tracing {
    /// Known before the first try.
    pub known: f64,
    /// Learnt at each try.
    pub learnt: f64,
    /// Right without knowing.
    pub guess: f64,
    /// Wrong in spite of knowing.
    pub slip: f64,
}

impl Default for Tracing {
    fn default() -> Self {
        Self { known: 0.3, learnt: 0.15, guess: 0.2, slip: 0.1 }
    }
}

/// What one answer changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Known when it was given.
    pub when: f64,
    /// Known after it was explained.
    pub after: f64,
}

impl Tracing {
    /// What an answer changes, where it was known so likely before.
    pub fn step(self, before: f64, right: bool) -> Step {
        let (knows, guesses) = if right { (1.0 - self.slip, self.guess) } else { (self.slip, 1.0 - self.guess) };
        let when = before * knows / (before * knows + (1.0 - before) * guesses);
        Step { when, after: when + (1.0 - when) * self.learnt }
    }

    /// How many answers it takes at the least, all of them right, for a rule to count as mastered.
    pub fn fewest(self) -> usize {
        let known = successors(Some(self.known), |known| Some(self.step(*known, true).after));
        known.take(MOST).take_while(|known| *known < MASTERED).count()
    }

    /// How likely it is known after these answers.
    pub fn after(self, answers: impl IntoIterator<Item = bool>) -> f64 {
        answers.into_iter().fold(self.known, |known, right| self.step(known, right).after)
    }
}
