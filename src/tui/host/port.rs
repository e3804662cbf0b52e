//! What the host's screen asks of the outside. The command line implements it with a meeting that is served.

use super::model::Reply;
use crate::domain::room::request::FromHost;
use crate::domain::session::Millis;
use crate::tui::port::Waker;

/// The outside. No call waits for the disk; answers come by [`Port::replies`], after the waker was used.
pub trait Port {
    /// Called once the first frame is drawn.
    fn open(&mut self, waker: Waker);
    /// What has been answered since the last call, the room as it is now last.
    fn replies(&mut self) -> Vec<Reply>;
    /// Ask the room; answered by [`Reply::Done`].
    fn ask(&mut self, request: FromHost);
    /// Write down what the meeting showed, and keep it; answered by [`Reply::Debriefed`].
    fn debrief(&mut self);
    /// Wake the loop in a second, by [`Reply::Tick`].
    fn tick(&mut self);
    /// Milliseconds since 1970.
    fn now(&self) -> Millis;
}
