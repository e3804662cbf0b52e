//! The team meeting over real sockets, on this machine alone: what participants, a host and an attacker would notice.

mod door;
mod floods;
mod gate;
pub(super) mod guest;
mod hostile;
mod joining;
mod journal;
mod killed;
mod page;
mod serving;
mod tls;
