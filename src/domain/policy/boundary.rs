//! The boundary: what forces an answer, what would turn it, how much room is left, and what does not matter. Exact, on sets.

pub mod because;
pub mod cost;
pub mod flips;
pub mod linked;
pub mod missing;
pub mod nearest;
pub mod partial;
pub mod reason;
pub mod region;
pub mod stepwise;
pub mod walk;

use super::case::Case;
use super::engine::point::Point;
use super::engine::{Engine, Impossible};
use super::explanation::Explanation;

/// The ruling and boundary of a case in which every fact that a rule reads is known.
pub(in crate::domain::policy) fn explain(engine: &Engine, case: &Case, point: &Point) -> Result<Explanation, Impossible> {
    let ruling = engine.ruling(point)?;
    let walks = walk::walk(engine, case, point);
    let because = because::because(engine, case, &ruling);
    let (flips, flips_if) = flips::flips(engine, case, point, &walks, &because);
    Ok(Explanation { ruling, because, flips, flips_if, room: walks.room, no_matter: walks.no_matter, missing: Vec::new() })
}
