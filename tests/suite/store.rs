//! The log: what is acknowledged is there, whatever happens; what isn't is kept, said, and saved later.

mod children;
mod durability;
mod failures;
mod history;
mod rescue;
pub(super) mod sample;
