//! The log: what is acknowledged is there, whatever happens; what isn't is kept, said, and saved later.

pub(super) mod children;
mod durability;
mod failures;
pub(super) mod history;
mod rescue;
pub(super) mod sample;
