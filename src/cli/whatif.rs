//! `eoa whatif`: what moving a limit would change, for the pack's scenarios and for real cases.

mod counted;
mod input;
mod json;
mod page;
mod range;
mod stream;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use self::counted::{Counted, Moves};
use self::input::{Change, Sweep};
use self::range::{Loss, Share};
use super::environment::{Environment, day};
use super::pack::{open, sound, usable};
use super::play::{self, Table};
use super::{DONE, Failure, Outcome, UNUSABLE};
use crate::domain::policy::Policy;
use crate::domain::policy::date::Date;
use crate::domain::policy::quantity::Quantity;
use crate::domain::policy::whatif::Panel;
use crate::domain::policy::whatif::control::Assumed;
use crate::domain::scenario::Scenario;
use crate::tui::wishes::{First, Wishes};

/// What `whatif` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack, by path or id. With nothing else: what can be moved.
    pack: String,
    /// Move a number: limits.refund.plus=300, rules.M-1.days_since_purchase=45.
    #[arg(long = "set", value_name = "NAME=NUMBER")]
    settings: Vec<String>,
    /// Move a number step by step: limits.refund.plus=100..500, or 100..500:25.
    #[arg(long, value_name = "NAME=FROM..TO[:STEP]")]
    sweep: Option<String>,
    /// Real cases: an object of facts in JSON a line; `-` reads standard input.
    #[arg(long, value_name = "FILE")]
    cases: Option<PathBuf>,
    /// How many of 100 cases are settled wrongly.
    #[arg(long, value_name = "PERCENT", default_value = "2")]
    wrong: Share,
    /// How many of 100 wrong ones an approval catches.
    #[arg(long, value_name = "PERCENT", default_value = "80")]
    caught: Share,
    /// What one approval costs, in the policy's currency.
    #[arg(long, value_name = "MONEY", value_parser = range::money)]
    approval: Option<Quantity>,
    /// What a wrong answer costs, from least to most; what is at stake, unless given.
    #[arg(long, value_name = "LOW..HIGH")]
    loss: Option<Loss>,
    /// Decide by the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
    /// Move the numbers on the screen, and see what turns, for the pack's scenarios.
    #[arg(long, conflicts_with_all = ["json", "settings", "sweep", "cases"])]
    tui: bool,
    /// On the screen, but as lines of text, for a screen reader or a pipe.
    #[arg(long, requires = "tui")]
    plain: bool,
}

/// Everything that was counted.
struct Report<'a> {
    policy: &'a Policy,
    changes: Vec<Change>,
    sweep: Option<Sweep>,
    scenarios: Counted,
    moves: Vec<Moves>,
    /// The file's name, and what was counted in it.
    cases: Option<(String, Counted)>,
    assumed: Assumptions,
}

/// What is assumed of people and approvals, as far as it was said.
struct Assumptions {
    shares: Assumed,
    approval: Option<Quantity>,
    loss: Option<Loss>,
}

/// Counts what would change.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let pack = open(&arguments.pack, environment)?;
    let policy = sound(&pack)?;
    if arguments.tui {
        let wishes = Wishes { first: First::WhatIf, ..Wishes::default() };
        let table = Table { plain: arguments.plain, ..Table::default() };
        let day = arguments.as_of.unwrap_or(environment.today);
        return play::open(Some(&arguments.pack), &table, day, wishes, environment);
    }
    let changes = input::changes(policy, &arguments.settings)?;
    let sweep = arguments.sweep.as_deref().map(|text| input::sweep(policy, text)).transpose()?;
    if changes.is_empty() && sweep.is_none() {
        if arguments.cases.is_some() {
            return Err(Failure::Unusable("nothing is moved: say --set NAME=NUMBER or --sweep NAME=FROM..TO".to_owned()));
        }
        if arguments.json {
            json::knobs(policy, out)?
        } else {
            page::knobs(policy, environment.colour, out)?
        }
        return Ok(DONE);
    }
    let as_of = arguments.as_of.unwrap_or(environment.today);
    let versions = input::versions(policy, &changes, sweep.as_ref())?;
    let panel =
        Panel::of(&versions, as_of).map_err(|error| Failure::Wrong(format!("the policy is too large to be exact: {error}")))?;
    let scenarios = usable(&pack);
    let report = Report {
        scenarios: counted::scenarios(&panel, scenarios),
        moves: if changes.is_empty() { Vec::new() } else { moves(scenarios, &versions, as_of)? },
        cases: arguments.cases.as_deref().map(|path| stream::count(&panel, policy, path)).transpose()?,
        policy,
        changes,
        sweep,
        assumed: Assumptions {
            shares: Assumed {
                wrong: arguments.wrong.0,
                caught: arguments.caught.0,
                approved: crate::domain::policy::whatif::control::WHOLE,
                approval: arguments.approval.unwrap_or_default(),
            },
            approval: arguments.approval,
            loss: arguments.loss,
        },
    };
    if arguments.json {
        json::write(&report, out)?
    } else {
        page::write(&report, environment.colour, out)?
    }
    let refused = report.cases.as_ref().is_some_and(|(_, counted)| counted.refused > 0);
    Ok(if refused { UNUSABLE } else { DONE })
}

/// The scenarios that go another way with everything set.
fn moves(scenarios: &[Scenario], versions: &[Policy], as_of: Date) -> Result<Vec<Moves>, Failure> {
    let (Some(before), Some(after)) = (versions.first(), versions.get(1)) else { return Ok(Vec::new()) };
    counted::moves(before, after, scenarios, as_of)
        .map_err(|error| Failure::Wrong(format!("the policy is too large to be exact: {error}")))
}
