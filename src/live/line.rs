//! One connection as the room sees it: messages that wait to be sent to it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::Notify;

/// Messages that may wait; who does not take them in is cut off, and comes back when they can.
const WAITING: usize = 64;

/// A connection's messages.
#[derive(Debug, Default)]
pub struct Line {
    waiting: Mutex<VecDeque<Utf8Bytes>>,
    cut: AtomicBool,
    seated: AtomicBool,
    news: Notify,
}

impl Line {
    /// Has a message sent.
    pub fn send(&self, message: Utf8Bytes) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= WAITING {
            self.cut.store(true, Ordering::Release);
        } else {
            waiting.push_back(message);
        }
        drop(waiting);
        self.news.notify_one();
    }

    /// Ends the connection, once what waits is sent.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::Release);
        self.news.notify_one();
    }

    /// Whether it has ended.
    pub fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Acquire)
    }

    /// It has a seat, or is a projector: it is nobody on the way in any more.
    pub fn seat(&self) {
        self.seated.store(true, Ordering::Release);
        self.news.notify_one();
    }

    /// Whether it has one.
    pub fn is_seated(&self) -> bool {
        self.seated.load(Ordering::Acquire)
    }

    /// The next message, if one waits.
    pub fn take(&self) -> Option<Utf8Bytes> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let message = waiting.pop_front();
        if waiting.is_empty() {
            // A thousand connections each keep what they once needed, otherwise.
            waiting.shrink_to(0);
        }
        message
    }

    /// Waits until there may be something new.
    pub async fn changed(&self) {
        self.news.notified().await;
    }
}
