//! What came of an answer: everything the reveal says about it, and the attempt that goes into the log.

use super::answer::{Answer, Certainty, Judgement};
use super::attempt::Attempt;
use super::scoring::Cost;
use super::taps::GradedTaps;

/// What came of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What the trainee said.
    pub answer: Answer,
    /// How sure they were.
    pub certainty: Certainty,
    /// What it proved to be.
    pub judgement: Judgement,
    /// No rule speaks here: marked, and kept outside both error rates.
    pub grey: bool,
    /// False where they decided before they had asked enough.
    pub settled: bool,
    /// The score.
    pub marks: i32,
    /// What it would have cost the firm; apart from the score.
    pub cost: Cost,
    /// The second tap, graded.
    pub taps: GradedTaps,
    /// What goes into the log. The reveal waits until it is there, or until the log says that it can't be.
    pub attempt: Attempt,
}
