//! The team meeting over a network: the server people vote at, and the client of `eoa join`. The network lives here and nowhere else.
//!
//! What a meeting *is* stands in [`domain::room`](crate::domain::room), which knows no sockets. What is here brings requests to it
//! and views from it.
//!
//! - [`protocol`]: every message, both ways.

pub mod protocol;
