//! What was counted, in a file or among the scenarios.

use crate::domain::policy::Policy;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::{Engine, TooLarge};
use crate::domain::policy::whatif::Panel;
use crate::domain::policy::whatif::tally::Tally;
use crate::domain::revision::seen::{Seen, decided, turned};
use crate::domain::scenario::Scenario;

/// Counts of one source of cases.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// By version beside the policy as it is.
    pub(super) tallies: Vec<Tally>,
    /// Lines that could not be used.
    pub(super) refused: usize,
    /// The first of them: line, and why.
    pub(super) errors: Vec<(usize, String)>,
}

/// A scenario that goes another way.
pub(super) struct Moves {
    pub(super) id: String,
    pub(super) was: Seen,
    pub(super) now: Seen,
}

/// Counts the scenarios.
pub(super) fn scenarios(panel: &Panel, scenarios: &[Scenario]) -> Counted {
    let mut tallies = vec![Tally::default(); panel.versions()];
    for scenario in scenarios {
        // One that can't occur is for `check` to find.
        let _ = panel.count(&scenario.case, &mut tallies);
    }
    Counted { tallies, ..Counted::default() }
}

/// The scenarios that go another way.
pub(super) fn moves(before: &Policy, after: &Policy, scenarios: &[Scenario], as_of: Date) -> Result<Vec<Moves>, TooLarge> {
    let engines = (Engine::compile(before, as_of)?, Engine::compile(after, as_of)?);
    let moved = |s: &Scenario| {
        let (was, now) = (decided(before, &engines.0, &s.case), decided(after, &engines.1, &s.case));
        turned(was, now).map(|(was, now)| Moves { id: s.id.clone(), was, now })
    };
    Ok(scenarios.iter().filter_map(moved).collect())
}
