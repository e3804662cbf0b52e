//! `eoa twins`: the nearest case across each line a scenario is near, told from its own story; and its cousin.

mod json;
mod page;

use std::io::Write;

use clap::Args;

use self::page::Page;
use super::cases;
use super::environment::{Environment, day};
use super::pack::{open, sound};
use super::{DONE, Failure, Outcome};
use crate::domain::policy::Policy;
use crate::domain::policy::analysis::cousins::cousin;
use crate::domain::policy::analysis::facets::Decider;
use crate::domain::policy::analysis::lines::Line;
use crate::domain::policy::analysis::twins::{Twin, twins};
use crate::domain::policy::case::Case;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::{Engine, TooLarge};
use crate::domain::policy::explanation::{Change, Ruling};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::region::cover::Budget;
use crate::domain::scenario::Scenario;

/// How many regions the search for a cousin looks at before it gives up: a fraction of a second's worth.
const COUSIN_WORK: u64 = 20_000;

/// What `twins` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack, by path or id.
    pack: String,
    /// The scenario, by id or path.
    scenario: String,
    /// Answer in one JSON object.
    #[arg(long)]
    json: bool,
    /// Decide by the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

/// A scenario's relatives.
struct Family<'p> {
    policy: &'p Policy,
    scenario: Scenario,
    /// The case as told, with the answers the customer gives when asked.
    case: Case,
    ruling: Ruling,
    lines: Vec<Line>,
    twins: Vec<Twin>,
    /// The case under the same rule that differs most, and the facts it differs in.
    cousin: Option<(Case, Vec<FactId>)>,
}

/// Tells a scenario's twins.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let pack = open(&arguments.pack, environment)?;
    let policy = sound(&pack)?;
    let too_large = |error: TooLarge| Failure::Wrong(format!("the policy is too large to be exact: {error}"));
    let engine = Engine::compile(policy, arguments.as_of.unwrap_or(environment.today)).map_err(too_large)?;
    let scenario = cases::scenario(&pack, policy, &arguments.scenario)?;
    let family = Family::of(policy, &engine, scenario)?;
    if arguments.json {
        json::write(&family, out)?;
    } else {
        Page::new(&family, environment.colour).write(out)?;
    }
    Ok(DONE)
}

impl<'p> Family<'p> {
    fn of(policy: &'p Policy, engine: &Engine, scenario: Scenario) -> Result<Self, Failure> {
        let case = scenario.told();
        let impossible = || Failure::Wrong(format!("the case of `{}` can't occur under this policy", scenario.id));
        let explanation = engine.explain(&case).map_err(|_| impossible())?;
        let lines = engine.lines();
        let twins = twins(engine, &lines, &case);
        let cousin = cousin(engine, &case, &explanation.no_matter, &Budget::new(COUSIN_WORK)).map(|cousin| {
            let differs = explanation.no_matter.iter().copied().filter(|f| cousin.get(*f) != case.get(*f)).collect();
            (cousin, differs)
        });
        Ok(Self { policy, case, ruling: explanation.ruling, lines, twins, cousin, scenario })
    }

    /// The id of the rule that decides.
    fn id(&self, decider: Option<Decider>) -> Option<&'p str> {
        decider.flatten().map(|rule| self.policy.rules[rule.0].id.as_str())
    }

    /// How a twin was made.
    fn change(&self, twin: &Twin) -> Option<Change> {
        Some(Change { fact: twin.moved, from: self.case.get(twin.moved)?, to: twin.case.get(twin.moved)? })
    }

    /// Whether the story itself tells what was moved.
    fn tells(&self, twin: &Twin) -> bool {
        self.scenario.tells(self.policy, twin.moved)
    }
}
