//! Packs in folders, read with care: loops of links, what is no file, what is too large, and what is not text.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Files, Root};
use crate::domain::MAX_FILE_BYTES;
use crate::domain::diagnostic::Diagnostic;
use crate::domain::phrases::source::FILE as PHRASES;

/// The deepest folder looked into, from the pack's own.
const MAX_FOLDERS: usize = 12;

/// Drafts stand here, beside the pack's scenarios and no part of it.
const INBOX: &str = "inbox";

/// The folders in a folder that hold a policy, by name.
pub(super) fn packs_in(folder: &Path) -> Vec<Root> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut packs: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.join("policy.toml").is_file()).collect();
    packs.sort_unstable();
    packs.into_iter().map(Root::Folder).collect()
}

/// The policy's text and the number of scenario files, without reading these.
pub(super) fn glance(root: &Path) -> (Option<String>, usize) {
    let policy = read_file(&root.join("policy.toml")).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    (policy, Walk::of(root).files.len())
}

/// Every file of a pack.
pub(super) fn read(root: &Path) -> Files {
    let mut walk = Walk::of(root);
    walk.files.sort_unstable();
    let mut files = Files { diagnostics: walk.diagnostics, ..Files::default() };
    match text(&root.join("policy.toml"), "policy.toml", &mut files) {
        Some(policy) => files.policy = Some(policy),
        None if files.diagnostics.iter().any(|d| d.file == "policy.toml") => {}
        None => files.diagnostics.push(
            Diagnostic::error("pack::no-policy", "policy.toml", 0..0, "the pack has no policy.toml")
                .help("add one; the author's guide begins with it"),
        ),
    }
    let phrases = root.join(PHRASES);
    if phrases.symlink_metadata().is_ok() {
        files.phrases = text(&phrases, PHRASES, &mut files);
    }
    for (within, path) in walk.files {
        if let Some(text) = text(&path, &within, &mut files) {
            files.scenarios.push((within, text));
        }
    }
    files
}

/// A file's text; what can't be read or is no text is reported. None and no report: there is no such file.
fn text(path: &Path, within: &str, files: &mut Files) -> Option<String> {
    match read_file(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(wrong) => {
                let at = wrong.utf8_error().valid_up_to();
                let shown = String::from_utf8_lossy(wrong.as_bytes()).into_owned();
                files.diagnostics.push(problem(
                    "file::not-utf8",
                    within,
                    at..at,
                    "this byte is not UTF-8 text",
                    "save the file as UTF-8",
                ));
                files.damaged.push((within.to_owned(), shown));
                None
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound && within == "policy.toml" => None,
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let message = format!("the file has more than {MAX_FILE_BYTES} bytes, the most that is read");
            files.diagnostics.push(problem(
                "file::too-large",
                within,
                0..0,
                &message,
                "split it, or move what is not part of it elsewhere",
            ));
            None
        }
        Err(error) => {
            files.diagnostics.push(problem("file::unreadable", within, 0..0, &format!("the file can't be read: {error}"), ""));
            None
        }
    }
}

fn problem(code: &'static str, file: &str, span: Range<usize>, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(code, file, span, message).help(help)
}

/// A regular file's bytes, never more than are allowed: a pipe or device would keep us waiting for ever.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len().min(limit)).unwrap_or_default() + 1);
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The scenario files beneath a pack's folder.
struct Walk {
    files: Vec<(String, PathBuf)>,
    diagnostics: Vec<Diagnostic>,
    /// Folders behind links that were looked into, by their real path.
    linked: BTreeSet<PathBuf>,
}

impl Walk {
    fn of(root: &Path) -> Self {
        let mut walk = Self { files: Vec::new(), diagnostics: Vec::new(), linked: BTreeSet::new() };
        walk.linked.extend(fs::canonicalize(root));
        walk.folder(root, "", 0);
        walk
    }

    fn folder(&mut self, folder: &Path, within: &str, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let place = if within.is_empty() { "." } else { within };
                let message = format!("the folder can't be read: {error}");
                self.diagnostics.push(problem("file::unreadable", place, 0..0, &message, ""));
                return;
            }
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let message = format!("the name `{}` is not UTF-8 text", name.to_string_lossy());
                self.diagnostics.push(problem("file::unreadable", within, 0..0, &message, "rename it"));
                continue;
            };
            if !name.starts_with('.') {
                let path = if within.is_empty() { name.to_owned() } else { format!("{within}/{name}") };
                self.entry(&entry, path, depth);
            }
        }
    }

    fn entry(&mut self, entry: &fs::DirEntry, within: String, depth: usize) {
        let path = entry.path();
        let kind = entry.file_type();
        let link = kind.as_ref().is_ok_and(fs::FileType::is_symlink);
        let folder = if link { path.is_dir() } else { kind.is_ok_and(|k| k.is_dir()) };
        if folder {
            if self.enters(&path, &within, link, depth) {
                self.folder(&path, &within, depth + 1);
            }
        } else if within.ends_with("/policy.toml") {
            let message = "a policy stands inside another pack";
            self.diagnostics.push(problem(
                "pack::nested-policy",
                &within,
                0..0,
                message,
                "move that folder out, beside this pack",
            ));
        } else if within.ends_with(".toml") && within != "policy.toml" && within != PHRASES {
            self.files.push((within, path));
        }
    }

    fn enters(&mut self, path: &Path, within: &str, link: bool, depth: usize) -> bool {
        if within == INBOX {
            return false;
        }
        let new = !link || fs::canonicalize(path).is_ok_and(|real| self.linked.insert(real));
        if !new {
            let message = "this link leads to a folder that was read already";
            self.diagnostics.push(problem("pack::link-loop", within, 0..0, message, "take the link out"));
        } else if depth >= MAX_FOLDERS {
            let message = format!("more than {MAX_FOLDERS} folders stand inside each other here");
            self.diagnostics.push(problem("pack::too-deep", within, 0..0, &message, "move the scenarios up"));
            return false;
        }
        new
    }
}
