//! Measures of judgement: every reference vector, and what a person would notice.

mod attempts;
mod judging;
mod vectors;
