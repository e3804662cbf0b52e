//! Files of answers that were set aside because not all of them could be read, and a person's lines in them.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::cli::Failure;
use crate::cli::sheet::many;
use crate::store::erasure::Beside;
use crate::store::rescue::aside::SetAside;

/// Tells what lies in them, and what goes.
pub(super) fn tell(set_aside: &[SetAside], out: &mut dyn Write) -> io::Result<()> {
    for file in set_aside.iter().filter(|file| file.concerns()) {
        // Nobody else's line is in it: the file goes, and these with it.
        let nobodys = if file.is_shared() { 0 } else { file.nobodys() };
        let all = [
            (file.theirs().count(), "of theirs that can't be read"),
            (file.perhaps(), "that can't be read and may be theirs"),
            (nobodys, "that can't be read as anybody's"),
        ];
        let parts = all.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, which)| format!("{} {which}", many(count, "line"))).collect();
        let parts = if parts.is_empty() { "their name".to_owned() } else { parts.join(", ") };
        writeln!(out, "  in a file that was set aside: {parts}")?;
    }
    Ok(())
}

/// Tells what of them stays and may be anybody's.
pub(super) fn tell_left(set_aside: &[SetAside], out: &mut dyn Write) -> io::Result<()> {
    let stays = |file: &&SetAside| file.is_shared() || !file.concerns();
    let left: Vec<usize> = set_aside.iter().filter(stays).map(SetAside::nobodys).filter(|lines| *lines > 0).collect();
    if !left.is_empty() {
        let (lines, files) = (many(left.iter().sum(), "line"), many(left.len(), "file"));
        writeln!(out, "{lines} of {files} set aside can't be read as anybody's, and stayed in `*.partly-read`.")?;
    }
    Ok(())
}

/// What is to happen to them: another's lines take the place of the whole, or it goes. Where one can't be made ready, none is left.
pub(super) fn without(set_aside: &[SetAside]) -> Result<Beside, Failure> {
    let mut beside = Beside::default();
    for file in set_aside.iter().filter(|file| file.concerns()) {
        match file.make_ready() {
            Ok(Some(ready)) => beside.exchange.push((ready, file.path.clone())),
            Ok(None) => beside.wipe.push(file.path.clone()),
            Err(error) => {
                drop_ready(&beside.exchange);
                return Err(Failure::Unusable(format!(
                    "nothing was erased: `{}` may have that name in it, and can't be written anew: {error}.",
                    file.path.display()
                )));
            }
        }
    }
    Ok(beside)
}

/// Takes back what was made ready; it has no name in it, and is in nobody's way if it can't be.
pub(super) fn drop_ready(exchange: &[(PathBuf, PathBuf)]) {
    exchange.iter().for_each(|(ready, _)| drop(std::fs::remove_file(ready)));
}
