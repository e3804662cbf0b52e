//! `eoa report`: what somebody's answers tell of their judgement, as a page to read and print.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::answers::{self, Read};
use super::environment::Environment;
use super::pack::{open, sound, usable};
use super::play::clock;
use super::{DONE, Failure, Outcome, written};
use crate::content::{self, LoadedPack};
use crate::domain::policy::engine::Engine;
use crate::domain::report::trainee::deeper::Deeper;
use crate::domain::report::trainee::{Figures, own};
use crate::domain::session::attempt::Attempt;
use crate::domain::session::hash::text_hash;
use crate::domain::session::pack::PackView;
use crate::domain::wording::trainee::{Beyond, When};
use crate::export::report::{Format, Told, page};
use crate::store::trainee;

/// What `report` is asked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack, by path or id; the one answered last, if you don't say.
    pack: Option<String>,
    /// Whose report; yours, by your login name, if you don't say.
    #[arg(long, value_name = "NAME")]
    trainee: Option<String>,
    #[command(flatten)]
    written: Written,
    /// Write it to a file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How it is written; as text, if nothing is said.
#[derive(Args, Debug)]
#[group(multiple = false)]
struct Written {
    /// Answer in JSON, every figure with its counts.
    #[arg(long)]
    json: bool,
    /// One page of HTML with charts, to read and print.
    #[arg(long)]
    html: bool,
    /// Markdown.
    #[arg(long)]
    markdown: bool,
}

/// Writes a report.
pub(super) fn run(arguments: &Arguments, environment: &Environment, out: &mut dyn Write) -> Outcome {
    let trainee = trainee::name(arguments.trainee.as_deref());
    let named = match &arguments.pack {
        Some(pack) => pack.clone(),
        None => last_answered(&trainee, arguments.trainee.is_some(), environment)?,
    };
    let pack = open(&named, environment)?;
    let format = match &arguments.written {
        Written { json: true, .. } => Format::Json,
        Written { html: true, .. } => Format::Html,
        Written { markdown: true, .. } => Format::Markdown,
        _ => Format::Text,
    };
    let page = report(&pack, &trainee, format, environment)?;
    written::page(&page, arguments.out.as_deref(), out)?;
    Ok(DONE)
}

fn report(pack: &LoadedPack, trainee: &str, format: Format, environment: &Environment) -> Result<String, Failure> {
    let policy = sound(pack)?;
    let too_large = |error| Failure::Wrong(format!("the policy is too large to be exact: {error}"));
    let engine = Engine::compile(policy, environment.today).map_err(too_large)?;
    let scenarios = usable(pack);
    let hash = text_hash(&pack.policy_text);
    let view = PackView { name: &pack.id, policy, policy_hash: &hash, judge: &engine, scenarios };
    let Read { attempts, edited } = answers::of(environment, trainee, policy)?;
    let own: Vec<&Attempt> = own(&attempts, trainee, &policy.id);
    let clock = clock::read().map_err(Failure::Unusable)?;
    let when = When::OnPaper { zone: clock::zone(clock) };
    let figures = Figures::of(&own, &view, trainee);
    let deeper = Deeper::of(&own, &engine, scenarios, &edited, clock.now());
    Ok(page(Told { policy, figures: &figures, beyond: Beyond::Known(&deeper), when }, format))
}

/// The pack somebody answered last; the first there is, where nobody was named and there is no answer yet.
fn last_answered(trainee: &str, named: bool, environment: &Environment) -> Result<String, Failure> {
    let attempts = answers::everybody(environment).map_err(Failure::Unusable)?;
    let last = attempts.iter().filter(|a| a.trainee == trainee).max_by_key(|a| (a.time, a.id));
    match last {
        // The policy's id names the pack wherever it stands; the pack's own name may have been a folder of that day.
        Some(attempt) => Ok(attempt.policy.id.clone()),
        None if named => Err(Failure::Unusable(format!(
            "there are no answers of `{trainee}` here; `eoa trainees` names everybody who has some"
        ))),
        None => {
            let first = content::list(&environment.sources()).into_iter().next();
            first.map(|pack| pack.id).ok_or_else(|| Failure::Unusable("there is no pack here".to_owned()))
        }
    }
}
