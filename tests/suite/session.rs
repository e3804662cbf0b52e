//! A sitting, as somebody plays it: with the real engine, and a small desk's policy.

mod answered;
mod asking;
mod closing;
pub(in crate::suite) mod desk;
mod hand;
mod looking_up;
mod month;
mod packs;
mod playing;
mod resuming;
mod summing_up;
