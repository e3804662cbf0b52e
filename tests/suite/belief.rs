//! The line in somebody's head, tried on simulated trainees whose misreading is known.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs it by name")]

mod misreading;
mod packs;
mod perceived;
pub(super) mod players;
mod reading;
mod shipped;
mod simulated;
