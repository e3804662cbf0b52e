//! How long a case takes somebody: only ever to say what fits into some minutes. Speed is never score.

use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;

/// A case, where it is not known how long they take.
const USUAL: Millis = 30_000;
/// So many cases tell how long somebody takes.
const ENOUGH: usize = 5;
/// Nobody reads a case and its answer in less.
const LEAST: Millis = 10_000;
/// Whoever takes longer has been called away.
const MOST: Millis = 600_000;

/// The time of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// In milliseconds.
    pub case: Millis,
    /// Their own, and not what is assumed of people one doesn't know.
    pub own: bool,
}

impl Default for Pace {
    fn default() -> Self {
        Self { case: USUAL, own: false }
    }
}

impl Pace {
    /// The median of somebody's cases: from one that is shown to the next in the same sitting, what is read after the answer with
    /// it; of the last one up to its answer.
    pub fn of(attempts: &[Attempt]) -> Self {
        let mut own: Vec<&Attempt> = attempts.iter().collect();
        own.sort_by_key(|a| (a.time, a.id));
        own.dedup_by_key(|a| a.id);
        let answering = |a: &Attempt| Millis::try_from(a.duration).unwrap_or(Millis::MAX);
        let shown = |a: &Attempt| a.time.saturating_sub(answering(a));
        let time = |at: usize| {
            let next = own.get(at + 1).filter(|next| next.session == own[at].session);
            next.map_or(answering(own[at]), |next| shown(next).saturating_sub(shown(own[at])))
        };
        let mut times: Vec<Millis> = (0..own.len()).map(time).filter(|time| (0..=MOST).contains(time)).collect();
        if times.len() < ENOUGH {
            return Self::default();
        }
        times.sort_unstable();
        Self { case: times[times.len() / 2].max(LEAST), own: true }
    }

    /// Cases that fit into some minutes; always one.
    pub fn fits(self, minutes: u32) -> usize {
        usize::try_from(Millis::from(minutes) * 60_000 / self.case).unwrap_or(usize::MAX).max(1)
    }

    /// Minutes that some cases take, rounded up.
    pub fn minutes(self, cases: usize) -> usize {
        let all = Millis::try_from(cases).unwrap_or(Millis::MAX).saturating_mul(self.case);
        usize::try_from(all.saturating_add(59_999) / 60_000).unwrap_or(usize::MAX)
    }
}
