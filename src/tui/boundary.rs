//! The boundary of one case, as it is drawn: number lines cut where the answer turns, chips, sums, and two facts as a map.
//!
//! Everything is computed with the engine; nothing here knows a limit.

pub mod axis;
pub mod chips;
pub mod form;
pub mod line;
pub mod map;
pub mod regions;
pub mod steps;
pub mod told;
