//! Measures of judgement, each with its uncertainty. Never one number: none of these is a grade of a person.

pub mod agreement;
pub mod allowance;
pub mod calibration;
pub mod clause;
pub mod curve;
pub mod detection;
pub mod discussion;
pub mod forecast;
pub mod gain;
pub mod knowledge;
pub mod lean;
pub mod mastery;
pub mod misperception;
pub mod normal;
pub mod outcomes;
pub mod panel;
pub mod prices;
pub mod told;
pub mod votes;
pub mod wilson;

/// How many there are, as figures count them.
pub(in crate::domain) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
