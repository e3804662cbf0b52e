//! Which certificate a meeting's address is trusted by: as it was said, as it was before, or as somebody compares it now.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

use super::seat;
use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::cli::written::unwritable;
use crate::live::trust::{Fingerprint, look};
use crate::store::folder;

/// The fingerprint to trust at an address.
pub(super) fn of(address: &str, said: Option<&str>, environment: &Environment) -> Result<Fingerprint, Failure> {
    let seat = seat::file(address, environment);
    let known = PathBuf::from(format!("{}.certificate", seat.display()));
    if let Some(said) = said {
        let no = "--fingerprint takes the digits on the host's screen: at least 20, like 3f9a 11c0 7be2 90d4 aa31";
        return Fingerprint::typed(said).ok_or_else(|| Failure::Unusable(no.to_owned()));
    }
    if let Some(known) = fs::read_to_string(&known).ok().and_then(|text| Fingerprint::typed(text.trim())) {
        return Ok(known);
    }
    let found =
        look(address).map_err(|error| Failure::Unusable(format!("there is no certificate to see at {address}: {error}")))?;
    if !io::stdin().is_terminal() {
        let why = format!(
            "say which certificate you trust: the one there is {found}. If the host's screen shows the same, add --fingerprint \"{found}\""
        );
        return Err(Failure::Unusable(why));
    }
    if !same(&found)? {
        return Err(Failure::Unusable("then this is not your meeting: somebody stands between you and it".to_owned()));
    }
    let kept = folder::prepare(&environment.data)
        .and_then(|()| fs::create_dir_all(known.parent().unwrap_or(&environment.data)))
        .and_then(|()| match fs::remove_file(&known) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => folder::create_private(&known),
        })
        .and_then(|mut file| file.write_all(found.to_string().as_bytes()));
    kept.map_err(|error| unwritable(&known, &error))?;
    Ok(found)
}

fn same(found: &Fingerprint) -> Result<bool, Failure> {
    let mut out = io::stderr();
    writeln!(out, "The certificate there is {found}.")?;
    write!(out, "Does the host's screen show the same? (y or n) ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("y"))
}
