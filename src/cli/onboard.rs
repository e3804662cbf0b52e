//! `eoa onboard`: the path of a newcomer through a policy, and the certificate of what was shown on it.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::answers;
use super::environment::{Environment, day};
use super::pack::{open, sound};
use super::play::{self, Table};
use super::{DONE, Failure, Outcome, written};
use crate::content;
use crate::domain::learner::path::Path;
use crate::domain::learner::path::certificate::Certificate;
use crate::domain::learner::path::progress::{Progress, Step};
use crate::domain::policy::date::Date;
use crate::domain::policy::engine::Engine;
use crate::domain::session::day::number as day_of;
use crate::domain::session::hash::text_hash;
use crate::domain::session::pack::PackView;
use crate::domain::text::Text;
use crate::export::certificate::{Format, page};
use crate::store::trainee;
use crate::tui::wishes::{First, Wishes};

/// What `onboard` is asked.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Arguments {
    /// A pack: a policy's id or a folder; the first one, if you don't say.
    pack: Option<String>,
    /// Write down what was shown, once the check at the end of the path is passed.
    #[arg(long)]
    certificate: bool,
    /// As one page of HTML, to print.
    #[arg(long, requires = "certificate")]
    html: bool,
    /// Write it to a file.
    #[arg(long, requires = "certificate", value_name = "FILE")]
    out: Option<PathBuf>,
    /// By the rules in force that day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    table: Table,
}

/// Opens the path, or writes the certificate.
pub(super) fn run(arguments: &Arguments, environment: &Environment) -> Outcome {
    let as_of = arguments.as_of.unwrap_or(environment.today);
    if !arguments.certificate {
        let wishes = Wishes { first: First::Path, ..Wishes::default() };
        return play::open(arguments.pack.as_deref(), &arguments.table, as_of, wishes, environment);
    }
    let format = if arguments.html { Format::Html } else { Format::Text };
    let page = page(&certificate(arguments, as_of, environment)?, format);
    written::page(&page, arguments.out.as_deref(), &mut io::stdout().lock())?;
    Ok(DONE)
}

/// The certificate of a trainee, from the log.
fn certificate(arguments: &Arguments, as_of: Date, environment: &Environment) -> Result<Certificate, Failure> {
    let first = || content::list(&environment.sources()).first().map(|listing| listing.id.clone());
    let name = arguments.pack.clone().or_else(first).ok_or_else(|| Failure::Unusable("there is no pack".to_owned()))?;
    let pack = open(&name, environment)?;
    let policy = sound(&pack)?;
    let engine = Engine::compile(policy, as_of).map_err(|error| Failure::Wrong(error.to_string()))?;
    let hash = text_hash(&pack.policy_text);
    let view = PackView { name: &pack.id, policy, policy_hash: &hash, judge: &engine, scenarios: &pack.scenarios };
    let trainee: Text = trainee::name(arguments.table.trainee.as_deref());
    let none = |why: String| Failure::Wrong(format!("{trainee} has no certificate on {} yet: {why}", policy.id));
    let (attempts, profile) = answers::somebody(environment, &trainee)?;
    if attempts.is_empty() {
        return Err(none("nothing was answered here so far".to_owned()));
    }
    let own = profile.own_facts(policy);
    let clock = play::clock::read().map_err(Failure::Unusable)?;
    let today = day_of(clock.now(), play::clock::zone(clock));
    let path = Path::of(&view, &own);
    let progress = Progress::of(&attempts, &view, &path, today);
    Certificate::of(&trainee, &view, &path, &progress).ok_or_else(|| none(missing(&progress, &path)))
}

/// What is missing, in a clause.
fn missing(progress: &Progress, path: &Path) -> String {
    let (shown, units) = (progress.shown(), path.units.len());
    match progress.step {
        Step::Check | Step::Done => "the check is still to be passed at this level".to_owned(),
        Step::Unit(_) | Step::Round | Step::Rest => format!("{shown} of {units} rules are shown; the check comes once all are"),
    }
}
