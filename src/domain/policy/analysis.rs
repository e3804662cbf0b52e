//! The policy examined: what its rules cover, where they speak differently, and a case that shows each finding.
//!
//! Every question is asked of sets, under a budget of work that says when it is spent; every answer carries a case that anyone
//! can decide again.

pub mod adds;
pub mod backwards;
pub mod contrast;
pub mod cousins;
pub mod cover;
pub mod coverage;
pub mod dates;
pub mod dead;
pub mod example;
pub mod facets;
pub mod fallbacks;
pub mod grey;
pub mod ground;
pub mod idle;
pub mod leaks;
pub mod lines;
pub mod mutants;
pub mod nearby;
pub mod probe;
pub mod purse;
pub mod redundant;
pub mod routes;
pub mod sides;
pub mod splitting;
pub mod twins;
pub mod voices;
pub mod witness;
