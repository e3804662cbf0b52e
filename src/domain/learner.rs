//! What the attempts say about the person who made them.

pub mod belief;
pub mod measures;
pub mod memory;
pub mod path;
pub mod profile;
pub mod refresh;
pub mod sailed;
pub mod upheld;
