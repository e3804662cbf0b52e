//! Where meetings stand: a journal each, and beside it where it is served, for the second view and for going on.

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::cli::written::unwritable;
use crate::store::folder;
use crate::store::sqlite::SqliteLog;

/// Where a meeting is served. The file is its owner's alone: whoever reads the keys may look at the projector's view.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::cli) struct Kept {
    /// The session, and the name of its journal.
    pub(in crate::cli) id: Uuid,
    /// Where it listens.
    pub(in crate::cli) listen: SocketAddr,
    /// With a certificate.
    pub(in crate::cli) tls: bool,
    /// Whose fingerprint this is.
    #[serde(default)]
    pub(in crate::cli) fingerprint: Option<String>,
    /// Stands in the code for cameras.
    pub(in crate::cli) invite: String,
    /// The projector's key.
    pub(in crate::cli) screen: String,
}

impl Kept {
    /// Its journal.
    pub(in crate::cli) fn journal(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.journal", self.id))
    }

    /// Keeps it, in place of what was kept of it before.
    pub(in crate::cli) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join(format!("{}.json", self.id));
        let failed = |error: std::io::Error| unwritable(&path, &error);
        let text = serde_json::to_string(self).map_err(|error| failed(error.into()))?;
        let new = path.with_extension("json.new");
        let cleared = match fs::remove_file(&new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        let written = cleared.and_then(|()| folder::create_private(&new)).and_then(|mut file| file.write_all(text.as_bytes()));
        written.and_then(|()| fs::rename(&new, &path)).map_err(failed)
    }
}

/// Where all meetings stand.
pub(in crate::cli) fn place(environment: &Environment) -> PathBuf {
    environment.data.join("meetings")
}

/// The folder of all meetings, made if it isn't there. What an erasure left undone is done before anybody goes on with one.
pub(super) fn folder(environment: &Environment) -> Result<PathBuf, Failure> {
    let path = place(environment);
    SqliteLog::finish_erasing(&environment.data).map_err(|trouble| Failure::Unusable(trouble.to_string()))?;
    let made = folder::prepare(&environment.data).and_then(|()| fs::create_dir_all(&path));
    made.map_err(|error| Failure::Unusable(format!("`{}` can't be used: {error}", path.display())))?;
    Ok(path)
}

/// The ids of all meetings, the one begun last at the end: they sort by time.
pub(in crate::cli) fn all(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let journals = files.filter(|path| path.extension().is_some_and(|end| end == "journal"));
    let mut ids: Vec<String> = journals.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    ids.sort_unstable();
    ids
}

/// Nobody has met here.
pub(in crate::cli) fn none() -> Failure {
    Failure::Unusable("there is no meeting on this machine yet: `eoa team` begins one".to_owned())
}

/// The meeting that was begun last and is served: a ballot has a journal, and no place.
pub(in crate::cli) fn last(folder: &Path) -> Result<Kept, Failure> {
    let mut places = all(folder).into_iter().map(|id| folder.join(format!("{id}.json")));
    let latest = places.rfind(|place| place.is_file()).ok_or_else(none)?;
    let broken = |why: String| Failure::Unusable(format!("`{}` can't be read: {why}", latest.display()));
    let text = fs::read_to_string(&latest).map_err(|error| broken(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| broken(error.to_string()))
}
