//! The line in somebody's head, tried on simulated trainees whose misreading is known.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs it by name")]

mod misreading;
mod perceived;
mod players;
mod reading;
