//! Whether a case is worth talking over, by how many were right before.

use super::wilson::Rate;

/// What to do with a case after the first vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Hardly anybody knows: teach it again.
    Reteach,
    /// Divided: talk it over.
    Discuss,
    /// Most know: explain it in a sentence.
    Explain,
}

/// The shares between which a case is talked over, both in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// From.
    pub low: f64,
    /// To.
    pub high: f64,
}

impl Default for Gate {
    /// The range in which talking pays the most (C. H. Crouch and E. Mazur, 2001).
    fn default() -> Self {
        Self { low: 0.3, high: 0.7 }
    }
}

impl Gate {
    /// What a share right asks for.
    pub fn of(self, right: f64) -> Next {
        match right {
            right if right < self.low => Next::Reteach,
            right if right > self.high => Next::Explain,
            _ => Next::Discuss,
        }
    }

    /// What a vote asks for; none without a voter.
    pub fn after(self, right: Rate) -> Option<Next> {
        right.share().map(|share| self.of(share))
    }
}
