//! `eoa diff`: what a new version of a policy changes, for whom, and a case for each change.

mod changes;
mod json;
mod page;
mod progress;
mod turns;

use std::io::Write;

use clap::Args;

use self::changes::{Told, changes};
use self::progress::{Progress, progress};
use self::turns::{Turn, turns};
use super::environment::{Environment, day};
use super::pack::{Version, version};
use super::{DONE, Failure, Outcome};
use crate::domain::policy::date::Date;
use crate::domain::policy::diff::edits::{Edit, edits};
use crate::domain::policy::diff::region::Regions;
use crate::domain::policy::diff::{Barred, Diff};
use crate::domain::policy::engine::{Engine, TooLarge};
use crate::domain::policy::region::cover::Budget;

/// What `diff` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The version before: a pack by path or id, or a file that holds a policy.
    old: String,
    /// The version after.
    new: String,
    /// Compare by the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// Two versions, and all there is to say of their difference.
struct Report<'v> {
    old: &'v Version,
    new: &'v Version,
    as_of: Date,
    diff: &'v Diff,
    edits: Vec<Edit>,
    changes: Vec<Told>,
    barred: Vec<(&'v Barred, String)>,
    turns: Vec<Turn>,
    progress: Progress,
    undecided: bool,
}

/// Both versions, compiled by themselves: what everything said here is checked against.
struct Engines {
    old: Engine,
    new: Engine,
}

/// Compares two versions.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let (old, new) = (version(&arguments.old, environment)?, version(&arguments.new, environment)?);
    let as_of = arguments.as_of.unwrap_or(environment.today);
    let budget = Budget::default();
    let diff = Diff::of(&old.policy, &new.policy, as_of, &budget).map_err(|e| too_large(&e))?;
    let compiled = |version: &Version| Engine::compile(&version.policy, as_of).map_err(|e| too_large(&e));
    let engines = Engines { old: compiled(&old)?, new: compiled(&new)? };
    let regions = Regions::of(&diff).map_err(|e| too_large(&e))?;
    let changes = changes(&diff, &regions, &old, &new, &budget);
    let report = Report {
        edits: edits(&old.policy, &new.policy, &diff),
        changes,
        barred: changes::barred(&diff),
        turns: turns(&diff, &engines, &old, &new),
        progress: progress(&diff, &engines, &old, &new, environment),
        undecided: diff.undecided || budget.is_spent(),
        old: &old,
        new: &new,
        as_of,
        diff: &diff,
    };
    if arguments.json {
        json::write(&report, out)?
    } else {
        page::write(&report, environment.colour, out)?
    }
    Ok(DONE)
}

fn too_large(error: &TooLarge) -> Failure {
    Failure::Wrong(format!("the policies are too large to be compared exactly: {error}"))
}
