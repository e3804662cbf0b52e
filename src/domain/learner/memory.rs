//! What somebody remembers of each place where the answer turns, and when they are about to forget it.

pub mod grade;
