//! The memory of one place: a fold over the answers given there, the oldest first.

use uuid::Uuid;

use super::forgetting::{RETENTION, State};
use super::grade::{Grade, Shown};
use crate::domain::session::answer::Certainty;
use crate::domain::session::attempt::Attempt;
use crate::domain::session::{DAY, Millis};

/// Days that at most lie between two cases about a critical rule.
const CRITICAL_DAYS: f64 = 30.0;
/// Days after which something missed and sure comes back at the latest.
const SURE_MISS_DAYS: f64 = 7.0;
/// How much earlier on its day something may be asked: nobody plays at the same minute every day.
const EARLY: Millis = DAY / 3;

/// What is known of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// What is remembered.
    pub state: State,
    /// When it was last met.
    pub last: Millis,
    /// From when on it is due.
    pub due: Millis,
    /// How often it was met.
    pub met: u32,
    /// How often it was missed.
    pub missed: u32,
    /// They were sure at the last meeting, and right.
    pub sure: bool,
    /// They were sure and wrong, and have not been right since.
    pub sure_miss: Option<SureMiss>,
    /// The text of the policy that judged the last meeting, by its hash.
    pub policy: String,
    /// Somebody may be harmed on one of its sides.
    pub critical: bool,
}

/// A miss that surprised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SureMiss {
    /// When.
    pub time: Millis,
    /// In which sitting.
    pub session: Uuid,
    /// It was put right in that sitting, after it had been explained.
    pub put_right: bool,
}

impl Trace {
    /// After the first answer at a place; none where that shows nothing: a twin, a replay or a lesson that is right comes
    /// right after the explanation.
    pub fn begun(attempt: &Attempt, critical: bool) -> Option<Self> {
        let grade = grade(attempt, None)?;
        let mut trace = Self {
            state: State::first(grade),
            last: attempt.time,
            due: attempt.time,
            met: 1,
            missed: 0,
            sure: false,
            sure_miss: None,
            policy: String::new(),
            critical,
        };
        trace.settle(attempt, grade);
        Some(trace)
    }

    /// One answer more, not older than the last.
    pub fn meet(&mut self, attempt: &Attempt) {
        let Some(grade) = grade(attempt, Some(self)) else {
            if let Some(miss) = self.sure_miss.as_mut().filter(|m| m.session == attempt.session) {
                miss.put_right = true;
            }
            return;
        };
        self.state = self.state.next(grade, days_between(self.last, attempt.time));
        self.met = self.met.saturating_add(1);
        self.settle(attempt, grade);
    }

    /// What follows from a grade, once memory is moved.
    fn settle(&mut self, attempt: &Attempt, grade: Grade) {
        let sure = attempt.confidence == Certainty::Sure;
        let missed = grade == Grade::Again;
        self.last = attempt.time;
        self.missed = self.missed.saturating_add(u32::from(missed));
        self.sure = sure && !missed;
        self.sure_miss = match missed {
            true if sure => Some(SureMiss { time: attempt.time, session: attempt.session, put_right: false }),
            true => self.sure_miss,
            false => None,
        };
        if self.policy != attempt.policy.hash {
            self.policy.clone_from(&attempt.policy.hash);
        }
        let longest = [(self.critical, CRITICAL_DAYS), (self.sure_miss.is_some(), SURE_MISS_DAYS)];
        let capped = longest.into_iter().filter(|(holds, _)| *holds).map(|(_, days)| days);
        let days = capped.fold(self.state.interval(RETENTION), f64::min);
        // At most a hundred years of days: no overflow, and `as` never wraps.
        self.due = self.last.saturating_add(days as Millis * DAY - EARLY);
    }

    /// How likely it is remembered now.
    pub fn retrievability(&self, now: Millis) -> f64 {
        self.state.retrievability(days_between(self.last, now))
    }
}

/// Whole days between two times, to the nearest; a clock that went back makes none.
fn days_between(before: Millis, after: Millis) -> f64 {
    let apart = after.saturating_sub(before).max(0);
    (apart as f64 / DAY as f64).round()
}

/// How an answer is graded; none where it shows nothing of memory.
fn grade(attempt: &Attempt, before: Option<&Trace>) -> Option<Grade> {
    let right = attempt.judgement().is_right();
    if right && !attempt.mode.is_cold() {
        return None;
    }
    let routed = attempt.taps.route.as_ref().and_then(|tap| tap.grade);
    Some(Grade::of(&Shown {
        right,
        certainty: attempt.confidence,
        // Speed is never score.
        pace: None,
        helped: attempt.looked_up,
        in_part: routed.is_some_and(|route| !route.right || route.levels_off > 0),
        seen_before: before.is_some(),
        was_sure: before.is_some_and(|trace| trace.sure),
    }))
}
