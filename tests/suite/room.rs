//! The team meeting without a network: what a host and participants would notice, and the room beside a model of it.

mod alone;
pub(in crate::suite) mod hall;
mod meeting;
mod model;
mod notes;
mod people;
mod random;
mod scales;
mod secrets;
mod sheets;
mod votes;
