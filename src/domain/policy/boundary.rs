//! The boundary: what forces an answer, what would turn it, how much room is left, and what does not matter. Exact, on sets.

pub mod asked;
pub mod because;
pub mod cost;
pub mod flips;
pub mod frontier;
pub mod groups;
pub mod linked;
pub mod missing;
pub mod moves;
pub mod nearest;
pub mod options;
pub mod partial;
pub mod reason;
pub mod region;
pub mod rests;
pub mod segments;
pub mod sight;
pub mod slab;
pub mod standing;
pub mod stepwise;
pub mod survey;
pub mod together;
pub mod walk;

use super::case::Case;
use super::engine::point::Point;
use super::engine::{Engine, Impossible};
use super::explanation::Explanation;
use super::region::cover::Budget;

/// How many steps of work the search for changes takes before it gives up: a set of facts tried, sixty-four ways to move them, or
/// a part of fact space looked at; short first looks, some two thousand parts for each thing asked, are not counted. A step is a few
/// microseconds, up to some twenty where sums tie many numbers together.
///
/// A policy of twelve rules takes a few dozen, one of four hundred rules over thirty facts a few thousand at the most; of its cases
/// with four sums one in a hundred takes more than ten thousand. Three times that left none of four hundred without an answer.
const MOST_STEPS: u64 = 30_000;

/// The ruling and boundary of a case in which every fact that a rule reads is known.
pub(in crate::domain::policy) fn explain(engine: &Engine, case: &Case, point: &Point) -> Result<Explanation, Impossible> {
    let ruling = engine.ruling(point)?;
    let budget = Budget::new(MOST_STEPS);
    let walks = walk::walk(engine, case, point, &budget);
    let because = because::because(engine, case, ruling.verdict, &ruling.rules, Some((&walks, point)));
    let (flips, flips_if) = flips::flips(engine, case, (point, &walks), &because, &budget);
    let given_up = budget.is_spent();
    let (room, no_matter) = (walks.room, walks.no_matter);
    Ok(Explanation { ruling, because, flips, flips_if, room, no_matter, missing: Vec::new(), given_up })
}
