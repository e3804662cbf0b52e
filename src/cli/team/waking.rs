//! Wakes the screen's loop, which starts after what wakes it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::tui::port::Waker;

/// Wakes the loop, once there is one.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Wake(Arc<OnceLock<Waker>>);

impl Wake {
    /// From now on there is a loop.
    pub(in crate::cli) fn listen(&self, waker: Waker) {
        // A second loop would be a mistake of ours; the first goes on.
        let _ = self.0.set(waker);
        self.wake();
    }

    /// There is something to hear.
    pub(in crate::cli) fn wake(&self) {
        if let Some(waker) = self.0.get() {
            waker.wake();
        }
    }

    /// Does something in a second, and wakes the loop. Where there is no room for a thread the timer stands still: nothing ends with it.
    pub(in crate::cli) fn in_a_second(&self, first: impl FnOnce() + Send + 'static) {
        let wake = self.clone();
        let _ = std::thread::Builder::new().name("timer".to_owned()).spawn(move || {
            std::thread::sleep(Duration::from_secs(1));
            first();
            wake.wake();
        });
    }
}
