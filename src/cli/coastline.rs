//! `eoa coastline`: every place where a policy's answer turns, and how many of these a pack's scenarios show.

mod json;
mod page;

use std::io::Write;

use clap::Args;

use self::page::Page;
use super::environment::{Environment, day};
use super::pack::{open, sound, usable};
use super::{DONE, Failure, Outcome};
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::coverage::{Coverage, Taught};
use crate::domain::policy::analysis::facets::Coastline;
use crate::domain::policy::analysis::facets::drawn::{Drawn, drawn};
use crate::domain::policy::analysis::mutants::Mutants;
use crate::domain::policy::analysis::twins::twins;
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::{Engine, TooLarge};
use crate::domain::policy::region::cover::Budget;
use crate::domain::policy::rule::{RuleId, Stakes};
use crate::domain::scenario::Scenario;

/// What `coastline` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack, by path or id.
    pack: String,
    /// Answer in JSON, every facet with its twins and its scenarios.
    #[arg(long)]
    json: bool,
    /// Chart the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// A pack's coastline, and what its scenarios show of it.
struct Chart<'p> {
    policy: &'p Policy,
    scenarios: &'p [Scenario],
    engine: Engine,
    coastline: Coastline,
    /// The scenarios' cases, in their order, with the answers of those that are asked.
    told: Vec<Case>,
    coverage: Coverage,
    mutants: Mutants,
}

/// Draws a pack's coastline.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let pack = open(&arguments.pack, environment)?;
    let policy = sound(&pack)?;
    let too_large = |error: TooLarge| Failure::Wrong(format!("the policy is too large to be exact: {error}"));
    let as_of = arguments.as_of.unwrap_or(environment.today);
    let chart = Chart::of(policy, usable(&pack), as_of).map_err(too_large)?;
    if arguments.json {
        json::write(&chart, out)?;
    } else {
        Page::new(&chart, environment.colour).write(out)?;
    }
    Ok(DONE)
}

impl<'p> Chart<'p> {
    fn of(policy: &'p Policy, scenarios: &'p [Scenario], as_of: Date) -> Result<Self, TooLarge> {
        let engine = Engine::compile(policy, as_of)?;
        let coastline = Coastline::of(&engine, &Budget::default());
        let told: Vec<Case> = scenarios.iter().map(Scenario::told).collect();
        let coverage = Coverage::of(&engine, &coastline, &told);
        let twins = |case: &Case| twins(&engine, &coastline.lines, case);
        let tried: Vec<Case> = told.iter().flat_map(twins).map(|twin| twin.case).collect();
        let mutants = Mutants::of(&engine, &told, &tried)?;
        Ok(Self { policy, scenarios, engine, coastline, told, coverage, mutants })
    }

    /// Whether a rule on one side of a facet is critical.
    fn is_critical(&self, facet: usize) -> bool {
        let facet = &self.coastline.facets[facet];
        let critical = |rule: RuleId| self.policy.rules[rule.0].stakes == Stakes::Critical;
        [facet.here, facet.there].into_iter().flatten().any(critical)
    }

    /// The facets that are not crossed, those of critical rules first, untaught before touched, else in their order.
    fn not_crossed(&self) -> Vec<usize> {
        let taught = |facet: &usize| self.coverage.0[*facet].taught();
        let mut open: Vec<usize> = (0..self.coastline.facets.len()).filter(|f| taught(f) != Taught::Crossed).collect();
        open.sort_by_key(|f| (!self.is_critical(*f), taught(f)));
        open
    }

    /// A facet's twins, as near as can be to a scenario.
    fn drawn(&self, facet: usize) -> Drawn {
        let facet = &self.coastline.facets[facet];
        drawn(&self.engine, &self.coastline, facet, &self.told)
    }
}
