//! Measures of judgement, each with its uncertainty.

pub mod wilson;
