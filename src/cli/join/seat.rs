//! The token of one's seat at an address, kept so that one comes back to it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use crate::cli::Failure;
use crate::cli::environment::Environment;
use crate::cli::written::unwritable;
use crate::live::secret;
use crate::store::folder;

/// A seat's token.
pub(super) struct Seat {
    /// It.
    pub(super) token: String,
    /// One was there before.
    pub(super) known: bool,
}

/// Where it is kept.
pub(super) fn file(address: &str, environment: &Environment) -> PathBuf {
    environment.data.join("seats").join(address.replace([':', '[', ']'], "_"))
}

/// The seat at an address: the one from before, or a new one, which is kept for its owner alone.
pub(super) fn of(address: &str, environment: &Environment) -> Result<Seat, Failure> {
    let seats = environment.data.join("seats");
    let path = file(address, environment);
    if let Ok(token) = fs::read_to_string(&path) {
        return Ok(Seat { token: token.trim().to_owned(), known: true });
    }
    let token = secret::token().map_err(|error| Failure::Unusable(error.to_string()))?;
    let kept = folder::prepare(&environment.data)
        .and_then(|()| fs::create_dir_all(&seats))
        .and_then(|()| folder::create_private(&path))
        .and_then(|mut file| file.write_all(token.as_bytes()));
    kept.map_err(|error| unwritable(&path, &error))?;
    Ok(Seat { token, known: false })
}
