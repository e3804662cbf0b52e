//! `eoa` and `eoa play`: the game, with packs and a log behind it.

pub(super) mod clock;
mod world;

use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use self::world::World;
use super::environment::{Environment, day};
use super::terminal::{as_lines, ended, theme};
use super::{Failure, Outcome};
use crate::content;
use crate::domain::policy::date::Date;
use crate::domain::text::Text;
use crate::store::trainee;
use crate::tui::port::Port;
use crate::tui::wishes::{First, Wishes};
use crate::tui::{plain, shell};

/// What every way into the game takes.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Table {
    /// Who plays; your login name, if you don't say.
    #[arg(long, value_name = "NAME")]
    pub(super) trainee: Option<String>,
    /// Play as lines of text, for a screen reader or a pipe.
    #[arg(long)]
    pub(super) plain: bool,
    /// Deal the cases that this number deals every time.
    #[arg(long, value_name = "N", env = "EOA_SEED", hide_env_values = true)]
    pub(super) seed: Option<u64>,
}

/// Straight to a session.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Arguments {
    /// A pack: a policy's id or a folder; the first one, if you don't say.
    pack: Option<String>,
    /// Only cases of this topic.
    #[arg(long)]
    topic: Option<String>,
    /// At most so many cases.
    #[arg(long, value_name = "N")]
    cases: Option<usize>,
    /// Play by the rules in force that day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    table: Table,
}

/// Plays: from home, or straight in a session.
pub(super) fn run(arguments: Option<&Arguments>, table: &Table, environment: &Environment) -> Outcome {
    let table = arguments.map_or(table, |a| &a.table);
    let named = arguments.and_then(|a| a.pack.as_deref());
    let day = arguments.and_then(|a| a.as_of).unwrap_or(environment.today);
    let first = arguments.map_or(First::Home, |a| First::Session(a.topic.clone()));
    let wishes = Wishes { first, cases: arguments.and_then(|a| a.cases), ..Wishes::default() };
    open(named, table, day, wishes, environment)
}

/// Opens the game with some wishes: on the terminal, or as lines.
pub(super) fn open(named: Option<&str>, table: &Table, day: Date, wishes: Wishes, environment: &Environment) -> Outcome {
    let clock = clock::read().map_err(Failure::Unusable)?;
    let sources = environment.sources();
    let listings = named.map(|name| content::find(&sources, name)).transpose();
    let listings = listings.map_err(|error| Failure::Unusable(error.to_string()))?;
    let wishes = Wishes {
        trainee: trainee::name(table.trainee.as_deref()),
        log: shown(&environment.data),
        seed: table.seed,
        entropy: table.seed.unwrap_or_else(clock::entropy),
        zone: clock::zone(clock),
        ..wishes
    };
    let mut world = World::new(sources, listings, environment.data.clone(), wishes.trainee.to_string(), day, clock);
    let played = if as_lines(table.plain) {
        plain::run(wishes, &mut world, &mut io::stdin().lock(), &mut io::stdout().lock())
    } else {
        shell::run(wishes, theme(), &mut world)
    };
    for sentence in world.finish() {
        // Where standard error is gone too there is nobody to tell.
        let _ = writeln!(io::stderr(), "eoa: {sentence}");
    }
    ended(played)
}

/// A folder as people write it: safe, on one line, and from their home on.
fn shown(folder: &Path) -> String {
    let home = etcetera::home_dir().ok();
    let path = match home.and_then(|home| folder.strip_prefix(home).ok().map(|rest| format!("~/{}", rest.display()))) {
        Some(from_home) => from_home,
        None => folder.display().to_string(),
    };
    Text::clean(&path).replace('\n', " ")
}
