//! `eoa check`: every mistake in packs, at once.

mod json;
mod real;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use self::real::Real;
use super::environment::{Environment, day};
use super::place::Drawer;
use super::sheet::{COLUMNS, many};
use super::{DONE, Failure, Outcome, UNUSABLE, WRONG};
use crate::content::{self, Keep, Listing, LoadedPack};
use crate::domain::diagnostic::{Diagnostic, Severity};
use crate::domain::policy::date::Date;

/// What `check` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Packs to check, by path or id; all that are known, if none is given.
    #[arg(value_name = "PACK")]
    packs: Vec<String>,
    /// Answer with one array of JSON.
    #[arg(long)]
    json: bool,
    /// Let warnings fail as errors do.
    #[arg(long)]
    strict: bool,
    /// Real cases (JSON Lines of facts, or - for standard input): grey areas come in the order of how many fall in them.
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// Check by the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// A pack with what is wrong with it.
struct Checked {
    pack: LoadedPack,
    found: Vec<Diagnostic>,
}

/// Checks the packs.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let as_of = arguments.as_of.unwrap_or(environment.today);
    let packs = packs(arguments, environment)?;
    if arguments.cases.is_some() && packs.len() != 1 {
        return Err(Failure::Unusable("--cases takes the cases of one pack: name it".to_owned()));
    }
    let (mut checked, mut refused) = (Vec::new(), 0);
    for listing in &packs {
        let pack = content::load(listing, Keep::All);
        let real = match (&arguments.cases, &pack.policy) {
            (Some(path), Some(policy)) => real::silent(policy, path, as_of)?,
            _ => Real::default(),
        };
        refused += real.refused;
        checked.push(Checked { found: pack.check_beside(&real.came, as_of), pack });
    }
    if arguments.json {
        json::write(&checked, out)?;
    } else {
        let drawer = Drawer::new(environment.colour, environment.terminal.then_some(COLUMNS));
        for one in &checked {
            draw(one, &drawer, out)?;
        }
        summary(&checked, out)?;
    }
    let failing = |d: &Diagnostic| arguments.strict || d.severity == Severity::Error;
    let wrong = checked.iter().flat_map(|c| &c.found).any(failing);
    Ok(match (wrong, refused) {
        (true, _) => WRONG,
        (false, 0) => DONE,
        (false, _) => UNUSABLE,
    })
}

fn packs(arguments: &Arguments, environment: &Environment) -> Result<Vec<Listing>, Failure> {
    let sources = environment.sources();
    if arguments.packs.is_empty() {
        return Ok(content::list(&sources));
    }
    let mut packs: Vec<Listing> = Vec::new();
    for name in &arguments.packs {
        let found = content::find(&sources, name).map_err(|error| Failure::Unusable(error.to_string()))?;
        packs.extend(found.into_iter().filter(|listing| !packs.iter().any(|p| p.root == listing.root)).collect::<Vec<_>>());
    }
    Ok(packs)
}

fn draw(checked: &Checked, drawer: &Drawer, out: &mut dyn Write) -> Result<(), Failure> {
    for diagnostic in &checked.found {
        let source = checked.pack.texts.get(&diagnostic.file).map(String::as_str);
        writeln!(out, "{}\n", drawer.draw(diagnostic, &path(checked, diagnostic), source))?;
    }
    Ok(())
}

/// The file as the user knows it: the pack's place, then the path within it.
fn path(checked: &Checked, diagnostic: &Diagnostic) -> String {
    let root = checked.pack.root.shown();
    let root = root.trim_end_matches(std::path::is_separator);
    if diagnostic.file.is_empty() { root.to_owned() } else { format!("{root}/{}", diagnostic.file) }
}

fn summary(checked: &[Checked], out: &mut dyn Write) -> Result<(), Failure> {
    let count = |severity: Severity| checked.iter().flat_map(|c| &c.found).filter(|d| d.severity == severity).count();
    let scenarios: usize = checked.iter().map(|c| c.pack.scenarios.len()).sum();
    let rules: usize = checked.iter().filter_map(|c| c.pack.policy.as_ref()).map(|p| p.rules.len()).sum();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let found = match (errors, warnings) {
        (0, 0) => "nothing to mend".to_owned(),
        _ => format!("{}, {}", many(errors, "error"), many(warnings, "warning")),
    };
    let checked = format!("{}, {}, {}", many(checked.len(), "pack"), many(rules, "rule"), many(scenarios, "scenario"));
    writeln!(out, "{checked}: {found}")?;
    Ok(())
}
