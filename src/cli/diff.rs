//! `eoa diff`: what a new version of a policy changes, for whom, and a case for each change.

mod json;
mod page;
mod progress;

use std::io::Write;

use clap::Args;

use self::progress::{Progress, progress};
use super::environment::{Environment, day};
use super::pack::{Version, version};
use super::play::{self, Table};
use super::{DONE, Failure, Outcome};
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::TooLarge;
use crate::domain::policy::region::cover::Budget;
use crate::domain::revision::{Report, Revision};
use crate::tui::comparison::Comparison;
use crate::tui::wishes::{First, Wishes};

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
    /// Tell every change by itself, however many there are.
    #[arg(long)]
    all: bool,
    /// Answer in JSON.
    #[arg(long, conflicts_with = "tui")]
    json: bool,
    /// Read it on the screen, a page at a time.
    #[arg(long)]
    tui: bool,
    /// On the screen, but as lines of text, for a screen reader or a pipe.
    #[arg(long, requires = "tui")]
    plain: bool,
}

/// Two versions, and all there is to say of their difference.
struct Compared<'v> {
    old: &'v Version,
    new: &'v Version,
    as_of: Date,
    revision: &'v Revision<'v>,
    report: &'v Report,
    progress: Progress,
    /// Every change by itself.
    all: bool,
}

/// Compares two versions.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let (old, new) = (version(&arguments.old, environment)?, version(&arguments.new, environment)?);
    let as_of = arguments.as_of.unwrap_or(environment.today);
    if arguments.tui {
        return on_screen(arguments, &old, &new, as_of, environment);
    }
    let budget = Budget::default();
    let revision = Revision::of(old.view(), new.view(), as_of, &budget).map_err(|e| too_large(&e))?;
    let report = revision.report(&budget).map_err(|e| too_large(&e))?;
    let compared = Compared {
        progress: progress(&revision, &report.lines, environment),
        old: &old,
        new: &new,
        as_of,
        revision: &revision,
        report: &report,
        all: arguments.all,
    };
    if arguments.json {
        json::write(&compared, out)?
    } else {
        page::write(&compared, environment.colour, out)?
    }
    Ok(DONE)
}

/// Opens the game at the comparison; the new version's pack lies behind it, where it is one.
fn on_screen(arguments: &Arguments, old: &Version, new: &Version, as_of: Date, environment: &Environment) -> Outcome {
    let name = |version: &Version, other: &Version| {
        let (own, others) = (&version.policy, &other.policy);
        if own.id == others.id { own.version.to_string() } else { format!("{}, {}", own.id, own.version) }
    };
    let names = [name(old, new), name(new, old)];
    let compared = Comparison::of(old.view(), new.view(), as_of, names);
    let compared = compared.map_err(|why| Failure::Wrong(format!("the policies are too large to be compared exactly: {why}")))?;
    let wishes = Wishes { first: First::Comparison(Box::new(compared)), ..Wishes::default() };
    let table = Table { plain: arguments.plain, ..Table::default() };
    let pack = Some(arguments.new.as_str()).filter(|_| !new.scenarios.is_empty());
    play::open(pack, &table, as_of, wishes, environment)
}

fn too_large(error: &TooLarge) -> Failure {
    Failure::Wrong(format!("the policies are too large to be compared exactly: {error}"))
}
