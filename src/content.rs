//! Packs: finding them, embedded or in folders, and reading them into the domain's types with everything that is wrong with them.

mod embedded;
mod folder;
mod load;

use std::path::{Path, PathBuf};

use crate::domain::diagnostic::Diagnostic;

pub use self::load::{Keep, LoadedPack, load};

/// Where packs are looked for, beside those in the binary.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The user's data folder; packs stand in its `packs` folder.
    pub data: Option<PathBuf>,
}

/// Where one pack stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// In the binary, under this folder of `scenarios/`.
    Embedded(String),
    /// In a folder.
    Folder(PathBuf),
}

impl Root {
    /// As diagnostics name it before a file's path within the pack.
    pub fn shown(&self) -> String {
        match self {
            Self::Embedded(folder) => folder.clone(),
            Self::Folder(path) => path.display().to_string(),
        }
    }
}

/// A pack as a list shows it: its policy's heading was read, and nothing was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Where it stands.
    pub root: Root,
    /// Its policy's id; the folder's name where that can't be read.
    pub id: String,
    /// Its policy's title; the id where that can't be read.
    pub title: String,
    /// How many scenario files it has.
    pub scenarios: usize,
}

/// No pack answers to that name.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct NoSuchPack {
    /// One sentence, with what there is.
    message: String,
}

/// All packs: those in the binary, and the user's, which take the place of an embedded one of the same id.
pub fn list(sources: &Sources) -> Vec<Listing> {
    let mut packs: Vec<Listing> = embedded::roots().into_iter().map(listing).collect();
    for root in sources.data.iter().flat_map(|data| folder::packs_in(&data.join("packs"))) {
        let found = listing(root);
        match packs.iter_mut().find(|p| p.id == found.id) {
            Some(place) => *place = found,
            None => packs.push(found),
        }
    }
    packs
}

/// The packs a name on the command line means: a path if it exists or holds a separator, else a policy's id. A folder without a policy
/// stands for the packs in it.
pub fn find(sources: &Sources, name: &str) -> Result<Vec<Listing>, NoSuchPack> {
    let path = Path::new(name);
    if path.exists() || name.contains(std::path::is_separator) {
        return at(path);
    }
    let known = list(sources);
    match known.iter().find(|p| p.id == name) {
        Some(found) => Ok(vec![found.clone()]),
        None => {
            let ids: Vec<&str> = known.iter().map(|p| p.id.as_str()).collect();
            let near = crate::domain::closest(name, &ids).map(|near| format!("; did you mean `{near}`?"));
            let hint = near.unwrap_or_else(|| format!("; the packs here are {}", ids.join(", ")));
            Err(NoSuchPack { message: format!("there is no pack `{name}`, and no file or folder of that name{hint}") })
        }
    }
}

fn at(path: &Path) -> Result<Vec<Listing>, NoSuchPack> {
    if path.is_file() && path.file_name().is_some_and(|n| n == "policy.toml") {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Ok(vec![listing(Root::Folder(folder.to_owned()))]);
    }
    if !path.is_dir() {
        let what = if path.exists() { "is not a folder" } else { "does not exist" };
        return Err(NoSuchPack { message: format!("`{}` {what}; a pack is a folder with a policy.toml", path.display()) });
    }
    let packs = if path.join("policy.toml").exists() { vec![Root::Folder(path.to_owned())] } else { folder::packs_in(path) };
    if packs.is_empty() {
        return Err(NoSuchPack {
            message: format!("`{}` holds no pack: there is no policy.toml in it, nor in a folder in it", path.display()),
        });
    }
    Ok(packs.into_iter().map(listing).collect())
}

fn listing(root: Root) -> Listing {
    let (policy, scenarios) = match &root {
        Root::Embedded(folder) => embedded::glance(folder),
        Root::Folder(path) => folder::glance(path),
    };
    let heading = policy.as_deref().map(crate::domain::policy::source::heading).unwrap_or_default();
    let name = match &root {
        Root::Embedded(folder) => folder.clone(),
        Root::Folder(path) => path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned()),
    };
    let id = heading.id.unwrap_or(name);
    Listing { title: heading.title.unwrap_or_else(|| id.clone()), id, root, scenarios }
}

/// A pack's files, as far as they could be read.
#[derive(Debug, Default)]
struct Files {
    /// `policy.toml`.
    policy: Option<String>,
    /// `phrases.toml`, if there is one.
    phrases: Option<String>,
    /// Every other `.toml` beneath, by its path within the pack, in order.
    scenarios: Vec<(String, String)>,
    /// What could not be read.
    diagnostics: Vec<Diagnostic>,
    /// Texts of files that can't be used as they are, for showing where.
    damaged: Vec<(String, String)>,
}
