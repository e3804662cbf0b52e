//! Connections that have no seat yet: only so many, and the newest are kept. Somebody who comes in has a seat within milliseconds;
//! whoever opens hundreds of connections and says nothing only crowds out others of the same kind.
//!
//! There is room for everybody at once and some more: after a restart all of them come back in the same moment.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::limits::UNSEATED;
use super::line::Line;

/// Those who came last, oldest first; whoever of them has a seat or is gone is no matter.
#[derive(Debug)]
pub struct Lobby {
    most: usize,
    latest: Mutex<VecDeque<Weak<Line>>>,
}

impl Lobby {
    /// The lobby of a room with so many seats.
    pub fn new(seats: usize) -> Self {
        Self { most: seats.saturating_add(UNSEATED), latest: Mutex::default() }
    }

    /// One more; where they are too many, the one who came longest ago and still has no seat goes.
    pub fn enter(&self, line: &Arc<Line>) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.push_back(Arc::downgrade(line));
        while latest.len() > self.most {
            let oldest = latest.pop_front().and_then(|line| line.upgrade());
            oldest.into_iter().filter(|line| !line.is_seated()).for_each(|line| line.cut());
        }
    }
}
