//! The packs that ship, carried in the binary.

use rust_embed::RustEmbed;

use super::{Files, Root};
use crate::domain::phrases::source::FILE as PHRASES;

#[derive(RustEmbed)]
#[folder = "scenarios/"]
struct Shipped;

/// The shipped packs, in order of their folders.
pub(super) fn roots() -> Vec<Root> {
    let mut folders: Vec<String> =
        Shipped::iter().filter_map(|path| path.strip_suffix("/policy.toml").map(ToOwned::to_owned)).collect();
    folders.retain(|folder| !folder.contains('/'));
    folders.sort_unstable();
    folders.into_iter().map(Root::Embedded).collect()
}

/// The policy's text and the number of scenario files.
pub(super) fn glance(folder: &str) -> (Option<String>, usize) {
    (text(&format!("{folder}/policy.toml")), scenario_paths(folder).count())
}

/// Every file of a shipped pack.
pub(super) fn read(folder: &str) -> Files {
    let mut scenarios: Vec<(String, String)> = scenario_paths(folder)
        .filter_map(|path| {
            let within = path.strip_prefix(folder)?.trim_start_matches('/').to_owned();
            Some((within, text(&path)?))
        })
        .collect();
    scenarios.sort_unstable();
    let own = |name: &str| text(&format!("{folder}/{name}"));
    Files { policy: own("policy.toml"), phrases: own(PHRASES), scenarios, ..Files::default() }
}

fn scenario_paths(folder: &str) -> impl Iterator<Item = String> {
    let prefix = format!("{folder}/");
    Shipped::iter().map(std::borrow::Cow::into_owned).filter(move |path| {
        let within = path.strip_prefix(&prefix);
        within.is_some_and(|w| w.ends_with(".toml") && w != "policy.toml" && w != PHRASES)
    })
}

fn text(path: &str) -> Option<String> {
    let file = Shipped::get(path)?;
    std::str::from_utf8(&file.data).ok().map(ToOwned::to_owned)
}
