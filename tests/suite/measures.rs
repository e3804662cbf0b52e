//! Measures of judgement: every reference vector, and what a person would notice.

pub(super) mod attempts;
mod judging;
mod vectors;
