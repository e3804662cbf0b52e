//! A case that somebody may rather not read: what is said before it, in a session and in a meeting.

use super::rich::{Rich, Role};
use crate::domain::text::Text;

/// Said to somebody who may leave a case out.
pub const MAY_LEAVE_OUT: &str = "You may leave it out. It costs nothing, and nobody sees it.";

/// What a case touches on, in a line.
pub fn caution(what: &Text) -> Rich {
    Rich::of(Role::Caution, "Before you read on: ").push(Role::Body, format!("this case touches on {what}."))
}
