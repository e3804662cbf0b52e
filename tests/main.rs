//! The one integration binary: what a user of the program would notice. One module a topic, in `tests/suite/`.
//!
//! The list of modules stands here: a file `tests/suite.rs` would be taken for a test binary of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails should say where")]

mod suite {
    mod architecture;
    mod ballot;
    mod belief;
    mod card;
    mod certificate;
    mod check;
    mod coastline;
    mod corpus;
    mod debrief;
    mod diff;
    mod engine;
    mod eoa;
    mod explain;
    mod frames;
    mod journeys;
    mod live;
    mod measures;
    mod memory;
    mod path;
    mod phrases;
    mod refresh;
    mod report;
    mod rights;
    mod room;
    mod schema;
    mod session;
    mod shipped;
    mod store;
    mod whatif;
}
