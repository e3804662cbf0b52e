//! One connection as the room sees it: messages that wait to be sent to it.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

use futures_util::task::AtomicWaker;
use hyper::body::Bytes;

/// Messages that may wait; who does not take them in is cut off, and comes back when they can.
const WAITING: usize = 64;

/// A connection's messages, as frames.
#[derive(Debug, Default)]
pub struct Line {
    waiting: Mutex<Waiting>,
    cut: AtomicBool,
    seated: AtomicBool,
    /// Something is new since somebody looked.
    stirred: AtomicBool,
    /// Who serves the connection: one task.
    served: AtomicWaker,
}

#[derive(Debug, Default)]
struct Waiting {
    /// Its own, each of them.
    own: VecDeque<Bytes>,
    /// What everyone is shown: only the latest counts, and it comes after what is its own.
    shown: Option<Bytes>,
}

impl Line {
    /// Has a message sent.
    pub fn send(&self, message: Bytes) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.own.len() >= WAITING {
            self.cut.store(true, Ordering::Release);
        } else {
            waiting.own.push_back(message);
        }
        drop(waiting);
        self.stir();
    }

    /// Has something shown, in place of what was to be shown before.
    pub fn show(&self, board: Bytes) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).shown = Some(board);
        self.stir();
    }

    /// Ends the connection, once what waits is sent.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::Release);
        self.stir();
    }

    /// Whether it has ended.
    pub fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Acquire)
    }

    /// It has a seat, or is a projector: it is nobody on the way in any more.
    pub fn seat(&self) {
        self.seated.store(true, Ordering::Release);
        self.stir();
    }

    /// Whether it has one.
    pub fn is_seated(&self) -> bool {
        self.seated.load(Ordering::Acquire)
    }

    /// The next message, if one waits.
    pub fn take(&self) -> Option<Bytes> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let message = waiting.own.pop_front();
        if waiting.own.is_empty() {
            // A thousand connections each keep what they once needed, otherwise.
            waiting.own.shrink_to(0);
        }
        message.or_else(|| waiting.shown.take())
    }

    /// Waits until there may be something new. One task may wait at a time.
    pub async fn changed(&self) {
        poll_fn(|cx| {
            self.served.register(cx.waker());
            if self.stirred.swap(false, Ordering::AcqRel) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn stir(&self) {
        self.stirred.store(true, Ordering::Release);
        self.served.wake();
    }
}
