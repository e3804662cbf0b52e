//! Where a case comes from: a scenario, and settings over it.

use std::fs;
use std::path::Path;

use super::Failure;
use crate::content::LoadedPack;
use crate::domain::policy::Policy;
use crate::domain::policy::case::{Case, Value};
use crate::domain::policy::fact::FactId;
use crate::domain::policy::source::setting;
use crate::domain::policy::source::vocabulary::Vocabulary;
use crate::domain::scenario::{Scenario, source};
use crate::domain::{MAX_FILE_BYTES, closest};

/// Facts set on the command line.
#[derive(Debug, Default)]
pub(super) struct Settings(Vec<(FactId, Option<Value>)>);

impl Settings {
    /// Reads them all; the last word on a fact holds.
    pub(super) fn read(policy: &Policy, written: &[String]) -> Result<Self, Failure> {
        let read: Result<Vec<_>, String> = written.iter().map(|text| setting::read(policy, text)).collect();
        read.map(Self).map_err(|why| Failure::Unusable(format!("--set: {why}")))
    }

    /// Sets them.
    pub(super) fn apply(&self, case: &mut Case) {
        for (fact, value) in &self.0 {
            case.set(*fact, *value);
        }
    }
}

/// A scenario, by id or path.
pub(in crate::cli) fn scenario(pack: &LoadedPack, policy: &Policy, name: &str) -> Result<Scenario, Failure> {
    let known = pack.scenarios.iter().find(|s| s.id == name || s.file == name);
    if let Some(known) = known {
        return Ok(known.clone());
    }
    if Path::new(name).is_file() {
        return from_file(policy, Path::new(name));
    }
    if let Some(broken) =
        pack.diagnostics.iter().find(|d| d.file.rsplit('/').next().is_some_and(|f| f.trim_end_matches(".toml") == name))
    {
        let place = format!("{}/{}", pack.root.shown(), broken.file);
        return Err(Failure::Wrong(format!("`{place}` has mistakes; `eoa check {}` shows them", pack.root.shown())));
    }
    let ids: Vec<&str> = pack.scenarios.iter().map(|s| s.id.as_str()).collect();
    let hint = closest(name, &ids).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::Unusable(format!("the pack `{}` has no scenario `{name}`{hint}", pack.id)))
}

/// A scenario that may stand anywhere.
fn from_file(policy: &Policy, path: &Path) -> Result<Scenario, Failure> {
    let unreadable = |why: String| Failure::Unusable(format!("`{}` can't be read: {why}", path.display()));
    let size = fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX) {
        return Err(unreadable("it is too large".to_owned()));
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let read = source::parse(&text, &name, &Vocabulary::of(policy));
    let mistakes = read.diagnostics.len();
    let wrong = || Failure::Wrong(format!("`{}` has {mistakes} mistakes; `eoa check` of its pack shows them", path.display()));
    read.scenario.ok_or_else(wrong)
}
