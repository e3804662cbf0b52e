//! The refresher: what comes back, by which case, and what a changed policy turns.

mod bench;
mod changing;
mod picking;
