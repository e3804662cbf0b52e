//! `eoa month`: a run of cases with a ledger, for packs whose policy has an allowance.

use clap::Args;

use super::environment::{Environment, day};
use super::play::{self, Table};
use super::{Failure, Outcome};
use crate::content::{self, Keep, Listing, Root};
use crate::domain::policy::date::Date;
use crate::domain::session::month::NoMonth;
use crate::tui::wishes::{First, Wishes};

/// What `month` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A pack: a policy's id or a folder; the first one with an allowance, if you don't say.
    pack: Option<String>,
    /// At most so many cases; 12, if you don't say.
    #[arg(long, value_name = "N")]
    cases: Option<usize>,
    /// Play by the rules in force that day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    table: Table,
}

/// Plays a month, where there is one to play.
pub(super) fn run(arguments: &Arguments, environment: &Environment) -> Outcome {
    let sources = environment.sources();
    let named = arguments.pack.as_deref().map(|name| content::find(&sources, name)).transpose();
    let named = named.map_err(|error| Failure::Unusable(error.to_string()))?;
    let listings = named.unwrap_or_else(|| content::list(&sources));
    let fits = |listing: &&Listing| has_allowance(listing, arguments.pack.is_some());
    let Some(pack) = listings.iter().find(fits) else {
        return Err(Failure::Wrong(NoMonth::NoAllowance.to_string()));
    };
    let place = match &pack.root {
        Root::Folder(path) => path.display().to_string(),
        Root::Embedded(_) => pack.id.clone(),
    };
    let wishes = Wishes { first: First::Month, cases: arguments.cases, ..Wishes::default() };
    play::open(Some(&place), &arguments.table, arguments.as_of.unwrap_or(environment.today), wishes, environment)
}

/// Whether a pack's policy has one. A broken one that was named is let through: the game opens with what is wrong
/// with it.
fn has_allowance(listing: &Listing, named: bool) -> bool {
    content::load(listing, Keep::Findings).policy.map_or(named, |policy| policy.allowance.is_some())
}
