//! A pack's inbox: the folder of drafts beside its scenarios, which is no part of the pack.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::export::drafts::Draft;

/// Puts drafts into an inbox. What is there already stays as it is, for somebody may be working on it; but a draft that nobody has
/// touched learns who has taken it since.
pub(super) fn take(inbox: &Path, drafts: &[Draft]) -> Vec<String> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let written = fs::create_dir_all(inbox).and_then(|()| {
        let new = drafts.iter().map(|draft| write(inbox, draft)).collect::<io::Result<Vec<bool>>>()?;
        Ok(new.into_iter().filter(|new| *new).count())
    });
    let place = inbox.display();
    vec![match written {
        Ok(0) => format!("the drafts of what was asked are in `{place}` already"),
        Ok(1) => format!("1 draft of what was asked is new in `{place}`"),
        Ok(new) => format!("{new} drafts of what was asked are new in `{place}`"),
        Err(error) => format!("the drafts of what was asked can't be written to `{place}`: {error}"),
    }]
}

/// Whether it was not there.
fn write(inbox: &Path, draft: &Draft) -> io::Result<bool> {
    match OpenOptions::new().write(true).create_new(true).open(inbox.join(&draft.file)) {
        Ok(mut file) => file.write_all(draft.text.as_bytes()).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => owned(&inbox.join(&draft.file), draft).map(|()| false),
        Err(error) => Err(error),
    }
}

/// Writes the owner into a draft that is as it was when nobody had taken it.
fn owned(path: &Path, draft: &Draft) -> io::Result<()> {
    let Some(untaken) = &draft.untaken else { return Ok(()) };
    if fs::read(path)? == untaken.as_bytes() { fs::write(path, &draft.text) } else { Ok(()) }
}
