//! One page a screen, each a function of the model.

pub mod case;
pub mod coast;
pub mod diff;
pub mod findings;
pub mod found;
pub mod gestures;
pub mod help;
pub mod home;
pub mod leave;
pub mod library;
pub mod look_up;
pub mod map;
pub mod month;
pub mod note;
pub mod path;
pub mod progress;
pub mod refresh;
pub mod reveal;
pub mod rule;
pub mod say;
pub mod settings;
pub mod summary;
pub mod told;
pub mod topics;
pub mod whatif;

use super::model::Model;
use super::rich::{Rich, Role};
use super::words;
use crate::domain::learner::belief::hunt::CASES;
use crate::domain::session::attempt::Mode;

/// The title line of a screen outside a session.
pub(super) fn title(what: &str) -> (Rich, Rich) {
    (Rich::of(Role::Accent, "Escalate or act?").push(Role::Dim, format!("  {what}")), Rich::new())
}

/// The title line of a session: the pack, and how far it has come.
pub(super) fn session_title(model: &Model) -> (Rich, Rich) {
    let Some((pack, session)) = model.playing() else { return title("") };
    let round = session.round();
    let mode = match session.mode() {
        _ if round.is_some_and(|r| r.twin.is_some()) => "the twin",
        Mode::Practice | Mode::Twin => "practice",
        Mode::Replay => "the missed, again",
        Mode::Refresh => "refresher",
        Mode::Onboarding | Mode::Lesson | Mode::Stretch => "your path",
        Mode::Check => "the check",
        Mode::Line => "find my line",
        Mode::Month => "the month",
    };
    let left = Rich::of(Role::Accent, words::short(&pack.policy.title).to_owned()).push(Role::Dim, format!("  {mode}"));
    if round.is_none() {
        return (left, Rich::dim("summary"));
    }
    let right = Rich::dim(words::progress(session));
    let (at, cards) = match session.closing() {
        Some(twins) => (twins.at() + 1, twins.len()),
        None if session.mode() == Mode::Line => (session.cards().len(), session.cards().len().max(CASES)),
        None => (session.position().min(session.cards().len().saturating_sub(1)) + 1, session.cards().len()),
    };
    let dots = if cards <= 12 { format!("  {}{}", "●".repeat(at), "○".repeat(cards - at)) } else { String::new() };
    (left, right.push(Role::Dim, dots))
}
