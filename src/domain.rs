//! The pure half: decides, explains, deals and scores. No file, clock, environment, network or terminal.

#![deny(clippy::disallowed_methods, clippy::disallowed_macros)]

mod chance;
pub mod diagnostic;
pub(crate) mod document;
pub mod learner;
pub mod person;
pub mod phrases;
pub mod policy;
pub mod report;
pub mod revision;
pub mod room;
pub mod scenario;
pub mod schema;
pub mod session;
pub mod text;
pub mod wording;

pub use self::document::MAX_BYTES as MAX_FILE_BYTES;

/// The known name most like this one, if any is like it.
pub fn closest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    document::words::closest(name, known.iter().copied())
}
