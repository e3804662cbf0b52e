//! The log of attempts and what goes with it: domain verbs over plain types, kept in SQLite by a thread of its own.
//!
//! - [`log`]: what a store must be able to do; [`sqlite`] does it.
//! - [`keeper`]: what could not be written yet stays in memory, in order, and is tried again.
//! - [`handle`]: the thread, and a handle that never blocks.
//! - [`rescue`]: what was never written goes into a file, which the next start takes in.
//! - [`erasure`]: a person goes out of all of it, and the rest stays whole.
//! - [`folder`]: where all this stands, and whose it is.

pub mod entry;
pub mod erasure;
pub mod folder;
pub mod handle;
pub mod keeper;
pub mod log;
pub mod rescue;
pub mod sqlite;
pub mod trainee;
pub mod trouble;
