//! `eoa refresh`: a few minutes of what is about to be forgotten, and of what a new policy turned.

use clap::Args;

use super::Outcome;
use super::environment::Environment;
use super::play::{self, Table};
use crate::domain::learner::refresh::hand::Mix;
use crate::tui::refresh::{MINUTES, MOST_MINUTES, Wish};
use crate::tui::wishes::{First, Wishes};

/// A few minutes of what is due.
#[derive(Args, Clone, Debug)]
pub(super) struct Arguments {
    /// A pack: a policy's id or a folder; the one with the most that is due, if you don't say.
    pack: Option<String>,
    /// At most so many minutes.
    #[arg(long, value_name = "N", default_value_t = MINUTES, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MINUTES)))]
    minutes: u32,
    /// How red lines and the rest are mixed: due (as it comes), balanced (half and half), real (as at work, by `share`).
    #[arg(long, value_name = "MIX", default_value = Mix::Due.name(), value_parser = mix)]
    mix: Mix,
    #[command(flatten)]
    table: Table,
}

/// Opens the game at the refresher.
pub(super) fn run(arguments: &Arguments, environment: &Environment) -> Outcome {
    let wish = Wish { minutes: arguments.minutes, mix: arguments.mix };
    let wishes = Wishes { first: First::Refresher(wish), ..Wishes::default() };
    play::open(arguments.pack.as_deref(), &arguments.table, environment.today, wishes, environment)
}

fn mix(text: &str) -> Result<Mix, String> {
    let known = Mix::ALL.into_iter().find(|mix| mix.name() == text);
    known.ok_or_else(|| "it is one of due, balanced and real".to_owned())
}
