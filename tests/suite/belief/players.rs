//! Simulated trainees: they play by a belief, and slip now and then.

use escalate_or_act::domain::policy::explanation::Verdict;
use escalate_or_act::domain::session::answer::Answer;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const ANSWERS: [Answer; 3] = [Answer::Yes, Answer::No, Answer::Escalate];

/// Somebody with a seed of their own.
pub struct Player {
    chance: ChaCha8Rng,
    /// How often, of a hundred answers, they answer otherwise than they believe.
    slips: u32,
}

impl Player {
    pub fn new(seed: u64, slips: u32) -> Self {
        Self { chance: ChaCha8Rng::seed_from_u64(seed), slips }
    }

    /// A number below this.
    pub fn below(&mut self, n: usize) -> usize {
        self.chance.next_u32() as usize % n
    }

    /// What they answer where they believe this is right.
    pub fn answers(&mut self, believed: Verdict) -> Answer {
        let right = match believed {
            Verdict::Yes => Answer::Yes,
            Verdict::No => Answer::No,
            Verdict::Escalate => Answer::Escalate,
            Verdict::Either => ANSWERS[self.below(2)],
        };
        if self.chance.next_u32() % 100 >= self.slips {
            return right;
        }
        let others: Vec<Answer> = ANSWERS.into_iter().filter(|a| *a != right).collect();
        others[self.below(2)]
    }

    /// Any answer at all.
    pub fn guesses(&mut self) -> Answer {
        ANSWERS[self.below(3)]
    }
}
