//! `eoa explain`: what the policy says about a case, why, and what would turn it.

mod answer;
mod lines;
mod page;
pub(super) mod sentences;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use self::answer::Answer;
use self::page::Page;
use super::cases::{self, Settings};
use super::environment::{Environment, day};
use super::pack::{open, sound};
use super::{DONE, Failure, Outcome, UNUSABLE};
use crate::domain::policy::Policy;
use crate::domain::policy::case::Case;
use crate::domain::policy::check::words;
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::{Engine, Impossible};

/// What `explain` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack, by path or id.
    pack: String,
    /// The scenario, by id or path; without it and without --facts, nothing is known but what --set says.
    #[arg(conflicts_with = "facts")]
    scenario: Option<String>,
    /// Cases in place of the scenario: an object of facts in JSON, or one a line; `-` reads standard input.
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// Set a fact: amount=49, signals=legal,press, signals= (empty), amount=? (unknown).
    #[arg(long = "set", value_name = "FACT=VALUE")]
    settings: Vec<String>,
    /// Decide by the rules of another day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Answer in JSON, one object a line.
    #[arg(long)]
    json: bool,
}

/// What every case of one run is explained by.
struct Explainer<'a> {
    policy: &'a Policy,
    engine: Engine,
    json: bool,
    colour: bool,
}

/// Explains one case, or a stream of them.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let pack = open(&arguments.pack, environment)?;
    let policy = sound(&pack)?;
    let as_of = arguments.as_of.unwrap_or(environment.today);
    let engine = Engine::compile(policy, as_of)
        .map_err(|error| Failure::Wrong(format!("the policy is too large to be exact: {error}")))?;
    let explainer = Explainer { policy, engine, json: arguments.json, colour: environment.colour };
    let settings = Settings::read(policy, &arguments.settings)?;
    if let Some(path) = &arguments.facts {
        return lines::explain(&explainer, path, &settings, out);
    }
    let (title, mut case) = match &arguments.scenario {
        Some(name) => {
            let scenario = cases::scenario(&pack, policy, name)?;
            (Some(scenario.title), scenario.case)
        }
        None => (None, Case::unknown(policy.facts.len())),
    };
    settings.apply(&mut case);
    match explainer.write(title.as_deref(), &case, out)? {
        Ok(()) => Ok(DONE),
        Err(why) => {
            out.flush()?;
            if arguments.settings.is_empty() { Err(Failure::Wrong(why)) } else { Err(Failure::Unusable(why)) }
        }
    }
}

impl Explainer<'_> {
    /// Writes the explanation of a case; or says why the case can't be.
    fn write(&self, title: Option<&str>, case: &Case, out: &mut dyn Write) -> Result<Result<(), String>, Failure> {
        let explanation = match self.engine.explain(case) {
            Ok(explanation) => explanation,
            Err(impossible) => return Ok(Err(self.refusal(&impossible))),
        };
        if self.json {
            let answer = Answer::new(self.policy, &explanation);
            serde_json::to_writer(&mut *out, &answer).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            Page::new(self.policy, self.colour).write(title, case, &explanation, out)?;
        }
        Ok(Ok(()))
    }

    fn refusal(&self, impossible: &Impossible) -> String {
        let never = self.policy.never.get(impossible.never);
        let clause = never.map(|never| words::condition(self.policy, never)).unwrap_or_default();
        format!("this case can't occur: the policy says never {clause}")
    }
}

/// The exit code where some inputs could not be used.
fn code(unusable: bool) -> u8 {
    if unusable { UNUSABLE } else { DONE }
}
