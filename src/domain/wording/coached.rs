//! What the phrase coach says of somebody's words.

use crate::domain::phrases::coach::Start;

/// Of what the first words start from.
pub fn start(start: Start) -> &'static str {
    match start {
        Start::Outcome => "It starts from what happens for them.",
        Start::House => "It starts from the house and its rules. Start from what happens for them.",
        Start::Refusal => "It starts from what can't be had. Start from what they can have.",
        Start::Demand => "It starts from what they have to do. Start from what you do for them.",
        Start::Open => "What happens for them is not in the first words. Start with it: “You'll…”, “I can…”, “I've…”.",
    }
}
