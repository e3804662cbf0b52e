//! Which connections belong to which seat.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::room::seat::SeatId;
use crate::live::limits::TABS;
use crate::live::line::Line;

/// Connections by seat, oldest first; and projectors.
#[derive(Debug, Default)]
pub(super) struct People {
    seated: HashMap<SeatId, Vec<Arc<Line>>>,
    watching: Vec<Arc<Line>>,
}

impl People {
    /// A connection has a seat. Each may have a few; when more come the oldest goes.
    pub(super) fn sits(&mut self, seat: SeatId, line: Arc<Line>) {
        let lines = self.seated.entry(seat).or_default();
        if lines.iter().any(|l| Arc::ptr_eq(l, &line)) {
            return;
        }
        if lines.len() >= TABS {
            lines.remove(0).cut();
        }
        lines.push(line);
        lines.shrink_to_fit();
    }

    /// A projector.
    pub(super) fn watches(&mut self, line: Arc<Line>) {
        self.watching.push(line);
    }

    /// A connection ended.
    pub(super) fn left(&mut self, line: &Arc<Line>, seat: Option<SeatId>) {
        let other = |l: &Arc<Line>| !Arc::ptr_eq(l, line);
        self.watching.retain(other);
        if let Some(seat) = seat
            && let Some(lines) = self.seated.get_mut(&seat)
        {
            lines.retain(other);
            if lines.is_empty() {
                self.seated.remove(&seat);
            }
        }
    }

    /// The connections of a seat that is shown out.
    pub(super) fn gone(&mut self, seat: SeatId) -> Vec<Arc<Line>> {
        self.seated.remove(&seat).unwrap_or_default()
    }

    /// Whether somebody is connected to a seat.
    pub(super) fn is_here(&self, seat: SeatId) -> bool {
        self.seated.get(&seat).is_some_and(|lines| are_open(lines))
    }

    /// Seats that somebody is connected to.
    pub(super) fn connected(&self) -> u32 {
        u32::try_from(self.seated.values().filter(|lines| are_open(lines)).count()).unwrap_or(u32::MAX)
    }

    /// Every connection with a seat.
    pub(super) fn seated(&self) -> impl Iterator<Item = &Arc<Line>> {
        self.seated.values().flatten()
    }

    /// Every projector.
    pub(super) fn watching(&self) -> impl Iterator<Item = &Arc<Line>> {
        self.watching.iter()
    }
}

/// Whether one of them is: a connection may have ended before word of it came.
fn are_open(lines: &[Arc<Line>]) -> bool {
    lines.iter().any(|line| !line.is_cut())
}
