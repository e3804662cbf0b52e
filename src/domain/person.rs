//! The rights of a person: what is known of them, whole, and what is left without them.
//!
//! - [`name`]: where a name stands in what somebody wrote, and what they are called by in meetings.
//! - [`attended`]: where they were in a meeting, as far as its journal can tell.
//! - [`without`]: a meeting's events with their part taken out.
//! - [`own`]: everything that is kept of them, to be handed to them.

pub mod attended;
pub mod name;
pub mod own;
pub mod without;
