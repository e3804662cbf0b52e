//! What a search for pairs of speakers need not look for any more.

use super::super::voices::Speaker;

/// Pairs of speakers, here and there: those that need not be looked for any more.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    known: Vec<Vec<bool>>,
    /// By place in the chart, boxes whose pairs are all known, whatever is left aside.
    settled: Vec<bool>,
}

impl Pairs {
    pub(super) fn has(&self, here: Speaker, there: Speaker) -> bool {
        self.known.get(place(here)).and_then(|row| row.get(place(there))).copied().unwrap_or(false)
    }

    /// Whether all pairs of a box are known.
    pub(super) fn is_settled(&self, place: usize) -> bool {
        self.settled.get(place).copied().unwrap_or(false)
    }

    /// All pairs of a box are known.
    pub(super) fn settle(&mut self, place: usize) {
        if self.settled.len() <= place {
            self.settled.resize(place + 1, false);
        }
        self.settled[place] = true;
    }

    /// Adds a pair.
    pub fn add(&mut self, here: Speaker, there: Speaker) {
        let (here, there) = (place(here), place(there));
        if self.known.len() <= here {
            self.known.resize(here + 1, Vec::new());
        }
        let row = &mut self.known[here];
        if row.len() <= there {
            row.resize(there + 1, false);
        }
        row[there] = true;
    }
}

/// Rules by their places, after silence. What can't occur never speaks.
fn place(speaker: Speaker) -> usize {
    match speaker {
        Speaker::Rule(rule) => rule.0 + 1,
        Speaker::Silence | Speaker::Never(_) => 0,
    }
}
