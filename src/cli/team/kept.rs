//! Where meetings stand: a journal each, and beside it where it is served, for the second view and for going on.

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::store::folder;

/// Where a meeting is served. The file is its owner's alone: whoever reads the keys may look at the projector's view.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The session, and the name of its journal.
    pub(super) id: Uuid,
    /// Where it listens.
    pub(super) listen: SocketAddr,
    /// With a certificate.
    pub(super) tls: bool,
    /// Stands in the code for cameras.
    pub(super) invite: String,
    /// The projector's key.
    pub(super) screen: String,
}

impl Kept {
    /// Its journal.
    pub(super) fn journal(&self, folder: &Path) -> PathBuf {
        folder.join(format!("{}.journal", self.id))
    }

    /// Keeps it.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join(format!("{}.json", self.id));
        let failed = |error: std::io::Error| Failure::Unusable(format!("`{}` can't be written: {error}", path.display()));
        let text = serde_json::to_string(self).map_err(|error| failed(error.into()))?;
        folder::create_private(&path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)
    }
}

/// The folder of all meetings.
pub(super) fn folder(environment: &Environment) -> Result<PathBuf, Failure> {
    let path = environment.data.join("meetings");
    let made = folder::prepare(&environment.data).and_then(|()| fs::create_dir_all(&path));
    made.map_err(|error| Failure::Unusable(format!("`{}` can't be used: {error}", path.display())))?;
    Ok(path)
}

/// The meeting that was begun last: ids sort by time.
pub(super) fn last(folder: &Path) -> Result<Kept, Failure> {
    let none = || Failure::Unusable("there is no meeting on this machine yet: `eoa team` begins one".to_owned());
    let files = fs::read_dir(folder).map_err(|_| none())?.flatten().map(|entry| entry.path());
    let latest = files.filter(|path| path.extension().is_some_and(|end| end == "json")).max().ok_or_else(none)?;
    let broken = |why: String| Failure::Unusable(format!("`{}` can't be read: {why}", latest.display()));
    let text = fs::read_to_string(&latest).map_err(|error| broken(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| broken(error.to_string()))
}
