//! The versions that were really built, from the lock file.

const LOCK: &str = include_str!("../Cargo.lock");

/// The version of a package in the lock file; the newest, should there be several.
pub fn of(package: &str) -> &'static str {
    let named = format!("name = \"{package}\"");
    let after = LOCK.lines().zip(LOCK.lines().skip(1)).filter(|(name, _)| *name == named).last();
    after.and_then(|(_, version)| version.split('"').nth(1)).unwrap_or("unknown")
}
