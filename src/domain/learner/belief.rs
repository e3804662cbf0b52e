//! The line in somebody's head: which plausible misreading of the policy explains their answers, and where they turn.
//!
//! It speaks of answers given before an explanation: what is explained is not believed any longer.

mod figure;
pub mod given;
pub mod hunt;
pub mod misreading;
pub mod perceived;
pub mod pool;
pub mod suspects;
pub mod tellings;
pub mod trial;
pub mod turnings;
pub mod verdicts;
