//! A pack that a command line names, and its policy.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::Failure;
use super::environment::Environment;
use crate::content::{self, Keep, LoadedPack};
use crate::domain::MAX_FILE_BYTES;
use crate::domain::diagnostic::Severity;
use crate::domain::policy::Policy;
use crate::domain::policy::source;
use crate::domain::revision;
use crate::domain::scenario::Scenario;

/// The one pack of that name, by path or id.
pub(super) fn open(name: &str, environment: &Environment) -> Result<LoadedPack, Failure> {
    let found = content::find(&environment.sources(), name).map_err(|error| Failure::Unusable(error.to_string()))?;
    match &found[..] {
        [one] => Ok(content::load(one, Keep::Findings)),
        _ => Err(Failure::Unusable(format!("`{name}` holds {} packs; name one of them", found.len()))),
    }
}

/// The policy of a pack that can be used.
pub(super) fn sound(pack: &LoadedPack) -> Result<&Policy, Failure> {
    pack.policy.as_ref().ok_or_else(|| {
        let errors = pack.diagnostics.iter().filter(|d| d.file == "policy.toml").count();
        let place = pack.root.shown();
        Failure::Wrong(format!("the policy of `{}` has {errors} mistakes; `eoa check {place}` shows them", pack.id))
    })
}

/// The scenarios of a pack that can be used. How many can't is said on standard error: whatever is counted lacks them.
pub(super) fn usable(pack: &LoadedPack) -> &[Scenario] {
    say(left_out(pack).as_deref());
    &pack.scenarios
}

/// Says on standard error what there is to be known beside an answer. Where that is gone too there is nobody to tell.
pub(super) fn say(words: Option<&str>) {
    if let Some(words) = words {
        let _ = writeln!(io::stderr(), "eoa: {words}");
    }
}

/// How many scenarios of a pack can't be used, and what shows why; none where all can.
pub(super) fn left_out(pack: &LoadedPack) -> Option<String> {
    let (count, place) = (pack.left_out, pack.root.shown());
    let are = if count == 1 { "scenario is" } else { "scenarios are" };
    (count > 0).then(|| format!("{count} {are} left out, with mistakes; `eoa check {place}` shows them"))
}

/// A version of a policy: a pack's, or one in a file of its own, as version control hands it out.
pub(super) struct Version {
    /// The policy.
    pub(super) policy: Policy,
    /// The pack's scenarios; none beside a lone file.
    pub(super) scenarios: Vec<Scenario>,
}

impl Version {
    /// As versions are compared.
    pub(super) fn view(&self) -> revision::Version<'_> {
        revision::Version { policy: &self.policy, scenarios: &self.scenarios }
    }
}

/// The version of that name: a pack by path or id, or any file that holds a policy.
pub(super) fn version(name: &str, environment: &Environment) -> Result<Version, Failure> {
    let path = Path::new(name);
    if path.exists() && !path.is_dir() && path.file_name().is_none_or(|n| n != "policy.toml") {
        return lone(name, path);
    }
    let pack = open(name, environment)?;
    let policy = sound(&pack)?.clone();
    Ok(Version { policy, scenarios: usable(&pack).to_vec() })
}

fn lone(name: &str, path: &Path) -> Result<Version, Failure> {
    let unreadable = |why: &str| Failure::Unusable(format!("`{name}` can't be read: {why}"));
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let mut text = String::new();
    let file = File::open(path).map_err(|error| unreadable(&error.to_string()))?;
    file.take(limit + 1).read_to_string(&mut text).map_err(|error| unreadable(&error.to_string()))?;
    if text.len() > MAX_FILE_BYTES {
        return Err(unreadable("it is too large"));
    }
    if text.trim().is_empty() {
        // Version control hands out an empty file for one that was added or deleted.
        return Err(Failure::Wrong(format!("`{name}` is empty: there is no policy to compare with")));
    }
    if text.lines().any(|line| line.starts_with("story")) && !text.lines().any(|line| line.trim() == "[policy]") {
        return Err(Failure::Wrong(format!("`{name}` is a scenario, not a policy; name the packs, or their `policy.toml`s")));
    }
    let read = source::parse(&text, name);
    let errors = read.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    match read.policy() {
        Some(policy) => Ok(Version { policy: policy.clone(), scenarios: Vec::new() }),
        None => {
            let (count, first) = (errors.clone().count(), errors.clone().next().map(|d| d.message.clone()));
            let first = first.unwrap_or_default();
            Err(Failure::Wrong(format!("the policy in `{name}` has {count} mistakes, the first of them: {first}")))
        }
    }
}
