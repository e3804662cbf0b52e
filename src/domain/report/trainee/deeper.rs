//! What takes the policy to tell: how much of its coastline somebody has crossed, what comes back, and the line in their head.

use super::mind::Mind;
use crate::domain::learner::memory::Memory;
use crate::domain::learner::memory::queue::{Edited, Queue, Why};
use crate::domain::learner::memory::syllabus::Syllabus;
use crate::domain::learner::sailed::{Names, Sailed};
use crate::domain::policy::analysis::coverage::Tally;
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::engine::Engine;
use crate::domain::policy::region::cover::Budget;
use crate::domain::scenario::Scenario;
use crate::domain::session::Millis;
use crate::domain::session::attempt::Attempt;

/// What the policy and the answers tell together.
#[derive(Clone, Debug, PartialEq)]
pub struct Deeper {
    /// Places where the answer turns: crossed, one side right, to go.
    pub coast: Tally,
    /// False where the coastline is too long to be found whole: some places may be missing.
    pub complete: bool,
    /// What comes back.
    pub due: Due,
    /// The line in their head.
    pub mind: Mind,
}

/// How much comes back, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Places met.
    pub met: usize,
    /// Places never met.
    pub unmet: usize,
    /// Sure, and missed.
    pub sure_and_missed: usize,
    /// Edited since they were met.
    pub edited: usize,
    /// About to be forgotten.
    pub fading: usize,
}

impl Due {
    /// All that comes back now.
    pub fn now(&self) -> usize {
        self.sure_and_missed + self.edited + self.fading
    }

    fn of(own: &[&Attempt], engine: &Engine, coastline: &Coastline, edited: &Edited, now: Millis) -> Self {
        let memory = Memory::of(own.iter().copied(), engine.policy());
        let syllabus = Syllabus::of(engine.policy(), coastline);
        let queue = Queue::of(&memory, &syllabus, edited);
        let mut due = Self { met: memory.len(), unmet: queue.unmet.len(), ..Self::default() };
        for item in queue.due(now, usize::MAX) {
            *match item.why {
                Why::SureAndMissed(_) => &mut due.sure_and_missed,
                Why::Edited => &mut due.edited,
                Why::Due => &mut due.fading,
            } += 1;
        }
        due
    }
}

impl Deeper {
    /// Holds somebody's answers, as [`own`](super::own) gives them, against the policy as it is now. `edited` names the rules
    /// edited since earlier versions judged; `now` is when something is due.
    pub fn of(own: &[&Attempt], engine: &Engine, scenarios: &[Scenario], edited: &Edited, now: Millis) -> Self {
        let coastline = Coastline::of(engine, &Budget::default());
        let sailed = Names::of(engine.policy(), &coastline).sailed(engine.policy(), &coastline, own.iter().copied());
        Self {
            coast: Sailed::tally(&sailed),
            complete: coastline.complete,
            due: Due::of(own, engine, &coastline, edited, now),
            mind: Mind::of(own, engine, &coastline, scenarios),
        }
    }
}
