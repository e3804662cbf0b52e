//! How a meeting is opened: its pack, its agenda, and keys that nobody can guess.

use std::path::PathBuf;

use uuid::Uuid;

use super::Arguments;
use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::cli::pack::{left_out, open, sound};
use crate::content::{self, Root};
use crate::domain::policy::engine::Engine;
use crate::domain::room::agenda::Wanted;
use crate::domain::room::event::Setup;
use crate::domain::session::hash::text_hash;
use crate::domain::session::pack::PackView;
use crate::live::secret;

/// A meeting that was asked for.
pub(super) struct Opening {
    /// Its room.
    pub(super) setup: Setup,
    /// Its pack's folder; none for a pack in the program.
    pub(super) folder: Option<PathBuf>,
    /// How many of its scenarios can't be used, as a sentence without its full stop.
    pub(super) left_out: Option<String>,
}

/// The meeting that was asked for.
pub(super) fn opening(arguments: &Arguments, environment: &Environment) -> Result<Opening, Failure> {
    let name = match &arguments.pack {
        Some(name) => name.clone(),
        None => first(environment)?,
    };
    let pack = open(&name, environment)?;
    let policy = sound(&pack)?;
    let scenarios = &pack.scenarios;
    let engine = Engine::compile(policy, environment.today).map_err(|error| Failure::Wrong(error.to_string()))?;
    let policy_hash = text_hash(&pack.policy_text);
    let view = PackView { name: &pack.id, policy, policy_hash: &policy_hash, judge: &engine, scenarios };
    let unusable = |error: secret::NoRandomness| Failure::Unusable(error.to_string());
    let wanted = Wanted {
        length: arguments.plan,
        seed: arguments.seed.map_or_else(secret::seed, Ok).map_err(unusable)?,
        topic: arguments.topic.clone(),
        ..Wanted::default()
    };
    let agenda = if arguments.export_ballot.is_some() { wanted.ballot(&view) } else { wanted.agenda(&view) };
    let (stops, items) = agenda.map_err(|error| Failure::Wrong(error.to_string()))?;
    let setup = Setup {
        id: Uuid::now_v7(),
        doors: secret::doors().map_err(unusable)?,
        names: secret::seed().map_err(unusable)?,
        seats: arguments.seats,
        pack: pack.id.clone(),
        title: policy.title.clone(),
        policy: view.stamp(),
        length: arguments.plan,
        stops,
        items,
    };
    let folder = match &pack.root {
        Root::Folder(folder) => Some(folder.clone()),
        Root::Embedded(_) => None,
    };
    Ok(Opening { setup, folder, left_out: left_out(&pack) })
}

fn first(environment: &Environment) -> Result<String, Failure> {
    let packs = content::list(&environment.sources());
    packs.first().map(|pack| pack.id.clone()).ok_or_else(|| Failure::Unusable("there is no pack here".to_owned()))
}
