//! What can't be guessed: tokens of seats, invites, and the seeds of codes and names.

use crate::domain::room::code::Code;
use crate::domain::room::event::Doors;

/// The system has no randomness to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers, and without them a code could be guessed")]
pub struct NoRandomness;

/// 128 bits, as 32 letters and digits.
pub fn token() -> Result<String, NoRandomness> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A seed.
pub fn seed() -> Result<u64, NoRandomness> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(u64::from_le_bytes(bytes))
}

/// The code and the keys of a new room.
pub fn doors() -> Result<Doors, NoRandomness> {
    Ok(Doors { code: Code::from_seed(seed()?), invite: token()?, screen: token()? })
}
