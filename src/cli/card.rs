//! `eoa card`: what one may do alone, on one page.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::cases::Settings;
use super::environment::{Environment, day};
use super::pack::{open, sound};
use super::{DONE, Failure, Outcome, written};
use crate::domain::policy::card::{Card, NoCard};
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::region::cover::Budget;
use crate::export::card::{Format, page};

/// What `card` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack, by path or id.
    pack: String,
    /// Whose card: level=senior. Limits are looked up, and rules that can't speak there are left out.
    #[arg(long = "set", value_name = "FACT=VALUE")]
    settings: Vec<String>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Written::Text)]
    format: Written,
    /// Write it to a file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// By the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// Formats as the command line names them.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Written {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// One page of HTML, to print
    Html,
}

/// Writes the card.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let pack = open(&arguments.pack, environment)?;
    let policy = sound(&pack)?;
    let mut known = Case::unknown(policy.facts.len());
    Settings::read(policy, &arguments.settings)?.apply(&mut known);
    let as_of = arguments.as_of.unwrap_or(environment.today);
    let card = Card::of(policy, &known, as_of, &Budget::default()).map_err(|error| match error {
        NoCard::TooLarge(_) => Failure::Wrong(error.to_string()),
        NoCard::Impossible => Failure::Unusable(format!("--set: {error}")),
    })?;
    let format = match arguments.format {
        Written::Text => Format::Text,
        Written::Markdown => Format::Markdown,
        Written::Html => Format::Html,
    };
    let page = page(policy, &card, format);
    written::page(&page, arguments.out.as_deref(), out)?;
    Ok(DONE)
}
