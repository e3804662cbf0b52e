//! What a participant's program asks of the outside: a connection, which comes back by itself.

use super::model::Reply;
use crate::domain::room::ballot::{BallotId, Vote};
use crate::domain::session::Millis;
use crate::tui::port::Waker;

/// The outside. No call blocks.
pub trait Port {
    /// Connect, and wake the loop when something was heard.
    fn open(&mut self, waker: Waker);
    /// What was heard since the last call.
    fn replies(&mut self) -> Vec<Reply>;
    /// Vote; answered by [`Reply::Taken`] or [`Reply::Refused`].
    fn vote(&mut self, ballot: BallotId, vote: Vote);
    /// "What about when…?"
    fn ask(&mut self, text: &str);
    /// Be called otherwise.
    fn rename(&mut self, alias: &str);
    /// Wake the loop in a second, by [`Reply::Tick`].
    fn tick(&mut self);
    /// Milliseconds since 1970.
    fn now(&self) -> Millis;
}
