//! Measures of judgement, each with its uncertainty.

pub mod clause;
pub mod wilson;
