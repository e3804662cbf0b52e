//! The team meeting over a network: the server people vote at, and the client of `eoa join`. The network lives here and nowhere else.
//!
//! What a meeting *is* stands in [`domain::room`](crate::domain::room), which knows no sockets. What is here brings requests to it
//! and views from it.
//!
//! - [`protocol`]: every message, both ways.
//! - [`meeting`]: what the host's program holds: begin, go on, ask, look.
//! - [`journal`]: every event on the disk before anybody hears that it was taken.
//! - [`hub`]: the room's own thread, which decides, saves, and only then answers.
//! - [`server`], [`answer`], [`gate`]: connections, what is answered over HTTP, and what is accepted at all.
//! - [`visit`], [`socket`], [`line`], [`lobby`], [`limits`], [`door`]: one connection, and how much of everything.
//! - [`client`]: the other end, and [`trust`]: which certificate it takes for the host's.
//! - [`page`]: the same end in a browser, as one file that the server serves.

pub mod address;
pub mod answer;
pub mod client;
pub mod door;
pub mod gate;
mod hub;
pub mod journal;
pub mod limits;
mod line;
mod lobby;
pub mod meeting;
pub mod page;
pub mod protocol;
pub mod secret;
mod server;
mod socket;
pub mod tls;
pub mod trust;
mod visit;

pub use self::hub::{HostAnswer, Shown};
