//! What each may see: everyone, one participant, the projector, the host. Separate types, so that nothing can slip from one into
//! another.

pub mod host;
pub mod own;
pub mod screen;
pub mod table;
